package io.autopurchase.cluster.dbscheduler;

import io.autopurchase.testdatabases.TestDatabase;
import javax.sql.DataSource;

class MariaDbContractTest extends ContractOnDatabase {
  @Override
  DataSource newDatabase() {
    return TestDatabase.sharedMariaDb().dataSource();
  }
}
