package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.AutoPurchase;
import io.autopurchase.Page;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Background jobs. */
final class ActivityCommands {
  private ActivityCommands() {}

  @Command(name = "activities", description = "Lists activities, newest first.")
  static final class List extends OperatorCommand {
    @Nullable
    @Option(names = "--state", description = "One of ${COMPLETION-CANDIDATES}.")
    private ActivityState state;

    @Nullable
    @Option(names = "--type", description = "One of ${COMPLETION-CANDIDATES}.")
    private ActivityType type;

    @Nullable
    @Option(names = "--provider", paramLabel = "ID", description = "Those at a provider.")
    private String provider;

    @Nullable
    @Option(names = "--session", paramLabel = "NICK", description = "Those of a session.")
    private String login;

    @Nullable
    @Option(names = "--order", paramLabel = "ORDER_ID", description = "Those of an order.")
    private String orderId;

    @Nullable
    @Option(names = "--text", description = "Beginnings of words: of the description, the order's or an item's id, a title.")
    private String text;

    @Option(names = "--page", defaultValue = "1", description = "From 1.")
    private int page;

    @Option(names = "--size", defaultValue = "10", description = "Entries on a page, 1 to 500; default ${DEFAULT-VALUE}.")
    private int size;

    @Override
    int run(AutoPurchase autoPurchase) {
      ActivityQuery query =
          ActivityQuery.builder()
              .state(state)
              .type(type)
              .provider(provider)
              .login(login)
              .orderId(orderId)
              .text(text)
              .page(page, size)
              .build();
      Page<Activity> found = autoPurchase.activities().find(query);
      cli().output().print(Documents.activities(found), () -> Texts.activities(found));
      return ExitCode.DONE;
    }
  }

  /** A command on an activity that exists. */
  abstract static class One extends ActivityCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The activity.")
    private String id;

    @Override
    final int run(AutoPurchase autoPurchase) throws InterruptedException {
      return run(autoPurchase, autoPurchase.activities().get(new ActivityId(id)));
    }

    abstract int run(AutoPurchase autoPurchase, Activity activity) throws InterruptedException;
  }

  @Command(name = "activity", description = "Shows an activity, its question and its journal.")
  static final class Show extends One {
    @Override
    int run(AutoPurchase autoPurchase, Activity activity) throws InterruptedException {
      return finish(autoPurchase, activity);
    }
  }

  @Command(name = "answer", description = "Answers the question of an activity.")
  static final class Answer extends One {
    @Parameters(index = "1", paramLabel = "QUESTION_ID", description = "The question.")
    private String questionId;

    @Parameters(index = "2", paramLabel = "OPTION", description = "One of its options.")
    private String option;

    @Nullable
    @Option(names = "--by", paramLabel = "NAME", description = "Who answers; by default who is signed in here.")
    private String by;

    @Override
    int run(AutoPurchase autoPurchase, Activity activity) throws InterruptedException {
      Activity answered =
          autoPurchase.activities().answer(activity.id(), questionId, option, by == null ? cli().user() : by);
      // The answer is stored and takes effect soon: until then the question still shows.
      return finish(
          autoPurchase, answered, seen -> seen.question().filter(open -> open.id().equals(questionId)).isPresent());
    }
  }

  @Command(name = "interrupt", description = "Stops an activity: nothing more is placed, what is placed stays.")
  static final class Interrupt extends One {
    @Override
    int run(AutoPurchase autoPurchase, Activity activity) throws InterruptedException {
      Activity told = autoPurchase.activities().interrupt(activity.id(), cli().user());
      ActivityState before = activity.state();
      finish(autoPurchase, told, seen -> seen.state() == before && !before.isFinished());
      return ExitCode.DONE;
    }
  }

  @Command(name = "retry", description = "Lets a waiting activity go on at once, and a failed one try again.")
  static final class Retry extends One {
    @Override
    int run(AutoPurchase autoPurchase, Activity activity) throws InterruptedException {
      Activity told = autoPurchase.activities().retry(activity.id(), cli().user());
      Optional<Instant> failedBefore = activity.finishedAt();
      return finish(
          autoPurchase,
          told,
          seen -> seen.state() == ActivityState.FAILED && seen.finishedAt().equals(failedBefore));
    }
  }

  @Command(name = "sync", description = "Reads what changed at the provider, for one session or for all that are active.")
  static final class Sync extends ActivityCommand {
    @Nullable
    @Option(names = "--session", paramLabel = "NICK", description = "The session; by default all active ones.")
    private String login;

    @Option(names = "--provider", defaultValue = DEFAULT_PROVIDER, paramLabel = "ID", description = "Default: ${DEFAULT-VALUE}.")
    private String provider;

    @Override
    int run(AutoPurchase autoPurchase) throws InterruptedException {
      if (login != null) {
        SessionId id = session(autoPurchase, new SessionId(provider, login)).id();
        return finish(autoPurchase, autoPurchase.synchronize(id));
      }
      java.util.List<Activity> activities = new ArrayList<>();
      for (Session session : autoPurchase.sessions().list()) {
        if (session.state() == SessionState.ACTIVE && session.id().provider().equals(provider)) {
          activities.add(autoPurchase.synchronize(session.id()));
        }
      }
      return finishAll(autoPurchase, activities);
    }

    private int finishAll(AutoPurchase autoPurchase, java.util.List<Activity> started) throws InterruptedException {
      java.util.List<Activity> seen = new ArrayList<>();
      int exitCode = ExitCode.DONE;
      for (Activity activity : started) {
        Activity last = awaitIfAsked(autoPurchase, activity);
        seen.add(last);
        exitCode = Math.max(exitCode, exitCode(last));
      }
      ObjectNode document = Documents.object();
      document.set("activity", seen.isEmpty() ? null : Documents.activity(seen.get(0)));
      document.set("activities", Documents.array(seen, Documents::activity));
      cli()
          .output()
          .print(document, () -> seen.isEmpty() ? "No active session.\n" : Texts.activities(new Page<>(seen, 1, seen.size(), seen.size())));
      return exitCode;
    }
  }
}
