package io.autopurchase.provider.alibaba1688;

import io.autopurchase.Item;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ItemListing;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.PlacementResponse;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import io.autopurchase.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** A fake market and clients of it, in one manual time. */
final class Market implements AutoCloseable {
  final ManualTime time = new ManualTime(Instant.parse("2025-11-27T08:00:00Z"));
  final FakeMarket fake = new FakeMarket(time::now);
  private Secret token = Secret.of("none");
  private Alibaba1688Client client = client(settings -> settings);

  /** The settings that every client needs. */
  ProviderSettings.Builder settings() {
    return ProviderSettings.builder()
        .set("gateway", fake.gateway())
        .set("app-key", FakeMarket.APP_KEY)
        .secret("app-secret", Secret.of(FakeMarket.APP_SECRET))
        .set("callback", "http://localhost/callback");
  }

  Alibaba1688Client client(UnaryOperator<ProviderSettings.Builder> more) {
    return new Alibaba1688Client(Alibaba1688Settings.of(more.apply(settings()).build()));
  }

  Market with(UnaryOperator<ProviderSettings.Builder> more) {
    client.close();
    client = client(more);
    return this;
  }

  Alibaba1688Client client() {
    return client;
  }

  CallContext context() {
    CallContext context = CallContext.of(time.now(), Duration.ofMinutes(2));
    if (token.reveal().equals("none")) {
      token = value(client.exchangeCode(fake.authorize(), context)).accessToken();
    }
    return context.withAccessToken(token);
  }

  static <T> T value(ProviderResult<T> result) {
    if (result instanceof ProviderResult.Success<T> yes) {
      return yes.value();
    }
    throw new AssertionError("a success was expected: " + result);
  }

  PlacementRequest.Line line(String no, String offer, int quantity) {
    ItemListing.Variant variant = value(client.item(Item.of(offer), context())).orElseThrow().variants().get(0);
    return PlacementRequest.Line.of(no, offer, variant.skuId(), offer, variant.orderSkuId(), "", quantity, variant.price(), "");
  }

  RequestValidity validity() {
    if (client.validity(time.now()).isEmpty()) {
      value(client.prepare(context()));
    }
    return client.validity(time.now()).orElseThrow();
  }

  ProviderResult<PlacementResponse> place(String clientOrderId, PlacementRequest.Line... lines) {
    return client.place(clientOrderId, Recorded.request(lines), validity(), context());
  }

  /** The look-up of what was placed within the last hour. */
  OrderLookupRequest lookup(String clientOrderId) {
    return OrderLookupRequest.of(clientOrderId, time.now().minus(Duration.ofHours(1)), time.now().plus(Duration.ofHours(1)));
  }

  ProviderResult<OrderLookup> find(String clientOrderId) {
    return client.ordersByClientOrderId(lookup(clientOrderId), context());
  }

  ProviderOrder read(String id) {
    return value(client.orders(List.of(id), context())).get(0);
  }

  @Override
  public void close() {
    client.close();
    fake.close();
  }
}
