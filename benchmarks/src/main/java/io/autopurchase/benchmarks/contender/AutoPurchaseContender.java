package io.autopurchase.benchmarks.contender;

import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseBuilder;
import io.autopurchase.Item;
import io.autopurchase.KeyRing;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.cluster.dbscheduler.DbSchedulerDispatcher;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.util.List;
import javax.sql.DataSource;

/** This library as a host uses it: an activity is a booking, a step is a placement. */
public final class AutoPurchaseContender implements Contender {
  public static final String NAME = "autopurchase";
  private static final SessionId SESSION = new SessionId(MarketProvider.ID, "our-buyer");
  private static final Recipient WAREHOUSE =
      Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();

  /** Titles and ids of a marketplace are as long as these. */
  private static final long FIRST_ITEM = 620_000_000_000L;

  /** Which nodes there are. */
  public enum Nodes {
    /** One, which books and runs. */
    ONE("", "workers = in flight, in-process dispatcher, otherwise the defaults; one session, no listener"),
    /** One with the dispatcher for many. */
    ONE_OF_CLUSTER(", cluster dispatcher", "threads = in flight, DbSchedulerDispatcher with its defaults"),
    /** One that books and runs nothing, and one that runs. */
    TWO(", another node", "one node with no workers books, another with the in-process dispatcher runs"),
    /** The same with the dispatcher for many. */
    TWO_OF_CLUSTER(", another node, cluster dispatcher", "one node with no workers books, another with DbSchedulerDispatcher and its defaults runs");

    private final String suffix;
    private final String settings;

    Nodes(String suffix, String settings) {
      this.suffix = suffix;
      this.settings = settings;
    }
  }

  private final Nodes nodes;

  /** One node with the in-process dispatcher. */
  public AutoPurchaseContender() {
    this(Nodes.ONE);
  }

  public AutoPurchaseContender(Nodes nodes) {
    this.nodes = nodes;
  }

  @Override
  public String name() {
    return NAME + nodes.suffix;
  }

  @Override
  public String settings() {
    return nodes.settings;
  }

  @Override
  public Subject open(DataSource pool, Load load, Work work) {
    KeyRing keys = KeyRing.ephemeral();
    AutoPurchaseBuilder runs = builder(JdbcActivityStore.create(pool), keys, work);
    if (nodes == Nodes.ONE_OF_CLUSTER || nodes == Nodes.TWO_OF_CLUSTER) {
      runs.dispatcher(DbSchedulerDispatcher.builder(pool).threads(load.inFlight()).build());
    } else {
      runs.workers(load.inFlight());
    }
    AutoPurchase runner = signedIn(runs.build());
    if (nodes == Nodes.ONE || nodes == Nodes.ONE_OF_CLUSTER) {
      return new Bookings(runner, List.of(runner), load.steps());
    }
    AutoPurchase booker = builder(JdbcActivityStore.create(pool), keys, work).workers(0).build();
    return new Bookings(booker, List.of(booker, runner), load.steps());
  }

  /**
   * One node on a store, with the in-process dispatcher.
   *
   * @param store closed by the caller
   */
  public Subject open(ActivityStore store, Load load, Work work) {
    AutoPurchase engine = signedIn(builder(store, KeyRing.ephemeral(), work).workers(load.inFlight()).build());
    return new Bookings(engine, List.of(engine), load.steps());
  }

  private static AutoPurchaseBuilder builder(ActivityStore store, KeyRing keys, Work work) {
    return AutoPurchase.builder()
        .store(WatchedStore.of(store, (order, state) -> rests(work, order, state)))
        .allowPlacingOnVolatileStore()
        .secrets(keys)
        .discoverProviders(false)
        .provider(new MarketProvider(work::called, order -> work.step(number(order))));
  }

  private static AutoPurchase signedIn(AutoPurchase engine) {
    engine.sessions().startAuthorization(SESSION);
    engine.sessions().completeAuthorizationWithCode(SESSION, "account-1");
    return engine;
  }

  private static void rests(Work work, String order, ActivityState state) {
    if (state == ActivityState.COMPLETED) {
      work.ended(number(order));
    } else {
      work.failed(new IllegalStateException("the booking of " + order + " is " + state));
    }
  }

  static String order(int activity) {
    return String.format("ORD-%010d", activity);
  }

  static int number(String order) {
    return Integer.parseInt(order.substring(order.indexOf('-') + 1));
  }

  /** The booking of one order. */
  public static ReservationPlan plan(int activity, int lines) {
    ReservationPlan.Builder plan = ReservationPlan.builder(order(activity), SESSION, WAREHOUSE).requestedBy("mary");
    for (int i = 0; i < lines; i++) {
      plan.line(activity + "-" + i, Item.of(Long.toString(FIRST_ITEM + i)), 1, MarketProvider.PRICE);
    }
    return plan.build();
  }

  private record Bookings(AutoPurchase booker, List<AutoPurchase> nodes, int lines) implements Subject {
    @Override
    public void submit(int activity) {
      var unused = booker.book(plan(activity, lines));
    }

    @Override
    public void start() {
      nodes.forEach(AutoPurchase::start);
    }

    @Override
    public void close() {
      nodes.forEach(AutoPurchase::close);
    }
  }
}
