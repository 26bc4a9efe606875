package io.autopurchase.cluster.dbscheduler;

class MariaDbContractTest extends ContractOnDatabase {
  MariaDbContractTest() {
    super(Databases.MARIADB);
  }
}
