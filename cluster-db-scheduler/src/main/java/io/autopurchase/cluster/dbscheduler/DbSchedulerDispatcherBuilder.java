package io.autopurchase.cluster.dbscheduler;

import io.autopurchase.ConfigurationException;
import io.autopurchase.StoreUnavailableException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Configures and builds a {@link DbSchedulerDispatcher}. Mutable; for one thread. */
public final class DbSchedulerDispatcherBuilder {
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,39}");
  private static final int MOST_THREADS = 1000;
  private static final int FEWEST_MISSED = 4;

  final DataSource dataSource;
  String nodeName = hostAndProcess();
  String tablePrefix = "autopurchase_";
  boolean createTables = true;
  int threads = 4;
  Duration pollInterval = Duration.ofSeconds(1);
  Duration sweepInterval = Duration.ofSeconds(5);
  Duration heartbeatInterval = Duration.ofSeconds(10);
  int missedHeartbeats = 6;
  Duration closeTimeout = Duration.ofSeconds(15);

  DbSchedulerDispatcherBuilder(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** What this node is called in the table, for people who look there; host and process by default. */
  public DbSchedulerDispatcherBuilder nodeName(String name) {
    nodeName = name;
    return this;
  }

  /** Before the name of the table; letters, digits and underscores. {@code autopurchase_} by default. */
  public DbSchedulerDispatcherBuilder tablePrefix(String value) {
    tablePrefix = value;
    return this;
  }

  /** Whether a missing table is made; if not, it must be there. It is made by default. */
  public DbSchedulerDispatcherBuilder createTables(boolean value) {
    createTables = value;
    return this;
  }

  /**
   * Activities that this node runs at once.
   *
   * @param count 1 to 1000; 4 by default
   */
  public DbSchedulerDispatcherBuilder threads(int count) {
    threads = count;
    return this;
  }

  /**
   * How often this node looks for activities whose time has come. Those that it creates itself start at once.
   *
   * @param interval 1 second by default
   */
  public DbSchedulerDispatcherBuilder pollInterval(Duration interval) {
    pollInterval = interval;
    return this;
  }

  /**
   * How often one of the nodes looks for due activities that were not scheduled.
   *
   * @param interval 5 seconds by default
   */
  public DbSchedulerDispatcherBuilder sweepInterval(Duration interval) {
    sweepInterval = interval;
    return this;
  }

  /**
   * The interval of the node's heartbeat. The same on all nodes.
   *
   * @param interval 10 seconds by default
   */
  public DbSchedulerDispatcherBuilder heartbeatInterval(Duration interval) {
    heartbeatInterval = interval;
    return this;
  }

  /**
   * After how many missing heartbeats a node counts as dead. Each node looks for those in every second heartbeat interval, so
   * with the defaults the activities of a dead node are taken over after 50 to 80 seconds. The same on all nodes.
   *
   * @param count from 4; 6 by default
   */
  public DbSchedulerDispatcherBuilder missedHeartbeats(int count) {
    missedHeartbeats = count;
    return this;
  }

  /**
   * How long {@link DbSchedulerDispatcher#close} waits for running steps before it leaves them alone, and before that for a write in progress. None is interrupted.
   *
   * @param time 15 seconds by default
   */
  public DbSchedulerDispatcherBuilder closeTimeout(Duration time) {
    closeTimeout = time;
    return this;
  }

  /**
   * @throws ConfigurationException if the database is none of those supported, its table is missing or of another
   *     release, or an option is wrong
   * @throws StoreUnavailableException if the database cannot be reached
   */
  public DbSchedulerDispatcher build() {
    require(PREFIX.matcher(tablePrefix).matches(), "a table prefix has up to 40 letters, digits and underscores: " + tablePrefix);
    require(threads >= 1 && threads <= MOST_THREADS, "threads must be between 1 and " + MOST_THREADS);
    require(missedHeartbeats >= FEWEST_MISSED, "fewer than " + FEWEST_MISSED + " missed heartbeats are too few to call a node dead");
    positive(pollInterval, "the poll interval");
    positive(sweepInterval, "the sweep interval");
    positive(heartbeatInterval, "the heartbeat interval");
    positive(closeTimeout, "the close timeout");
    return new DbSchedulerDispatcher(copy());
  }

  /** The dispatcher keeps these options: later calls of this builder must not reach it. */
  private DbSchedulerDispatcherBuilder copy() {
    return new DbSchedulerDispatcherBuilder(dataSource)
        .nodeName(nodeName)
        .tablePrefix(tablePrefix)
        .createTables(createTables)
        .threads(threads)
        .pollInterval(pollInterval)
        .sweepInterval(sweepInterval)
        .heartbeatInterval(heartbeatInterval)
        .missedHeartbeats(missedHeartbeats)
        .closeTimeout(closeTimeout);
  }

  private static void positive(Duration time, String name) {
    require(time.toMillis() > 0, name + " must be at least a millisecond");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ConfigurationException(otherwise);
    }
  }

  private static String hostAndProcess() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "unknown-host";
    }
    return host + "/" + ProcessHandle.current().pid();
  }
}
