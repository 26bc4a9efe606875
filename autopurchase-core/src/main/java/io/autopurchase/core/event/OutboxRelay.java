package io.autopurchase.core.event;

import io.autopurchase.PurchaseListener;
import io.autopurchase.StoreException;
import io.autopurchase.core.record.OutboxMarks;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.runtime.Loop;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives committed events to the listeners, to each at its own pace: events of this node are handed over in memory, and a look
 * through the store finds all others. An event that all have taken is marked by a later commit,
 * whichever comes; only if none comes for a while the marks get one of their own. What is not marked when a node dies is
 * delivered again.
 */
public final class OutboxRelay implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

  /** Well within the grace time, after which other nodes deliver what is not marked. */
  private static final Duration LONGEST_WAIT_OF_MARKS = Duration.ofSeconds(3);

  private static final int MARKS_AT_ONCE = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final long CLOSE_SECONDS = 5;

  private final RecordStore recordStore;
  private final List<OutboxConsumer> feeds = new ArrayList<>();
  private final List<Loop> feedLoops = new ArrayList<>();
  private final List<Loop> loops = new ArrayList<>();
  private volatile boolean storeAway;
  private volatile boolean closing;

  /**
   * Without threads, until {@link #start}.
   *
   * @param grace how long the events of another node are left to it
   */
  public OutboxRelay(RecordStore recordStore, List<PurchaseListener> listeners, Duration grace) {
    this(recordStore, listeners, grace, OutboxConsumer.Bounds.DEFAULT);
  }

  public OutboxRelay(RecordStore recordStore, List<PurchaseListener> listeners, Duration grace, OutboxConsumer.Bounds bounds) {
    this.recordStore = recordStore;
    // Nodes take over at different times, so that mostly one delivers and the others see its marks.
    Duration here = grace.plusMillis(recordStore.ids.jitter(grace.toMillis()) - grace.toMillis() / 2);
    listeners.forEach(listener -> feeds.add(new OutboxConsumer(recordStore, listener, here, bounds, this::given)));
    recordStore.events.watch(here.multipliedBy(2).plus(OutboxConsumer.CLOCK_TOLERANCE), new Feeding());
  }

  public List<OutboxConsumer> feeds() {
    return List.copyOf(feeds);
  }

  /**
   * Delivers on threads of its own: one for each listener, and one that cannot be blocked by any.
   *
   * @param threads what makes the threads
   */
  public void start(ThreadFactory threads) {
    for (OutboxConsumer feed : feeds) {
      feedLoops.add(new Loop("autopurchase-events-" + feedLoops.size(), threads, () -> step(feed)));
    }
    loops.addAll(feedLoops);
    loops.add(
        new Loop(
            "autopurchase-event-marks",
            threads,
            () -> {
              flushLate();
              return POLL;
            }));
    loops.forEach(Loop::start);
  }

  /**
   * Delivers what can be delivered at this moment, on the calling thread.
   *
   * @return how many times a listener took an event
   */
  public int pass() {
    int count = 0;
    for (OutboxConsumer feed : feeds) {
      count += deliver(feed);
    }
    flushLate();
    return count;
  }

  /** Takes about {@value #CLOSE_SECONDS} seconds at most, whatever the listeners do. */
  @Override
  public void close() {
    closing = true;
    loops.forEach(Loop::end);
    List<Loop> others = loops.stream().filter(loop -> !loop.isCurrentThread()).toList();
    boolean ended = await(others, CLOSE_SECONDS);
    feeds.forEach(OutboxConsumer::stop);
    if (!ended) {
      feeds.forEach(OutboxConsumer::interruptListener);
      if (!await(others, 1)) {
        log.warn("A listener has not come back; its event is delivered again by the next run");
      }
    }
    flush();
  }

  private final class Feeding implements OutboxMarks.Taker {
    @Override
    public void offer(StoredEvent event, long committedNanos) {
      feeds.forEach(feed -> feed.offer(event, committedNanos));
    }

    @Override
    public void wake() {
      feedLoops.forEach(Loop::wake);
    }
  }

  private Duration step(OutboxConsumer feed) {
    deliver(feed);
    return feed.restBeforePass();
  }

  /** What was handed over in memory first, then what the store has, if it is time to look. */
  private int deliver(OutboxConsumer feed) {
    int count = feed.drain();
    return closing || feed.isPassDue() ? count + pass(feed) : count;
  }

  private int pass(OutboxConsumer feed) {
    try {
      int count = feed.pass();
      storeAway = false;
      return count;
    } catch (StoreException e) {
      report("Events wait", e);
      return 0;
    }
  }

  private void given(String eventId) {
    if (feeds.stream().allMatch(feed -> feed.hasGiven(eventId))) {
      recordStore.events.delivered(eventId);
    }
  }

  private void flushLate() {
    try {
      while (recordStore.events.hasMarksOlderThan(LONGEST_WAIT_OF_MARKS) && commitMarks()) {
        storeAway = false;
      }
    } catch (StoreException e) {
      report("Marks of delivered events wait", e);
    }
  }

  private void flush() {
    try {
      while (recordStore.events.hasMarks() && commitMarks()) {
        log.trace("Marks of delivered events were written");
      }
    } catch (StoreException e) {
      log.warn("Delivered events could not be marked; they are delivered again by the next run: {}", e.getMessage());
    }
  }

  /** Returns whether there were any that did not ride on another commit already. */
  private boolean commitMarks() {
    Commit.Builder builder = Commit.builder(recordStore.ids.next());
    recordStore.events.ride(builder, MARKS_AT_ONCE);
    Commit commit = builder.build();
    return !commit.delivered().isEmpty() && recordStore.commit(commit, PATIENCE).isApplied();
  }

  private void report(String what, StoreException e) {
    if (!storeAway) {
      storeAway = true;
      log.warn("{} until the store is back: {}", what, e.getMessage());
    }
  }

  private static boolean await(List<Loop> loops, long seconds) {
    CompletableFuture<?>[] ends = loops.stream().map(Loop::ended).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(seconds, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
