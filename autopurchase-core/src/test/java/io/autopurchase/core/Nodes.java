package io.autopurchase.core;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.Item;
import io.autopurchase.KeyRing;
import io.autopurchase.Money;
import io.autopurchase.PurchaseListener;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.ActivityRunner;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.testkit.FakeProvider;
import io.autopurchase.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** Engines on one store, one clock and one provider, without threads: the test makes every move. */
final class Nodes implements AutoCloseable {
  static final SessionId SESSION = new SessionId("fake", "our-buyer");
  /** Where it is noted what the account of the session may do when. */
  static final RecordKey LIMITER = Keys.accountLimiter("fake", "account-1");

  static final Recipient WAREHOUSE =
      Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();

  final ManualTime time = new ManualTime();
  final InMemoryActivityStore store = new InMemoryActivityStore();
  final FakeProvider provider = new FakeProvider("fake");
  private final KeyRing keys = KeyRing.ephemeral();
  private final List<Node> nodes = new ArrayList<>();

  Node add(PurchaseListener... listeners) {
    return add(store, options -> List.of(listeners).forEach(options::listener));
  }

  Node add(ActivityStore seen, Consumer<EngineOptions.Builder> more) {
    return add(seen, FaultPoints.NONE, more);
  }

  /**
   * @param seen the shared store as this node sees it
   */
  Node add(ActivityStore seen, FaultPoints faults, Consumer<EngineOptions.Builder> more) {
    Node node = new Node(seen, faults, more, nodes.size());
    nodes.add(node);
    return node;
  }

  EngineOptions.Builder options(ActivityStore seen, int seed) {
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
  static ReservationPlan plan(String order) {
    return ReservationPlan.builder(order, SESSION, WAREHOUSE).line("1", Item.of("4711"), 1, Money.cny("10.00")).build();
  }

  /** One placement for each line, since each item has a seller of its own. */
  static ReservationPlan plan(String order, int lines) {
    ReservationPlan.Builder plan = ReservationPlan.builder(order, SESSION, WAREHOUSE);
    for (int i = 1; i <= lines; i++) {
      plan.line(Integer.toString(i), Item.of("4711" + i), 1, Money.cny("10.00"));
    }
    return plan.build();
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
  }

  /** One engine. */
  final class Node implements AutoCloseable {
    final Engine engine;
    private final Moves moves = new Moves();

    private Node(ActivityStore seen, FaultPoints faults, Consumer<EngineOptions.Builder> more, int seed) {
      EngineOptions.Builder options = options(seen, seed).dispatcher(moves);
      more.accept(options);
      Environment environment =
          new Environment(faults, Set.of(), nanos -> time.advance(Duration.ofNanos(nanos)), false);
      engine = CoreEngineFactory.start(options.build(), environment);
    }

    void authorize() {
      engine.sessions().startAuthorization(SESSION);
      engine.sessions().completeAuthorizationWithCode(SESSION, "code");
    }

    /** Runs once each activity that is due. Returns how many were. */
    int runDue() {
      List<ActivityId> due = moves.runner.due(Optional.empty(), 1000);
      due.forEach(this::run);
      return due.size();
    }

    Optional<Instant> run(ActivityId id) {
      return moves.runner.run(id);
    }

    /** Lets time go on until an activity has ended, or for an hour. */
    Activity finish(ActivityId id) {
      for (int second = 0; second < 3600; second++) {
        Activity activity = engine.activities().advance(id);
        if (activity.state().isFinished()) {
          return activity;
        }
        time.advance(Duration.ofSeconds(1));
      }
      throw new AssertionError("not finished in an hour: " + engine.activities().get(id).journal());
    }

    int deliver() {
      return engine.deliverEvents();
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
