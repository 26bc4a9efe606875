package io.autopurchase.examples.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchase;
import io.autopurchase.Item;
import io.autopurchase.KeyRing;
import io.autopurchase.Money;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.Secret;
import io.autopurchase.SessionId;
import io.autopurchase.Tracking;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.sandbox.TaobaoSandbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One shop buys at two markets: the provider is found and used like any other, with no word of it in the engine. */
class TwoMarketsTest {
  private static final SessionId POLLY = new SessionId("example", ExampleMarketServer.ACCOUNT);
  private static final SessionId BUYER = new SessionId("taobao", "our-buyer");
  private static final Recipient HARBOUR =
      Recipient.builder().name("Long John").phone("+441173960000").street("Spyglass Hill 1").build();
  private static final Recipient WAREHOUSE =
      Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();

  private final ExampleMarketServer market = new ExampleMarketServer(InstantSource.system(), Duration.ZERO);
  private final TaobaoSandbox taobao = TaobaoSandbox.builder().account("our-buyer").start();
  private final Map<ActivityId, CompletableFuture<Activity>> ended = new ConcurrentHashMap<>();
  private final AutoPurchase shop =
      AutoPurchase.builder()
          .store(new InMemoryActivityStore())
          .secrets(KeyRing.ephemeral())
          .allowPlacingOnVolatileStore()
          .providerSettings("example", marketSettings())
          .providerSettings("taobao", taobaoSettings())
          .listener(event -> event.activity().flatMap(id -> shop().activities().find(id)).filter(a -> a.state().isFinished()).ifPresent(a -> end(a.id()).complete(a)))
          .build()
          .start();

  private AutoPurchase shop() {
    return shop;
  }

  private ProviderSettings marketSettings() {
    return ProviderSettings.builder()
        .set("url", market.url().toString())
        .set("app", ExampleMarketServer.APP)
        .secret("app-secret", Secret.of(ExampleMarketServer.SECRET))
        .build();
  }

  private ProviderSettings taobaoSettings() {
    return ProviderSettings.builder()
        .set("gateway", taobao.restUrl().toString())
        .set("app-key", "123456")
        .secret("app-secret", Secret.of("helloworld"))
        .set("callback", "http://localhost/callback")
        .build();
  }

  @AfterEach
  void close() {
    shop.close();
    taobao.close();
    market.close();
  }

  @Test
  void book_atTwoMarkets_eachOrderIsPlacedAndFollowedAtItsOwn() throws Exception {
    authorize();
    String macaw = market.putOnSale("a macaw, talks", "35.90", 3);

    Activity first =
        end(shop.book(ReservationPlan.builder("ORD-1", POLLY, HARBOUR).line("1-1", Item.of(macaw), 2, Money.cny("35.90")).build()));
    Activity second =
        end(shop.book(ReservationPlan.builder("ORD-2", BUYER, WAREHOUSE).line("2-1", Item.of("42602653803"), 1, Money.cny("128.50")).build()));

    assertThat(first.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(second.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(market.orders()).isEqualTo(1);
    assertThat(taobao.ledger().orders()).hasSize(1);

    String bird = purchase("ORD-1").providerOrderId().orElseThrow();
    market.pay(bird);
    market.ship(bird, "flaschenpost", "P-77");
    taobao.site().pay(purchase("ORD-2").providerOrderId().orElseThrow());
    end(shop.synchronize(POLLY));
    end(shop.synchronize(BUYER));

    assertThat(purchase("ORD-1").status()).contains(PurchaseStatus.SHIPPED);
    assertThat(purchase("ORD-1").tracking()).containsExactly(Tracking.of("flaschenpost", "P-77"));
    assertThat(purchase("ORD-2").status()).contains(PurchaseStatus.AWAITING_SHIPMENT);
  }

  private Purchase purchase(String order) {
    return shop.purchases().ofOrder(order).get(0);
  }

  /** What the owners of the accounts do in a browser. */
  private void authorize() throws Exception {
    String page = shop.sessions().startAuthorization(POLLY).url().toString();
    String state = page.substring(page.indexOf("state=") + "state=".length());
    shop.sessions().completeAuthorization(POLLY, URI.create("http://localhost/callback?code=" + market.authorize() + "&state=" + state));
    HttpResponse<Void> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(shop.sessions().startAuthorization(BUYER).url() + "&auto=true")).build(),
                HttpResponse.BodyHandlers.discarding());
    shop.sessions().completeAuthorization(BUYER, URI.create(answer.headers().firstValue("Location").orElseThrow()));
  }

  private CompletableFuture<Activity> end(ActivityId id) {
    return ended.computeIfAbsent(id, any -> new CompletableFuture<>());
  }

  private Activity end(Activity begun) throws Exception {
    return end(begun.id()).get(10, TimeUnit.MINUTES);
  }
}
