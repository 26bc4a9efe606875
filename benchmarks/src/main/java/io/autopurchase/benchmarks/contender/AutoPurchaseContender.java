package io.autopurchase.benchmarks.contender;

import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseBuilder;
import io.autopurchase.KeyRing;
import io.autopurchase.cluster.dbscheduler.DbSchedulerDispatcher;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.util.List;
import javax.sql.DataSource;

/** This library as a host uses it: an activity is a booking, a step is a placement. */
public final class AutoPurchaseContender implements Contender {
  public static final String NAME = "autopurchase";

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
    AutoPurchase runner = Shop.signedIn(runs.build());
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
    AutoPurchase engine = Shop.signedIn(builder(store, KeyRing.ephemeral(), work).workers(load.inFlight()).build());
    return new Bookings(engine, List.of(engine), load.steps());
  }

  private static AutoPurchaseBuilder builder(ActivityStore store, KeyRing keys, Work work) {
    return Shop.builder(
        WatchedStore.of(store, (order, state) -> rests(work, order, state)),
        keys,
        new MarketProvider(work::called, order -> work.step(Shop.number(order))));
  }

  private static void rests(Work work, String order, ActivityState state) {
    if (state == ActivityState.COMPLETED) {
      work.ended(Shop.number(order));
    } else {
      work.failed(new IllegalStateException("the booking of " + order + " is " + state));
    }
  }

  private record Bookings(AutoPurchase booker, List<AutoPurchase> nodes, int lines) implements Subject {
    @Override
    public void submit(int activity) {
      var unused = booker.book(Shop.plan(activity, lines));
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
