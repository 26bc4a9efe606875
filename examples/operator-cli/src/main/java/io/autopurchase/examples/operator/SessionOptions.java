package io.autopurchase.examples.operator;

import io.autopurchase.AutoPurchase;
import io.autopurchase.SessionId;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** In whose name something is done. */
final class SessionOptions {
  @Option(names = "--session", required = true, paramLabel = "NICK", description = "The session, by its login.")
  private String login;

  @Mixin
  private ProviderOption provider;

  SessionId id(AutoPurchase autoPurchase) {
    return provider.id(autoPurchase, login);
  }

  /** The same, of a session that is known. */
  SessionId require(AutoPurchase autoPurchase) {
    return OperatorCommand.session(autoPurchase, id(autoPurchase)).id();
  }
}
