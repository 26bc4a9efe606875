package io.autopurchase.examples.operator;

import io.autopurchase.AutoPurchase;
import io.autopurchase.SessionId;
import picocli.CommandLine.Option;

/** In whose name something is done. */
final class SessionOptions {
  @Option(names = "--session", required = true, paramLabel = "NICK", description = "The session, by its login.")
  private String login;

  @Option(names = "--provider", defaultValue = OperatorCommand.DEFAULT_PROVIDER, paramLabel = "ID", description = "Of the session; default: ${DEFAULT-VALUE}.")
  private String provider;

  SessionId id() {
    return new SessionId(provider, login);
  }

  /** The same, of a session that is known. */
  SessionId require(AutoPurchase autoPurchase) {
    return OperatorCommand.session(autoPurchase, id()).id();
  }
}
