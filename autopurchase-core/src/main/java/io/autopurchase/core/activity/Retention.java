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
import java.util.ArrayList;
import java.util.Iterator;
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
  private static final int MOST_DELETIONS = 500;
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
      last = rows.isEmpty() ? last : rows.get(rows.size() - 1).key().id();
      removed += remove(rows.stream().filter(Retention::hasEnded).toList());
    } while (rows.size() == BATCH && removed < MOST_BATCHES * BATCH);
    return removed;
  }

  /** In commits that are not larger than that of a large booking. Returns how many went. */
  private int remove(List<StoredRecord> rows) {
    int removed = 0;
    List<StoredRecord> together = new ArrayList<>();
    int activities = 0;
    for (Iterator<StoredRecord> all = rows.iterator(); all.hasNext(); ) {
      StoredRecord row = all.next();
      together.add(row);
      together.addAll(recordStore.pieces(row));
      activities++;
      if (together.size() >= MOST_DELETIONS || !all.hasNext()) {
        Commit.Builder commit = recordStore.begin();
        together.forEach(gone -> commit.delete(gone.key(), gone.version()));
        removed += recordStore.commit(commit.build(), PATIENCE).isApplied() ? activities : 0;
        together.clear();
        activities = 0;
      }
    }
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
