package io.autopurchase.benchmarks.contender;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.ProviderSettings;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ItemListing;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.OrderPage;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.PlacementResponse;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.ProviderWebhook;
import io.autopurchase.spi.Quote;
import io.autopurchase.spi.RequestValidity;
import io.autopurchase.spi.TokenSet;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A marketplace in memory that answers at once and keeps nothing, with ids as long as those of a large one. Each item has a seller of its
 * own, so each line of a booking is a placement. Its accounts are named by the code of the login. Thread-safe.
 */
public final class MarketProvider implements ProviderAdapter, ProviderClient {
  public static final String ID = "market";
  public static final Money PRICE = Money.cny("36.80");

  private static final long FIRST_ORDER = 3_500_000_000_000_000_000L;
  private static final Duration TOKEN_LIFE = Duration.ofDays(30);
  private static final Duration REQUEST_LIFE = Duration.ofSeconds(5);

  private final AtomicLong orders = new AtomicLong(FIRST_ORDER);
  private final Runnable called;
  private final Consumer<String> placed;

  /**
   * @param called at each call that a booking makes: for an item, a quote, or a placement
   * @param placed gets the number of the host's order of each placement
   */
  public MarketProvider(Runnable called, Consumer<String> placed) {
    this.called = called;
    this.placed = placed;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public ProviderClient open(ProviderSettings settings) {
    return this;
  }

  @Override
  public ProviderCapabilities capabilities() {
    return ProviderCapabilities.builder().ordersPerPage(50).maxOrdersPerRead(20).build();
  }

  @Override
  public URI authorizationUrl(String state) {
    return URI.create("https://market.example/authorize?state=" + state);
  }

  @Override
  public ProviderResult<TokenSet> exchangeCode(String code, CallContext context) {
    return grant(code);
  }

  @Override
  public ProviderResult<TokenSet> refresh(Secret refreshToken, CallContext context) {
    return grant(refreshToken.reveal());
  }

  private static ProviderResult<TokenSet> grant(String account) {
    return new ProviderResult.Success<>(
        TokenSet.of(Secret.of(account), TOKEN_LIFE).withRefreshToken(Secret.of(account), TOKEN_LIFE.multipliedBy(6)).withAccount(account));
  }

  @Override
  public ProviderResult<Optional<ItemListing>> item(Item item, CallContext context) {
    called.run();
    ItemListing.Variant variant = ItemListing.Variant.of(item.skuId(), item.skuId(), "", PRICE, 9999, true);
    return new ProviderResult.Success<>(Optional.of(ItemListing.of(item.itemId(), item.itemId(), "手工陶瓷茶杯 " + item.itemId(), true, "", List.of(variant))));
  }

  @Override
  public ProviderResult<Quote> quote(PlacementRequest request, CallContext context) {
    called.run();
    List<Quote.Seller> sellers = new ArrayList<>();
    for (PlacementRequest.Line line : request.lines()) {
      sellers.add(
          Quote.Seller.of(
              "seller of " + line.itemId(), PRICE.multiply(line.quantity()), Money.cny("0.00"), List.of(Quote.PricedLine.of(line.lineNo(), PRICE))));
    }
    return new ProviderResult.Success<>(Quote.of(sellers, List.of()));
  }

  @Override
  public Optional<RequestValidity> validity(Instant now) {
    Instant end = now.plus(REQUEST_LIFE);
    return Optional.of(new RequestValidity(now, end, end.plus(REQUEST_LIFE)));
  }

  @Override
  public ProviderResult<Boolean> prepare(CallContext context) {
    return new ProviderResult.Success<>(true);
  }

  @Override
  public ProviderResult<PlacementResponse> place(String clientOrderId, PlacementRequest request, RequestValidity validity, CallContext context) {
    if (!context.maySend()) {
      return new ProviderResult.NotSent<>("TOO_LATE", "the request was not sent in time");
    }
    called.run();
    placed.accept(request.orderId());
    String id = Long.toString(orders.incrementAndGet());
    List<ProviderOrder.Line> lines = new ArrayList<>();
    for (PlacementRequest.Line line : request.lines()) {
      lines.add(
          ProviderOrder.Line.builder(
                  id + lines.size(), line.orderItemId(), line.orderSkuId(), line.quantity(), PurchaseStatus.AWAITING_PAYMENT, "WAIT_BUYER_PAY")
              .lineNo(line.lineNo())
              .title(line.title())
              .amount(line.unitPrice().multiply(line.quantity()))
              .build());
    }
    return new ProviderResult.Success<>(
        PlacementResponse.of(
            List.of(
                ProviderOrder.builder(id, clientOrderId, PurchaseStatus.AWAITING_PAYMENT, "WAIT_BUYER_PAY")
                    .total(request.goods())
                    .lines(lines)
                    .modifiedAt(context.now())
                    .build())));
  }

  // A placement is always answered, and no synchronization runs: nothing asks for orders.

  @Override
  public ProviderResult<OrderLookup> ordersByClientOrderId(OrderLookupRequest request, CallContext context) {
    throw new UnsupportedOperationException("an answer was lost that was never given");
  }

  @Override
  public ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context) {
    throw new UnsupportedOperationException("this market keeps no orders");
  }

  @Override
  public ProviderResult<OrderPage> ordersModified(Instant since, int page, CallContext context) {
    throw new UnsupportedOperationException("this market keeps no orders");
  }

  @Override
  public ProviderWebhook parseWebhook(Map<String, List<String>> headers, byte[] body) {
    return new ProviderWebhook.InvalidSignature();
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}
