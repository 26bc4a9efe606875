package io.autopurchase.year;

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
import io.autopurchase.spi.PaymentResponse;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A provider in memory with ids and titles as long as those of a large marketplace. It knows the latest orders only, and nothing
 * of their copies. Its accounts are named by the code of the login. For one thread.
 */
final class YearProvider implements ProviderAdapter, ProviderClient {
  static final String ID = "market";
  static final Money PRICE = Money.cny("36.80");

  /** An item whose id begins so has become more expensive: a booking of it asks. */
  static final String DEAR = "99";

  private static final long FIRST_ORDER = 3_500_000_000_000_000_000L;
  private static final Duration TOKEN_LIFE = Duration.ofDays(30);
  private static final Duration REQUEST_LIFE = Duration.ofSeconds(5);

  /** By their ids, the oldest first. */
  private final Map<String, Entry> orders = new LinkedHashMap<>();

  private final long apart;
  private final int remembered;
  private long made;

  private record Entry(String account, ProviderOrder order) {}

  /**
   * @param apart so much lies between the numbers of two orders: room for those of the copies
   * @param remembered so many orders at most
   */
  YearProvider(long apart, int remembered) {
    this.apart = apart;
    this.remembered = remembered;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public ProviderClient open(ProviderSettings settings) {
    return this;
  }

  // What the program says

  static byte[] message(String orderId, Instant at) {
    return (orderId + ";" + at).getBytes(StandardCharsets.UTF_8);
  }

  void ship(String orderId, Instant at) {
    long number = (Long.parseLong(orderId) - FIRST_ORDER);
    Tracking parcel = Tracking.of("YUNDA", String.format("YT%015d", number));
    change(orderId, PurchaseStatus.SHIPPED, "WAIT_BUYER_CONFIRM_GOODS", at, line -> line.tracking(List.of(parcel)));
  }

  void receive(String orderId, Instant at) {
    change(orderId, PurchaseStatus.RECEIVED, "TRADE_FINISHED", at, line -> line);
  }

  private void change(
      String orderId, PurchaseStatus status, String raw, Instant at, UnaryOperator<ProviderOrder.LineBuilder> more) {
    orders.computeIfPresent(
        orderId,
        (id, entry) -> {
          ProviderOrder old = entry.order();
          List<ProviderOrder.Line> lines = new ArrayList<>();
          for (ProviderOrder.Line line : old.lines()) {
            ProviderOrder.LineBuilder changed =
                ProviderOrder.Line.builder(line.id(), line.itemId(), line.skuId(), line.quantity(), status, raw)
                    .lineNo(line.lineNo().orElse(null))
                    .title(line.title())
                    .amount(line.amount().orElse(null))
                    .tracking(line.tracking());
            lines.add(more.apply(changed).build());
          }
          return new Entry(
              entry.account(),
              ProviderOrder.builder(id, old.clientOrderId(), status, raw)
                  .total(old.total().orElse(null))
                  .lines(lines)
                  .modifiedAt(at)
                  .build());
        });
  }

  // What the engine asks

  @Override
  public ProviderCapabilities capabilities() {
    return ProviderCapabilities.builder().ordersPerPage(50).maxOrdersPerRead(20).maxOrdersPerPayment(20).build();
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

  /** Its tokens are the account's name. */
  private static ProviderResult<TokenSet> grant(String account) {
    return new ProviderResult.Success<>(
        TokenSet.of(Secret.of(account), TOKEN_LIFE).withRefreshToken(Secret.of(account), TOKEN_LIFE.multipliedBy(20)).withAccount(account));
  }

  @Override
  public ProviderResult<Optional<ItemListing>> item(Item item, CallContext context) {
    String id = item.itemId();
    ItemListing.Variant variant = ItemListing.Variant.of(item.skuId(), item.skuId(), "", price(id), 9999, true);
    return new ProviderResult.Success<>(Optional.of(ItemListing.of(id, id, Titles.of(id), true, "", List.of(variant))));
  }

  private static Money price(String itemId) {
    return itemId.startsWith(DEAR) ? PRICE.multiply(2) : PRICE;
  }

  @Override
  public ProviderResult<Quote> quote(PlacementRequest request, CallContext context) {
    List<Quote.Seller> sellers = new ArrayList<>();
    for (PlacementRequest.Line line : request.lines()) {
      Money price = price(line.itemId());
      List<Quote.PricedLine> lines = List.of(Quote.PricedLine.of(line.lineNo(), price));
      sellers.add(Quote.Seller.of("seller of " + line.itemId(), price.multiply(line.quantity()), Money.cny("0.00"), lines));
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
  public ProviderResult<PlacementResponse> place(
      String clientOrderId, PlacementRequest request, RequestValidity validity, CallContext context) {
    return sent(
        context,
        () -> {
          String id = Long.toString(FIRST_ORDER + apart * made++);
          List<ProviderOrder.Line> lines = new ArrayList<>();
          for (PlacementRequest.Line line : request.lines()) {
            lines.add(
                ProviderOrder.Line.builder(
                        id, line.orderItemId(), line.orderSkuId(), line.quantity(), PurchaseStatus.AWAITING_PAYMENT, "WAIT_BUYER_PAY")
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
          orders.put(id, new Entry(account(context), order));
          if (orders.size() > remembered) {
            orders.remove(orders.keySet().iterator().next());
          }
          return PlacementResponse.of(List.of(order));
        });
  }

  private static <T> ProviderResult<T> sent(CallContext context, Supplier<T> work) {
    return context.maySend()
        ? new ProviderResult.Success<>(work.get())
        : new ProviderResult.NotSent<>("TOO_LATE", "the request was not sent in time");
  }

  private static String account(CallContext context) {
    return context.accessToken().orElseThrow().reveal();
  }

  private List<ProviderOrder> ofAccount(CallContext context) {
    String account = account(context);
    return orders.values().stream().filter(entry -> entry.account().equals(account)).map(Entry::order).toList();
  }

  @Override
  public ProviderResult<OrderLookup> ordersByClientOrderId(OrderLookupRequest request, CallContext context) {
    List<ProviderOrder> found = ofAccount(context).stream().filter(order -> order.clientOrderId().equals(request.clientOrderId())).toList();
    return new ProviderResult.Success<>(OrderLookup.of(found, context.now()));
  }

  @Override
  public ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context) {
    return new ProviderResult.Success<>(ids.stream().filter(orders::containsKey).map(id -> orders.get(id).order()).toList());
  }

  @Override
  public ProviderResult<OrderPage> ordersModified(Instant since, int page, CallContext context) {
    int size = capabilities().ordersPerPage();
    List<ProviderOrder> modified =
        ofAccount(context).stream()
            .filter(order -> !order.modifiedAt().orElseThrow().isBefore(since))
            .sorted(Comparator.comparing((ProviderOrder order) -> order.modifiedAt().orElseThrow()).reversed())
            .toList();
    List<ProviderOrder> shown = modified.stream().skip((page - 1L) * size).limit(size).toList();
    return new ProviderResult.Success<>(OrderPage.of(shown, (long) page * size >= modified.size(), context.now()));
  }

  @Override
  public ProviderResult<PaymentResponse> pay(List<String> orderIds, RequestValidity validity, CallContext context) {
    return sent(
        context,
        () -> {
          orderIds.forEach(
              id -> change(id, PurchaseStatus.AWAITING_SHIPMENT, "WAIT_SELLER_SEND_GOODS", context.now(), line -> line));
          return PaymentResponse.of(orderIds, Map.of());
        });
  }

  @Override
  public ProviderWebhook parseWebhook(Map<String, List<String>> headers, byte[] body) {
    String[] parts = new String(body, StandardCharsets.UTF_8).split(";", -1);
    return new ProviderWebhook.Verified("ORDER", List.of(parts[0]), List.of(), Instant.parse(parts[1]));
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}
