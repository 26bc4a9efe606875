package io.autopurchase.core;

import io.autopurchase.Activity;
import io.autopurchase.AutoPurchase;
import io.autopurchase.Item;
import io.autopurchase.KeyRing;
import io.autopurchase.Money;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.Secret;
import io.autopurchase.SessionId;
import io.autopurchase.core.runtime.Environment;
import io.autopurchase.core.runtime.FaultPoints;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Books the sample order on a database on disk; as a process, it dies at the n-th fault point, as by {@code kill -9}. Arguments of
 * the process: folder, gateway, the fault point to die at.
 */
public final class BookingProcess {
  public static final int DEAD = 137;

  private static final SessionId SESSION = new SessionId("taobao", "our-buyer");
  private static final String ORDER = "ORD-0000000053";
  private static final long LOOK_EVERY_MILLIS = 100;

  private BookingProcess() {}

  public static void main(String[] args) throws InterruptedException {
    int dieAt = Integer.parseInt(args[2]);
    AtomicInteger points = new AtomicInteger();
    book(
        Path.of(args[0]),
        args[1],
        name -> {
          if (points.incrementAndGet() == dieAt) {
            Runtime.getRuntime().halt(DEAD);
          }
        });
  }

  /** Authorizes the session that buys. */
  public static void authorize(Path folder, String gateway, String code) {
    try (AutoPurchase engine = start(folder, gateway, FaultPoints.NONE)) {
      engine.sessions().startAuthorization(SESSION);
      engine.sessions().completeAuthorizationWithCode(SESSION, code);
    }
  }

  /** Books as a process does that does not die. Returns the provider's order number. */
  public static String book(Path folder, String gateway) throws InterruptedException {
    return book(folder, gateway, FaultPoints.NONE);
  }

  private static String book(Path folder, String gateway, FaultPoints faults) throws InterruptedException {
    Recipient warehouse =
        Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();
    ReservationPlan plan =
        ReservationPlan.builder(ORDER, SESSION, warehouse).line("53-1", Item.of("42602653803"), 1, Money.cny("128.50")).build();
    try (AutoPurchase engine = start(folder, gateway, faults)) {
      Activity activity = engine.book(plan);
      while (!activity.state().isFinished()) {
        activity = engine.activities().advance(activity.id());
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      }
      return engine.purchases().ofOrder(ORDER).get(0).providerOrderId().orElse("none");
    }
  }

  /** Nothing runs by itself: each step is asked for, so that the points always come in the same order. */
  private static AutoPurchase start(Path folder, String gateway, FaultPoints faults) {
    EngineOptions options =
        EngineOptions.builder()
            .store(JdbcActivityStore.openSqlite(folder.resolve("shop.db")))
            .secrets(KeyRing.open(folder.resolve("keys")))
            .providerSettings(
                "taobao",
                ProviderSettings.builder()
                    .set("gateway", gateway)
                    .set("app-key", "123456")
                    .set("callback", "https://shop.example/callback")
                    .secret("app-secret", Secret.of("helloworld"))
                    .set("request-ttl", "5")
                    .set("visibility-lag", "3")
                    .build())
            .workers(0)
            .build();
    return CoreEngineFactory.start(options, Environment.PRODUCTION.with(faults));
  }
}
