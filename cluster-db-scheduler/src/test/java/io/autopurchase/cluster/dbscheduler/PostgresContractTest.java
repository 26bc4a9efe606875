package io.autopurchase.cluster.dbscheduler;

import io.autopurchase.testdatabases.TestDatabase;
import javax.sql.DataSource;

class PostgresContractTest extends ContractOnDatabase {
  @Override
  DataSource newDatabase() {
    return TestDatabase.sharedPostgres().dataSource();
  }
}
