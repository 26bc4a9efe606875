package io.autopurchase.web.page;

import static io.autopurchase.web.html.Html.action;
import static io.autopurchase.web.html.Html.all;
import static io.autopurchase.web.html.Html.attr;
import static io.autopurchase.web.html.Html.cls;
import static io.autopurchase.web.html.Html.each;
import static io.autopurchase.web.html.Html.el;
import static io.autopurchase.web.html.Html.flag;
import static io.autopurchase.web.html.Html.foreign;
import static io.autopurchase.web.html.Html.nothing;
import static io.autopurchase.web.html.Html.text;
import static io.autopurchase.web.html.Html.when;

import io.autopurchase.Activity;
import io.autopurchase.ActivityType;
import io.autopurchase.AnswerOption;
import io.autopurchase.Question;
import io.autopurchase.web.html.Html;
import io.autopurchase.web.html.Node;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Failure;
import io.autopurchase.web.spi.Permission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A question with all that one decides by, and, for who may answer, its options. */
final class QuestionForm {
  /** Stand in other places: in the options, or beside each other. */
  private static final List<String> NOT_LISTED = List.of("oldValue", "newValue", "text");

  private QuestionForm() {}

  /**
   * The form.
   *
   * @param from the page to come back to: {@code questions}, {@code order} or nothing for the activity's own
   */
  static Node of(Exchange x, Activity activity, Question question, String from, Failure failure) {
    String id = activity.id().value() + "-" + question.id();
    String asked = x.texts().messages().text(question);
    Node facts = all(el("h3", attr("id", id), foreign(asked)), facts(x, question), deadline(x, question));
    if (!mayAnswer(x, activity)) {
      return el("section", cls("ap-question"), attr("aria-labelledby", id), facts);
    }
    boolean wasSent = x.typed("question").equals(question.id());
    String chosen = wasSent ? x.typed("option") : "";
    Optional<String> error = wasSent ? failure.field("option") : Optional.empty();
    return el(
        "form",
        attr("method", "post"),
        action(x.at("activities", activity.id().value(), "answer").url()),
        cls("ap-question"),
        attr("aria-labelledby", id),
        attr("data-question", ""),
        facts,
        Parts.token(x),
        Parts.hidden("question", question.id()),
        Parts.hidden("from", from),
        el(
            "div",
            cls("ap-options"),
            attr("role", "radiogroup"),
            attr("aria-labelledby", id),
            each(question.options(), option -> option(x, id, question, option, chosen, wasSent ? failure : Failure.NONE))),
        Html.of(error, wrong -> el("p", cls("ap-error"), foreign(wrong))),
        Parts.button(x.t("answer"), "ap-primary"));
  }

  /** Payments are approved by a user who may pay. */
  static boolean mayAnswer(Exchange x, Activity activity) {
    return x.may(Permission.ANSWER) && (activity.type() != ActivityType.PAYMENT || x.may(Permission.PAY));
  }

  private static Node option(Exchange x, String form, Question question, AnswerOption option, String chosen, Failure failure) {
    String id = form + "-" + question.options().indexOf(option);
    boolean isDefault = question.defaultOption().filter(option.id()::equals).isPresent();
    return el(
        "div",
        cls("ap-option"),
        el(
            "label",
            el(
                "input",
                attr("type", "radio"),
                attr("name", "option"),
                attr("value", option.id()),
                attr("id", id),
                flag("required", true),
                flag("checked", option.id().equals(chosen))),
            foreign(x.texts().messages().text(option))),
        when(option.id().endsWith(":"), () -> value(x, id, failure)),
        when(isDefault, () -> el("small", cls("ap-default"), text(x.t("default")))));
  }

  /** What follows the colon of an option that wants a number. */
  private static Node value(Exchange x, String option, Failure failure) {
    String id = option + "-value";
    return Parts.field(id, x.t("field.value"), Parts.input(id, "value", "text", x.typed("value"), failure.field("value")), failure.field("value"));
  }

  private static Node facts(Exchange x, Question question) {
    Map<String, String> context = question.context();
    Map<String, String> listed = new LinkedHashMap<>();
    question.line().ifPresent(line -> listed.put(x.t("head.line"), line.toString()));
    context.forEach(
        (key, value) -> {
          if (!NOT_LISTED.contains(key) && !key.startsWith("variant.") && !value.isBlank()) {
            listed.put(x.texts().orElse("context." + key.replace(' ', '.'), key), value);
          }
        });
    return all(
        when(
            context.containsKey("oldValue") || context.containsKey("newValue"),
            () -> el("p", cls("ap-change"), change(x, "value.old", context.get("oldValue")), text(" "), change(x, "value.new", context.get("newValue")))),
        el("dl", cls("ap-facts"), each(List.copyOf(listed.entrySet()), fact -> el("div", el("dt", foreign(fact.getKey())), el("dd", foreign(fact.getValue()))))));
  }

  private static Node change(Exchange x, String label, @Nullable String value) {
    return value == null || value.isBlank() ? nothing() : el("span", el("small", text(x.t(label) + " ")), el("strong", foreign(value)));
  }

  private static Node deadline(Exchange x, Question question) {
    Optional<String> otherwise =
        question.defaultOption().flatMap(id -> question.options().stream().filter(option -> option.id().equals(id)).findFirst()).map(x.texts().messages()::text);
    return Html.of(
        question.deadline(),
        at -> el("p", cls("ap-deadline"), text(x.t("deadline") + " "), Parts.countdown(x, at), Html.of(otherwise, option -> all(text(" · " + x.t("otherwise") + " "), foreign(option)))));
  }
}
