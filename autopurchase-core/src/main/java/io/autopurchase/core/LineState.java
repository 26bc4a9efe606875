package io.autopurchase.core;

import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import javax.annotation.Nullable;

/** A host's line with which an activity deals. Mutable, as {@link ActivityRecord}. */
abstract class LineState {
  String lineId;
  LineOutcome outcome = LineOutcome.PENDING;
  @Nullable String code;
  @Nullable String message;
  @Nullable String providerOrderId;

  void end(LineOutcome result, @Nullable String why, @Nullable String words) {
    outcome = result;
    code = why;
    message = words;
  }

  /** Puts the line back to its beginning, if it has failed, and takes its name again. */
  boolean reopen(StepContext step, LineKey key) {
    if (outcome != LineOutcome.FAILED) {
      return false;
    }
    end(LineOutcome.PENDING, null, null);
    step.changes.reserve(Keys.LINE_SCOPE, Keys.name(key), step.body.id);
    return true;
  }

  LineResult result(String orderId) {
    return new LineResult(new LineKey(orderId, lineId), outcome, code, message, providerOrderId);
  }
}
