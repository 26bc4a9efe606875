package io.autopurchase.core.activity;

import io.autopurchase.AnswerOption;
import java.util.List;
import java.util.Map;

/**
 * What keeps a line from being bought: a question to come, or a refusal where there is nothing to choose.
 *
 * @param options empty for a refusal
 */
public record QuestionDraft(String code, String message, Map<String, String> context, List<AnswerOption> options) {
  public boolean isRefusal() {
    return options.isEmpty();
  }
}
