package io.autopurchase.web.page;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.AnswerOption;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.AutoPurchaseException;
import io.autopurchase.ConflictException;
import io.autopurchase.EventQuery;
import io.autopurchase.web.serve.Address;
import io.autopurchase.web.serve.Answer;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Failure;
import java.util.Map;
import java.util.Optional;

/** What the buttons of an activity do: answer, interrupt, retry. */
final class ActivityForms {
  private ActivityForms() {}

  static Answer answer(Exchange x) {
    Activity activity = activity(x);
    ActivityPage.requireAnswer(x, activity);
    String option = x.typed("option");
    if (option.isEmpty()) {
      return again(x, Failure.ofField(x.texts(), "option", x.t("error.choose")));
    }
    if (option.endsWith(":") && x.param("value").isEmpty()) {
      return again(x, Failure.ofField(x.texts(), "value", x.t("error.value")));
    }
    String whole = option.endsWith(":") ? option + x.typed("value") : option;
    try {
      x.engine().activities().answer(activity.id(), x.typed("question"), whole, x.by());
    } catch (ConflictException e) {
      return again(x, new Failure(409, stale(x, activity.id(), x.typed("question"), e), Map.of(), Optional.empty()));
    } catch (AutoPurchaseException e) {
      return again(x, Failure.of(x.texts(), e));
    }
    return Answer.seeOther(back(x, activity, "answered"));
  }

  /** Who was faster, with which answer. */
  static String stale(Exchange x, ActivityId activity, String question, ConflictException e) {
    if (!e.code().equals("STALE_ANSWER")) {
      return Failure.of(x.texts(), e).message();
    }
    EventQuery answers = EventQuery.builder().activity(activity).types(AutoPurchaseEvent.QUESTION_ANSWERED).limit(50).build();
    return x.engine().events().find(answers).stream()
        .filter(event -> question.equals(event.attributes().get("questionId")))
        .findFirst()
        .map(event -> x.t("error.staleBy", "by", event.actor().orElse(""), "option", option(x, event.newValue().orElse(""))))
        .orElse(x.t("error.STALE_ANSWER"));
  }

  private static String option(Exchange x, String id) {
    return x.texts().messages().text(new AnswerOption(id, id.substring(id.indexOf(':') + 1)));
  }

  static Answer interrupt(Exchange x) {
    Activity activity = activity(x);
    ActivityPage.requireAnswer(x, activity);
    return x.attempt(
        () -> back(x, x.engine().activities().interrupt(activity.id(), x.by()), "interrupted"), failure -> again(x, failure));
  }

  static Answer retry(Exchange x) {
    Activity activity = activity(x);
    ActivityPage.requireAnswer(x, activity);
    return x.attempt(() -> back(x, x.engine().activities().retry(activity.id(), x.by()), "retried"), failure -> again(x, failure));
  }

  private static Activity activity(Exchange x) {
    return x.engine().activities().get(new ActivityId(x.variable(0)));
  }

  private static Answer again(Exchange x, Failure failure) {
    return ActivityPage.show(x, failure);
  }

  private static Address back(Exchange x, Activity activity, String done) {
    String id = activity.id().value();
    Optional<String> order = activity.orderId().filter(of -> x.typed("from").equals("order"));
    if (order.isPresent()) {
      return OrderPage.home(x, order.get()).with(OrderPanel.ACTIVITY, id).with(OrderPanel.DONE, done);
    }
    return (x.typed("from").equals("questions") ? x.at("questions") : x.at("activities", id)).with("done", done);
  }
}
