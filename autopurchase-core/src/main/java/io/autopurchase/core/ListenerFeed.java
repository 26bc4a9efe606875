package io.autopurchase.core;

import io.autopurchase.PurchaseEvent;
import io.autopurchase.spi.PurchaseListener;
import io.autopurchase.spi.StoredEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives committed events to one listener, those of an activity in order. This node's own events are given at once. Another
 * node's are left to it for a grace time and taken over after that; until then they hold back the later events of their
 * activity, whoever has committed those.
 *
 * <p>For one thread at a time, except for {@link #hasGiven}, {@link #isBehind} and {@link #stop}.
 */
final class ListenerFeed {
  private static final Logger log = LoggerFactory.getLogger(ListenerFeed.class);
  private static final int PAGE = 500;
  private static final int LONGEST_HOLD_SECONDS = 64;
  private static final int LONGEST_REST_SECONDS = 30;

  /** What was read longer ago may have been delivered by others meanwhile. */
  private static final Duration PAGE_LIFE = Duration.ofSeconds(5);

  /** How far the clocks of nodes may differ without events being delivered twice. */
  static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);

  private final Kernel kernel;
  private final PurchaseListener listener;
  private final Duration grace;
  private final Consumer<String> onGiven;

  /** Given, and not marked when the store was last looked at. */
  private final Set<String> given = ConcurrentHashMap.newKeySet();

  /** Seen and not given yet, since when on the monotonic clock. */
  private final Map<String, Long> waiting = new HashMap<>();

  /** By activity: what the listener threw at. */
  private final Map<String, Hold> holds = new HashMap<>();

  private final Set<String> unreadable = new HashSet<>();
  private volatile int pages;
  private volatile boolean stopped;
  private boolean whole = true;

  /**
   * @param grace how long another node's events are left to it
   * @param onGiven told the id of each event that the listener took
   */
  ListenerFeed(Kernel kernel, PurchaseListener listener, Duration grace, Consumer<String> onGiven) {
    this.kernel = kernel;
    this.listener = listener;
    this.grace = grace;
    this.onGiven = onGiven;
  }

  private record Hold(String eventId, int times, long untilNanos) {}

  boolean hasGiven(String eventId) {
    return given.contains(eventId);
  }

  /** Whether so much is undelivered that looking it through after each commit would cost too much. */
  boolean isBehind() {
    return pages > 1;
  }

  /** No event is given any more. */
  void stop() {
    stopped = true;
  }

  /**
   * Looks through all undelivered events, and gives those that can be given now.
   *
   * @return how many were given
   */
  int pass() {
    Pass pass = new Pass();
    String after = null;
    boolean more = !stopped;
    whole = true;
    while (more) {
      List<StoredEvent> page = kernel.store.events(after, true, PAGE);
      whole = pass.look(page);
      more = whole && page.size() == PAGE;
      after = page.isEmpty() ? after : page.get(page.size() - 1).id();
    }
    pages = pass.pages;
    if (whole && !stopped) {
      forgetAllBut(pass.present);
    }
    return pass.count;
  }

  /** The more there is to look through, the longer, so that the store is spared while a listener is out of order. */
  Duration restAfterPass() {
    return whole ? Duration.ofSeconds(Math.max(1, Math.min(LONGEST_REST_SECONDS, pages))) : Duration.ZERO;
  }

  private void forgetAllBut(Set<String> present) {
    given.retainAll(present);
    waiting.keySet().retainAll(present);
    unreadable.retainAll(present);
    holds.values().removeIf(hold -> !present.contains(hold.eventId()));
  }

  private final class Pass {
    final Set<String> present = new HashSet<>();
    final Set<String> blocked = new HashSet<>();
    final Set<String> seenBefore = Set.copyOf(waiting.keySet());
    int pages;
    int count;

    /** Returns whether the page was looked through to its end. */
    boolean look(List<StoredEvent> page) {
      pages++;
      long staleAt = kernel.time.nanoTime() + PAGE_LIFE.toNanos();
      for (StoredEvent row : page) {
        if (stopped || kernel.time.nanoTime() - staleAt > 0) {
          return false;
        }
        present.add(row.id());
        if (!given.contains(row.id()) && !unreadable.contains(row.id())) {
          look(row, EventIds.stream(row.id()));
        }
      }
      return true;
    }

    private void look(StoredEvent row, String stream) {
      waiting.putIfAbsent(row.id(), kernel.time.nanoTime());
      if (!blocked.contains(stream) && isVisibleInOrder(row) && isOurs(row) && isReleased(stream) && give(row, stream)) {
        waiting.remove(row.id());
      } else {
        blocked.add(stream);
      }
    }

    /**
     * While later pages were read, an earlier event may have been committed behind our back. What the pass before has seen
     * already had no such event then.
     */
    private boolean isVisibleInOrder(StoredEvent row) {
      return pages == 1 || seenBefore.contains(row.id());
    }

    /** This node's own, or left undelivered by the other node: seen so for long, or from so long ago. */
    private boolean isOurs(StoredEvent row) {
      return kernel.events.isOwn(row.id())
          || kernel.time.nanoTime() - waiting.get(row.id()) >= grace.toNanos()
          || !row.at().plus(grace).plus(CLOCK_TOLERANCE).isAfter(kernel.now());
    }

    private boolean isReleased(String stream) {
      Hold hold = holds.get(stream);
      return hold == null || kernel.time.nanoTime() - hold.untilNanos() >= 0;
    }

    /** Returns whether later events of the stream may follow. */
    private boolean give(StoredEvent row, String stream) {
      PurchaseEvent event;
      try {
        event = kernel.read(row);
      } catch (UnreadableException e) {
        unreadable.add(row.id());
        kernel.report(e);
        return true;
      }
      if (!kernel.holds(Rule.MARK_AFTER_DELIVERY)) {
        mark(row);
      }
      if (!tell(event, stream)) {
        return false;
      }
      count++;
      holds.remove(stream);
      mark(row);
      return true;
    }

    private void mark(StoredEvent row) {
      given.add(row.id());
      onGiven.accept(row.id());
    }

    private boolean tell(PurchaseEvent event, String stream) {
      kernel.faults.at("event.before-listener");
      try {
        listener.onEvent(event);
      } catch (Throwable e) {
        hold(event, stream, e);
        if (e instanceof VirtualMachineError && !(e instanceof StackOverflowError)) {
          throw e;
        }
        return false;
      } finally {
        // A listener may leave the mark of an interrupt, which would end the next call of the store.
        Thread.interrupted();
      }
      kernel.faults.at("event.after-listener");
      return true;
    }

    private void hold(PurchaseEvent event, String stream, Throwable e) {
      Hold before = holds.get(stream);
      int times = before == null ? 1 : before.times() + 1;
      long seconds = Math.min(LONGEST_HOLD_SECONDS, 1L << Math.min(times, 6));
      holds.put(stream, new Hold(event.id(), times, kernel.time.nanoTime() + seconds * 1_000_000_000L));
      if (times == 1) {
        log.error("A listener failed at event {}; it is given again later", event.id(), e);
      } else {
        log.error("A listener failed {} times at event {}, now with {}", times, event.id(), e.toString());
      }
    }
  }
}
