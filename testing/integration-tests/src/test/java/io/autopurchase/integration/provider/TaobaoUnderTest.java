package io.autopurchase.integration.provider;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Recipient;
import io.autopurchase.Secret;
import io.autopurchase.Tracking;
import io.autopurchase.provider.taobao.TaobaoAdapter;
import io.autopurchase.sandbox.Fault;
import io.autopurchase.sandbox.Ledger;
import io.autopurchase.sandbox.TaobaoSandbox;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.testkit.ProviderUnderTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The Taobao provider and the sandbox, for the contract of providers. */
final class TaobaoUnderTest implements ProviderUnderTest {
  private static final String APP_KEY = "123456";
  private static final String APP_SECRET = "helloworld";

  private final TaobaoSandbox sandbox;
  private final AtomicLong items = new AtomicLong(730_000_000_000L);

  /**
   * @param jsonTypes a value of the sandbox's setting
   */
  TaobaoUnderTest(InstantSource clock, String jsonTypes) {
    sandbox = TaobaoSandbox.builder().clock(clock).visibilityDelay(Duration.ofSeconds(2)).set("jsonTypes", jsonTypes).start();
  }

  @Override
  public ProviderAdapter adapter() {
    return new TaobaoAdapter();
  }

  @Override
  public URI address() {
    return sandbox.restUrl();
  }

  @Override
  public void configure(ProviderSettings.Builder settings, URI address) {
    settings
        .set("gateway", address + "/rest")
        .set("app-key", APP_KEY)
        .secret("app-secret", Secret.of(APP_SECRET))
        .set("callback", "http://localhost/callback")
        .set("request-ttl", "5")
        .set("visibility-lag", "3");
  }

  @Override
  public Map<String, String> wrongSettings() {
    return Map.of("gateway", "ftp://api.example/rest", "repeat", "sometimes", "request-ttl", "never", "page-size", "0");
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
    return Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();
  }

  @Override
  public Item putOnSale(Money price) {
    String id = Long.toString(items.incrementAndGet());
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
    return sandbox.ledger().ordersFor(clientOrderId).stream().map(Ledger.Order::purchaseId).toList();
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
  public boolean limitNextCall(int seconds) {
    sandbox.faults().on("*").call(1).inject(Fault.callLimit(seconds));
    return true;
  }

  @Override
  public Optional<PushedMessage> messageAbout(String orderId) {
    String body =
        "{\"message_type\":\"PURCHASE_ORDER_STATUS\",\"timestamp\":1741608000,\"data\":{\"purchase_id\":" + orderId + ",\"business_time\":1741608000000}}";
    return signed(body.getBytes(StandardCharsets.UTF_8));
  }

  /** The key's owner signs the app key and the body. */
  @Override
  public Optional<PushedMessage> signed(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(APP_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update(APP_KEY.getBytes(StandardCharsets.UTF_8));
      return Optional.of(new PushedMessage(Map.of("Authorization", List.of(HexFormat.of().formatHex(mac.doFinal(body)))), body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
