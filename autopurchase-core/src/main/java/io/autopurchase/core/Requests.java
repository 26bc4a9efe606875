package io.autopurchase.core;

import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.spi.Commit;
import java.time.Instant;
import java.util.Map;
import javax.annotation.Nullable;

/** Who asked for what: kept in the activity, its journal and the audit trail, by the commit that stores the request. */
final class Requests {
  private static final String START = "START";

  private Requests() {}

  /** Notes in a new activity who asks for it. */
  static void note(ActivityBody body, @Nullable String by) {
    if (by != null) {
      body.requestedBy = by;
      body.journal(body.createdAt, "INFO", "REQUESTED", "requested by " + by);
      body.events = 1;
      body.lastEventAt = body.createdAt;
    }
  }

  /** Adds the event of a new activity in which {@link #note} has noted somebody. */
  static void append(Kernel kernel, Commit.Builder commit, ActivityBody body) {
    if (body.requestedBy != null) {
      Map<String, String> more =
          body.payment == null || body.payment.approvedBy == null ? null : Map.of("approvedBy", body.payment.approvedBy);
      EventBody event = event(body, START, body.requestedBy, more);
      kernel.append(commit, EventIds.ofActivity(body.createdAt, body.id, 1), body.createdAt, event);
    }
  }

  /**
   * Adds the event of something that is asked of an activity. It has an id of its own: the run that may be at work counts those of
   * the activity.
   *
   * @param what a type of {@link SignalBody}
   */
  static void append(Kernel kernel, Commit.Builder commit, ActivityBody body, String what, String by) {
    Instant now = kernel.now();
    kernel.append(commit, EventIds.single(now, kernel.ids.next()), now, event(body, what, by, null));
  }

  private static EventBody event(ActivityBody body, String what, String by, @Nullable Map<String, String> more) {
    return new EventBody(AutoPurchaseEvent.ACTIVITY_REQUESTED, body.id, body.orderId, null, body.provider, body.login, null, what, by, more);
  }
}
