package io.autopurchase.examples.operator;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands whose options are settled, and that the library does not serve yet: they say so and do nothing. */
final class LaterCommands {
  private LaterCommands() {}

  @Command(name = "bind", description = "Ties lines to an order that was placed by hand (not available yet).")
  static final class Bind implements Callable<Integer> {
    @Option(names = "--order", required = true, paramLabel = "FILE", description = "The order, as JSON.")
    private Path order;

    @Option(names = "--session", required = true, paramLabel = "NICK", description = "The session that placed it.")
    private String login;

    @Option(names = "--provider-order", required = true, paramLabel = "NUMBER", description = "The provider's order.")
    private String providerOrder;

    @Nullable
    @Option(names = "--line", paramLabel = "ID", description = "Only this line; may be repeated.")
    private List<String> lines;

    @Option(names = "--wait", description = "Work until the activity rests.")
    private boolean wait;

    @Override
    public Integer call() {
      throw OperatorException.notAvailable("binding is not available yet");
    }
  }

  @Command(name = "unbind", description = "Cancels purchases or drops their tie (not available yet).")
  static final class Unbind implements Callable<Integer> {
    @Option(names = "--order", required = true, paramLabel = "ORDER_ID", description = "The order's id.")
    private String orderId;

    @Nullable
    @Option(names = "--line", paramLabel = "ID", description = "Only this line; may be repeated.")
    private List<String> lines;

    @Option(names = "--forget", description = "Drop the link without cancelling.")
    private boolean forget;

    @Nullable
    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the provider.")
    private String reason;

    @Option(names = "--wait", description = "Work until the activity rests.")
    private boolean wait;

    @Override
    public Integer call() {
      throw OperatorException.notAvailable("unbinding is not available yet");
    }
  }
}
