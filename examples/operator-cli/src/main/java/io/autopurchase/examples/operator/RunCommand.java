package io.autopurchase.examples.operator;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stays up as a shop's server would. */
@Command(name = "run", description = "Stays up: runs due activities and synchronizes in the background. SIGTERM drains.")
final class RunCommand implements Callable<Integer> {
  static final int MOST_WORKERS = 1000;

  private static final int WORKERS = 4;
  private static final Duration SYNCHRONIZE_EVERY = Duration.ofMinutes(5);

  /** Providers wait half a second, and then send a message again: there is no use in an answer that is much later. */
  private static final Duration MESSAGE_PATIENCE = Duration.ofSeconds(2);

  @Nullable
  @Option(
      names = "--listen",
      paramLabel = "[HOST:]PORT",
      description = "Take webhooks, at /messages/PROVIDER; on the loopback unless HOST is given.")
  private InetSocketAddress listen;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    OperatorCli cli = (OperatorCli) spec.root().userObject();
    Settings settings = cli.settings();
    int workers = settings.number("workers", WORKERS, 1, MOST_WORKERS);
    Duration interval = settings.time("background.sync-interval", SYNCHRONIZE_EVERY);
    CountDownLatch stopped = new CountDownLatch(1);
    Output output = cli.output();
    Engines.OpenEngine engine = cli.engines().open(settings, workers, interval);
    Runnable opened = engine::close;
    try {
      if (listen != null) {
        WebhookEndpoint endpoint = WebhookEndpoint.start(listen, engine.autoPurchase()::handleWebhook, MESSAGE_PATIENCE);
        opened = closing(endpoint, engine);
        InetSocketAddress address = endpoint.address();
        output.err().println("Taking messages at http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/messages/PROVIDER");
      }
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
    Shutdown shutdown = Shutdown.on(opened, stopped, () -> end(output));
    try {
      output.err().println("Running with " + workers + " workers. Ctrl-C or SIGTERM stops it.");
      stopped.await();
    } finally {
      shutdown.close();
    }
    return ExitCode.DONE;
  }

  private static Runnable closing(WebhookEndpoint endpoint, Engines.OpenEngine engine) {
    return () -> {
      endpoint.close();
      engine.close();
    };
  }

  /** A process that ends by a signal tells the shell so; one that was drained has done what it was asked. */
  private static void end(Output output) {
    output.print(Documents.object().put("stopped", true), texts -> "Stopped.\n");
    Runtime.getRuntime().halt(ExitCode.DONE);
  }
}
