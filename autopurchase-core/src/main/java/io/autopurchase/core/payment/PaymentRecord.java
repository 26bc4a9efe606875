package io.autopurchase.core.payment;

import io.autopurchase.ActivityType;
import io.autopurchase.LineResult;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.record.Stored;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** A payment as it is stored. Mutable, as {@link ActivityRecord}. */
@Stored
public final class PaymentRecord extends ActivityRecord {
  PaymentState payment;

  public PaymentRecord() {
    super(ActivityType.PAYMENT);
  }

  /** What the activity of a step works on. */
  static PaymentState state(StepContext step) {
    return ((PaymentRecord) step.body).payment;
  }

  @Override
  public List<LineResult> lines() {
    return payment.results();
  }

  @Override
  @Nullable
  public Map<String, String> requestDetails() {
    return payment.approvedBy == null ? null : Map.of("approvedBy", payment.approvedBy);
  }
}
