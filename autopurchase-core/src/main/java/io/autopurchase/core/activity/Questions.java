package io.autopurchase.core.activity;

import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.InvalidInputException;
import io.autopurchase.engine.Arguments;
import io.autopurchase.spi.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Asks people, or answers for them as the host has said in advance. */
public final class Questions {
  private final Duration deadline;

  /**
   * @param deadline how long a question stays open before its default is taken
   */
  public Questions(Duration deadline) {
    this.deadline = deadline;
  }

  /** What the host has answered in advance, if the question offers it; journalled as an answer. */
  public static Optional<String> byPolicy(StepContext step, Map<String, String> policies, String lineId, QuestionDraft issue) {
    String policy = policies.get(issue.code());
    if (policy == null || issue.options().stream().noneMatch(option -> option.id().equals(policy))) {
      return Optional.empty();
    }
    step.journal("INFO", issue.ofLine(lineId, "lineByPolicy", "policy", policy));
    step.changes.questionEvent(AutoPurchaseEvent.QUESTION_ANSWERED, lineId, issue.code(), policy, AutoPurchaseEvent.POLICY_ACTOR, Map.of("lineId", lineId));
    return Optional.of(policy);
  }

  /**
   * Opens a question and lets the activity rest. The commit that shows the question may take long, so its time counts from the next
   * one, which {@link QuestionDeadlines#confirm} makes.
   *
   * @param defaultOption taken if the deadline passes
   * @param attend when the activity has something to do in the meantime
   */
  public void ask(StepContext step, String lineId, QuestionDraft issue, String defaultOption, Optional<Instant> attend) {
    Instant end = step.now().plus(deadline);
    boolean provisional = !step.recordStore.clock.isSteady();
    String id = "q" + (step.body.answers.size() + 1);
    step.asks(attend);
    step.body.question =
        new QuestionRecord(
            id, issue.code(), issue.message(), lineId, issue.context(), issue.options(), defaultOption, end, deadline.toMillis(), provisional, true);
    step.journal("WARN", issue.ofLine(lineId, "line"));
    step.changes.questionEvent(AutoPurchaseEvent.QUESTION_ASKED, lineId, null, issue.code(), null, Map.of("questionId", id, "lineId", lineId));
    step.body.rest(ActivityState.WAITING_FOR_ANSWER, step.now().plus(StepContext.LEASE));
  }

  /**
   * Checks what a host answers in advance.
   *
   * @param possible by code of a question, what it can be answered with; never to look again, which would be answered so for ever
   */
  public static void checkPolicies(Map<String, String> policies, Map<String, Set<String>> possible) {
    policies.forEach(
        (code, option) -> {
          Set<String> options = possible.get(code);
          if (options == null) {
            throw new InvalidInputException(
                "policies." + code, "UNKNOWN_QUESTION", Arguments.of("value", PlainText.quote(code), "questions", new TreeSet<>(possible.keySet())));
          }
          if (!options.contains(option)) {
            throw new InvalidInputException(
                "policies." + code, "UNKNOWN_OPTION", Arguments.of("value", PlainText.quote(option), "options", new TreeSet<>(options)));
          }
        });
  }
}
