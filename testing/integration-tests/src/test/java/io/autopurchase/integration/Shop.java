package io.autopurchase.integration;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseBuilder;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.Item;
import io.autopurchase.KeyRing;
import io.autopurchase.Money;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.Secret;
import io.autopurchase.SecretCipher;
import io.autopurchase.SessionId;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.sandbox.TaobaoSandbox;
import io.autopurchase.spi.ActivityStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A shop with an engine of its own, which buys at a sandbox. */
final class Shop implements AutoCloseable {
  static final SessionId SESSION = new SessionId("taobao", "our-buyer");
  static final Recipient WAREHOUSE =
      Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();

  final AutoPurchase engine;
  private final CompletableFuture<Activity> rested = new CompletableFuture<>();

  private Shop(
      TaobaoSandbox sandbox, ActivityStore store, SecretCipher keys, String repeat, Consumer<AutoPurchaseBuilder> more) {
    AutoPurchaseBuilder builder =
        AutoPurchase.builder()
            .store(store)
            .secrets(keys)
            .allowPlacingOnVolatileStore()
            .allowSharedAccounts(true)
            .allowPayment(Money.cny("1000.00"), Money.cny("5000.00"))
            .providerSettings("taobao", settings(sandbox, repeat))
            .listener(this::hear);
    more.accept(builder);
    engine = builder.build().start();
  }

  static Shop open(TaobaoSandbox sandbox, String repeat) {
    Shop shop = open(sandbox, new InMemoryActivityStore(), KeyRing.ephemeral(), repeat);
    shop.authorize();
    return shop;
  }

  static Shop open(TaobaoSandbox sandbox, ActivityStore store, SecretCipher keys, String repeat) {
    return new Shop(sandbox, store, keys, repeat, more -> {});
  }

  /**
   * @param more what this shop sets besides
   */
  static Shop open(TaobaoSandbox sandbox, Consumer<AutoPurchaseBuilder> more) {
    Shop shop = new Shop(sandbox, new InMemoryActivityStore(), KeyRing.ephemeral(), "unknown", more);
    shop.authorize();
    return shop;
  }

  static ProviderSettings settings(TaobaoSandbox sandbox, String repeat) {
    return ProviderSettings.builder()
        .set("gateway", sandbox.restUrl().toString())
        .set("app-key", "123456")
        .secret("app-secret", Secret.of("helloworld"))
        .set("callback", "http://localhost/callback")
        .set("request-ttl", "5")
        .set("visibility-lag", "3")
        .set("repeat", repeat)
        .set("list-page-size", "5")
        .set("refused-cancel-codes", "ORDER_STATUS_ERROR")
        .build();
  }

  /** Does what a person does in a browser. */
  void authorize() {
    URI url = engine.sessions().startAuthorization(SESSION).url();
    try {
      HttpResponse<Void> page =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(URI.create(url + "&auto=true")).build(), HttpResponse.BodyHandlers.discarding());
      engine.sessions().completeAuthorization(SESSION, URI.create(page.headers().firstValue("Location").orElseThrow()));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static ReservationPlan.Builder plan(String order) {
    return ReservationPlan.builder(order, SESSION, WAREHOUSE);
  }

  static ReservationPlan sample() {
    return plan("ORD-0000000053").line("53-1", Item.of("42602653803"), 1, Money.cny("128.50")).build();
  }

  /** Books, and waits until the activity has ended or asks. */
  Activity book(ReservationPlan plan) throws Exception {
    Activity started = engine.book(plan);
    look(started.id());
    return rested.get(10, TimeUnit.MINUTES);
  }

  /** When an activity that was begun elsewhere has ended or asks. */
  CompletableFuture<Activity> ended(ActivityId id) {
    look(id);
    return rested;
  }

  /** Waits until an activity has ended, or asks. */
  Activity settle(Activity started) throws InterruptedException {
    return settle(started.id(), "");
  }

  /** Answers what an activity asks, and waits until it has ended or asks something else. */
  Activity answer(Activity asking, String option) throws InterruptedException {
    String question = asking.question().orElseThrow().id();
    engine.activities().answer(asking.id(), question, option, "a person");
    return settle(asking.id(), question);
  }

  private synchronized Activity settle(ActivityId id, String answered) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (true) {
      Activity activity = engine.activities().get(id);
      boolean asks = activity.question().filter(question -> !question.id().equals(answered)).isPresent();
      if (activity.state().isFinished() || asks) {
        return activity;
      }
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("it neither ends nor asks: " + activity.journal());
      }
      wait(left);
    }
  }

  private synchronized void hear(AutoPurchaseEvent event) {
    event.activity().ifPresent(this::look);
    notifyAll();
  }

  private void look(ActivityId id) {
    engine
        .activities()
        .find(id)
        .filter(a -> a.state().isFinished() || a.state() == ActivityState.WAITING_FOR_ANSWER)
        .ifPresent(rested::complete);
  }

  @Override
  public void close() {
    engine.close();
  }
}
