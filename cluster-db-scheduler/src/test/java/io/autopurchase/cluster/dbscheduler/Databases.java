package io.autopurchase.cluster.dbscheduler;

import io.autopurchase.testdatabases.TestDatabase;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** New, empty databases of each kind. */
enum Databases {
  H2(Databases::h2),
  POSTGRESQL(() -> TestDatabase.sharedPostgres().dataSource()),
  MARIADB(() -> TestDatabase.sharedMariaDb().dataSource());

  private final Supplier<DataSource> open;

  Databases(Supplier<DataSource> open) {
    this.open = open;
  }

  DataSource open() {
    return open.get();
  }

  private static DataSource h2() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return database;
  }
}
