package io.autopurchase.cluster.dbscheduler;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.autopurchase.ActivityId;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.ActivityRunner;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.annotation.Nullable;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares the activities of one shop among all nodes that have a dispatcher on the same database. Whose activities they are it
 * learns from the engine; those of several shops may stand in one table and never meet. Thread-safe.
 *
 * <p>Each activity that has to be run some time is one row; the node that takes it writes a heartbeat while it runs. A node that dies,
 * hangs or is cut off writes none, and another one takes its activities over once enough of them are missing. This is for progress alone:
 * a node that was only thought dead goes on beside its successor, and the versions of the store see to it that this does no harm. The
 * clocks of the nodes decide which node is dead, so keep these within a few seconds.
 *
 * <p>A sweep, done by one node at a time, finds due activities that were not scheduled. So a lost hint, a cleared table or
 * an activity that was created within a transaction of the host costs one sweep interval at most.
 *
 * <p>It uses up to {@code threads + 4} connections of the data source at once: one for each running activity at moments, and
 * one each for polling, heartbeats, looking for the dead, and hints. None is held while an activity waits for a provider, and
 * fewer connections make it slower, not wrong. Each run of an activity costs three small writes.
 */
public final class DbSchedulerDispatcher implements ActivityDispatcher {
  private static final Logger log = LoggerFactory.getLogger(DbSchedulerDispatcher.class);

  /** Hints for later than that are left to the sweep, so that waiting activities cost no write. */
  private static final Duration HINT_LIMIT = Duration.ofSeconds(30);

  private static final int WRITE_ATTEMPTS = 3;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** Rows of tasks that this scheduler does not know are those of other shops: never deleted. */
  private static final Duration NEVER = Duration.ofDays(365_000);

  private final DbSchedulerDispatcherBuilder options;
  private final Dialect dialect;
  private final String table;

  /** Null before the start; set while this is locked. */
  @Nullable private volatile Started started;

  private volatile boolean closing;

  /** What there is from the start on. */
  private record Started(ActivityRunner runner, Scheduler scheduler, Hints hints) {}

  DbSchedulerDispatcher(DbSchedulerDispatcherBuilder builder) {
    options = builder;
    try (Connection connection = builder.dataSource.getConnection()) {
      connection.setAutoCommit(true);
      dialect = Dialect.of(connection);
      Table made = new Table(dialect, builder.tablePrefix);
      if (builder.createTables) {
        made.create(connection);
      }
      made.check(connection);
      table = made.name();
    } catch (SQLException e) {
      throw new StoreUnavailableException("the table of the dispatcher cannot be made or checked: " + e.getMessage(), e);
    }
  }

  /** With the defaults of the {@linkplain #builder builder}: makes its table if it is missing. */
  public static DbSchedulerDispatcher create(DataSource dataSource) {
    return builder(dataSource).build();
  }

  public static DbSchedulerDispatcherBuilder builder(DataSource dataSource) {
    return new DbSchedulerDispatcherBuilder(dataSource);
  }

  /**
   * @throws IllegalStateException if it was started before
   */
  @Override
  public synchronized void start(ActivityRunner runner) {
    if (started != null || closing) {
      throw new IllegalStateException("a dispatcher is started once");
    }
    TaskNames names = TaskNames.of(runner.shop());
    JdbcCustomization customization = dialect.customization(names.condition());
    Task<Void> activities =
        Tasks.custom(names.activity(), Void.class)
            .onFailure(DbSchedulerDispatcher::retryLater)
            .onDeadExecutionRevive()
            .execute((instance, context) -> run(runner, new ActivityId(instance.getId())));
    RecurringTask<Void> sweep =
        Tasks.recurring(names.sweep(), FixedDelay.of(options.sweepInterval))
            .execute(
                (instance, context) ->
                    new Sweep(runner, executions(context.getSchedulerClient(), customization, names), () -> closing).run());
    Scheduler scheduler = scheduler(customization, activities, sweep);
    Hints hints = new Hints(executions(scheduler, customization, names)::wake, options.closeTimeout);
    hints.repeat(() -> keepSweeping(scheduler, sweep), options.sweepInterval);
    started = new Started(runner, scheduler, hints);
    scheduler.start();
  }

  @Override
  public void schedule(ActivityId activity, Instant dueAt) {
    Started running = started;
    if (running != null && !closing && !dueAt.isAfter(Instant.now().plus(HINT_LIMIT))) {
      running.hints.add(activity, dueAt);
    }
  }

  /**
   * Takes up nothing more, and waits for running activities to reach the end of their step. After {@link
   * DbSchedulerDispatcherBuilder#closeTimeout} they are left alone; none is interrupted, as it may be in the middle of a commit. Before
   * that it waits as long at most for a write that tells other nodes what is due. Heartbeats go on until the end. What was not finished
   * is due at once for the other nodes. May be repeated.
   */
  @Override
  public synchronized void close() {
    closing = true;
    Started running = started;
    if (running == null || running.scheduler.getSchedulerState().isShuttingDown()) {
      return;
    }
    running.runner.drain();
    boolean interrupted = Thread.interrupted();
    running.hints.close();
    running.scheduler.stop();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Executions executions(SchedulerClient client, JdbcCustomization customization, TaskNames names) {
    return new Executions(client, options.dataSource, customization, table, names.activity());
  }

  private Scheduler scheduler(JdbcCustomization customization, Task<Void> activities, RecurringTask<Void> sweep) {
    SchedulerBuilder builder =
        Scheduler.create(options.dataSource, activities)
            .startTasks(sweep)
            .tableName(table)
            .jdbcCustomization(customization)
            .serializer(new NoData())
            .commitWhenAutocommitDisabled(true)
            .schedulerName(new SchedulerName.Fixed(options.nodeName))
            .threads(options.threads)
            .executorService(new Workers(options.threads))
            .dueExecutor(Executors.newSingleThreadExecutor(Threads.named("autopurchase-poll")))
            .housekeeperExecutor(Executors.newScheduledThreadPool(2, Threads.named("autopurchase-heartbeat")))
            .pollingInterval(options.pollInterval)
            .heartbeatInterval(options.heartbeatInterval)
            .missedHeartbeatsLimit(options.missedHeartbeats)
            .deleteUnresolvedAfter(NEVER)
            .enableImmediateExecution()
            .shutdownMaxWait(options.closeTimeout.dividedBy(2)) // it waits twice
            .failureLogging(LogLevel.OFF, false);
    dialect.polling(builder);
    return builder.build();
  }

  private CompletionHandler<Void> run(ActivityRunner runner, ActivityId activity) {
    Optional<Instant> next = closing ? Optional.empty() : runner.run(activity);
    // A runner that drains says that there is nothing to do: another node has to look again.
    Optional<Instant> following = closing && next.isEmpty() ? Optional.of(Instant.now()) : next;
    return (completed, operations) -> rest(activity, following, completed, operations);
  }

  /** A row that cannot be written would keep the activity until this node counts as dead: a deadlock is worth another try. */
  private void rest(
      ActivityId activity, Optional<Instant> next, ExecutionComplete completed, ExecutionOperations<Void> operations) {
    for (int attempt = 1; ; attempt++) {
      try {
        if (next.isPresent()) {
          operations.reschedule(completed, next.get());
        } else {
          operations.remove();
        }
        return;
      } catch (ExecutionException e) {
        log.info("Activity {} was taken over by another node while it ran here", activity);
        return;
      } catch (RuntimeException e) {
        if (attempt == WRITE_ATTEMPTS || closing) {
          throw e;
        }
        log.debug("The row of activity {} was not written; it is tried again", activity, e);
      }
    }
  }

  /** A runner throws errors of the virtual machine alone. The activity stays, and is tried again ever more rarely. */
  private static void retryLater(ExecutionComplete completed, ExecutionOperations<Void> operations) {
    int failures = completed.getExecution().consecutiveFailures;
    long millis = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures, 10));
    log.error(
        "Activity {} threw at the dispatcher; it is tried again in {} ms",
        completed.getExecution().taskInstance.getId(),
        millis,
        completed.getCause().orElse(null));
    operations.reschedule(completed, completed.getTimeDone().plusMillis(millis));
  }

  /** The row of the sweep is made at the start; if the database was away then, or the table was cleared, now. */
  private static void keepSweeping(Scheduler scheduler, RecurringTask<Void> sweep) {
    try {
      scheduler.scheduleIfNotExists(sweep.schedulableInstance(RecurringTask.INSTANCE));
    } catch (RuntimeException | Error e) {
      log.debug("The row of the sweep cannot be looked for", e);
    }
  }
}
