package io.autopurchase.benchmarks.contender;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Queue;
import dev.dbos.transact.workflow.Workflow;
import dev.dbos.transact.workflow.WorkflowHandle;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.annotation.Nullable;
import javax.sql.DataSource;

/**
 * DBOS Transact: an activity is a workflow, a step is one of its steps. Its fastest way to run many is to call workflows directly, not by
 * a queue, which is polled: so nothing can be accepted in advance, and what accepting costs is part of the run, one commit of each activity.
 */
public final class DbosContender implements Contender {
  public static final String NAME = "DBOS Transact " + Versions.of("dev.dbos", "transact");
  private static final String QUEUE = "accepted";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String settings() {
    return "workflows called directly by as many threads as are in flight, acceptance included; accepted only: startWorkflow on a queue that has no listener";
  }

  /** What DBOS wraps. */
  public interface Booking {
    /** All steps of an activity. */
    void run(int activity);
  }

  private static final class Steps implements Booking {
    private final DBOS dbos;
    private final Load load;
    private final Work work;

    Steps(DBOS dbos, Load load, Work work) {
      this.dbos = dbos;
      this.load = load;
      this.work = work;
    }

    @Override
    @Workflow(name = "booking")
    public void run(int activity) {
      for (int i = 0; i < load.steps(); i++) {
        dbos.runStep(() -> work.step(activity), "place");
      }
    }
  }

  @Override
  public Subject open(DataSource pool, Load load, Work work) {
    DBOS dbos =
        new DBOS(
            DBOSConfig.defaults("benchmark").withDataSource(pool).withAppVersion("1").withListenQueue("none"));
    dbos.registerQueues(new Queue(QUEUE), new Queue("none"));
    Booking booking = dbos.registerProxy(Booking.class, new Steps(dbos, load, work));
    dbos.launch();
    return new Workflows(dbos, booking, load, work);
  }

  private static final class Workflows implements Subject {
    private final DBOS dbos;
    private final Booking booking;
    private final Work work;
    private final ExecutorService callers;
    private final ExecutorService results;
    private int accepted;
    @Nullable private volatile StartWorkflowOptions options;

    Workflows(DBOS dbos, Booking booking, Load load, Work work) {
      this.dbos = dbos;
      this.booking = booking;
      this.work = work;
      callers = Executors.newFixedThreadPool(load.inFlight());
      results = Executors.newFixedThreadPool(load.inFlight());
      options = new StartWorkflowOptions().withQueue(QUEUE);
    }

    @Override
    public void submit(int activity) {
      StartWorkflowOptions queued = options;
      if (queued != null) {
        var unused = dbos.startWorkflow(() -> booking.run(activity), queued);
        return;
      }
      WorkflowHandle<Void, RuntimeException> handle = dbos.startWorkflow(() -> booking.run(activity));
      results.execute(
          () -> {
            try {
              var unused = handle.getResult();
              work.ended(activity);
            } catch (RuntimeException e) {
              work.failed(e);
            }
          });
    }

    @Override
    public void submitAll(int activities) {
      accepted = activities;
    }

    @Override
    public void start() {
      options = null;
      for (int i = 0; i < accepted; i++) {
        int activity = i;
        callers.execute(
            () -> {
              try {
                booking.run(activity);
                work.ended(activity);
              } catch (RuntimeException e) {
                work.failed(e);
              }
            });
      }
    }

    @Override
    public void close() {
      callers.shutdown();
      results.shutdown();
      dbos.shutdown();
    }
  }
}
