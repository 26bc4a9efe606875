package io.autopurchase.spring;

import io.autopurchase.cluster.dbscheduler.DbSchedulerDispatcher;
import io.autopurchase.cluster.dbscheduler.DbSchedulerDispatcherBuilder;
import io.autopurchase.spi.ActivityDispatcher;
import javax.sql.DataSource;

/** Loaded only if the module for several nodes is there. */
final class ClusterDispatcher {
  private ClusterDispatcher() {}

  static ActivityDispatcher of(DataSource dataSource, ShopProperties properties) {
    DbSchedulerDispatcherBuilder builder =
        DbSchedulerDispatcher.builder(dataSource)
            .tablePrefix(properties.getTablePrefix())
            .createTables(properties.isCreateTables())
            .threads(properties.getWorkers());
    String nodeName = properties.getCluster().getNodeName();
    if (nodeName != null) {
      builder.nodeName(nodeName);
    }
    return builder.build();
  }
}
