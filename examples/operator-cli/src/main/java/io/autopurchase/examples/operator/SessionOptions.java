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

  /** What is no id is refused by the name of the option. */
  static SessionId id(String provider, String login) {
    try {
      return new SessionId(provider, login);
    } catch (InvalidInputException e) {
      Violation problem = e.problems().get(0);
      String option = problem.field().equals("login") ? "session" : problem.field();
      throw OperatorException.invalid(option, problem.code(), problem.message());
    }
  }

  /** The same, of a session that is known. */
  SessionId require(AutoPurchase autoPurchase) {
    return OperatorCommand.session(autoPurchase, id()).id();
  }
}
