package io.autopurchase.core;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchase;
import io.autopurchase.Item;
import io.autopurchase.KeyRing;
import io.autopurchase.Money;
import io.autopurchase.PurchaseListener;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.core.activity.ActivityExecutor;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.ActivityView;
import io.autopurchase.core.record.Codec;
import io.autopurchase.core.record.Ids;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.UnreadableException;
import io.autopurchase.core.runtime.Environment;
import io.autopurchase.core.runtime.FaultPoints;
import io.autopurchase.core.safety.SafetyRules;
import io.autopurchase.core.sync.SyncScheduler;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.ActivityRunner;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.testkit.FakeProvider;
import io.autopurchase.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Engines on one store, one clock and one provider, without threads: the test makes every move. */
public final class Nodes implements AutoCloseable {
  /** As the engine stores and reads. */
  public static final Codec CODEC = ActivityTypes.CODEC;

  public static final SessionId SESSION = new SessionId("fake", "our-buyer");
  /** Where it is noted what the account of the session may do when. */
  public static final RecordKey LIMITER = Keys.accountLimiter("fake", "account-1");

  public static final Recipient WAREHOUSE =
      Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();

  public final ManualTime time = new ManualTime();
  public final InMemoryActivityStore store = new InMemoryActivityStore();

  /** Activities of more lines are stored in pieces. */
  public int wholeUpTo = 8;

  public final FakeProvider provider = new FakeProvider("fake");
  private final KeyRing keys = KeyRing.ephemeral();
  private final List<Node> nodes = new ArrayList<>();

  public Node add(PurchaseListener... listeners) {
    return add(store, options -> List.of(listeners).forEach(options::listener));
  }

  public Node add(ActivityStore seen, Consumer<EngineOptions.Builder> more) {
    return add(seen, FaultPoints.NONE, more);
  }

  /**
   * @param seen the shared store as this node sees it
   */
  public Node add(ActivityStore seen, FaultPoints faults, Consumer<EngineOptions.Builder> more) {
    Node node = new Node(seen, faults, more, nodes.size());
    nodes.add(node);
    return node;
  }

  public EngineOptions.Builder options(ActivityStore seen, int seed) {
    return EngineOptions.builder()
        .store(seen)
        .secrets(keys)
        .discoverProviders(false)
        .provider(provider)
        .timeSource(time)
        .random(new Random(seed))
        .allowPlacingOnVolatileStore(true)
        .allowSharedAccounts(true); // every login is the same account here
  }

  /** A plan of one line. */
  public static ReservationPlan plan(String order) {
    return ReservationPlan.builder(order, SESSION, WAREHOUSE).line("1", Item.of("4711"), 1, Money.cny("10.00")).build();
  }

  /** One placement for each line, since each item has a seller of its own. */
  public static ReservationPlan plan(String order, int lines) {
    ReservationPlan.Builder plan = ReservationPlan.builder(order, SESSION, WAREHOUSE);
    for (int i = 1; i <= lines; i++) {
      plan.line(Integer.toString(i), Item.of("4711" + i), 1, Money.cny("10.00"));
    }
    return plan.build();
  }

  /**
   * The shared store, for a node after whose reading of what the account may do something happens.
   *
   * @param reading of how many it is, from 1
   */
  public ForwardingStore afterLimiterReading(int reading, Runnable action) {
    return new ForwardingStore(store) {
      private int readings;

      @Override
      public Optional<StoredRecord> load(RecordKey key) {
        Optional<StoredRecord> read = super.load(key);
        if (key.equals(LIMITER) && ++readings == reading) {
          action.run();
        }
        return read;
      }
    };
  }

  /** An engine that is not started. */
  public static AutoPurchase built(EngineOptions options) {
    return CoreEngineFactory.create(options, Environment.PRODUCTION);
  }

  /** An engine with threads of its own. */
  public static AutoPurchase running(EngineOptions options) {
    return CoreEngineFactory.start(options, Environment.PRODUCTION);
  }

  /** Whatever a test has let the engines say can be read in each language. */
  @Override
  public void close() {
    nodes.forEach(Node::close);
    for (StoredRecord row : store.find(RecordQuery.of(Keys.ACTIVITY, RecordFields.none(), 0, 500)).records()) {
      read(row).map(ActivityView::of).ifPresent(Texts::check);
    }
  }

  private Optional<ActivityRecord> read(StoredRecord row) {
    try {
      RecordStore records = new RecordStore(store, CODEC, time, new Ids(time, new Random(1)), Environment.PRODUCTION);
      return Optional.of(records.read(row, ActivityRecord.class).body());
    } catch (UnreadableException e) {
      return Optional.empty(); // the test has damaged it
    }
  }

  /** One engine. */
  public final class Node implements AutoCloseable {
    public final AutoPurchase engine;
    private final Engine inside;
    private final Moves moves = new Moves();

    private Node(ActivityStore seen, FaultPoints faults, Consumer<EngineOptions.Builder> more, int seed) {
      EngineOptions.Builder options = options(seen, seed).dispatcher(moves);
      more.accept(options);
      Environment environment =
          new Environment(faults, SafetyRules.ALL, nanos -> time.advance(Duration.ofNanos(nanos)), false)
              .withWholeUpTo(wholeUpTo);
      inside = CoreEngineFactory.start(options.build(), environment);
      engine = inside;
    }

    public void authorize() {
      engine.sessions().startAuthorization(SESSION);
      engine.sessions().completeAuthorizationWithCode(SESSION, "code");
    }

    /** Runs once each activity that is due. Returns how many were. */
    public int runDue() {
      List<ActivityId> due = moves.runner.due(Optional.empty(), 1000);
      due.forEach(this::run);
      return due.size();
    }

    public Optional<Instant> run(ActivityId id) {
      return moves.runner.run(id);
    }

    /** Lets time go on until an activity has ended, or for an hour. */
    public Activity finish(ActivityId id) {
      for (int second = 0; second < 3600; second++) {
        Activity activity = engine.activities().advance(id);
        if (activity.state().isFinished()) {
          return activity;
        }
        time.advance(Duration.ofSeconds(1));
      }
      throw new AssertionError("not finished in an hour: " + engine.activities().get(id).journal());
    }

    public int deliver() {
      return inside.deliverEvents();
    }

    /** What the node does by itself, now and then. */
    public SyncScheduler background() {
      return inside.background;
    }

    public ActivityExecutor executor() {
      return inside.runner;
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  /** Runs nothing by itself. */
  private static final class Moves implements ActivityDispatcher {
    ActivityRunner runner;

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
