package io.autopurchase.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.Activity;
import io.autopurchase.ActivityCounts;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivitySummary;
import io.autopurchase.ActivityType;
import io.autopurchase.AnswerOption;
import io.autopurchase.JournalEntry;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.Progress;
import io.autopurchase.Question;
import io.autopurchase.WaitReason;

/** Activities, and what they consist of. */
final class ActivityForms {
  private ActivityForms() {}

  static ObjectNode activity(Activity activity) {
    ObjectNode object = summary(ActivitySummary.of(activity));
    object.set("lines", Form.array(activity.lines(), ActivityForms::line));
    object.set("question", Form.orNull(activity.question().orElse(null), ActivityForms::question));
    object.set("journal", Form.array(activity.journal(), ActivityForms::entry));
    return object;
  }

  static Activity activity(Fields fields) {
    return common(fields)
        .lines(fields.list("lines", ActivityForms::line))
        .question(fields.optional("question", ActivityForms::question))
        .journal(fields.list("journal", ActivityForms::entry))
        .build();
  }

  static ObjectNode summary(ActivitySummary activity) {
    ObjectNode object =
        Form.object()
            .put("id", activity.id().value())
            .put("type", activity.type().name())
            .put("state", activity.state().name())
            .put("description", activity.description());
    BasicForms.putSession(object, activity.session()).put("orderId", activity.orderId().orElse(null));
    object.set("progress", progress(activity.progress()));
    return object
        .put("reason", activity.reason().map(Enum::name).orElse(null))
        .put("until", Form.text(activity.until()))
        .put("createdAt", activity.createdAt().toString())
        .put("finishedAt", Form.text(activity.finishedAt()))
        .put("requestedBy", activity.requestedBy().orElse(null));
  }

  static ActivitySummary summary(Fields fields) {
    return ActivitySummary.of(common(fields).build());
  }

  private static Activity.Builder common(Fields fields) {
    return Activity.builder(
            new ActivityId(fields.text("id")), fields.constant("type", ActivityType.class), fields.constant("state", ActivityState.class))
        .description(fields.text("description"))
        .session(BasicForms.optionalSession(fields))
        .orderId(fields.optional("orderId"))
        .progress(fields.required("progress", ActivityForms::progress))
        .waiting(fields.optionalConstant("reason", WaitReason.class), fields.optionalTime("until"))
        .createdAt(fields.time("createdAt"))
        .finishedAt(fields.optionalTime("finishedAt"))
        .requestedBy(fields.optional("requestedBy"));
  }

  static JsonNode counts(ActivityCounts counts) {
    ObjectNode object = Form.object().put("total", counts.total()).put("exact", counts.isExact());
    ArrayNode all = object.putArray("counts");
    counts.byStateAndType().forEach(
        (state, ofState) -> ofState.forEach((type, count) -> all.addObject().put("state", state.name()).put("type", type.name()).put("count", count)));
    return object;
  }

  static ActivityCounts counts(Fields fields) {
    ActivityCounts.Builder counts = ActivityCounts.builder();
    boolean isExact = fields.flag("exact");
    fields.list(
        "counts",
        each -> counts.add(each.constant("state", ActivityState.class), each.constant("type", ActivityType.class), each.integer("count"), isExact));
    return counts.build();
  }

  static JsonNode progress(Progress progress) {
    return Form.object().put("done", progress.done()).put("total", progress.total()).put("percent", progress.percent());
  }

  static Progress progress(Fields fields) {
    return new Progress(fields.integer("done"), fields.integer("total"));
  }

  static JsonNode line(LineResult result) {
    ObjectNode object =
        BasicForms.putLine(Form.object(), result.line())
            .put("outcome", result.outcome().name())
            .put("code", result.code())
            .put("message", result.message())
            .put("providerOrderId", result.providerOrderId());
    return BasicForms.putTexts(object, "arguments", result.arguments());
  }

  static LineResult line(Fields fields) {
    return LineResult.of(
            BasicForms.line(fields),
            fields.constant("outcome", LineOutcome.class),
            fields.optional("code"),
            fields.optional("message"),
            fields.optional("providerOrderId"))
        .withArguments(fields.optionalTexts("arguments"));
  }

  static JsonNode question(Question question) {
    ObjectNode object = Form.object().put("id", question.id()).put("code", question.code()).put("message", question.message());
    BasicForms.putLine(object, question.line().orElse(null));
    BasicForms.putTexts(object, "context", question.context());
    object.set("options", Form.array(question.options(), ActivityForms::option));
    return object.put("default", question.defaultOption().orElse(null)).put("deadline", Form.text(question.deadline()));
  }

  static Question question(Fields fields) {
    return Question.builder(fields.text("id"), fields.text("code"), fields.text("message"), fields.list("options", ActivityForms::option))
        .line(BasicForms.optionalLine(fields))
        .context(fields.texts("context"))
        .defaultOption(fields.optional("default"), fields.optionalTime("deadline"))
        .build();
  }

  static JsonNode option(AnswerOption option) {
    return BasicForms.putTexts(Form.object().put("id", option.id()).put("label", option.label()), "arguments", option.arguments());
  }

  static AnswerOption option(Fields fields) {
    return new AnswerOption(fields.text("id"), fields.text("label"), fields.optionalTexts("arguments"));
  }

  static JsonNode entry(JournalEntry entry) {
    ObjectNode object =
        Form.object().put("at", entry.at().toString()).put("level", entry.level()).put("code", entry.code()).put("message", entry.message());
    return BasicForms.putTexts(object, "arguments", entry.arguments());
  }

  static JournalEntry entry(Fields fields) {
    return JournalEntry.of(fields.time("at"), fields.text("level"), fields.text("code"), fields.text("message"))
        .withArguments(fields.optionalTexts("arguments"));
  }
}
