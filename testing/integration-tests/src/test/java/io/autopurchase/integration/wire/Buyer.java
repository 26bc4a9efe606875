package io.autopurchase.integration.wire;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchase;
import io.autopurchase.KeyRing;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.Secret;
import io.autopurchase.SessionId;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.sandbox.TaobaoSandbox;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host with an engine, authorized at a sandbox. */
final class Buyer implements AutoCloseable {
  private static final SessionId SESSION = new SessionId("taobao", "our-buyer");
  private static final Recipient WAREHOUSE =
      Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();

  private final BlockingQueue<ActivityId> changed = new LinkedBlockingQueue<>();
  private final AutoPurchase engine;

  /** Orders of this buyer are lost, or visible, within seconds. */
  Buyer(TaobaoSandbox sandbox) {
    engine =
        AutoPurchase.builder()
            .store(new InMemoryActivityStore())
            .secrets(KeyRing.ephemeral())
            .allowPlacingOnVolatileStore()
            .providerSettings("taobao", settings(sandbox))
            .listener(event -> event.activity().ifPresent(changed::add))
            .build()
            .start();
    Matcher state = Pattern.compile("state=([^&]+)").matcher(engine.sessions().startAuthorization(SESSION).url().toString());
    if (!state.find()) {
      throw new AssertionError("no state in the URL");
    }
    String code = sandbox.authorize(SESSION.login());
    engine.sessions().completeAuthorization(SESSION, URI.create("http://localhost/callback?code=" + code + "&state=" + state.group(1)));
  }

  private static ProviderSettings settings(TaobaoSandbox sandbox) {
    return ProviderSettings.builder()
        .set("gateway", sandbox.restUrl().toString())
        .set("app-key", "123456")
        .secret("app-secret", Secret.of("helloworld"))
        .set("callback", "http://localhost/callback")
        .set("request-ttl", "3")
        .set("visibility-lag", "1")
        .build();
  }

  static ReservationPlan.Builder plan(String order) {
    return ReservationPlan.builder(order, SESSION, WAREHOUSE);
  }

  /** Books, and waits until the activity has ended. */
  Activity book(ReservationPlan plan) throws InterruptedException {
    Activity booking = engine.book(plan);
    while (!booking.state().isFinished()) {
      if (booking.question().isPresent() || changed.poll(2, TimeUnit.MINUTES) == null) {
        throw new AssertionError("the booking does not end: " + booking.state() + " " + booking.journal());
      }
      booking = engine.activities().find(booking.id()).orElseThrow();
    }
    return booking;
  }

  @Override
  public void close() {
    engine.close();
  }
}
