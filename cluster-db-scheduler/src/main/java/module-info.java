/** Shares the work of one database among many nodes, by db-scheduler. */
module io.autopurchase.cluster.dbscheduler {
  requires transitive io.autopurchase.api;
  requires com.github.kagkarlsson.scheduler;
  requires transitive java.sql;
  requires org.slf4j;

  exports io.autopurchase.cluster.dbscheduler;
}
