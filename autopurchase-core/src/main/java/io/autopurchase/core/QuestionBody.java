package io.autopurchase.core;

import io.autopurchase.LineKey;
import io.autopurchase.Option;
import io.autopurchase.Question;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** An open question as it is stored. */
record QuestionBody(
    String id,
    String code,
    String message,
    @Nullable String lineId,
    Map<String, String> context,
    List<Option> options,
    String defaultOption,
    Instant deadline) {

  boolean offers(String option) {
    return options.stream().anyMatch(o -> o.id().equals(option));
  }

  Question view(@Nullable String orderId) {
    return Question.builder(id, code, message, options)
        .line(orderId == null || lineId == null ? null : new LineKey(orderId, lineId))
        .context(context)
        .defaultOption(defaultOption, deadline)
        .build();
  }
}
