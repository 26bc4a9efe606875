package io.autopurchase.core.purchase;

import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.record.Keys;
import javax.annotation.Nullable;

/** A host's line with which an activity deals. Mutable, as {@link ActivityRecord}. */
public abstract class LineState {
  public String lineId;
  public LineOutcome outcome = LineOutcome.PENDING;
  @Nullable public String code;
  @Nullable public String message;
  @Nullable public String providerOrderId;

  public void end(LineOutcome result, @Nullable String why, @Nullable String words) {
    outcome = result;
    code = why;
    message = words;
  }

  /** Puts the line back to its beginning, if it has failed, and takes its name again. */
  public boolean reopen(StepContext step, LineKey key) {
    if (outcome != LineOutcome.FAILED) {
      return false;
    }
    end(LineOutcome.PENDING, null, null);
    step.changes.reserve(Keys.LINE_SCOPE, Keys.name(key), step.body.id);
    return true;
  }

  public LineResult result(String orderId) {
    return LineResult.of(new LineKey(orderId, lineId), outcome, code, message, providerOrderId);
  }
}
