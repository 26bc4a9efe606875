package io.autopurchase.examples.operator;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.AutoPurchase;
import io.autopurchase.ResultPage;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands on background jobs. */
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
    @Option(names = "--provider", paramLabel = "ID", description = "Only activities at this provider.")
    private String provider;

    @Nullable
    @Option(names = "--session", paramLabel = "NICK", description = "Only activities of this session.")
    private String login;

    @Nullable
    @Option(names = "--order", paramLabel = "ORDER_ID", description = "Only activities of this order.")
    private String orderId;

    @Nullable
    @Option(names = "--text", description = "Beginnings of words in the description, the ids of order and items, and titles.")
    private String text;

    @Option(names = "--page", defaultValue = "1", description = "Number of the page, from 1.")
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
      ResultPage<Activity> found = autoPurchase.activities().find(query);
      cli().output().print(Documents.activities(found), texts -> texts.activities(found));
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

    @Mixin
    private ActorOption actor;

    @Override
    int run(AutoPurchase autoPurchase, Activity activity) throws InterruptedException {
      Activity answered =
          autoPurchase.activities().answer(activity.id(), questionId, EarlierNames.present(option), actor.name(cli()));
      // The answer is stored and takes effect soon: until then the question still shows.
      return finish(
          autoPurchase, answered, seen -> seen.question().filter(open -> open.id().equals(questionId)).isPresent());
    }
  }

  @Command(name = "interrupt", description = "Stops an activity: nothing more is placed; placed orders stay.")
  static final class Interrupt extends One {
    @Mixin
    private ActorOption actor;

    @Override
    int run(AutoPurchase autoPurchase, Activity activity) throws InterruptedException {
      Activity told = autoPurchase.activities().interrupt(activity.id(), actor.name(cli()));
      ActivityState before = activity.state();
      int exitCode = finish(autoPurchase, told, seen -> seen.state() == before && !before.isFinished());
      // That it ended before its lines were done is what was asked for.
      return exitCode == ExitCode.NOT_ALL_SUCCEEDED ? ExitCode.DONE : exitCode;
    }
  }

  @Command(name = "retry", description = "Continues a waiting activity at once, and retries a failed one.")
  static final class Retry extends One {
    @Mixin
    private ActorOption actor;

    @Override
    int run(AutoPurchase autoPurchase, Activity activity) throws InterruptedException {
      Activity told = autoPurchase.activities().retry(activity.id(), actor.name(cli()));
      return finish(autoPurchase, told, seen -> isAsBefore(activity, seen));
    }

    /** The word takes effect soon: until then it stands as it stood. */
    private static boolean isAsBefore(Activity before, Activity seen) {
      boolean rested = seen.state() == ActivityState.FAILED || ExitCode.isStuck(seen);
      return rested && seen.finishedAt().equals(before.finishedAt()) && seen.journal().equals(before.journal());
    }
  }
}
