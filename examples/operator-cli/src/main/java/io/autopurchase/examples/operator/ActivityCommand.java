package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
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
  private static final String GOES_ON = "It goes on while 'run' is up, or with 'activity ID --wait'.";

  @Option(names = "--wait", description = "Works until the activity rests. After Ctrl-C it can continue later. Without --wait, only 'run' or a later --wait continues it.")
  private boolean waitsToTheEnd;

  @Nullable
  @Option(names = "--timeout", paramLabel = "SECONDS", description = "Waits, but no longer than this.")
  private Duration timeout;

  private final CountDownLatch stopped = new CountDownLatch(1);

  @Override
  public final Integer call() throws Exception {
    Settings settings = cli().settings();
    int workers = settings.number("workers", WORKERS, 1, RunCommand.MOST_WORKERS);
    Engines.OpenEngine engine = cli().engines().open(settings, waits() ? workers : 0, Duration.ZERO);
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
   * Waits if that is asked for, and prints.
   *
   * @param notYet see {@link ActivityWatch#await}
   */
  final int finish(AutoPurchase autoPurchase, Activity activity, Predicate<Activity> notYet)
      throws InterruptedException {
    Activity seen = awaitIfAsked(autoPurchase, List.of(activity), notYet).get(0);
    ObjectNode document = Documents.object();
    document.set("activity", Documents.of(seen));
    cli().output().print(document, texts -> texts.activity(seen));
    tellHowItGoesOn(List.of(seen));
    return exitCode(seen);
  }

  /** Who does not wait may believe that it goes on by itself. */
  final void tellHowItGoesOn(List<Activity> seen) {
    boolean open = seen.stream().anyMatch(each -> !each.state().isFinished() && each.state() != ActivityState.WAITING_FOR_ANSWER);
    if (!waits() && open && !cli().output().json()) {
      cli().output().err().println(GOES_ON);
    }
  }

  private boolean waits() {
    return waitsToTheEnd || timeout != null;
  }

  /** Returns them as they rest, or as they stand if the command does not wait. */
  final List<Activity> awaitIfAsked(AutoPurchase autoPurchase, List<Activity> activities, Predicate<Activity> notYet)
      throws InterruptedException {
    if (!waits()) {
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
      cli().output().err().println("Stopped waiting. " + GOES_ON);
    }
    return seen;
  }

  final int exitCode(Activity activity) {
    return waits() ? ExitCode.ofAwaited(activity) : ExitCode.ofSeen(activity);
  }
}
