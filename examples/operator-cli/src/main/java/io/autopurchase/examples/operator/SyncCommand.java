package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.Activity;
import io.autopurchase.AutoPurchase;
import io.autopurchase.ResultPage;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Reads what changed. For several sessions {@code activities} holds all in the order of the sessions, and {@code activity} the
 * one that stands worst, which the exit code reflects.
 */
@Command(name = "sync", description = "Reads what changed at the provider, for one session or for all that are active.")
final class SyncCommand extends ActivityCommand {
  @Nullable
  @Option(names = "--session", paramLabel = "NICK", description = "The session; by default all active ones.")
  private String login;

  @Mixin
  private ProviderOption provider;

  @Mixin
  private ActorOption actor;

  @Override
  int run(AutoPurchase autoPurchase) throws InterruptedException {
    String by = actor.name(cli());
    if (login != null) {
      SessionId id = session(autoPurchase, provider.id(autoPurchase, login)).id();
      return finish(autoPurchase, autoPurchase.synchronize(id, by));
    }
    List<Session> sessions =
        autoPurchase.sessions().list().stream()
            .filter(session -> provider.given().filter(id -> !id.equals(session.id().provider())).isEmpty())
            .toList();
    List<Activity> started =
        sessions.stream()
            .filter(session -> session.state() == SessionState.ACTIVE)
            .map(session -> autoPurchase.synchronize(session.id(), by))
            .toList();
    warnOfOthers(sessions);
    if (started.isEmpty()) {
      return none(sessions);
    }
    List<Activity> seen = awaitIfAsked(autoPurchase, started, activity -> false);
    Activity worst = seen.stream().max(Comparator.comparingInt(each -> ExitCode.severity(exitCode(each)))).orElseThrow();
    ObjectNode document = Documents.object();
    document.set("activity", Documents.of(worst));
    document.set("activities", Documents.array(seen, Documents::of));
    cli().output().print(document, texts -> seen.size() == 1 ? texts.activity(worst) : texts.activities(page(seen)));
    tellHowItGoesOn(seen);
    return exitCode(worst);
  }

  private static ResultPage<Activity> page(List<Activity> all) {
    return ResultPage.of(all, 1, all.size(), all.size());
  }

  private void warnOfOthers(List<Session> sessions) {
    String lost =
        sessions.stream()
            .filter(session -> session.state() == SessionState.NEEDS_AUTHORIZATION)
            .map(session -> session.id().login())
            .collect(Collectors.joining(", "));
    if (!lost.isEmpty()) {
      cli().output().warn("Left out, because they need authorization: " + lost);
    }
  }

  /** That nothing could be read is a success only if there is no session to read for. */
  private int none(List<Session> sessions) {
    ObjectNode document = Documents.object();
    document.putNull("activity");
    document.putArray("activities");
    cli().output().print(document, texts -> "No active session.\n");
    boolean lost = sessions.stream().anyMatch(session -> session.state() == SessionState.NEEDS_AUTHORIZATION);
    return lost ? ExitCode.NEEDS_AUTHORIZATION : ExitCode.DONE;
  }
}
