package io.autopurchase.benchmarks.contender;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * db-scheduler with the polling strategy that its documentation shows as the fastest, lock-and-fetch. An activity of several steps is
 * one task that is rescheduled for now after each step, with the number of the step as its data; the last execution removes it. It keeps
 * no journal, no events and no names.
 */
public final class DbSchedulerContender implements Contender {
  public static final String NAME = "db-scheduler " + Versions.of("com.github.kagkarlsson", "db-scheduler");
  private static final Duration POLL = Duration.ofMillis(50);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String settings() {
    return "threads = in flight, pollUsingLockAndFetch(0.5, 4.0), enableImmediateExecution, pollingInterval 50 ms, scheduleBatch in advance";
  }

  @Override
  public Subject open(DataSource pool, Load load, Work work) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      // As its documentation has it for PostgreSQL.
      statement.execute(
          """
          CREATE TABLE scheduled_tasks (
            task_name TEXT NOT NULL, task_instance TEXT NOT NULL, task_data BYTEA, execution_time TIMESTAMPTZ NOT NULL,
            picked BOOLEAN NOT NULL, picked_by TEXT, last_success TIMESTAMPTZ, last_failure TIMESTAMPTZ, consecutive_failures INT,
            last_heartbeat TIMESTAMPTZ, version BIGINT NOT NULL, priority SMALLINT, PRIMARY KEY (task_name, task_instance))""");
      statement.execute("CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)");
      statement.execute("CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)");
    }
    CustomTask<Integer> task =
        Tasks.custom("booking", Integer.class).onFailure((complete, operations) -> failed(work, complete)).execute((instance, context) -> step(instance, load, work));
    Scheduler scheduler =
        Scheduler.create(pool, task)
            .threads(load.inFlight())
            .pollUsingLockAndFetch(0.5, 4.0)
            .pollingInterval(POLL)
            .enableImmediateExecution()
            .build();
    return new Jobs(scheduler, task);
  }

  private static CompletionHandler<Integer> step(TaskInstance<Integer> instance, Load load, Work work) {
    int activity = Integer.parseInt(instance.getId());
    int done = instance.getData() + 1;
    work.step(activity);
    return (complete, operations) -> {
      if (done < load.steps()) {
        operations.reschedule(complete, Instant.now(), done);
      } else {
        operations.remove();
        work.ended(activity);
      }
    };
  }

  private static void failed(Work work, ExecutionComplete complete) {
    work.failed(complete.getCause().orElseThrow());
  }

  private record Jobs(Scheduler scheduler, CustomTask<Integer> task) implements Subject {
    @Override
    public void submit(int activity) {
      scheduler.schedule(task.instance(Integer.toString(activity), 0), Instant.now());
    }

    @Override
    public void submitAll(int activities) {
      List<TaskInstance<?>> all = IntStream.range(0, activities).<TaskInstance<?>>mapToObj(i -> task.instance(Integer.toString(i), 0)).toList();
      scheduler.scheduleBatch(all, Instant.now());
    }

    @Override
    public void start() {
      scheduler.start();
    }

    @Override
    public void close() {
      scheduler.stop();
    }
  }
}
