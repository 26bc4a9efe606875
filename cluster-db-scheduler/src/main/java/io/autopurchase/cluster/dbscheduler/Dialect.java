package io.autopurchase.cluster.dbscheduler;

import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.MariaDBJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.MySQL8JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import io.autopurchase.ConfigurationException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * In what databases differ, for db-scheduler. Its queries for what is due are narrowed to the tasks of one shop here: left
 * to itself it would fetch those of every shop in the table, and only then find that it does not know them.
 */
enum Dialect {
  H2("h2") {
    @Override
    JdbcCustomization customization(String ofShop) {
      return new DefaultJdbcCustomization(true) {
        @Override
        public String createSelectDueQuery(String table, int limit, String condition, boolean byPriority) {
          return super.createSelectDueQuery(table, limit, condition + ofShop, byPriority);
        }
      };
    }
  },

  /** Rows are locked and fetched at once, so that nodes do not race for the same ones. */
  POSTGRESQL("postgresql") {
    @Override
    JdbcCustomization customization(String ofShop) {
      return new PostgreSqlJdbcCustomization(true, false) {
        @Override
        public String createGenericSelectForUpdateQuery(String table, int limit, String condition, boolean byPriority) {
          return super.createGenericSelectForUpdateQuery(table, limit, condition + ofShop, byPriority);
        }
      };
    }

    @Override
    void polling(SchedulerBuilder builder) {
      // Never more than there are threads: what is fetched but waits for a thread would have no heartbeat.
      builder.pollUsingLockAndFetch(0.5, 1.0);
    }
  },

  MARIADB("mysql") {
    @Override
    JdbcCustomization customization(String ofShop) {
      return new MariaDBJdbcCustomization(true) {
        @Override
        public String createSelectDueQuery(String table, int limit, String condition, boolean byPriority) {
          return super.createSelectDueQuery(table, limit, condition + ofShop, byPriority);
        }
      };
    }
  },

  MYSQL("mysql") {
    @Override
    JdbcCustomization customization(String ofShop) {
      return new MySQL8JdbcCustomization(true) {
        @Override
        public String createSelectDueQuery(String table, int limit, String condition, boolean byPriority) {
          return super.createSelectDueQuery(table, limit, condition + ofShop, byPriority);
        }
      };
    }
  };

  private final String folder;

  Dialect(String folder) {
    this.folder = folder;
  }

  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    for (Dialect dialect : values()) {
      if (product.equalsIgnoreCase(dialect.name())) {
        return dialect;
      }
    }
    throw new ConfigurationException(
        "the database " + product + " is not supported; supported: PostgreSQL, MariaDB, MySQL 8, H2");
  }

  /** Where the statements for the table lie. */
  String folder() {
    return folder;
  }

  /**
   * @param ofShop a condition to add to each query for what is due
   */
  abstract JdbcCustomization customization(String ofShop);

  /** By default rows are fetched, and each is locked by its version when a thread takes it. */
  void polling(SchedulerBuilder builder) {}
}
