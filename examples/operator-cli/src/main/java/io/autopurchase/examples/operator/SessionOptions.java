package io.autopurchase.examples.operator;

import io.autopurchase.AutoPurchase;
import io.autopurchase.InvalidInputException;
import io.autopurchase.SessionId;
import io.autopurchase.Violation;
import picocli.CommandLine.Option;

/** In whose name something is done. */
final class SessionOptions {
  @Option(names = "--session", required = true, paramLabel = "NICK", description = "The session, by its login.")
  private String login;

  @Option(names = "--provider", defaultValue = OperatorCommand.DEFAULT_PROVIDER, paramLabel = "ID", description = "Of the session; default: ${DEFAULT-VALUE}.")
  private String provider;

  SessionId id() {
    return id(provider, login);
  }

  /** A wrong id is refused with the name of the option. */
  static SessionId id(String provider, String login) {
    try {
      return new SessionId(provider, login);
    } catch (InvalidInputException e) {
      Violation violation = e.violations().get(0);
      String option = violation.field().equals("login") ? "session" : violation.field();
      throw OperatorException.invalid(option, violation.code(), violation.message());
    }
  }

  /** The same, of a session that is known. */
  SessionId require(AutoPurchase autoPurchase) {
    return OperatorCommand.session(autoPurchase, id()).id();
  }
}
