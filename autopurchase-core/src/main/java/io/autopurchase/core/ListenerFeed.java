package io.autopurchase.core;

import io.autopurchase.PurchaseEvent;
import io.autopurchase.spi.PurchaseListener;
import io.autopurchase.spi.StoredEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives committed events to one listener, those of an activity in order. This node's own events are given at once. Another
 * node's are left to it for a grace time and taken over after that; until then they hold back the later events of their
 * activity, whoever has committed those.
 *
 * <p>A pass begins behind what this listener has taken already, so that what another listener keeps undelivered costs it nothing.
 * Events that were committed late, or by a clock that was behind, come with an id from before that place: every minute a pass
 * goes back an hour. What is remembered is bounded by the events of that hour, and a pass by a number of pages.
 *
 * <p>For one thread at a time, except for {@link #hasGiven} and {@link #stop}.
 */
final class ListenerFeed {
  private static final Logger log = LoggerFactory.getLogger(ListenerFeed.class);
  private static final int PAGE = 500;
  private static final int LONGEST_HOLD_SECONDS = 64;
  private static final int LONGEST_REST_SECONDS = 30;
  private static final Duration REST = Duration.ofSeconds(1);

  private static final int MOST_STREAMS = 10_000;

  /** More is left to the next pass. */
  private static final int MOST_PAGES = 20;

  /** How long events may come late. */
  private static final Duration LATE = Duration.ofHours(1);

  private static final Duration LOOK_BACK_EVERY = Duration.ofMinutes(1);

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

  /** All events up to this one were taken, or come late; null for none. */
  @Nullable private volatile String position;

  private volatile String lateSince = "";

  /** How far it was looked, whatever lies open before; null for not at all. */
  @Nullable private String tip;

  /** What lies open before the tip: later events of these wait. */
  private final Set<String> openStreams = new HashSet<>();

  /** The number of the last event of an activity that was given. */
  private final Map<String, Integer> lastNumbers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > MOST_STREAMS;
        }
      };

  private long lookedAt;
  private long lookedBackAt;
  private int pages;
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
    boolean isLongPast = position != null && eventId.compareTo(position) <= 0 && eventId.compareTo(lateSince) < 0;
    return isLongPast || given.contains(eventId);
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
    long nanos = kernel.time.nanoTime();
    lateSince = EventIds.single(kernel.now().minus(LATE), "");
    int count = 0;
    if (position != null && nanos - lookedBackAt >= LOOK_BACK_EVERY.toNanos()) {
      lookedBackAt = nanos;
      count = lookBack();
    }
    // Looking through all that is undelivered and young takes as many pages as another listener leaves: only now and then.
    long rest = pages <= 1 ? 0 : Duration.ofSeconds(Math.min(LONGEST_REST_SECONDS, pages)).toNanos();
    if (tip != null && nanos - lookedAt < rest) {
      return count + lookAtTip();
    }
    lookedAt = nanos;
    Pass pass = new Pass(position, false);
    boolean more = !stopped;
    whole = true;
    while (more) {
      List<StoredEvent> page = kernel.store.events(pass.last, true, PAGE);
      whole = pass.look(page);
      more = whole && page.size() == PAGE && pass.pages < MOST_PAGES;
    }
    pages = pass.pages;
    if (whole && !stopped) {
      forget(pass);
      if (pass.settledTo != null) {
        position = pass.settledTo;
      }
      openStreams.clear();
      openStreams.addAll(pass.blocked);
      tip = pass.pages < MOST_PAGES ? pass.last : null;
    }
    return count + pass.count;
  }

  /** Gives what has come since, where it follows what was given: one page, mostly. */
  private int lookAtTip() {
    Pass pass = new Pass(tip, true);
    pass.blocked.addAll(openStreams);
    List<StoredEvent> page;
    do {
      page = kernel.store.events(pass.last, true, PAGE);
    } while (pass.look(page) && page.size() == PAGE && pass.pages < MOST_PAGES && !stopped);
    openStreams.addAll(pass.blocked);
    tip = pass.last;
    return pass.count;
  }

  /** Gives what has come late: in the hour before the position, and not taken yet. */
  private int lookBack() {
    Pass pass = new Pass(lateSince, false);
    boolean more = true;
    while (more && !stopped) {
      List<StoredEvent> page = kernel.store.events(pass.last, true, PAGE);
      List<StoredEvent> before = page.stream().takeWhile(row -> row.id().compareTo(position) <= 0).toList();
      more = pass.look(before) && before.size() == PAGE && pass.pages < MOST_PAGES;
    }
    return pass.count;
  }

  Duration restAfterPass() {
    return whole ? REST : Duration.ZERO;
  }

  /** What a pass has not met any more is marked as delivered, or was removed. */
  private void forget(Pass pass) {
    Predicate<String> isGone = id -> pass.covers(id) && !pass.present.contains(id);
    given.removeIf(id -> isGone.test(id) || position != null && id.compareTo(position) <= 0 && id.compareTo(lateSince) < 0);
    waiting.keySet().removeIf(isGone);
    unreadable.removeIf(isGone);
    holds.values().removeIf(hold -> isGone.test(hold.eventId()));
  }

  private final class Pass {
    @Nullable final String from;
    @Nullable String last;
    @Nullable String settledTo;
    private final boolean atTip;
    private boolean allSettled = true;
    final Set<String> present = new HashSet<>();
    final Set<String> blocked = new HashSet<>();
    final Set<String> seenBefore = Set.copyOf(waiting.keySet());
    int pages;
    int count;

    /**
     * @param atTip whether it begins behind what may lie open
     */
    Pass(@Nullable String from, boolean atTip) {
      this.from = from;
      this.atTip = atTip;
      last = from;
    }

    /** Whether an event would have been met, were it undelivered still. */
    boolean covers(String id) {
      return (from == null || id.compareTo(from) > 0) && (pages < MOST_PAGES || id.compareTo(String.valueOf(last)) <= 0);
    }

    /** Returns whether the page was looked through to its end. */
    boolean look(List<StoredEvent> page) {
      pages++;
      long staleAt = kernel.time.nanoTime() + PAGE_LIFE.toNanos();
      for (StoredEvent row : page) {
        if (stopped || kernel.time.nanoTime() - staleAt > 0) {
          return false;
        }
        last = row.id();
        present.add(row.id());
        if (!given.contains(row.id()) && !unreadable.contains(row.id())) {
          look(row, EventIds.stream(row.id()));
        }
        settle(row);
      }
      return true;
    }

    /** The position follows what was taken, as long as nothing before it is open, and nothing new can come before it. */
    private void settle(StoredEvent row) {
      boolean isTaken = given.contains(row.id()) || unreadable.contains(row.id());
      boolean isOld = !row.at().plus(grace.multipliedBy(2)).plus(CLOCK_TOLERANCE).isAfter(kernel.now());
      allSettled &= isTaken && isOld;
      if (allSettled) {
        settledTo = row.id();
      }
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
      return atTip ? followsWhatWasGiven(row) : pages == 1 || seenBefore.contains(row.id());
    }

    /** An earlier event of the same activity may come late, with an id from before the tip. */
    private boolean followsWhatWasGiven(StoredEvent row) {
      int number = EventIds.number(row.id());
      return number <= 1 || lastNumbers.getOrDefault(EventIds.stream(row.id()), 0) == number - 1;
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
      lastNumbers.put(EventIds.stream(row.id()), EventIds.number(row.id()));
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
