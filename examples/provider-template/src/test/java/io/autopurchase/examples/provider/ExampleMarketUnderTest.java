package io.autopurchase.examples.provider;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Recipient;
import io.autopurchase.Secret;
import io.autopurchase.Tracking;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.testkit.ProviderUnderTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The adapter and its fake, for the contract of providers. */
final class ExampleMarketUnderTest implements ProviderUnderTest {
  private final ExampleMarketServer market;

  ExampleMarketUnderTest(InstantSource clock) {
    market = new ExampleMarketServer(clock, Duration.ofSeconds(2));
  }

  @Override
  public ProviderAdapter adapter() {
    return new ExampleMarketAdapter();
  }

  @Override
  public URI address() {
    return market.url();
  }

  @Override
  public void configure(ProviderSettings.Builder settings, URI address) {
    settings.set("url", address.toString()).set("app", ExampleMarketServer.APP).secret("app-secret", Secret.of(ExampleMarketServer.SECRET));
  }

  @Override
  public Map<String, String> wrongSettings() {
    return Map.of("url", "http://example.example", "request-ttl", "0", "call-timeout", "soon");
  }

  @Override
  public String authorize(URI page) {
    return market.authorize();
  }

  @Override
  public Recipient recipient() {
    return Recipient.builder().name("Long John").phone("+441173960000").street("Spyglass Hill 1").build();
  }

  @Override
  public Item putOnSale(Money price) {
    return Item.of(market.putOnSale("perch", price.amount().toPlainString(), 10_000));
  }

  @Override
  public boolean reprice(Item item, Money price) {
    market.setPrice(item.itemId(), price.amount().toPlainString());
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
  public boolean limitNextCall(int seconds) {
    market.limitNextCall(seconds);
    return true;
  }

  @Override
  public Optional<PushedMessage> messageAbout(String orderId) {
    return signed(("{\"type\":\"paid\",\"order\":" + orderId + ",\"time\":1741608000000}").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<PushedMessage> signed(byte[] body) {
    String signature = Webhooks.signature(body, Secret.of(ExampleMarketServer.SECRET));
    return Optional.of(new PushedMessage(Map.of("X-Example-Signature", List.of(signature)), body));
  }

  @Override
  public void close() {
    market.close();
  }
}
