package io.autopurchase.core.activity;

import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.core.event.EventIds;
import io.autopurchase.core.event.EventRecord;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Text;
import io.autopurchase.spi.Commit;
import java.time.Instant;
import java.util.Map;
import javax.annotation.Nullable;

/** Who asked for what: kept in the activity, its journal and the audit trail, by the commit that stores the request. */
final class Requests {
  private static final String START = "START";

  private Requests() {}

  /** Notes in a new activity who asks for it. */
  static void note(ActivityRecord body, @Nullable String by) {
    if (by != null) {
      body.requestedBy = by;
      body.journal(body.createdAt, "INFO", Text.of("REQUESTED", "by", by));
      body.events = 1;
      body.lastEventAt = body.createdAt;
    }
  }

  /** Adds the event of a new activity in which {@link #note} has noted an actor. */
  static void append(RecordStore recordStore, Commit.Builder commit, ActivityRecord body) {
    if (body.requestedBy != null) {
      EventRecord event = event(body, START, body.requestedBy, body.requestDetails());
      commit.append(event.stored(EventIds.ofActivity(body.createdAt, body.id, 1), body.createdAt, recordStore));
    }
  }

  /**
   * Adds the event of something that is asked of an activity. It has an id of its own: the run that may be at work counts those of
   * the activity.
   *
   * @param what a type of {@link SignalRecord}
   */
  static void append(RecordStore recordStore, Commit.Builder commit, ActivityRecord body, String what, String by) {
    Instant now = recordStore.now();
    commit.append(event(body, what, by, null).stored(EventIds.single(now, recordStore.ids.next()), now, recordStore));
  }

  private static EventRecord event(ActivityRecord body, String what, String by, @Nullable Map<String, String> more) {
    return new EventRecord(AutoPurchaseEvent.ACTIVITY_REQUESTED, body.id, body.orderId, null, body.provider, body.login, null, what, by, more);
  }
}
