package io.autopurchase.benchmarks.contender;

import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchase;
import io.autopurchase.Item;
import io.autopurchase.KeyRing;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import javax.sql.DataSource;

/** This library as a host uses it: an activity is a booking, a step is a placement. It has one session, and no listener. */
public final class AutoPurchaseContender implements Contender {
  public static final String NAME = "autopurchase";
  private static final SessionId SESSION = new SessionId(MarketProvider.ID, "our-buyer");
  private static final Recipient WAREHOUSE =
      Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();

  /** Titles and ids of a marketplace are as long as these. */
  private static final long FIRST_ITEM = 620_000_000_000L;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String settings() {
    return "workers = in flight, in-process dispatcher, otherwise the defaults; one session";
  }

  @Override
  public Subject open(DataSource pool, Load load, Work work) {
    return open(JdbcActivityStore.create(pool), load, work);
  }

  /**
   * @param store closed by the caller
   */
  public Subject open(ActivityStore store, Load load, Work work) {
    ActivityStore watched = WatchedStore.of(store, (order, state) -> rests(work, order, state));
    MarketProvider provider = new MarketProvider(order -> {}, order -> work.step(number(order)));
    AutoPurchase engine =
        AutoPurchase.builder()
            .store(watched)
            .allowPlacingOnVolatileStore()
            .secrets(KeyRing.ephemeral())
            .discoverProviders(false)
            .provider(provider)
            .workers(load.inFlight())
            .build();
    engine.sessions().startAuthorization(SESSION);
    engine.sessions().completeAuthorizationWithCode(SESSION, "account-1");
    return new Bookings(engine, load.steps());
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

  private record Bookings(AutoPurchase engine, int lines) implements Subject {
    @Override
    public void submit(int activity) {
      var unused = engine.book(plan(activity, lines));
    }

    @Override
    public void start() {
      engine.start();
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}
