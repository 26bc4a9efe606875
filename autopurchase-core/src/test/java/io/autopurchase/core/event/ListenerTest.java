package io.autopurchase.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.KeyRing;
import io.autopurchase.PurchaseListener;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.Recorder;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Listeners that throw, block, interrupt, and call back do no harm. */
class ListenerTest {
  private final Nodes nodes = new Nodes();
  private final Recorder recorder = new Recorder();

  @AfterEach
  void closeNodes() {
    nodes.close();
  }

  /** An embedded database closes its file when a thread that reads or writes is interrupted. */
  @Test
  void close_storeIsSlowAtTheEventsOfAListener_isNotInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    ForwardingStore slow =
        new ForwardingStore(nodes.store) {
          @Override
          public List<StoredEvent> events(String afterId, boolean undelivered, int limit) {
            begun.countDown();
            try {
              end.await();
              interrupted.complete(false);
            } catch (InterruptedException e) {
              interrupted.complete(true);
            }
            return super.events(afterId, undelivered, limit);
          }
        };
    EngineOptions options = EngineOptions.builder().store(slow).secrets(KeyRing.ephemeral()).discoverProviders(false).listener(recorder).build();
    AutoPurchase engine = Nodes.running(options);
    begun.await();

    engine.close();

    assertThat(interrupted).isNotDone();
    end.countDown();
    assertThat(interrupted.get(10, TimeUnit.MINUTES)).isFalse();
  }

  static List<Throwable> throwables() {
    return List.of(
        new IllegalStateException("the listener's own"),
        new AssertionError("the listener's own"),
        new NoClassDefFoundError("the listener's own"),
        new StackOverflowError("the listener's own"),
        new InterruptedException("the listener's own"),
        new Exception("checked, and thrown all the same"));
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void onEvent_throws_itsActivityIsHeldBackAndOthersGoOn(Throwable thrown) {
    AtomicBoolean broken = new AtomicBoolean(true);
    AtomicReference<ActivityId> victim = new AtomicReference<>();
    PurchaseListener listener =
        event -> {
          if (broken.get() && event.activity().filter(id -> id.equals(victim.get())).isPresent()) {
            ListenerTest.<RuntimeException>sneak(thrown);
          }
          recorder.onEvent(event);
        };
    Node node = nodes.add(listener);
    node.authorize();
    victim.set(node.engine.book(Nodes.plan("ORD-1")).id());
    assertThat(node.finish(victim.get()).state()).isEqualTo(ActivityState.COMPLETED);
    node.deliver();
    Activity other = node.engine.book(Nodes.plan("ORD-2"));
    node.finish(other.id());

    node.deliver();

    assertThat(recorder.ids(victim.get())).isEmpty();
    assertThat(recorder.ids(other.id())).hasSizeGreaterThan(1);
    broken.set(false);
    nodes.time.advance(Duration.ofMinutes(2));
    node.deliver();
    assertThat(recorder.ids(victim.get())).isSorted().hasSizeGreaterThan(1);
  }

  @Test
  void onEvent_throwsAgainAndAgain_pausesGrow() {
    AtomicInteger calls = new AtomicInteger();
    Node node =
        nodes.add(
            event -> {
              calls.incrementAndGet();
              throw new IllegalStateException();
            });
    node.authorize();
    for (int second = 0; second < 600; second++) {
      node.deliver();
      nodes.time.advance(Duration.ofSeconds(1));
    }
    int events = nodes.store.events(null, false, 1000).size();

    assertThat(calls.get()).isBetween(10 * events, 16 * events);
  }

  @Test
  void onEvent_oneOfTwoListenersThrows_theOtherIsGivenEachEventOnce() {
    AtomicBoolean broken = new AtomicBoolean(true);
    Recorder late = new Recorder();
    Node node =
        nodes.add(
            event -> {
              if (broken.get()) {
                throw new IllegalStateException();
              }
              late.onEvent(event);
            },
            recorder);
    node.authorize();
    node.finish(node.engine.book(Nodes.plan("ORD-1")).id());
    for (int second = 0; second < 30; second++) {
      node.deliver();
      nodes.time.advance(Duration.ofSeconds(1));
    }
    assertThat(recorder.ids()).doesNotHaveDuplicates().hasSizeGreaterThan(1);
    assertThat(nodes.store.events(null, true, 1000)).isNotEmpty();

    broken.set(false);
    nodes.time.advance(Duration.ofMinutes(2));
    node.deliver();
    nodes.time.advance(Duration.ofSeconds(4));
    node.deliver();

    assertThat(late.ids()).containsExactlyElementsOf(recorder.ids());
    assertThat(recorder.ids()).doesNotHaveDuplicates();
    assertThat(nodes.store.events(null, true, 1000)).isEmpty();
  }

  @Test
  void onEvent_leavesAnInterrupt_deliveryGoesOn() {
    Node node =
        nodes.add(
            event -> {
              recorder.onEvent(event);
              Thread.currentThread().interrupt();
            });
    node.authorize();
    node.finish(node.engine.book(Nodes.plan("ORD-1")).id());

    node.deliver();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(recorder.ids()).hasSize(nodes.store.events(null, false, 1000).size());
  }

  @Test
  void onEvent_errorOfTheMachine_isPassedOnAndTheEventComesAgain() {
    AtomicBoolean broken = new AtomicBoolean(true);
    Node node =
        nodes.add(
            event -> {
              if (broken.getAndSet(false)) {
                throw new OutOfMemoryError("a test's");
              }
              recorder.onEvent(event);
            });
    node.authorize();

    assertThatThrownBy(node::deliver).isInstanceOf(OutOfMemoryError.class);

    nodes.time.advance(Duration.ofSeconds(10));
    node.deliver();
    assertThat(recorder.ids()).hasSize(nodes.store.events(null, false, 1000).size());
  }

  // With the engine's own threads and the real clock

  @Test
  void onEvent_errorOfTheMachineOnTheEnginesThread_aSuccessorDelivers() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    CompletableFuture<AutoPurchaseEvent> delivered = new CompletableFuture<>();
    PurchaseListener listener =
        event -> {
          if (broken.getAndSet(false)) {
            throw new OutOfMemoryError("a test's");
          }
          delivered.complete(event);
        };
    try (AutoPurchase engine = running(listener)) {
      engine.sessions().startAuthorization(Nodes.SESSION);
      engine.sessions().completeAuthorizationWithCode(Nodes.SESSION, "code");

      assertThat(delivered.get(10, TimeUnit.MINUTES).type()).isEqualTo(AutoPurchaseEvent.SESSION_CHANGED);
    }
  }

  @Test
  void onEvent_blocks_activitiesAndOtherListenersGoOnAndCloseIsBounded() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    CompletableFuture<Void> interrupted = new CompletableFuture<>();
    CompletableFuture<AutoPurchaseEvent> completed = new CompletableFuture<>();
    PurchaseListener blocking =
        event -> {
          entered.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            interrupted.complete(null);
          }
        };
    PurchaseListener other =
        event -> {
          if (event.newValue().filter("COMPLETED"::equals).isPresent()) {
            completed.complete(event);
          }
        };
    AutoPurchase engine = running(blocking, other);
    engine.sessions().startAuthorization(Nodes.SESSION);
    engine.sessions().completeAuthorizationWithCode(Nodes.SESSION, "code");
    entered.await();

    Activity booking = engine.book(Nodes.plan("ORD-1"));

    assertThat(completed.get(10, TimeUnit.MINUTES).activity()).contains(booking.id());
    assertThat(interrupted).isNotDone();
    engine.close();
    assertThat(interrupted).isCompleted();
  }

  @Test
  void onEvent_booksAndAnswersAndAsks_noDeadlock() throws Exception {
    AtomicReference<AutoPurchase> engine = new AtomicReference<>();
    CompletableFuture<String> second = new CompletableFuture<>();
    PurchaseListener listener =
        event -> {
          if (event.newValue().filter("COMPLETED"::equals).isEmpty()) {
            return;
          }
          Activity done = engine.get().activities().get(event.activity().orElseThrow());
          if (done.orderId().filter("ORD-1"::equals).isPresent()) {
            engine.get().activities().retry(done.id(), "listener");
            engine.get().book(Nodes.plan("ORD-2"));
          } else {
            second.complete(done.orderId().orElseThrow());
          }
        };
    engine.set(running(listener));
    engine.get().sessions().startAuthorization(Nodes.SESSION);
    engine.get().sessions().completeAuthorizationWithCode(Nodes.SESSION, "code");

    engine.get().book(Nodes.plan("ORD-1"));

    assertThat(second.get(10, TimeUnit.MINUTES)).isEqualTo("ORD-2");
    engine.get().close();
  }

  @Test
  void onEvent_closesTheEngine_noDeadlock() throws Exception {
    AtomicReference<AutoPurchase> engine = new AtomicReference<>();
    CountDownLatch ready = new CountDownLatch(1);
    CompletableFuture<Void> closed = new CompletableFuture<>();
    PurchaseListener listener =
        event -> {
          try {
            ready.await();
          } catch (InterruptedException e) {
            closed.completeExceptionally(e);
          }
          engine.get().close();
          closed.complete(null);
        };
    engine.set(running(listener));
    ready.countDown();

    engine.get().sessions().startAuthorization(Nodes.SESSION);
    engine.get().sessions().completeAuthorizationWithCode(Nodes.SESSION, "code");

    closed.get(10, TimeUnit.MINUTES);
  }

  /** An engine with threads of its own, on the real clock. */
  private AutoPurchase running(PurchaseListener... listeners) {
    EngineOptions.Builder options = nodes.options(nodes.store, 1).timeSource(TimeSource.system());
    List.of(listeners).forEach(options::listener);
    return Nodes.running(options.build());
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
