package io.autopurchase.core.activity;

import io.autopurchase.AnswerOption;
import io.autopurchase.core.record.Text;
import io.autopurchase.engine.Arguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What keeps a line from being bought: a question to come, or a refusal if there is nothing to choose.
 *
 * @param options empty for a refusal
 */
public record QuestionDraft(String code, String message, Map<String, String> context, List<AnswerOption> options) {
  private static final Pattern NAME = Pattern.compile("\\w+");

  /** A refusal. */
  public static QuestionDraft refusal(Text why) {
    return new QuestionDraft(why.code(), why.ofLine(), why.arguments(), List.of());
  }

  public boolean isRefusal() {
    return options.isEmpty();
  }

  /** Why a line ends that is given up for it. */
  public Text text() {
    return new Text(code, values(), message);
  }

  /**
   * An entry of the journal.
   *
   * @param sentence the name of one that has the line and {@code why}
   */
  public Text ofLine(String lineId, String sentence, Object... more) {
    Map<String, String> all = Arguments.of("text", sentence, "lineId", lineId);
    all.putAll(Arguments.of(more));
    values().forEach(all::putIfAbsent);
    return new Text(code, all, message);
  }

  /** Of the facts to decide by those that stand in the message: what is known of each alternative has a compound name. */
  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>(context);
    values.keySet().removeIf(name -> !NAME.matcher(name).matches());
    return values;
  }
}
