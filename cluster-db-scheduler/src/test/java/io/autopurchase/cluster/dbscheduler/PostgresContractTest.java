package io.autopurchase.cluster.dbscheduler;

class PostgresContractTest extends ContractOnDatabase {
  PostgresContractTest() {
    super(Databases.POSTGRESQL);
  }
}
