package io.autopurchase.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.BindingRequest;
import io.autopurchase.ConfigurationException;
import io.autopurchase.Item;
import io.autopurchase.KeyRing;
import io.autopurchase.Money;
import io.autopurchase.PaymentRequest;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.core.runtime.Environment;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.ActivityRunner;
import io.autopurchase.testkit.FakeProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** An engine that cannot start leaves nothing behind that would work beside the next one. */
class EngineStartTest {
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("autopurchase")).collect(Collectors.toSet());
  }

  private static final class NoTable implements ActivityDispatcher {
    @Override
    public void start(ActivityRunner runner) {
      throw new ConfigurationException("the table is missing");
    }

    @Override
    public void schedule(ActivityId activity, Instant dueAt) {
      // It never starts.
    }

    @Override
    public void close() {
      // Nothing was opened.
    }
  }

  @Test
  void start_threadFactoryOfTheHost_makesEveryThread() throws InterruptedException {
    Set<Thread> before = threads();
    List<Thread> made = new CopyOnWriteArrayList<>();
    EngineOptions options =
        EngineOptions.builder()
            .store(new InMemoryActivityStore())
            .secrets(KeyRing.ephemeral())
            .discoverProviders(false)
            .provider(new FakeProvider("fake"))
            .workers(2)
            .listener(event -> {})
            .threadFactory(
                work -> {
                  Thread thread = new Thread(work);
                  thread.setDaemon(true);
                  made.add(thread);
                  return thread;
                })
            .build();

    Engine engine = CoreEngineFactory.start(options, Environment.PRODUCTION);
    Set<Thread> running = threads();
    engine.close();

    running.removeAll(before);
    assertThat(made).containsAll(running).extracting(Thread::getName).contains("autopurchase-background", "autopurchase-timer", "autopurchase-events-0");
    for (Thread thread : made) {
      thread.join(TimeUnit.MINUTES.toMillis(1));
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  @Test
  void start_dispatcherCannotStart_leavesNoThread() throws InterruptedException {
    Set<Thread> before = threads();
    EngineOptions options =
        EngineOptions.builder()
            .store(new InMemoryActivityStore())
            .secrets(KeyRing.ephemeral())
            .discoverProviders(false)
            .provider(new FakeProvider("fake"))
            .synchronizeEvery(Duration.ofMinutes(1))
            .listener(event -> {})
            .dispatcher(new NoTable())
            .build();

    try (Engine engine = CoreEngineFactory.create(options, Environment.PRODUCTION)) {
      assertThatThrownBy(engine::start).isInstanceOf(ConfigurationException.class);
    }

    Set<Thread> made = threads();
    made.removeAll(before);
    for (Thread thread : made) {
      thread.join(TimeUnit.MINUTES.toMillis(1));
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  private static Engine engine(InMemoryActivityStore store) {
    EngineOptions.Builder options = EngineOptions.builder().store(store).secrets(KeyRing.ephemeral()).discoverProviders(false).provider(new FakeProvider("fake"));
    return CoreEngineFactory.create(options.allowPlacingOnVolatileStore(true).build(), Environment.PRODUCTION);
  }

  private static Activity book(Engine engine) {
    engine.sessions().startAuthorization(Nodes.SESSION);
    engine.sessions().completeAuthorizationWithCode(Nodes.SESSION, "code");
    return engine.book(Nodes.plan("ORD-1"));
  }

  @Test
  void start_whatWasAskedForBefore_runsThen() throws InterruptedException {
    Set<Thread> before = threads();
    try (Engine engine = engine(new InMemoryActivityStore())) {
      Activity booking = book(engine);
      assertThat(engine.activities().await(booking.id(), Duration.ofMillis(1)).state()).isEqualTo(ActivityState.QUEUED);
      assertThat(threads()).as("threads before the start").isEqualTo(before);

      assertThat(engine.start()).isSameAs(engine);
      engine.start();

      assertThat(engine.activities().await(booking.id(), Duration.ofMinutes(1)).state()).isEqualTo(ActivityState.COMPLETED);
    }
  }

  @Test
  void close_everyCallAfterwards_isRefused() {
    Engine engine = engine(new InMemoryActivityStore());
    Activity booking = book(engine);
    engine.close();
    engine.close();

    List<ThrowingCallable> calls =
        List.of(
            engine::start,
            engine::sessions,
            engine::activities,
            engine::purchases,
            engine::events,
            engine::health,
            engine::providers,
            () -> engine.recipientRules("fake"),
            () -> engine.preview(Nodes.plan("ORD-1")),
            () -> engine.book(Nodes.plan("ORD-1")),
            () -> engine.bind(BindingRequest.builder("ORD-1", Nodes.SESSION, "1").line("1", Item.of("1"), 1).build()),
            () -> engine.unbind(UnbindingRequest.builder("ORD-1").build()),
            () -> engine.pay(PaymentRequest.builder(Nodes.SESSION, Money.cny("1.00")).order("1").build()),
            () -> engine.synchronize(Nodes.SESSION),
            () -> engine.synchronize(Nodes.SESSION, "anna"),
            () -> engine.handleWebhook("fake", Map.of(), new byte[0]));
    assertThat(calls)
        .allSatisfy(call -> assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessage("the engine is closed"));
    assertThat(booking.state()).isEqualTo(ActivityState.QUEUED);
  }

  /** The last steps and events are still dealt with while the engine closes. */
  @Test
  void close_engineIsAskedInTheMeantime_answers() {
    AtomicReference<Engine> engine = new AtomicReference<>();
    AtomicReference<Activity> seen = new AtomicReference<>();
    AtomicReference<Activity> booking = new AtomicReference<>();
    ActivityDispatcher asking =
        new ActivityDispatcher() {
          @Override
          public void start(ActivityRunner runner) {
            // It runs nothing.
          }

          @Override
          public void schedule(ActivityId activity, Instant dueAt) {
            // It runs nothing.
          }

          @Override
          public void close() {
            seen.set(engine.get().activities().get(booking.get().id()));
          }
        };
    EngineOptions.Builder options = EngineOptions.builder().store(new InMemoryActivityStore()).secrets(KeyRing.ephemeral()).discoverProviders(false);
    options.provider(new FakeProvider("fake")).allowPlacingOnVolatileStore(true).dispatcher(asking);
    engine.set(CoreEngineFactory.start(options.build(), Environment.PRODUCTION));
    booking.set(book(engine.get()));

    engine.get().close();

    assertThat(seen.get()).isEqualTo(booking.get());
  }
}
