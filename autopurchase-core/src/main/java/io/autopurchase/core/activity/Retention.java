package io.autopurchase.core.activity;

import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.core.event.EventIds;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.DueQuery;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Removes what is no longer needed, in small batches: activities that ended long ago, with their search words, and old events.
 * What must stay is small: purchases with their links, and client order ids. All nodes do it; each batch counts once, as it
 * expects the versions of what it removes. Thread-safe.
 */
@ThreadSafe
public final class Retention {
  /** A synchronization that has ended well adds nothing to its session's record. */
  private static final Duration SYNCHRONIZATION = Duration.ofDays(1);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int BATCH = 100;
  private static final int EVENTS = 500;
  private static final int MOST_BATCHES = 20;

  private final RecordStore recordStore;
  private final Duration time;

  /**
   * @param time how long what has ended stays
   */
  public Retention(RecordStore recordStore, Duration time) {
    this.recordStore = recordStore;
    this.time = time;
  }

  /** When an activity is removed that ends now; not before its time since it was created, whatever this node's clock shows. */
  Instant removeAt(ActivityRecord activity, Instant now) {
    boolean isRoutine = activity.type == ActivityType.SYNCHRONIZATION && activity.state != ActivityState.FAILED;
    Instant ended = now.isBefore(activity.createdAt) ? activity.createdAt : now;
    return ended.plus(isRoutine && SYNCHRONIZATION.compareTo(time) < 0 ? SYNCHRONIZATION : time);
  }

  /**
   * Removes what is due to be removed, up to a bound; what is left goes the next time. A node whose clock has not gone steadily
   * for some minutes removes nothing.
   *
   * @return how many activities went
   */
  public int run() {
    if (!recordStore.clock.isSteady()) {
      return 0; // it may be ahead by days
    }
    int removed = removeActivities();
    String before = EventIds.single(recordStore.now().minus(time), "");
    for (int batch = 0; batch < MOST_BATCHES && recordStore.store.forgetEvents(before, EVENTS) == EVENTS; batch++) {
      // One batch after the other.
    }
    return removed;
  }

  private int removeActivities() {
    int removed = 0;
    String last = null;
    List<StoredRecord> rows;
    do {
      rows = recordStore.store.due(DueQuery.of(Keys.ACTIVITY, recordStore.now(), BATCH).afterId(last));
      Commit.Builder commit = recordStore.begin();
      int count = 0;
      for (StoredRecord row : rows) {
        last = row.key().id();
        if (hasEnded(row)) {
          commit.delete(row.key(), row.version());
          recordStore.pieces(row).forEach(piece -> commit.delete(piece.key(), piece.version()));
          count++;
        }
      }
      if (count > 0 && recordStore.commit(commit.build(), PATIENCE).isApplied()) {
        removed += count;
      }
    } while (rows.size() == BATCH && removed < MOST_BATCHES * BATCH);
    return removed;
  }

  /** Whether a record of an activity that is due is due to be removed, and not to be run. */
  static boolean hasEnded(StoredRecord row) {
    String state = row.fields().state().orElse("");
    for (ActivityState known : ActivityState.values()) {
      if (known.name().equals(state)) {
        return known.isFinished();
      }
    }
    return false;
  }
}
