package io.autopurchase.core.purchase;

import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.Stored;
import io.autopurchase.core.record.Text;
import java.util.Map;
import java.util.Objects;
import javax.annotation.Nullable;

/** A host's line with which an activity deals. Mutable, as {@link ActivityRecord}. */
@Stored
public abstract class LineState {
  public String lineId;
  public LineOutcome outcome = LineOutcome.PENDING;
  @Nullable public String code;
  @Nullable public String message;

  /** What stands in the message, by name; null if nothing does. */
  @Nullable public Map<String, String> arguments;

  @Nullable public String providerOrderId;

  /** The provider's order that holds it, of a line that one holds. */
  public String providerOrder() {
    return Objects.requireNonNull(providerOrderId, "the provider's order");
  }

  public void end(LineOutcome result) {
    outcome = result;
    code = null;
    message = null;
    arguments = null;
  }

  /** @param values a name before each value, as {@link Text#of} takes them */
  public void end(LineOutcome result, String why, Object... values) {
    end(result, Text.of(why, values));
  }

  public void end(LineOutcome result, Text why) {
    outcome = result;
    because(why);
  }

  /** Says why it is as it is, or is about to end. */
  public void because(Text why) {
    code = why.code();
    message = why.ofLine();
    arguments = why.arguments().isEmpty() ? null : why.arguments();
  }

  /** Puts the line back to its beginning, if it has failed, and takes its name again. */
  public boolean reopen(StepContext step, LineKey key) {
    if (outcome != LineOutcome.FAILED) {
      return false;
    }
    end(LineOutcome.PENDING);
    step.changes.reserve(Keys.LINE_SCOPE, Keys.name(key), step.body.id);
    return true;
  }

  public LineResult result(String orderId) {
    return result(new LineKey(orderId, lineId));
  }

  public LineResult result(LineKey key) {
    return LineResult.of(key, outcome, code, message, providerOrderId).withArguments(arguments == null ? Map.of() : arguments);
  }
}
