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
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that books the sample order on a database on disk, and may be told to die at the n-th fault point, as by {@code
 * kill -9}. Arguments: folder, gateway, the fault point to die at (0 for none), a code to authorize with (or {@code -}).
 */
public final class BookingProcess {
  static final int DEAD = 137;

  private BookingProcess() {}

  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    int dieAt = Integer.parseInt(args[2]);
    AtomicInteger points = new AtomicInteger();
    FaultPoints faults =
        name -> {
          if (points.incrementAndGet() == dieAt) {
            Runtime.getRuntime().halt(DEAD);
          }
        };
    EngineOptions options =
        EngineOptions.builder()
            .store(JdbcActivityStore.openSqlite(folder.resolve("shop.db")))
            .secrets(KeyRing.open(folder.resolve("keys")))
            .providerSettings(
                "taobao",
                ProviderSettings.builder()
                    .set("gateway", args[1])
                    .set("app-key", "123456")
                    .set("callback", "https://shop.example/callback")
                    .secret("app-secret", Secret.of("helloworld"))
                    .set("request-life", "5")
                    .set("visibility-lag", "3")
                    .build())
            .workers(0)
            .build();
    try (AutoPurchase engine = CoreEngineFactory.start(
            options, Environment.PRODUCTION.with(dieAt == 0 || !args[3].equals("-") ? FaultPoints.NONE : faults))) {
      SessionId session = new SessionId("taobao", "our-buyer");
      if (!args[3].equals("-")) {
        engine.sessions().startAuthorization(session);
        engine.sessions().completeAuthorizationWithCode(session, args[3]);
        return;
      }
      Recipient warehouse =
          Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();
      ReservationPlan plan =
          ReservationPlan.builder("ORD-0000000053", session, warehouse)
              .line("53-1", Item.of("42602653803"), 1, Money.cny("128.50"))
              .build();
      Activity activity = engine.book(plan);
      Instant end = Instant.now().plusSeconds(60);
      while (!activity.state().isFinished() && Instant.now().isBefore(end)) {
        activity = engine.activities().advance(activity.id());
        LockSupport.parkNanos(20_000_000);
      }
      System.out.println("purchase " + engine.purchases().ofOrder("ORD-0000000053").get(0).providerOrderId().orElse("none"));
      System.out.println("points " + points.get());
    }
  }
}
