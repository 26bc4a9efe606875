package io.autopurchase.cluster.dbscheduler;

class H2ContractTest extends ContractOnDatabase {
  H2ContractTest() {
    super(Databases.H2);
  }
}
