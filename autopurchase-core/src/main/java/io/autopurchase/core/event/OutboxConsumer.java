package io.autopurchase.core.event;

import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.PurchaseListener;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.UnreadableException;
import io.autopurchase.spi.StoredEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives committed events to one listener, those of an activity in order. This node's own events are given at once. Another
 * node's are left to it for a grace time and taken over after that; until then they hold back the later events of their
 * activity, no matter which node committed those.
 *
 * <p>There are two ways to the listener. What this node has committed is handed over in memory ({@link #offer}, {@link #drain}),
 * so that a new event costs the same however much another listener keeps undelivered. It is given so only if it is the next of
 * its activity after one that this feed has given itself, or the first; everything else is left to the second way: a pass looks
 * through the undelivered events of the store. The pass alone makes delivery complete, and the queue may drop what it likes.
 *
 * <p>Memory is bounded ({@link Bounds}). A pass ends after a number of undelivered events. Only if a listener keeps more than
 * that undelivered, events beyond them come from the queue alone, that is, those that other nodes left or whose commit was unclear
 * come once there is room again; and of those given from the queue not all are remembered, so that they are not marked, and are
 * given again, in order, once the other listener takes events again.
 *
 * <p>For one thread at a time, except for {@link #offer}, {@link #hasGiven}, {@link #stop}, {@link #current} and {@link #failure}.
 */
public final class OutboxConsumer {
  private static final Logger log = LoggerFactory.getLogger(OutboxConsumer.class);
  private static final int LONGEST_HOLD_SECONDS = 64;

  /** A pass rests for so many times what its reads have taken, so that the store is spared while a listener is out of order. */
  private static final int REST_PER_READ = 4;

  private static final Duration SHORTEST_REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  /** What was read, or committed, longer ago may have been delivered by others since. */
  private static final Duration PAGE_LIFE = Duration.ofSeconds(5);

  /** How far the clocks of nodes may differ without events being delivered twice. */
  static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);

  private final RecordStore recordStore;
  private final PurchaseListener listener;
  private final Duration grace;
  private final Bounds bounds;
  private final Consumer<String> onGiven;
  private final EventQueue queue;

  /** Given, and not marked when the store was last looked at. */
  private final Set<String> given = ConcurrentHashMap.newKeySet();

  /** Seen and not given yet, since when on the monotonic clock. */
  private final Map<String, Long> waiting = new HashMap<>();

  /** By activity: what the listener threw at. */
  private final Map<String, Hold> holds = new HashMap<>();

  private final Set<String> unreadable = new HashSet<>();

  /** The number of the last event that was given, by activity; the activities that were used last. */
  private final Map<String, Integer> lastNumbers;

  /** Ids that the queue gave while a pass was looking. */
  private final Set<String> givenMeanwhile = new HashSet<>();

  @Nullable private volatile Trouble current;
  @Nullable private volatile Trouble failure;
  /** The thread on which the listener has an event now. */
  @Nullable private Thread listening;

  private volatile boolean stopped;
  private boolean passing;
  private int pages;
  private int taken;
  private long passDueAt;

  /**
   * How much a feed remembers.
   *
   * @param page events that are read at once
   * @param looked undelivered events that a pass looks through; at most three times as many ids are kept at any moment
   * @param queued events that wait in memory for the listener
   * @param streams activities of which the last number is known
   */
  record Bounds(int page, int looked, int queued, int streams) {
    static final Bounds DEFAULT = new Bounds(500, 100_000, 10_000, 10_000);
  }

  /**
   * @param grace how long another node's events are left to it
   * @param onGiven receives the id of each event that the listener took
   */
  OutboxConsumer(RecordStore recordStore, PurchaseListener listener, Duration grace, Bounds bounds, Consumer<String> onGiven) {
    this.recordStore = recordStore;
    this.listener = listener;
    this.grace = grace;
    this.bounds = bounds;
    this.onGiven = onGiven;
    queue = new EventQueue(bounds.queued(), life(grace).toNanos());
    lastNumbers = new Recent(bounds.streams());
    passDueAt = recordStore.time.nanoTime();
  }

  /** Well within the time after which other nodes deliver what is not marked. Nothing is left to others without a grace time. */
  private static Duration life(Duration grace) {
    Duration third = grace.dividedBy(3);
    return third.isZero() || third.compareTo(PAGE_LIFE) > 0 ? PAGE_LIFE : third;
  }

  private record Hold(String eventId, int times, long sinceNanos, long untilNanos) {}

  /**
   * That the listener is at an event, or fails at it.
   *
   * @param times how often it has thrown; 0 if it is at the event now
   * @param sinceNanos since when, on the monotonic clock
   */
  public record Trouble(String eventId, int times, long sinceNanos) {}

  /** Forgets what was not used for longest. */
  private static final class Recent extends LinkedHashMap<String, Integer> {
    private static final long serialVersionUID = 1;
    private final int most;

    Recent(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
      return size() > most;
    }
  }

  /**
   * Hands over an event of this node whose commit is known to be applied. Never waits; drops it if there is no room.
   *
   * @param committedNanos when the commit began
   */
  void offer(StoredEvent event, long committedNanos) {
    if (!stopped) {
      queue.offer(event, committedNanos, recordStore.time.nanoTime());
    }
  }

  boolean hasGiven(String eventId) {
    return given.contains(eventId);
  }

  /** The event that the listener is at now, and has not come back from; null for none. */
  @Nullable
  public Trouble current() {
    return current;
  }

  /** The event at which the listener has failed for longest; null for none. */
  @Nullable
  public Trouble failure() {
    return failure;
  }

  /** As it is shown to people. */
  public String name() {
    return listener.getClass().getName();
  }

  /** How many ids the largest of its collections holds. */
  int remembered() {
    return IntStream.of(given.size(), waiting.size(), holds.size(), unreadable.size(), lastNumbers.size()).max().orElse(0);
  }

  /** Whether so much is undelivered that looking it through after each commit would cost too much. */
  private boolean isBehind() {
    return pages > 1;
  }

  /** No event is given any more. */
  void stop() {
    stopped = true;
  }

  private synchronized void listening(@Nullable Thread thread) {
    listening = thread;
  }

  /** Interrupts the listener, if it has an event at this moment; never a read or a write of the store. */
  synchronized void interruptListener() {
    if (listening != null) {
      listening.interrupt();
    }
  }

  /** Whether it is time to look through the store: always, unless the last pass took several pages. */
  boolean isPassDue() {
    return !isBehind() || recordStore.time.nanoTime() - passDueAt >= 0;
  }

  /** Until the next pass, if nothing is offered before. */
  Duration restBeforePass() {
    return Duration.ofNanos(Math.max(0, passDueAt - recordStore.time.nanoTime()));
  }

  /**
   * Gives what was handed over, if it follows what was given; the rest is left to the pass.
   *
   * @return how many were given
   */
  int drain() {
    int before = taken;
    for (int left = queue.size(); left > 0 && !stopped; left--) {
      StoredEvent row = queue.poll(recordStore.time.nanoTime());
      if (row != null) {
        giveNext(row, EventIds.stream(row.id()));
      }
    }
    return taken - before;
  }

  private void giveNext(StoredEvent row, String stream) {
    boolean isHeld = holds.containsKey(stream) || holds.size() >= bounds.looked();
    boolean isKnown = given.contains(row.id()) || unreadable.contains(row.id());
    if (isHeld || isKnown || !isNext(row.id(), stream)) {
      return;
    }
    boolean hasRoom = given.size() < bounds.looked();
    if (give(row, stream, hasRoom)) {
      waiting.remove(row.id());
      if (passing && hasRoom) {
        givenMeanwhile.add(row.id());
      }
    }
  }

  /**
   * Whether no earlier event of the activity can be open: numbers have no gaps, and the one before was given here, after all
   * before it. What is in no order, and known to have been given, comes no second time.
   */
  private boolean isNext(String id, String stream) {
    int number = EventIds.number(id);
    Integer last = lastNumbers.get(stream);
    return number == 0 ? last == null : number == (last == null ? 1 : last + 1);
  }

  /**
   * Looks through the undelivered events of the store, and gives those that can be given now.
   *
   * @return how many were given
   */
  int pass() {
    int before = taken;
    Pass pass = new Pass();
    passing = true;
    try {
      pass.look();
      pages = pass.pages;
    } finally {
      forget(pass);
      passing = false;
      givenMeanwhile.clear();
      passDueAt = recordStore.time.nanoTime() + pass.rest().toNanos();
    }
    return taken - before;
  }

  /** What the pass has not met any more is marked as delivered, or was removed. */
  private void forget(Pass pass) {
    forget(given, id -> id, pass, 2 * bounds.looked());
    forget(waiting.keySet(), id -> id, pass, bounds.looked());
    forget(unreadable, id -> id, pass, bounds.looked());
    forget(holds.values(), Hold::eventId, pass, bounds.looked());
    failure = holds.values().stream().min((a, b) -> Long.compare(a.sinceNanos() - b.sinceNanos(), 0)).map(OutboxConsumer::trouble).orElse(null);
  }

  private <T> void forget(Collection<T> all, Function<T, String> id, Pass pass, int most) {
    Predicate<String> isGone = key -> pass.covers(key) && !pass.present.contains(key) && !givenMeanwhile.contains(key);
    all.removeIf(each -> isGone.test(id.apply(each)));
    if (all.size() > most) {
      all.removeIf(each -> !pass.present.contains(id.apply(each)));
    }
  }

  /** Returns whether later events of the stream may follow. */
  private boolean give(StoredEvent row, String stream, boolean isRemembered) {
    AutoPurchaseEvent event;
    try {
      event = EventRecord.view(recordStore, row);
    } catch (UnreadableException e) {
      unreadable.add(row.id());
      recordStore.report(e);
      return true;
    }
    boolean isTaken = recordStore.safety.deliverAndMark(() -> tell(event, stream), () -> mark(row, stream, isRemembered));
    if (isTaken) {
      taken++;
      holds.remove(stream);
    }
    return isTaken;
  }

  private void mark(StoredEvent row, String stream, boolean isRemembered) {
    lastNumbers.put(stream, EventIds.number(row.id()));
    if (isRemembered) {
      given.add(row.id());
      onGiven.accept(row.id());
    }
  }

  private boolean tell(AutoPurchaseEvent event, String stream) {
    recordStore.faults.at("event.before-listener");
    current = new Trouble(event.id(), 0, recordStore.time.nanoTime());
    listening(Thread.currentThread());
    try {
      listener.onEvent(event);
    } catch (Throwable e) {
      hold(event, stream, e);
      if (e instanceof VirtualMachineError && !(e instanceof StackOverflowError)) {
        throw e;
      }
      return false;
    } finally {
      current = null;
      listening(null);
      // A listener may leave the mark of an interrupt, which would end the next call of the store.
      Thread.interrupted();
    }
    recordStore.faults.at("event.after-listener");
    return true;
  }

  private void hold(AutoPurchaseEvent event, String stream, Throwable e) {
    Hold before = holds.get(stream);
    int times = before == null ? 1 : before.times() + 1;
    long seconds = Math.min(LONGEST_HOLD_SECONDS, 1L << Math.min(times, 6));
    long now = recordStore.time.nanoTime();
    Hold hold = new Hold(event.id(), times, before == null ? now : before.sinceNanos(), now + seconds * 1_000_000_000L);
    holds.put(stream, hold);
    if (failure == null) {
      failure = trouble(hold);
    }
    if (times == 1) {
      log.error("A listener failed at event {}; it is given again later", event.id(), e);
    } else {
      log.error("A listener failed {} times at event {}, now with {}", times, event.id(), e.toString());
    }
  }

  private static Trouble trouble(Hold hold) {
    return new Trouble(hold.eventId(), hold.times(), hold.sinceNanos());
  }

  private final class Pass {
    final Set<String> present = new HashSet<>();
    private final Set<String> blocked = new HashSet<>();
    private final Set<String> seenBefore = Set.copyOf(waiting.keySet());
    private String last = "";
    private boolean whole = true;
    private boolean reachedEnd;
    private long readNanos;
    int pages;

    void look() {
      boolean more = !stopped;
      while (more) {
        int limit = Math.min(bounds.page(), bounds.looked() - present.size());
        List<StoredEvent> page = read(limit);
        whole = look(page);
        reachedEnd = whole && page.size() < limit;
        more = whole && !reachedEnd && present.size() < bounds.looked();
        if (more) {
          // What is committed here while many pages are read must not wait for the last of them.
          drain();
        }
      }
    }

    private List<StoredEvent> read(int limit) {
      long begun = recordStore.time.nanoTime();
      try {
        return recordStore.store.events(last.isEmpty() ? null : last, true, limit);
      } finally {
        readNanos += recordStore.time.nanoTime() - begun;
      }
    }

    /** Whether an event was met if it was committed before the pass, and is undelivered. */
    boolean covers(String id) {
      return reachedEnd || id.compareTo(last) <= 0;
    }

    /** The more its reads have cost, the longer. Nothing if a page was given up as it had grown old. */
    Duration rest() {
      Duration wanted = Duration.ofNanos(readNanos).multipliedBy(REST_PER_READ);
      Duration rest = wanted.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : wanted;
      return !whole ? Duration.ZERO : rest.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : rest;
    }

    /** Returns whether the page was looked through to its end. */
    private boolean look(List<StoredEvent> page) {
      pages++;
      long staleAt = recordStore.time.nanoTime() + PAGE_LIFE.toNanos();
      for (StoredEvent row : page) {
        if (stopped || recordStore.time.nanoTime() - staleAt > 0) {
          return false;
        }
        last = row.id();
        present.add(row.id());
        if (!given.contains(row.id()) && !unreadable.contains(row.id())) {
          look(row, EventIds.stream(row.id()));
        }
      }
      return true;
    }

    private void look(StoredEvent row, String stream) {
      long metAt = waiting.computeIfAbsent(row.id(), id -> recordStore.time.nanoTime());
      if (!blocked.contains(stream) && isVisibleInOrder(row) && isOurs(row, metAt) && isReleased(stream) && give(row, stream, true)) {
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
    private boolean isOurs(StoredEvent row, long metAt) {
      return recordStore.events.isOwn(row.id())
          || recordStore.time.nanoTime() - metAt >= grace.toNanos()
          || !row.at().plus(grace).plus(CLOCK_TOLERANCE).isAfter(recordStore.now());
    }

    private boolean isReleased(String stream) {
      Hold hold = holds.get(stream);
      return hold == null || recordStore.time.nanoTime() - hold.untilNanos() >= 0;
    }
  }
}
