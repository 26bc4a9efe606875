package io.autopurchase.provider.alibaba1688;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Recipient;
import io.autopurchase.Secret;
import io.autopurchase.Tracking;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.testkit.ProviderUnderTest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The adapter and its fake, for the contract of providers. */
final class MarketUnderTest implements ProviderUnderTest {
  private final FakeMarket market;

  MarketUnderTest(InstantSource clock) {
    market = new FakeMarket(clock);
  }

  @Override
  public ProviderAdapter adapter() {
    return new Alibaba1688Adapter();
  }

  @Override
  public URI address() {
    return market.url();
  }

  @Override
  public void configure(ProviderSettings.Builder settings, URI address) {
    settings
        .set("gateway", address + "/openapi")
        .set("app-key", FakeMarket.APP_KEY)
        .secret("app-secret", Secret.of(FakeMarket.APP_SECRET))
        .set("callback", "http://localhost/callback")
        .set("signature-window", "300")
        .set("request-ttl", "5")
        .set("visibility-lag", "3")
        .set("echo", "both")
        .set("lookup-page-size", "5");
  }

  @Override
  public Map<String, String> wrongSettings() {
    return Map.of("gateway", "http://gw.open.1688.com/openapi", "repeat", "sometimes", "request-ttl", "300", "page-size", "0", "trade-type", "creditBuy");
  }

  @Override
  public String authorize(URI page) {
    return market.authorize();
  }

  @Override
  public Recipient recipient() {
    return Recipient.builder().name("张三").phone("13800000000").regionCode("330108").street("网商路699号").build();
  }

  @Override
  public Item putOnSale(Money price) {
    String offer = market.putOnSale(price.toMinorUnits(), "景德镇瓷器坊");
    return Item.of(offer);
  }

  @Override
  public boolean reprice(Item item, Money price) {
    market.setPrice(item.itemId(), price.toMinorUnits());
    return true;
  }

  @Override
  public void sellOut(Item item) {
    market.setStock(item.itemId(), 0);
  }

  @Override
  public List<String> ordersOf(String clientOrderId) {
    return market.ordersOf(clientOrderId);
  }

  @Override
  public void pay(String orderId) {
    market.pay(orderId);
  }

  @Override
  public boolean ship(String orderId, Tracking parcel) {
    market.ship(orderId, parcel.carrier(), parcel.number());
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
    String message = new String(body, StandardCharsets.UTF_8);
    String form =
        "message=" + URLEncoder.encode(message, StandardCharsets.UTF_8) + "&_aop_signature=" + FakeMarket.signature("", Map.of("message", message));
    return Optional.of(new PushedMessage(Map.of(), form.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    market.close();
  }
}
