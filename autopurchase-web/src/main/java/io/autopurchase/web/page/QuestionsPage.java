package io.autopurchase.web.page;

import static io.autopurchase.web.html.Html.action;
import static io.autopurchase.web.html.Html.attr;
import static io.autopurchase.web.html.Html.cls;
import static io.autopurchase.web.html.Html.each;
import static io.autopurchase.web.html.Html.el;
import static io.autopurchase.web.html.Html.flag;
import static io.autopurchase.web.html.Html.foreign;
import static io.autopurchase.web.html.Html.text;
import static io.autopurchase.web.html.Html.when;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivitySummary;
import io.autopurchase.AnswerOption;
import io.autopurchase.ConflictException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Question;
import io.autopurchase.web.html.Html;
import io.autopurchase.web.html.Node;
import io.autopurchase.web.serve.Answer;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Failure;
import io.autopurchase.web.spi.Permission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All open questions, the most urgent first. Those of one kind can be answered together. */
final class QuestionsPage {
  /** So many are read, of the newest activities first; the page says if there are more. */
  private static final int MOST = 200;

  private static final System.Logger LOG = System.getLogger("io.autopurchase.web");

  private QuestionsPage() {}

  static Answer show(Exchange x) {
    return show(x, Failure.NONE);
  }

  static Answer show(Exchange x, Failure failure) {
    List<Activity> asking = asking(x);
    Map<String, List<Activity>> byCode = new LinkedHashMap<>();
    asking.forEach(activity -> byCode.computeIfAbsent(question(activity).code(), code -> new ArrayList<>()).add(activity));
    return Layout.page(
        x,
        "questions",
        x.t("nav.questions"),
        failure,
        outcome(x),
        Parts.live(
            "ap-questions",
            when(asking.isEmpty(), () -> el("p", cls("ap-empty"), text(x.t("questions.none")))),
            when(asking.size() == MOST, () -> Parts.note(x.t("questions.more", "count", MOST))),
            each(List.copyOf(byCode.entrySet()), group -> group(x, group.getKey(), group.getValue(), failure))));
  }

  /** With a question, by its deadline. */
  static List<Activity> asking(Exchange x) {
    ActivityQuery query = ActivityQuery.builder().state(ActivityState.WAITING_FOR_ANSWER).page(1, MOST).build();
    return x.engine().activities().find(query).entries().stream()
        .filter(activity -> activity.question().isPresent())
        .sorted(Comparator.comparing(activity -> question(activity).deadline().orElse(Instant.MAX)))
        .toList();
  }

  private static Question question(Activity activity) {
    return activity.question().orElseThrow();
  }

  private static Node outcome(Exchange x) {
    String answered = x.typed("answered");
    String refused = x.typed("refused");
    return when(
        answered.matches("\\d{1,4}") && refused.matches("\\d{1,4}"),
        () -> Parts.note(x.t(refused.equals("0") ? "questions.answered" : "questions.answeredSome", "answered", answered, "refused", refused)));
  }

  private static Node group(Exchange x, String code, List<Activity> asking, Failure failure) {
    List<AnswerOption> common = common(asking);
    boolean many = asking.size() > 1 && !common.isEmpty() && asking.stream().allMatch(activity -> QuestionForm.mayAnswer(x, activity));
    String form = "ap-many-" + code;
    return el(
        "section",
        cls("ap-group"),
        attr("aria-label", x.texts().orElse("question." + code, code)),
        el("h2", foreign(x.texts().orElse("question." + code, code)), el("span", cls("ap-badge"), text(Integer.toString(asking.size())))),
        when(many, () -> together(x, form, common)),
        each(asking, activity -> card(x, activity, many ? Optional.of(form) : Optional.empty(), failure)));
  }

  /** One answer for all that are ticked. */
  private static Node together(Exchange x, String form, List<AnswerOption> options) {
    List<Parts.Choice> choices = new ArrayList<>(List.of(new Parts.Choice("", x.t("questions.choose"))));
    options.forEach(option -> choices.add(new Parts.Choice(option.id(), x.texts().messages().text(option))));
    return el(
        "form",
        attr("method", "post"),
        attr("id", form),
        action(x.at("questions", "answer").url()),
        cls("ap-bar"),
        Parts.token(x),
        Parts.tickAll(x, form),
        Parts.field(form + "-option", x.t("questions.together"), Parts.select(form + "-option", "option", choices, ""), Optional.empty()),
        Parts.button(x.t("questions.answerTicked"), "ap-plain"));
  }

  /** Options that each of the questions offers, and that say the same for each. */
  private static List<AnswerOption> common(List<Activity> asking) {
    return question(asking.get(0)).options().stream()
        .filter(option -> !option.id().contains(":"))
        .filter(option -> asking.stream().allMatch(activity -> question(activity).options().stream().anyMatch(other -> other.id().equals(option.id()))))
        .map(option -> asking.stream().allMatch(activity -> question(activity).options().contains(option)) ? option : new AnswerOption(option.id(), option.id()))
        .toList();
  }

  private static Node card(Exchange x, Activity activity, Optional<String> form, Failure failure) {
    String name = Parts.description(x, ActivitySummary.of(activity));
    return el(
        "article",
        cls("ap-card"),
        attr("data-card", ""),
        el(
            "p",
            cls("ap-card-head"),
            Html.of(
                form,
                id ->
                    el(
                        "input",
                        attr("type", "checkbox"),
                        attr("name", "pick"),
                        attr("form", id),
                        attr("value", activity.id().value() + ":" + question(activity).id()),
                        attr("aria-label", x.t("tick", "what", name)),
                        flag("checked", false))),
            Parts.link(x.at("activities", activity.id().value()), name)),
        QuestionForm.of(x, activity, question(activity), "questions", failure));
  }

  /** Answers each question that was ticked by itself: one that cannot be answered any more holds up no other. */
  static Answer answer(Exchange x) {
    x.require(Permission.ANSWER);
    List<String> picks = x.params("pick");
    String option = x.typed("option");
    if (picks.isEmpty()) {
      return show(x, Failure.ofField(x.texts(), "pick", x.t("error.tick")));
    }
    if (option.isEmpty()) {
      return show(x, Failure.ofField(x.texts(), "option", x.t("error.choose")));
    }
    List<Pick> found = picks.stream().map(pick -> Pick.of(x, pick)).flatMap(Optional::stream).toList();
    found.forEach(pick -> ActivityPage.requireAnswer(x, pick.activity()));
    int answered = 0;
    for (Pick pick : found) {
      try {
        x.engine().activities().answer(pick.activity().id(), pick.question(), option, x.by());
        answered++;
      } catch (ConflictException | InvalidInputException e) {
        LOG.log(System.Logger.Level.DEBUG, "not answered: {0}", e.getMessage()); // in the meantime another person was faster; it is counted
      }
    }
    int refused = picks.size() - answered;
    return Answer.seeOther(x.at("questions").with("answered", Integer.toString(answered)).with("refused", Integer.toString(refused)));
  }

  /** A question that was ticked. */
  private record Pick(Activity activity, String question) {
    static Optional<Pick> of(Exchange x, String value) {
      String[] parts = value.split(":", 2);
      return parts.length < 2 ? Optional.empty() : x.engine().activities().find(new ActivityId(parts[0])).map(activity -> new Pick(activity, parts[1]));
    }
  }
}
