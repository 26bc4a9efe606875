package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.AuthorizationRequest;
import io.autopurchase.AutoPurchase;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import javax.annotation.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Logins in whose name is bought. */
@Command(
    name = "session",
    description = "Adds, lists, refreshes, disables, enables and removes sessions.",
    subcommands = {
      SessionCommands.Add.class,
      SessionCommands.All.class,
      SessionCommands.Remove.class,
      SessionCommands.Refresh.class,
      SessionCommands.Disable.class,
      SessionCommands.Enable.class
    })
final class SessionCommands implements Runnable {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: add, list, remove, refresh, disable or enable");
  }

  @Command(name = "add", description = "Prints the URL at which a login is authorized; with the callback URL or the code, adds the session.")
  static final class Add extends OperatorCommand {
    @Option(names = "--provider", defaultValue = DEFAULT_PROVIDER, paramLabel = "ID", description = "Default: ${DEFAULT-VALUE}.")
    private String provider;

    @Option(names = "--login", required = true, paramLabel = "NICK", description = "The account's nickname.")
    private String login;

    @Nullable
    @ArgGroup
    private Answer answer;

    @Mixin
    private ActorOption actor;

    /** One of the two. */
    static final class Answer {
      @Nullable
      @Option(names = "--callback-url", paramLabel = "URL", description = "The whole URL to which the browser was sent back; - reads it from the standard input.")
      private String callbackUrl;

      @Nullable
      @Option(names = "--code", description = "Only the code, if a person passed it on; - reads it from the standard input.")
      private String code;
    }

    @Override
    String providerOfSettings() {
      return provider;
    }

    @Override
    int run(AutoPurchase autoPurchase) {
      SessionId id = new SessionId(provider, login);
      String by = actor.name(cli());
      if (answer == null) {
        return begin(autoPurchase.sessions().startAuthorization(id, by));
      }
      Session session =
          answer.callbackUrl != null
              ? autoPurchase.sessions().completeAuthorization(id, url(given("callback-url", answer.callbackUrl)), by)
              : autoPurchase.sessions().completeAuthorizationWithCode(id, given("code", String.valueOf(answer.code)), by);
      print(cli().output(), session);
      session
          .account()
          .filter(account -> !account.equals(login))
          .ifPresent(account -> cli().output().warn("Note: account " + account + " has signed in for login " + login + "; orders are placed in its name."));
      return ExitCode.DONE;
    }

    private int begin(AuthorizationRequest authorization) {
      cli()
          .output()
          .print(
              Documents.object()
                  .put("authorizeUrl", authorization.url().toString())
                  .put("login", authorization.session().login())
                  .put("provider", authorization.session().provider()),
              texts ->
                  "Open this address in a browser, sign in as " + login + " and allow the access:\n\n  "
                      + authorization.url()
                      + "\n\nThen hand in the whole address to which the browser is sent back. If nothing answers there, the browser shows an\n"
                      + "error page: that does not matter, its address is what to copy.\n\n"
                      + "  session add --provider " + provider + " --login " + login + " --callback-url 'URL'\n");
      return ExitCode.DONE;
    }

    /** A list of processes shows arguments to all users of the machine, and a code is as good as a password until it is used. */
    private String given(String option, String argument) {
      return argument.equals("-") ? cli().lineOfInput(option) : argument;
    }

    private static URI url(String text) {
      try {
        return new URI(text.strip());
      } catch (URISyntaxException e) {
        throw OperatorException.invalid("callback-url", "FORMAT", "is not a URL");
      }
    }
  }

  @Command(name = "list", description = "Lists the sessions.")
  static final class All extends OperatorCommand {
    @Override
    int run(AutoPurchase autoPurchase) {
      List<Session> sessions = autoPurchase.sessions().list();
      ObjectNode document = Documents.object();
      document.set("sessions", Documents.array(sessions, Documents::of));
      cli().output().print(document, texts -> texts.sessions(sessions));
      return ExitCode.DONE;
    }
  }

  /** A command on one session. */
  abstract static class One extends OperatorCommand {
    @Parameters(paramLabel = "NICK", description = "The session's login.")
    private String login;

    @Mixin
    private ProviderOption provider;

    @Mixin
    private ActorOption actor;

    String by() {
      return actor.name(cli());
    }

    SessionId id(AutoPurchase autoPurchase) {
      return session(autoPurchase, provider.id(autoPurchase, login)).id();
    }
  }

  @Command(name = "remove", description = "Removes a session and its tokens here; at the provider the tokens stay valid until they expire or the owner withdraws the access.")
  static final class Remove extends One {
    @Override
    int run(AutoPurchase autoPurchase) {
      SessionId id = id(autoPurchase);
      autoPurchase.sessions().remove(id, by());
      ObjectNode document = Documents.object();
      document.putObject("removed").put("provider", id.provider()).put("login", id.login()).put("tokensRevoked", false);
      cli()
          .output()
          .print(
              document,
              texts ->
                  "Removed " + id + ". Its tokens stay valid at the provider until they expire, or the owner of the account withdraws the access there.\n");
      return ExitCode.DONE;
    }
  }

  @Command(name = "refresh", description = "Refreshes a session's token now; the engine refreshes it when it is due.")
  static final class Refresh extends One {
    @Override
    int run(AutoPurchase autoPurchase) {
      print(cli().output(), autoPurchase.sessions().refresh(id(autoPurchase), by()));
      return ExitCode.DONE;
    }
  }

  @Command(name = "disable", description = "Stops the use of a session; activities that need it wait.")
  static final class Disable extends One {
    @Override
    int run(AutoPurchase autoPurchase) {
      print(cli().output(), autoPurchase.sessions().disable(id(autoPurchase), by()));
      return ExitCode.DONE;
    }
  }

  @Command(name = "enable", description = "Allows the use of a session again.")
  static final class Enable extends One {
    @Override
    int run(AutoPurchase autoPurchase) {
      print(cli().output(), autoPurchase.sessions().enable(id(autoPurchase), by()));
      return ExitCode.DONE;
    }
  }

  private static void print(Output output, Session session) {
    ObjectNode document = Documents.object();
    document.set("session", Documents.of(session));
    output.print(document, texts -> texts.sessions(List.of(session)));
  }
}
