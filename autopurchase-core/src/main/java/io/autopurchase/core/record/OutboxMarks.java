package io.autopurchase.core.record;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.TimeSource;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.concurrent.GuardedBy;
import javax.annotation.concurrent.ThreadSafe;

/**
 * What this node alone knows of events: which ones it has committed itself, and which ones were delivered here and are not
 * marked in the store yet. Thread-safe.
 */
@ThreadSafe
public final class OutboxMarks {
  /** Longer than any commit tries: a mark that left with one and was not heard of again stays to be made. */
  private static final Duration LONGEST_RIDE = Duration.ofMinutes(1);

  private final TimeSource time;

  @GuardedBy("this")
  private final Map<String, Long> own = new LinkedHashMap<>();

  @GuardedBy("this")
  private final Map<String, Mark> marks = new LinkedHashMap<>();

  @GuardedBy("this")
  private Duration memory = Duration.ZERO;

  @GuardedBy("this")
  private Taker taker = Taker.NONE;

  OutboxMarks(TimeSource time) {
    this.time = time;
  }

  /** Is handed the events that this node commits. */
  public interface Taker {
    Taker NONE =
        new Taker() {
          @Override
          public void offer(StoredEvent event, long committedNanos) {
            // Nothing is delivered on this node.
          }

          @Override
          public void wake() {
            // Likewise.
          }
        };

    /**
     * An event whose commit is known to be applied. Returns at once, and may drop it: it is in the store.
     *
     * @param committedNanos when its commit began, on the monotonic clock
     */
    void offer(StoredEvent event, long committedNanos);

    /** Events were offered. */
    void wake();
  }

  /** A mark that is to be made, and since when; on which commit it rides, if any. */
  private static final class Mark {
    final long since;
    long leftAt;
    boolean riding;

    Mark(long since) {
      this.since = since;
    }
  }

  /**
   * Begins to remember this node's own events.
   *
   * @param time how long: until they are anybody's
   * @param to is handed the events of each applied commit
   */
  public synchronized void watch(Duration time, Taker to) {
    memory = time;
    taker = to;
  }

  /** A listener was given an event and took it. */
  public synchronized void delivered(String id) {
    marks.computeIfAbsent(id, key -> new Mark(time.nanoTime()));
  }

  /** Lets the oldest marks ride on a commit. */
  public synchronized void ride(Commit.Builder commit, int limit) {
    long now = time.nanoTime();
    int left = limit;
    for (Iterator<Map.Entry<String, Mark>> all = marks.entrySet().iterator(); left > 0 && all.hasNext(); ) {
      Map.Entry<String, Mark> entry = all.next();
      Mark mark = entry.getValue();
      if (!mark.riding || now - mark.leftAt > LONGEST_RIDE.toNanos()) {
        mark.riding = true;
        mark.leftAt = now;
        commit.delivered(entry.getKey());
        left--;
      }
    }
  }

  /**
   * A commit is known to be applied.
   *
   * @param begunNanos when it was tried first, on the monotonic clock
   */
  void applied(Commit commit, long begunNanos) {
    Taker to;
    synchronized (this) {
      to = taker;
      commit.delivered().forEach(marks::remove);
      commit.delivered().forEach(own::remove);
      long now = time.nanoTime();
      for (Iterator<Long> oldest = own.values().iterator(); oldest.hasNext() && now - oldest.next() > memory.toNanos(); ) {
        oldest.remove();
      }
      if (!memory.isZero()) {
        commit.events().forEach(event -> own.put(event.id(), now));
      }
      // Together with the above: an event that is found in the store as our own was offered as well.
      commit.events().forEach(event -> to.offer(event, begunNanos));
    }
    if (!commit.events().isEmpty()) {
      to.wake();
    }
  }

  /** A commit was not applied, or its outcome is unknown: its events are found in the store, if they are there. */
  public synchronized void notApplied(Commit commit) {
    for (String id : commit.delivered()) {
      Mark mark = marks.get(id);
      if (mark != null) {
        mark.riding = false;
      }
    }
  }

  public synchronized boolean isOwn(String id) {
    return own.containsKey(id);
  }

  public synchronized boolean hasMarks() {
    return !marks.isEmpty();
  }

  /** Whether a mark has waited so long for a commit to ride on: then none came by. */
  public synchronized boolean hasMarksOlderThan(Duration age) {
    Iterator<Mark> oldest = marks.values().iterator();
    return oldest.hasNext() && time.nanoTime() - oldest.next().since >= age.toNanos();
  }
}
