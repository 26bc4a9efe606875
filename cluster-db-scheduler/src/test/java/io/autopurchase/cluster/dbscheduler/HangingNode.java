package io.autopurchase.cluster.dbscheduler;

import io.autopurchase.ActivityId;
import io.autopurchase.testkit.FakeActivities;
import io.autopurchase.testkit.FakeRunner;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.postgresql.ds.PGSimpleDataSource;

/** A process that runs an activity and does not come to its end, until it is killed. Arguments: URL, user. */
public final class HangingNode {
  static final String ACTIVITY = "hanging";
  static final String RUNNING = "running";

  private HangingNode() {}

  public static void main(String[] arguments) throws InterruptedException {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(arguments[0]);
    database.setUser(arguments[1]);
    CountDownLatch never = new CountDownLatch(1);
    FakeActivities work = new FakeActivities();
    ActivityId activity =
        work.add(
            ACTIVITY,
            number -> {
              System.out.println(RUNNING);
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return Optional.empty();
            });
    DbSchedulerDispatcher dispatcher = Nodes.suspicious(database).build();
    dispatcher.start(new FakeRunner(work));
    dispatcher.schedule(activity, Instant.now());
    never.await();
  }
}
