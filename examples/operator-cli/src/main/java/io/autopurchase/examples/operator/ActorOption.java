package io.autopurchase.examples.operator;

import io.autopurchase.InvalidInputException;
import io.autopurchase.spi.PlainText;
import javax.annotation.Nullable;
import picocli.CommandLine.Option;

/** Who does it, for the audit trail: an option of every command that changes something. */
final class ActorOption {
  @Nullable
  @Option(names = "--by", paramLabel = "NAME", description = "Name of the person who does it, for the audit trail; by default the user of the operating system.")
  private String by;

  /** A name that can stand in the audit trail. */
  String name(OperatorCli cli) {
    return by == null ? ofUser(cli.user()) : PlainText.requireActor(by);
  }

  /** What the system calls its user is not an input, and no reason to refuse a command. */
  private static String ofUser(String user) {
    try {
      return PlainText.requireActor(user);
    } catch (InvalidInputException e) {
      return OperatorCli.UNNAMED;
    }
  }
}
