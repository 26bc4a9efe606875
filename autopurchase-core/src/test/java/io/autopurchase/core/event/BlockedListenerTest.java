package io.autopurchase.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.Recorder;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A listener that fails or blocks delays no other listener. */
class BlockedListenerTest {
  private static final String BACKLOG = "01BACKLOG";

  /** Longer than any node leaves another's events to it. */
  private static final Duration GRACE_IS_OVER = Duration.ofSeconds(40);

  private final Nodes nodes = new Nodes();
  private final Recorder healthy = new Recorder();
  private final AtomicInteger pages = new AtomicInteger();

  @AfterEach
  void close() {
    nodes.close();
  }

  /** Fails at the backlog alone, so that it keeps all of that undelivered. */
  private static void failing(AutoPurchaseEvent event) {
    if (event.id().contains(BACKLOG)) {
      throw new IllegalStateException("this listener fails");
    }
  }

  /** A node with a healthy and a failing listener. */
  private Node node() {
    ForwardingStore store =
        new ForwardingStore(nodes.store) {
          @Override
          public List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
            pages.incrementAndGet();
            return super.events(afterId, undeliveredOnly, limit);
          }
        };
    return nodes.add(store, options -> options.listener(healthy).listener(BlockedListenerTest::failing));
  }

  /** Lets a node deliver for a while, until the healthy listener has everything. */
  private void catchUp(Node node) {
    for (int second = 0; second < 120 && !isComplete(); second++) {
      node.deliver();
      nodes.time.advance(Duration.ofSeconds(1));
    }
    assertThat(isComplete()).isTrue();
  }

  private boolean isComplete() {
    return new HashSet<>(healthy.ids()).containsAll(committed());
  }

  private List<String> committed() {
    return nodes.store.events(null, false, 100_000).stream().map(StoredEvent::id).toList();
  }

  private List<String> committed(ActivityId activity) {
    return committed().stream().filter(id -> id.contains(activity.value())).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 601, 3_001, 8_001})
  void deliver_otherListenerHasLeftMuchUndelivered_newEventComesAtOnceForAPageOfEachListenerAtMost(int undelivered) {
    Node node = node();
    node.authorize();
    OutboxProcesses.leaveUndelivered(nodes.store, BACKLOG, nodes.time.now().minus(Duration.ofHours(1)), undelivered);
    catchUp(node);
    assertThat(nodes.store.events(null, true, 10_000)).hasSizeGreaterThanOrEqualTo(undelivered);
    node.deliver();
    pages.set(0);

    for (int i = 1; i <= 20; i++) {
      Activity booking = node.engine.book(Nodes.plan("ORD-" + i));
      while (!node.engine.activities().advance(booking.id()).state().isFinished()) {
        node.deliver();
        assertThat(healthy.ids(booking.id())).isEqualTo(committed(booking.id()));
      }
      node.deliver();
      assertThat(healthy.ids(booking.id())).isEqualTo(committed(booking.id()));
    }

    int events = healthy.ids().size() - undelivered;
    assertThat(pages.get()).as("pages for %s new events", events).isLessThanOrEqualTo(events);
    assertThat(healthy.ids()).doesNotHaveDuplicates();
  }

  /** The same with threads of the engine: no page can be read, and the next try comes a minute later. */
  @Test
  void onEvent_otherListenerBlocksAndNoPageCanBeRead_newEventsCome() throws Exception {
    OutboxProcesses.leaveUndelivered(nodes.store, BACKLOG, nodes.time.now().minus(Duration.ofHours(1)), 601);
    AtomicBoolean unreadable = new AtomicBoolean();
    AtomicLong jumped = new AtomicLong();
    TimeSource time =
        new TimeSource() {
          @Override
          public Instant now() {
            return TimeSource.system().now();
          }

          @Override
          public long nanoTime() {
            return System.nanoTime() + jumped.get();
          }
        };
    CountDownLatch refused = new CountDownLatch(1);
    CountDownLatch backlog = new CountDownLatch(601);
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    CompletableFuture<AutoPurchaseEvent> completed = new CompletableFuture<>();
    ForwardingStore store =
        new ForwardingStore(nodes.store) {
          @Override
          public List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
            if (unreadable.get()) {
              jumped.addAndGet(Duration.ofMinutes(1).toNanos());
              refused.countDown();
              throw new StoreUnavailableException("no page today", null);
            }
            return super.events(afterId, undeliveredOnly, limit);
          }
        };
    EngineOptions options =
        nodes
            .options(store, 1)
            .timeSource(time)
            .listener(
                event -> {
                  backlog.countDown();
                  if (event.newValue().filter("COMPLETED"::equals).isPresent()) {
                    completed.complete(event);
                  }
                })
            .listener(
                event -> {
                  entered.countDown();
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                })
            .build();
    try (AutoPurchase engine = Nodes.running(options)) {
      entered.await();
      backlog.await();
      unreadable.set(true);
      refused.await();
      engine.sessions().startAuthorization(Nodes.SESSION);
      engine.sessions().completeAuthorizationWithCode(Nodes.SESSION, "code");

      Activity booking = engine.book(Nodes.plan("ORD-1"));

      assertThat(completed.get(10, TimeUnit.MINUTES).activity()).contains(booking.id());
      unreadable.set(false);
    }
  }

  @Test
  void deliver_storeCannotReadEvents_ownOnesComeFromMemory() {
    AtomicBoolean away = new AtomicBoolean();
    ForwardingStore store =
        new ForwardingStore(nodes.store) {
          @Override
          public List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
            if (away.get()) {
              throw new StoreUnavailableException("away", null);
            }
            return super.events(afterId, undeliveredOnly, limit);
          }
        };
    Node node = nodes.add(store, options -> options.listener(healthy));
    node.authorize();
    away.set(true);

    node.deliver();

    assertThat(healthy.ids()).isEqualTo(committed());
    away.set(false);
    node.deliver();
    assertThat(healthy.ids()).isEqualTo(committed());
  }

  @Test
  void deliver_eventComesLateWithAnEarlierId_isDelivered() {
    Node node = node();
    node.authorize();
    OutboxProcesses.leaveUndelivered(nodes.store, BACKLOG, nodes.time.now().minus(Duration.ofHours(1)), 601);
    catchUp(node);
    Instant at = nodes.time.now().minus(Duration.ofMinutes(70));
    String late = EventIds.single(at, "late");
    nodes.store.commit(Commit.builder("late").append(OutboxProcesses.event(late, at)).build());

    nodes.time.advance(GRACE_IS_OVER);
    node.deliver();

    assertThat(healthy.ids()).contains(late);
  }
}
