package io.autopurchase.benchmarks.contender;

import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseBuilder;
import io.autopurchase.Item;
import io.autopurchase.KeyRing;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.spi.ActivityStore;

/** A host of this library with one session and no listener. */
public final class Shop {
  public static final SessionId SESSION = new SessionId(MarketProvider.ID, "our-buyer");
  private static final Recipient WAREHOUSE =
      Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();
  private static final long FIRST_ITEM = 620_000_000_000L;

  private Shop() {}

  public static AutoPurchaseBuilder builder(ActivityStore store, KeyRing keys, MarketProvider market) {
    return AutoPurchase.builder().store(store).allowPlacingOnVolatileStore().secrets(keys).discoverProviders(false).provider(market);
  }

  /** Signs its session in. */
  public static AutoPurchase signedIn(AutoPurchase engine) {
    engine.sessions().startAuthorization(SESSION);
    engine.sessions().completeAuthorizationWithCode(SESSION, "account-1");
    return engine;
  }

  public static String order(int activity) {
    return String.format("ORD-%010d", activity);
  }

  public static int number(String order) {
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
}
