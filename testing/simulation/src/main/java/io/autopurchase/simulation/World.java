package io.autopurchase.simulation;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import javax.annotation.Nullable;

/**
 * Time, and what happens in it. All nodes, the marketplace and the people share one thread: while one of them waits or
 * sleeps in the middle of its work, the others go on from within that wait.
 */
final class World {
  /** Waits within waits; deeper ones let time pass without letting others work. */
  private static final int DEEPEST = 12;

  final SplittableRandom random;
  final Faults faults;
  final Trace trace;
  final long[] sometimes;

  private final PriorityQueue<Event> queue = new PriorityQueue<>();
  @Nullable private Violation broken;
  private long now;
  private long events;
  private int depth;

  /** A node's clock was wrong twice by the same: if nothing looked at it in between, it was wrong for as long as both times together. */
  boolean wrongAlike;

  World(SplittableRandom random, Faults faults, Trace trace, long[] sometimes) {
    this.random = random;
    this.faults = faults;
    this.trace = trace;
    this.sometimes = sometimes;
  }

  private record Event(long at, long number, @Nullable Node node, int life, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  /** Milliseconds since the beginning. */
  long now() {
    return now;
  }

  void after(long millis, Runnable action) {
    queue.add(new Event(now + millis, events++, null, 0, action));
  }

  /** As {@link #after}, unless the node has died in the meantime; a sleeping node does it when it wakes. */
  void after(long millis, Node node, Runnable action) {
    queue.add(new Event(now + millis, events++, node, node.life(), action));
  }

  /** Lets the next thing happen. Returns whether there was one up to a moment. */
  boolean next(long until) {
    Event event = queue.peek();
    if (event == null || event.at > until) {
      return false;
    }
    queue.poll();
    now = Math.max(now, event.at);
    Node node = event.node;
    if (node == null) {
      event.action.run();
    } else if (event.life == node.life()) {
      if (node.sleepsUntil() > now) {
        queue.add(new Event(node.sleepsUntil(), events++, node, event.life, event.action));
      } else {
        try {
          event.action.run();
        } catch (NodeDeath death) {
          happened(node, "DEAD", () -> "");
        }
      }
    }
    return true;
  }

  /** Lets time pass for one who waits; the others go on. */
  void pass(long millis) {
    if (millis <= 0) {
      return;
    }
    long end = now + millis;
    if (depth < DEEPEST) {
      depth++;
      try {
        while (next(end)) {
          // What happens in the meantime has happened.
        }
      } finally {
        depth--;
      }
    }
    now = Math.max(now, end);
  }

  /**
   * A promise was broken. It is remembered, for whatever catches it on its way: the history ends as broken all the same.
   *
   * @return to be thrown
   */
  Violation broken(String invariant, String what) {
    Violation violation = new Violation(invariant, what);
    broken = broken == null ? violation : broken;
    return violation;
  }

  /** Ends the history if a promise was broken since. */
  void expectNothingBroken() {
    if (broken != null) {
      throw broken;
    }
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  void reached(Sometimes state) {
    sometimes[state.ordinal()]++;
  }

  void happened(@Nullable Node node, String kind, Supplier<String> words) {
    trace.add(now, node, kind, words);
  }
}
