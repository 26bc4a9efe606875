package io.autopurchase.integration.provider;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Recipient;
import io.autopurchase.Secret;
import io.autopurchase.Tracking;
import io.autopurchase.provider.alibaba1688.Alibaba1688Adapter;
import io.autopurchase.sandbox.alibaba1688.Alibaba1688Sandbox;
import io.autopurchase.sandbox.alibaba1688.Ledger;
import io.autopurchase.sandbox.alibaba1688.Webhook;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.testkit.ProviderUnderTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The 1688 provider and the sandbox, for the contract of providers. */
final class Alibaba1688UnderTest implements ProviderUnderTest {
  private final Alibaba1688Sandbox sandbox;
  private final AtomicLong offers = new AtomicLong(730_000_000_000L);
  private final Map<String, String> ofProvider;

  /**
   * @param settings of the sandbox
   * @param ofProvider settings of the provider, besides those that lead it to the sandbox
   */
  Alibaba1688UnderTest(InstantSource clock, Map<String, String> settings, Map<String, String> ofProvider) {
    this.ofProvider = ofProvider;
    Alibaba1688Sandbox.Builder builder =
        Alibaba1688Sandbox.builder().clock(clock).set("visibilityDelayMillis", "2000").set("timestampWindowMillis", "300000");
    settings.forEach(builder::set);
    sandbox = builder.start();
  }

  @Override
  public ProviderAdapter adapter() {
    return new Alibaba1688Adapter();
  }

  @Override
  public URI address() {
    return sandbox.gatewayUrl();
  }

  @Override
  public void configure(ProviderSettings.Builder settings, URI address) {
    settings
        .set("gateway", address + "/openapi")
        .set("app-key", "123456")
        .secret("app-secret", Secret.of("helloworld"))
        .set("callback", "http://localhost/callback")
        .set("signature-window", "300")
        .set("request-ttl", "5")
        .set("visibility-lag", "3")
        .set("echo", "both")
        .set("repeated-order-codes", "OUT_ORDER_ID_REPEATED")
        .set("lookup-page-size", "5");
    ofProvider.forEach(settings::set);
  }

  @Override
  public Map<String, String> wrongSettings() {
    return Map.of("gateway", "ftp://api.example/openapi", "repeat", "sometimes", "request-ttl", "never", "page-size", "0");
  }

  @Override
  public String authorize(URI page) throws IOException, InterruptedException {
    HttpResponse<Void> answer =
        HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(page + "&auto=true")).build(), HttpResponse.BodyHandlers.discarding());
    String location = answer.headers().firstValue("Location").orElseThrow();
    return location.replaceFirst(".*[?&]code=([^&]*).*", "$1");
  }

  @Override
  public Recipient recipient() {
    return Recipient.builder().name("张三").phone("13800000000").regionCode("330108").postalCode("310051").street("网商路699号").build();
  }

  @Override
  public Item putOnSale(Money price) {
    String id = Long.toString(offers.incrementAndGet());
    sandbox.catalog().add(id, "茶杯", "景德镇瓷器坊", price.toMinorUnits(), 1_000_000);
    return Item.of(id);
  }

  @Override
  public boolean reprice(Item item, Money price) {
    sandbox.catalog().setPrice(item.itemId(), price.toMinorUnits());
    return true;
  }

  @Override
  public void sellOut(Item item) {
    sandbox.catalog().setStock(item.itemId(), 0);
  }

  @Override
  public List<String> ordersOf(String clientOrderId) {
    return sandbox.ledger().ordersFor(clientOrderId).stream().map(Ledger.Order::orderId).toList();
  }

  @Override
  public void pay(String orderId) {
    sandbox.site().pay(orderId);
  }

  @Override
  public boolean ship(String orderId, Tracking parcel) {
    sandbox.site().ship(orderId, parcel.carrier(), parcel.number());
    return true;
  }

  @Override
  public Optional<Duration> tooEarlyToCancel() {
    return Optional.of(Duration.ofSeconds(10));
  }

  @Override
  public Optional<PushedMessage> messageAbout(String orderId) {
    String message =
        "{\"msgId\":210000000001,\"type\":\"ORDER_BUYER_VIEW_ORDER_PAY\",\"userInfo\":\"b2b-2248544101\",\"data\":{\"orderId\":"
            + orderId
            + ",\"currentStatus\":\"waitsellersend\"},\"gmtBorn\":1764230400000}";
    return signed(message.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<PushedMessage> signed(byte[] body) {
    return Optional.of(pushed(sandbox.messages().signed(Map.of("message", new String(body, StandardCharsets.UTF_8)))));
  }

  private static PushedMessage pushed(Webhook webhook) {
    return new PushedMessage(Map.of(), webhook.body().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
