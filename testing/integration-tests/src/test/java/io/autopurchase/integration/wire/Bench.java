package io.autopurchase.integration.wire;

import io.autopurchase.Money;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Recipient;
import io.autopurchase.Secret;
import io.autopurchase.provider.taobao.TaobaoAdapter;
import io.autopurchase.sandbox.Ledger;
import io.autopurchase.sandbox.TaobaoSandbox;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import io.autopurchase.spi.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A sandbox and a client of it, with a token, an order that is shipped and one that waits for payment. */
final class Bench implements AutoCloseable {
  static final String ITEM = "42602653803";
  static final String SHIPPED = "shipped";
  static final String UNPAID = "unpaid";
  static final String NEW = "new";

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Recipient PERSON =
      Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();

  final TaobaoSandbox sandbox;
  final ProviderClient client;
  final PlacementRequest request;
  final TokenSet grant;

  Bench() {
    // Ids that are too large for clients that count in doubles.
    sandbox = TaobaoSandbox.builder().set("leastId", "9007199254740993").start();
    client =
        new TaobaoAdapter()
            .open(
                ProviderSettings.builder()
                    .set("gateway", sandbox.restUrl().toString())
                    .set("app-key", "123456")
                    .secret("app-secret", Secret.of("helloworld"))
                    .set("callback", "http://localhost/callback")
                    .build());
    grant = value(client.exchangeCode(sandbox.authorize("our-buyer"), context(PATIENCE)));
    String mpId = value(client.item(new io.autopurchase.Item(ITEM, ""), context(PATIENCE))).orElseThrow().orderItemId();
    request =
        PlacementRequest.of(
            "ORD-1",
            PERSON,
            PERSON,
            "",
            List.of(PlacementRequest.Line.of("1-1", ITEM, "", mpId, "", "", 1, Money.cny("128.50"), "")));
    place(SHIPPED);
    place(UNPAID);
    sandbox.site().pay(order(SHIPPED).purchaseId());
    sandbox.site().ship(order(SHIPPED).purchaseId(), "ZTO", "78901234567890");
  }

  private void place(String clientOrderId) {
    value(client.place(clientOrderId, request, validity(), context(PATIENCE)));
  }

  /** The only order of a client order id. */
  Ledger.Order order(String clientOrderId) {
    return orders(clientOrderId).orElseThrow();
  }

  Optional<Ledger.Order> orders(String clientOrderId) {
    List<Ledger.Order> orders = sandbox.ledger().ordersFor(clientOrderId);
    if (orders.size() > 1) {
      throw new AssertionError("ordered twice: " + orders);
    }
    return orders.stream().findFirst();
  }

  /** Ids of the orders that the client finds by a client order id. */
  List<String> found(String clientOrderId) {
    return value(client.ordersByClientOrderId(lookup(clientOrderId), context(PATIENCE))).orders().stream().map(ProviderOrder::id).toList();
  }

  CallContext context(Duration timeout) {
    CallContext context = CallContext.of(Instant.now(), timeout);
    return grant == null ? context : context.withAccessToken(grant.accessToken());
  }

  static RequestValidity validity() {
    Instant now = Instant.now();
    return new RequestValidity(now, now.plusSeconds(7200), now.plusSeconds(7300));
  }

  /** What was placed within the last hours. */
  static OrderLookupRequest lookup(String clientOrderId) {
    RequestValidity validity = validity();
    return OrderLookupRequest.of(clientOrderId, validity.signedAt().minusSeconds(7200), validity.conclusiveAt());
  }

  private static <T> T value(ProviderResult<T> result) {
    if (result instanceof ProviderResult.Success<T> yes) {
      return yes.value();
    }
    throw new AssertionError("no success: " + result);
  }

  @Override
  public void close() {
    client.close();
    sandbox.close();
  }
}
