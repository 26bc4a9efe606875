package io.autopurchase.examples.operator;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stays up as a shop's server would. */
@Command(name = "run", description = "Stays up: runs due activities and synchronizes in the background. SIGTERM drains.")
final class RunCommand implements Callable<Integer> {
  private static final int WORKERS = 4;
  private static final Duration SYNCHRONIZE_EVERY = Duration.ofMinutes(5);

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    OperatorCli cli = (OperatorCli) spec.root().userObject();
    Settings settings = cli.settings();
    int workers = settings.number("workers", WORKERS, 1, 1000);
    Duration interval = settings.time("background.sync-interval", SYNCHRONIZE_EVERY);
    CountDownLatch stopped = new CountDownLatch(1);
    Output output = cli.output();
    Engines.OpenEngine engine = cli.engines().open(settings, workers, interval);
    Shutdown shutdown = Shutdown.on(engine, stopped, () -> end(output));
    try {
      output.err().println("Running with " + workers + " workers. Ctrl-C or SIGTERM stops it.");
      stopped.await();
    } finally {
      shutdown.close();
    }
    return ExitCode.DONE;
  }

  /** A process that ends by a signal tells the shell so; one that was drained has done what it was asked. */
  private static void end(Output output) {
    output.print(Documents.object().put("stopped", true), () -> "Stopped.\n");
    Runtime.getRuntime().halt(ExitCode.DONE);
  }
}
