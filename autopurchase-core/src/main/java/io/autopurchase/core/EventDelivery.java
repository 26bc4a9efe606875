package io.autopurchase.core;

import io.autopurchase.PurchaseEvent;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.PurchaseListener;
import io.autopurchase.spi.StoreException;
import io.autopurchase.spi.StoredEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives committed events to listeners, on one thread of its own. An event that a listener throws at holds back the later
 * events of its activity, and no others. Which events were delivered rides on later commits; what is not marked when a node
 * dies is delivered again.
 */
final class EventDelivery implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventDelivery.class);
  private static final long POLL_MILLIS = 1000;
  private static final int PAGE = 500;
  private static final long LONGEST_HOLD_PASSES = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Kernel kernel;
  private final List<PurchaseListener> listeners;
  private final ScheduledExecutorService thread;
  private final ScheduledFuture<?> poll;
  private final AtomicBoolean asked = new AtomicBoolean();

  /** Delivered by this node, and not yet known to be marked. */
  private final Set<String> done = new HashSet<>();

  private final Map<String, Long> failures = new HashMap<>();
  private final Map<String, Long> heldUntil = new HashMap<>();
  private long passes;

  EventDelivery(Kernel kernel, List<PurchaseListener> listeners) {
    this.kernel = kernel;
    this.listeners = listeners;
    thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread t = new Thread(work, "autopurchase-events");
              t.setDaemon(true);
              return t;
            });
    poll = thread.scheduleWithFixedDelay(this::tick, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Something was committed. */
  void wake() {
    if (asked.compareAndSet(false, true)) {
      thread.execute(this::pass);
    }
  }

  @Override
  public void close() {
    poll.cancel(false);
    thread.execute(this::pass);
    thread.execute(this::flush);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        log.warn("A listener has not come back; its event is delivered again by the next run");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tick() {
    passes++;
    if (pass() == 0) {
      flush();
    }
  }

  /** Returns how many events were delivered. */
  private int pass() {
    asked.set(false);
    try {
      return deliver();
    } catch (StoreException | Codec.UndecodableException e) {
      log.warn("Events wait: {}", e.getMessage());
      return 0;
    }
  }

  private int deliver() {
    int count = 0;
    Set<String> unmarked = new HashSet<>();
    Set<String> blocked = new HashSet<>();
    String after = null;
    List<StoredEvent> page;
    do {
      page = kernel.store.events(after, true, PAGE);
      for (StoredEvent row : page) {
        after = row.id();
        if (done.contains(row.id())) {
          unmarked.add(row.id());
          continue;
        }
        PurchaseEvent event = kernel.read(row);
        String stream = event.activity().map(Object::toString).orElse(row.id());
        boolean free = !blocked.contains(stream) && heldUntil.getOrDefault(stream, 0L) <= passes;
        if (free && give(event, stream)) {
          unmarked.add(row.id());
          kernel.markDelivered(row.id());
          count++;
        } else {
          blocked.add(stream);
        }
      }
    } while (page.size() == PAGE);
    done.clear();
    done.addAll(unmarked);
    return count;
  }

  private boolean give(PurchaseEvent event, String stream) {
    try {
      listeners.forEach(listener -> listener.onEvent(event));
      failures.remove(stream);
      heldUntil.remove(stream);
      return true;
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      long times = failures.merge(stream, 1L, Long::sum);
      heldUntil.put(stream, passes + Math.min(LONGEST_HOLD_PASSES, 1L << Math.min(times, 6)));
      log.error("A listener failed at event {}; it is given again later", event.id(), e);
      return false;
    }
  }

  /** Marks wait for a commit to ride on; where none comes, they get one. */
  private void flush() {
    try {
      while (kernel.hasMarks()) {
        CommitResult result = kernel.commit(kernel.begin().build(), PATIENCE);
        if (!result.isApplied()) {
          return;
        }
      }
    } catch (StoreException e) {
      log.warn("Marks of delivered events wait: {}", e.getMessage());
    }
  }
}
