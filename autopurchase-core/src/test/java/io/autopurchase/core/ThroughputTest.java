package io.autopurchase.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchase;
import io.autopurchase.KeyRing;
import io.autopurchase.ProviderSettings;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.runtime.Environment;
import io.autopurchase.core.runtime.FaultPoints;
import io.autopurchase.core.safety.SafetyRules;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.ActivityRunner;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.testkit.FakeProvider;
import io.autopurchase.testkit.ManualTime;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who waits for calls that the provider takes at a rate uses that rate, however many wait. All times are of a manual clock. */
class ThroughputTest {
  /** What an order needs: its item, a quote, and the order. */
  private static final int CALLS_OF_AN_ORDER = 3;

  private static final Duration LONGEST = Duration.ofHours(2);

  private final ManualTime time = new ManualTime();
  private final FakeProvider provider = new FakeProvider("fake");
  private final InMemoryActivityStore rows = new InMemoryActivityStore();
  private int refused;
  private boolean isBegun;

  /** Whether it is the adapter that refuses, by its own budget; else it is the provider. */
  private boolean isOwn;

  /** So many calls in any such time are taken, and one more is refused until there is room. */
  private int most;

  private Duration window;

  @ParameterizedTest
  @CsvSource({"true, 50", "true, 200", "true, 400", "false, 50", "false, 200", "false, 400"})
  void book_allAtOnce_takesLittleMoreTimeThanTheCallsNeed(boolean own, int bookings) {
    limit(own, 5, Duration.ofSeconds(1));

    Duration took = place(bookings, Duration.ZERO).total();

    assertThat(refused).as("refused calls").isLessThan(bookings);
    Duration ideal = Duration.ofSeconds(1).multipliedBy((long) bookings * CALLS_OF_AN_ORDER).dividedBy(5);
    assertThat(took).isLessThanOrEqualTo(ideal.multipliedBy(13).dividedBy(10));
  }

  /** A call in two seconds. */
  @ParameterizedTest
  @CsvSource({"true, 20", "false, 20", "false, 80"})
  void book_allAtOnceAtASlowProvider_takesLittleMoreTimeThanTheCallsNeed(boolean own, int bookings) {
    limit(own, 1, Duration.ofSeconds(2));

    Duration took = place(bookings, Duration.ZERO).total();

    Duration ideal = Duration.ofSeconds(2).multipliedBy((long) bookings * CALLS_OF_AN_ORDER);
    assertThat(took).isLessThanOrEqualTo(ideal.multipliedBy(13).dividedBy(10));
  }

  /** 94 % of what the provider takes: what comes is placed about as fast. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void book_oneAfterTheOtherAlmostAtTheRateOfTheProvider_noneWaitsLong(boolean own) {
    limit(own, 5, Duration.ofSeconds(1));
    Duration every = Duration.ofMillis(638);

    Times times = place(1000, every);

    assertThat(times.slowest()).isLessThan(Duration.ofSeconds(60));
    assertThat(times.total()).isLessThan(every.multipliedBy(1000).plusSeconds(60));
  }

  private record Times(Duration total, Duration slowest) {}

  private void limit(boolean own, int calls, Duration per) {
    isOwn = own;
    most = calls;
    window = per;
  }

  /**
   * Books as many orders, and lets time go on to what is due next until all are placed.
   *
   * @param every how much later the next one is booked
   */
  private Times place(int bookings, Duration every) {
    Moves moves = new Moves();
    EngineOptions options =
        EngineOptions.builder()
            .store(rows)
            .secrets(KeyRing.ephemeral())
            .discoverProviders(false)
            .provider(limited())
            .timeSource(time)
            .random(new Random(0))
            .dispatcher(moves)
            .allowPlacingOnVolatileStore(true)
            .build();
    Environment environment = new Environment(FaultPoints.NONE, SafetyRules.ALL, nanos -> time.advance(Duration.ofNanos(nanos)), false);
    try (AutoPurchase engine = CoreEngineFactory.start(options, environment)) {
      engine.sessions().startAuthorization(Nodes.SESSION);
      engine.sessions().completeAuthorizationWithCode(Nodes.SESSION, "code");
      isBegun = true;
      refused = 0;
      Instant begun = time.now();
      Duration slowest = Duration.ZERO;
      int booked = 0;
      int placed = 0;
      while (true) {
        while (booked < bookings && !begun.plus(every.multipliedBy(booked)).isAfter(time.now())) {
          engine.book(Nodes.plan("ORD-" + booked++));
        }
        moves.runner.due(Optional.empty(), 1000).forEach(moves.runner::run);
        for (; placed < provider.orders().size(); placed++) {
          slowest = longer(slowest, Duration.between(begun.plus(every.multipliedBy(arrival(placed))), time.now()));
        }
        if (placed == bookings) {
          break;
        }
        Instant next = nextDue();
        Instant nextBooking = booked < bookings ? begun.plus(every.multipliedBy(booked)) : next;
        time.advanceTo(later(time.now().plusMillis(1), next.isBefore(nextBooking) ? next : nextBooking));
        assertThat(Duration.between(begun, time.now())).as("time").isLessThan(LONGEST);
      }
      return new Times(Duration.between(begun, time.now()), slowest);
    }
  }

  private int arrival(int order) {
    String activity = provider.orders().get(order).clientOrderId().replaceFirst("-\\d+$", "");
    return Integer.parseInt(rows.load(Keys.activity(activity)).orElseThrow().fields().orderId().orElseThrow().substring("ORD-".length()));
  }

  private Instant nextDue() {
    Instant far = time.now().plus(Duration.ofDays(1));
    List<StoredRecord> due = rows.due(Keys.ACTIVITY, far, null, 1000);
    return due.stream().flatMap(row -> row.fields().dueAt().stream()).min(Instant::compareTo).orElse(far);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** The provider with a limit of calls. */
  private ProviderAdapter limited() {
    Deque<Instant> taken = new ArrayDeque<>();
    return new ProviderAdapter() {
      @Override
      public String id() {
        return "fake";
      }

      @Override
      public ProviderClient open(ProviderSettings settings) {
        ProviderClient client = provider.open(settings);
        InvocationHandler handler =
            (proxy, method, arguments) -> {
              boolean isCall = isBegun && arguments != null && Arrays.stream(arguments).anyMatch(CallContext.class::isInstance);
              taken.removeIf(at -> !at.isAfter(time.now().minus(window)));
              if (isCall && taken.size() >= most) {
                refused++;
                Duration pause = Duration.between(time.now(), taken.getFirst().plus(window));
                return new ProviderResult.Limited<>(isOwn ? ProviderResult.Limited.OWN_LIMIT : "TOO_MANY", "enough calls", pause);
              }
              if (isCall) {
                taken.addLast(time.now());
              }
              method.setAccessible(true);
              return method.invoke(client, arguments);
            };
        return (ProviderClient) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ProviderClient.class}, handler);
      }
    };
  }

  /** Runs nothing by itself. */
  private static final class Moves implements ActivityDispatcher {
    private ActivityRunner runner;

    @Override
    public void start(ActivityRunner activityRunner) {
      runner = activityRunner;
    }

    @Override
    public void schedule(ActivityId activity, Instant dueAt) {
      // The test asks what is due.
    }

    @Override
    public void close() {
      runner.drain();
    }
  }
}
