package io.autopurchase.core;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.TimeSource;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What this node alone knows of events: which ones it has committed itself, and which ones were delivered here and are not
 * marked in the store yet. Thread-safe.
 */
final class NodeEvents {
  /** Longer than any commit tries: a mark that left with one and was not heard of again stays to be made. */
  private static final Duration LONGEST_RIDE = Duration.ofMinutes(1);

  private final TimeSource time;
  private final Map<String, Long> own = new LinkedHashMap<>();
  private final Map<String, Mark> marks = new LinkedHashMap<>();
  private Duration memory = Duration.ZERO;
  private volatile Runnable onAppended = () -> {};

  NodeEvents(TimeSource time) {
    this.time = time;
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
   * @param action what to do after a commit that holds events
   */
  synchronized void watch(Duration time, Runnable action) {
    memory = time;
    onAppended = action;
  }

  /** A listener was given an event and took it. */
  synchronized void delivered(String id) {
    marks.computeIfAbsent(id, key -> new Mark(time.nanoTime()));
  }

  /** Lets the oldest marks ride on a commit. */
  synchronized void ride(Commit.Builder commit, int limit) {
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

  /** A commit was applied. */
  void applied(Commit commit) {
    synchronized (this) {
      commit.delivered().forEach(marks::remove);
      commit.delivered().forEach(own::remove);
      long now = time.nanoTime();
      for (Iterator<Long> oldest = own.values().iterator(); oldest.hasNext() && now - oldest.next() > memory.toNanos(); ) {
        oldest.remove();
      }
      if (!memory.isZero()) {
        commit.events().forEach(event -> own.put(event.id(), now));
      }
    }
    if (!commit.events().isEmpty()) {
      onAppended.run();
    }
  }

  /** A commit was not applied, or nobody knows. */
  synchronized void notApplied(Commit commit) {
    for (String id : commit.delivered()) {
      Mark mark = marks.get(id);
      if (mark != null) {
        mark.riding = false;
      }
    }
  }

  synchronized boolean isOwn(String id) {
    return own.containsKey(id);
  }

  synchronized boolean hasMarks() {
    return !marks.isEmpty();
  }

  /** Whether a mark has waited so long for a commit to ride on: then none came by. */
  synchronized boolean hasMarksOlderThan(Duration age) {
    Iterator<Mark> oldest = marks.values().iterator();
    return oldest.hasNext() && time.nanoTime() - oldest.next().since >= age.toNanos();
  }
}
