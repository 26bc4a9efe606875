package io.autopurchase.core.event;

import io.autopurchase.spi.StoredEvent;
import java.util.ArrayDeque;
import java.util.Queue;
import javax.annotation.Nullable;
import javax.annotation.concurrent.GuardedBy;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Events that this node has just committed, on their way to one listener. Only a shortcut: an event that does not fit, or waits
 * for too long, is dropped here and found in the store. Thread-safe.
 */
@ThreadSafe
final class EventQueue {
  private final int capacity;
  private final long lifeNanos;

  @GuardedBy("this")
  private final Queue<Entry> entries = new ArrayDeque<>();

  /**
   * @param capacity how many events it holds at most
   * @param lifeNanos how long an event may wait: another node may have delivered it since
   */
  EventQueue(int capacity, long lifeNanos) {
    this.capacity = capacity;
    this.lifeNanos = lifeNanos;
  }

  private record Entry(StoredEvent event, long committedNanos) {
    boolean isOlder(long nanos, long now) {
      return now - committedNanos > nanos;
    }
  }

  /**
   * Drops what has waited for too long, and adds the event if there is room.
   *
   * @param committedNanos when its commit began
   */
  synchronized void offer(StoredEvent event, long committedNanos, long now) {
    dropOld(now);
    if (entries.size() < capacity) {
      entries.add(new Entry(event, committedNanos));
    }
  }

  /** The oldest event that has not waited for too long; null for none. */
  @Nullable
  synchronized StoredEvent poll(long now) {
    dropOld(now);
    Entry entry = entries.poll();
    return entry == null ? null : entry.event();
  }

  synchronized int size() {
    return entries.size();
  }

  @GuardedBy("this")
  private void dropOld(long now) {
    while (!entries.isEmpty() && entries.peek().isOlder(lifeNanos, now)) {
      entries.remove();
    }
  }
}
