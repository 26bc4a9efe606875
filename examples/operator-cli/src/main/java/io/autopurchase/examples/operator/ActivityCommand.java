package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchase;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import javax.annotation.Nullable;
import picocli.CommandLine.Option;

/** A command about one activity, which it may wait for. */
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
    int workers = wait ? settings.number("workers", WORKERS, 1, 100) : 0;
    Engines.OpenEngine engine = cli().engines().open(settings, workers, Duration.ZERO);
    Shutdown shutdown = Shutdown.on(engine, stopped);
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
    Activity seen = wait ? await(autoPurchase, activity.id(), notYet) : activity;
    print(seen);
    return exitCode(seen);
  }

  final Activity awaitIfAsked(AutoPurchase autoPurchase, Activity activity) throws InterruptedException {
    return wait ? await(autoPurchase, activity.id(), seen -> false) : activity;
  }

  final int exitCode(Activity activity) {
    return wait ? ExitCode.ofAwaited(activity) : ExitCode.ofSeen(activity);
  }

  final void print(Activity activity) {
    ObjectNode document = Documents.object();
    document.set("activity", Documents.activity(activity));
    cli().output().print(document, () -> Texts.activity(activity));
  }

  private Activity await(AutoPurchase autoPurchase, ActivityId id, Predicate<Activity> notYet)
      throws InterruptedException {
    if (!cli().drawsProgress()) {
      return new ActivityWatch(autoPurchase, stopped, seen -> {}).await(id, notYet, timeout);
    }
    try (ProgressBar bar = new ProgressBar(cli().output().err())) {
      return new ActivityWatch(autoPurchase, stopped, bar::show).await(id, notYet, timeout);
    }
  }
}
