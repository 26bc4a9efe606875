package io.autopurchase.benchmarks.contender;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.ProviderSettings;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Secret;
import io.autopurchase.Tracking;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * A marketplace in memory that answers at once, with ids as long as those of a large one. Each item has a seller of its
 * own, so each line of a booking is a placement. Its accounts are named by the code of the login. Thread-safe.
 */
public final class MarketProvider implements ProviderAdapter, ProviderClient {
  public static final String ID = "market";

  /** Orders of a page of a list. */
  public static final int PAGE = 50;

  /** Of each item at first. */
  public static final Money PRICE = Money.cny("36.80");

  private static final long FIRST_ORDER = 3_500_000_000_000_000_000L;
  private static final Duration TOKEN_LIFE = Duration.ofDays(30);

  private final AtomicLong orders = new AtomicLong(FIRST_ORDER);
  private final Runnable called;
  private final Consumer<String> placed;
  private final Map<String, ProviderOrder> kept = new ConcurrentHashMap<>();
  private final LongAdder lists = new LongAdder();
  private final LongAdder reads = new LongAdder();
  private volatile List<ProviderOrder> modified = List.of();
  private volatile boolean keeps;
  private volatile Money price = PRICE;
  private volatile Duration requestLife = Duration.ofSeconds(5);

  /**
   * @param called at each call that a booking makes: for an item, a quote, or a placement
   * @param placed gets the number of the host's order of each placement
   */
  public MarketProvider(Runnable called, Consumer<String> placed) {
    this.called = called;
    this.placed = placed;
  }

  /** Sells at another price from now on. */
  public void price(Money value) {
    price = value;
  }

  /** How long a request is valid from now on; twice that after it, a look-up is conclusive. */
  public void requestLife(Duration value) {
    requestLife = value;
  }

  /** Keeps the orders that are placed from now on, to be read and to be changed. */
  public void keepOrders() {
    keeps = true;
  }

  /** Ships some of the orders that it keeps; these are all that the list of modified orders has from now on. Returns how many. */
  public int ship(int count, Instant at) {
    List<ProviderOrder> shipped = new ArrayList<>();
    for (ProviderOrder order : kept.values()) {
      if (shipped.size() == count) {
        break;
      }
      if (order.status() == PurchaseStatus.AWAITING_PAYMENT) {
        shipped.add(shipped(order, at));
      }
    }
    shipped.forEach(order -> kept.put(order.id(), order));
    modified = List.copyOf(shipped);
    return shipped.size();
  }

  private static ProviderOrder shipped(ProviderOrder order, Instant at) {
    List<ProviderOrder.Line> lines = new ArrayList<>();
    for (ProviderOrder.Line line : order.lines()) {
      lines.add(
          ProviderOrder.Line.builder(line.id(), line.itemId(), line.skuId(), line.quantity(), PurchaseStatus.SHIPPED, "WAIT_BUYER_CONFIRM_GOODS")
              .lineNo(line.lineNo().orElse(null))
              .title(line.title())
              .amount(line.amount().orElse(null))
              .tracking(List.of(Tracking.of("YUNDA", "YT" + order.id())))
              .build());
    }
    return ProviderOrder.builder(order.id(), order.clientOrderId(), PurchaseStatus.SHIPPED, "WAIT_BUYER_CONFIRM_GOODS")
        .total(order.total().orElse(null))
        .lines(lines)
        .modifiedAt(at)
        .build();
  }

  /** Calls for a page of modified orders. */
  public long lists() {
    return lists.sum();
  }

  /** Calls for orders by their ids. */
  public long reads() {
    return reads.sum();
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
    return ProviderCapabilities.builder().ordersPerPage(PAGE).maxOrdersPerRead(20).build();
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
    ItemListing.Variant variant = ItemListing.Variant.of(item.skuId(), item.skuId(), "", price, 9999, true);
    return new ProviderResult.Success<>(Optional.of(ItemListing.of(item.itemId(), item.itemId(), "手工陶瓷茶杯 " + item.itemId(), true, "", List.of(variant))));
  }

  @Override
  public ProviderResult<Quote> quote(PlacementRequest request, CallContext context) {
    called.run();
    Money now = price;
    List<Quote.Seller> sellers = new ArrayList<>();
    for (PlacementRequest.Line line : request.lines()) {
      sellers.add(
          Quote.Seller.of(
              "seller of " + line.itemId(), now.multiply(line.quantity()), Money.cny("0.00"), List.of(Quote.PricedLine.of(line.lineNo(), now))));
    }
    return new ProviderResult.Success<>(Quote.of(sellers, List.of()));
  }

  @Override
  public Optional<RequestValidity> validity(Instant now) {
    Instant end = now.plus(requestLife);
    return Optional.of(new RequestValidity(now, end, end.plus(requestLife)));
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
    ProviderOrder order =
        ProviderOrder.builder(id, clientOrderId, PurchaseStatus.AWAITING_PAYMENT, "WAIT_BUYER_PAY")
            .total(request.goods())
            .lines(lines)
            .modifiedAt(context.now())
            .build();
    if (keeps) {
      kept.put(id, order);
    }
    return new ProviderResult.Success<>(PlacementResponse.of(List.of(order)));
  }

  /** Finds none: an order whose answer was lost died with the process that had placed it. */
  @Override
  public ProviderResult<OrderLookup> ordersByClientOrderId(OrderLookupRequest request, CallContext context) {
    return new ProviderResult.Success<>(OrderLookup.of(List.of(), context.now()));
  }

  @Override
  public ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context) {
    reads.increment();
    return new ProviderResult.Success<>(ids.stream().filter(kept::containsKey).map(kept::get).toList());
  }

  @Override
  public ProviderResult<OrderPage> ordersModified(Instant since, int page, CallContext context) {
    lists.increment();
    List<ProviderOrder> all = modified;
    List<ProviderOrder> shown = all.subList(Math.min(all.size(), (page - 1) * PAGE), Math.min(all.size(), page * PAGE));
    return new ProviderResult.Success<>(OrderPage.of(shown, page * PAGE >= all.size(), context.now()));
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
