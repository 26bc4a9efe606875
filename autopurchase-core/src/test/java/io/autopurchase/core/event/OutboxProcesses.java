package io.autopurchase.core.event;

import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.PurchaseListener;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.record.Codec;
import io.autopurchase.core.record.Ids;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.runtime.Environment;
import io.autopurchase.core.runtime.FaultPoints;
import io.autopurchase.core.safety.SafetyRules;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.TimeSource;
import io.autopurchase.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.annotation.Nullable;

/** Processes of a shop with two listeners on one store: one that is watched, and one that leaves a backlog undelivered. */
abstract class OutboxProcesses {
  static final Duration GRACE = Duration.ofSeconds(15);
  static final String ACTIVITY = "01ACTIVITY";

  /** What the failing listener does not take: it keeps every pass from being cheap. */
  static final String BACKLOG = "01BACKLOG";

  final ManualTime time = new ManualTime();
  final InMemoryActivityStore store = new InMemoryActivityStore();
  final AtomicInteger pages = new AtomicInteger();

  /** All nodes have the same two listeners: this one, and one that fails at the backlog. */
  final List<String> given = new ArrayList<>();

  Predicate<String> fails = id -> false;
  int processes;

  /** The parts of one engine that matter here. */
  final class Process {
    final RecordStore recordStore;
    final OutboxRelay delivery;
    private final TimeSource clock;

    Process(ActivityStore seen, Duration ahead, OutboxConsumer.Bounds bounds) {
      clock = shifted(ahead);
      Ids ids = new Ids(clock, new Random(processes++));
      Environment environment = new Environment(FaultPoints.NONE, SafetyRules.ALL, nanos -> time.advance(Duration.ofNanos(nanos)), false);
      recordStore = new RecordStore(counting(seen), Nodes.CODEC, clock, ids, environment);
      PurchaseListener healthy =
          event -> {
            if (fails.test(event.id())) {
              throw new IllegalStateException("for a moment");
            }
            given.add(event.id());
          };
      PurchaseListener failing =
          event -> {
            if (event.id().contains(BACKLOG)) {
              throw new IllegalStateException("this listener fails");
            }
          };
      delivery = new OutboxRelay(recordStore, List.of(healthy, failing), GRACE, bounds);
    }

    /** Commits an event of the activity. Returns its id. */
    String append(int number) {
      String id = EventIds.ofActivity(at(number), ACTIVITY, number);
      append(id);
      return id;
    }

    /** Never earlier than that of the event before, as the engine has it. */
    private Instant at(int number) {
      return store.events(null, false, 100_000).stream()
          .map(StoredEvent::id)
          .filter(id -> id.contains(ACTIVITY) && EventIds.number(id) < number)
          .map(id -> Instant.ofEpochMilli(Long.parseLong(id.substring(0, id.indexOf('-')), 16)))
          .filter(at -> at.isAfter(clock.now()))
          .findAny()
          .orElse(clock.now());
    }

    void append(String id) {
      Commit.Builder commit = recordStore.begin();
      commit.append(event(id, clock.now()));
      recordStore.commit(commit.build(), Duration.ofSeconds(2));
    }
  }

  Process process() {
    return new Process(store, Duration.ZERO, OutboxConsumer.Bounds.DEFAULT);
  }

  TimeSource shifted(Duration ahead) {
    return new TimeSource() {
      @Override
      public Instant now() {
        return time.now().plus(ahead);
      }

      @Override
      public long nanoTime() {
        return time.nanoTime();
      }
    };
  }

  ActivityStore counting(ActivityStore seen) {
    return new ForwardingStore(seen) {
      @Override
      public List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
        pages.incrementAndGet();
        return super.events(afterId, undeliveredOnly, limit);
      }
    };
  }

  static StoredEvent event(String id, Instant at) {
    return new StoredEvent(
        id,
        at,
        EventFields.none(),
        Codec.VERSION,
        Nodes.CODEC.encode(new EventRecord(AutoPurchaseEvent.ACTIVITY_CHANGED, null, null, null, null, null, null, null, null, null)));
  }

  /** Events of an hour ago, which the failing listener does not take. */
  void leaveUndelivered(int count) {
    leaveUndelivered(store, BACKLOG, time.now().minus(Duration.ofHours(1)), count);
  }

  /** Commits undelivered events of one activity. */
  static void leaveUndelivered(ActivityStore store, String activity, Instant at, int count) {
    for (int number = 1; number <= count; ) {
      Commit.Builder commit = Commit.builder("backlog-" + number);
      for (int i = 0; i < 500 && number <= count; i++) {
        commit.append(event(EventIds.ofActivity(at, activity, number++), at));
      }
      store.commit(commit.build());
    }
  }

  void letPass(Duration span, Process... all) {
    for (long second = 0; second < span.toSeconds(); second++) {
      for (Process process : all) {
        process.delivery.pass();
      }
      time.advance(Duration.ofSeconds(1));
    }
  }

  /** What the healthy listener was given of the activity. */
  List<Integer> numbers() {
    return given.stream().filter(id -> id.contains(ACTIVITY)).map(EventIds::number).toList();
  }
}
