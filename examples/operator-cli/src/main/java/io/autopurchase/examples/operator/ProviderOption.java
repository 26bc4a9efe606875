package io.autopurchase.examples.operator;

import io.autopurchase.AutoPurchase;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.Violation;
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;
import picocli.CommandLine.Option;

/** At which provider a session is that is named by its login. */
final class ProviderOption {
  @Nullable
  @Option(
      names = "--provider",
      paramLabel = "ID",
      description = "Of the session; default: the provider that has a session with that login, " + OperatorCommand.DEFAULT_PROVIDER + " if several have one.")
  private String provider;

  Optional<String> given() {
    return Optional.ofNullable(provider);
  }

  /** A session by its login; there need not be one. */
  SessionId id(AutoPurchase autoPurchase, String login) {
    SessionId usual = id(provider == null ? OperatorCommand.DEFAULT_PROVIDER : provider, login);
    if (provider != null) {
      return usual;
    }
    List<SessionId> known =
        autoPurchase.sessions().list().stream().map(Session::id).filter(id -> id.login().equals(usual.login())).toList();
    return known.isEmpty() || known.contains(usual) ? usual : known.get(0);
  }

  /** An invalid id is refused by the name of its option. */
  private static SessionId id(String provider, String login) {
    try {
      return new SessionId(provider, login);
    } catch (InvalidInputException e) {
      Violation violation = e.violations().get(0);
      String option = violation.field().equals("login") ? "session" : violation.field();
      throw OperatorException.invalid(option, violation.code(), violation.message());
    }
  }
}
