package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.Activity;
import io.autopurchase.AutoPurchase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import javax.annotation.Nullable;
import picocli.CommandLine.Option;

/** A command about activities, which it may wait for. */
abstract class ActivityCommand extends OperatorCommand {
  private static final int WORKERS = 4;

  @Option(names = "--wait", description = "Work until the activity rests. Ctrl-C leaves it to go on later.")
  private boolean wait;

  @Nullable
  @Option(names = "--timeout", paramLabel = "SECONDS", description = "Wait no longer than this.")
  private Duration timeout;

  private final CountDownLatch stopped = new CountDownLatch(1);

  @Override
  public final Integer call() throws Exception {
    Settings settings = cli().settings();
    int workers = settings.number("workers", WORKERS, 1, RunCommand.MOST_WORKERS);
    Engines.OpenEngine engine = cli().engines().open(settings, wait ? workers : 0, Duration.ZERO);
    Shutdown shutdown = Shutdown.on(engine::close, stopped);
    try {
      return run(engine.autoPurchase());
    } finally {
      shutdown.close();
    }
  }

  final int finish(AutoPurchase autoPurchase, Activity activity) throws InterruptedException {
    return finish(autoPurchase, activity, seen -> false);
  }

  /**
   * Waits where that is asked for, and prints.
   *
   * @param notYet see {@link ActivityWatch#await}
   */
  final int finish(AutoPurchase autoPurchase, Activity activity, Predicate<Activity> notYet)
      throws InterruptedException {
    Activity seen = awaitIfAsked(autoPurchase, List.of(activity), notYet).get(0);
    ObjectNode document = Documents.object();
    document.set("activity", Documents.activity(seen));
    cli().output().print(document, texts -> texts.activity(seen));
    return exitCode(seen);
  }

  /** Returns them as they rest, or as they stand where nobody waits. */
  final List<Activity> awaitIfAsked(AutoPurchase autoPurchase, List<Activity> activities, Predicate<Activity> notYet)
      throws InterruptedException {
    if (!wait) {
      return activities;
    }
    List<Activity> seen = new ArrayList<>();
    try (ProgressBar bar = new ProgressBar(cli().output().err(), cli().drawsProgress())) {
      ActivityWatch watch = new ActivityWatch(autoPurchase, stopped, bar::show, timeout);
      for (Activity activity : activities) {
        seen.add(watch.await(activity, notYet));
      }
    }
    if (stopped.getCount() == 0) {
      cli().output().err().println("Stopped waiting. It goes on with 'run', or with 'activity ID --wait'.");
    }
    return seen;
  }

  final int exitCode(Activity activity) {
    return wait ? ExitCode.ofAwaited(activity) : ExitCode.ofSeen(activity);
  }
}
