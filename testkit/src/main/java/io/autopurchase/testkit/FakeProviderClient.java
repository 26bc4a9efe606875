package io.autopurchase.testkit;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.CancelRequest;
import io.autopurchase.spi.ItemListing;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.OrderPage;
import io.autopurchase.spi.PaymentResponse;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.PlacementResponse;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.ProviderWebhook;
import io.autopurchase.spi.Quote;
import io.autopurchase.spi.RequestValidity;
import io.autopurchase.spi.TokenSet;
import io.autopurchase.testkit.FakeProvider.Call;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One engine's conversation with a {@link FakeProvider}. */
final class FakeProviderClient implements ProviderClient {
  static final String SIGNATURE = "signature";
  static final String SIGNED = "signed-by-the-fake";

  private static final Duration REQUEST_LIFE = Duration.ofSeconds(5);
  private static final Duration VISIBLE = Duration.ofSeconds(5);
  private static final Duration REFRESH_LIFE = Duration.ofDays(180);

  private final FakeProvider provider;

  FakeProviderClient(FakeProvider provider) {
    this.provider = provider;
  }

  @Override
  public ProviderCapabilities capabilities() {
    return provider.capabilities();
  }

  @Override
  public URI authorizationUrl(String state) {
    return URI.create("https://fake.example/authorize?state=" + state);
  }

  @Override
  public ProviderResult<TokenSet> exchangeCode(String code, CallContext context) {
    return answer(Operation.EXCHANGE_CODE, "", context, this::grant);
  }

  @Override
  public ProviderResult<TokenSet> refresh(Secret refreshToken, CallContext context) {
    return answer(
        Operation.REFRESH,
        "",
        context,
        () ->
            provider.spend(refreshToken)
                ? grant()
                : new ProviderResult.Rejected<>("INVALID_REFRESH_TOKEN", "it is not valid (any more)", null));
  }

  private ProviderResult<TokenSet> grant() {
    return new ProviderResult.Success<>(
        TokenSet.of(provider.newToken(), provider.tokenLife())
            .withRefreshToken(provider.newToken(), REFRESH_LIFE)
            .withAccount(provider.account()));
  }

  @Override
  public ProviderResult<Optional<ItemListing>> item(Item item, CallContext context) {
    return authorized(
        Operation.ITEM,
        item.itemId(),
        context,
        () -> {
          ItemListing.Variant variant =
              ItemListing.Variant.of(item.skuId(), item.skuId(), "", provider.price(item.itemId()), Integer.MAX_VALUE, true);
          return new ProviderResult.Success<>(
              Optional.of(ItemListing.of(item.itemId(), item.itemId(), "item " + item.itemId(), true, "", List.of(variant))));
        });
  }

  @Override
  public ProviderResult<Quote> quote(PlacementRequest request, CallContext context) {
    return authorized(
        Operation.QUOTE,
        request.orderId(),
        context,
        () -> {
          List<Quote.Seller> sellers = new ArrayList<>();
          for (PlacementRequest.Line line : request.lines()) {
            Money price = provider.price(line.itemId());
            sellers.add(
                Quote.Seller.of(
                    "seller of " + line.itemId(),
                    price.multiply(line.quantity()),
                    Money.cny("0.00"),
                    List.of(Quote.PricedLine.of(line.lineNo(), price))));
          }
          return new ProviderResult.Success<>(Quote.of(sellers, List.of()));
        });
  }

  @Override
  public Instant providerTime(Instant now) {
    return provider.believedTime(now);
  }

  @Override
  public Optional<RequestValidity> validity(Instant now) {
    if (provider.needsPreparation()) {
      return Optional.empty();
    }
    Instant there = providerTime(now);
    return Optional.of(new RequestValidity(there, there.plus(REQUEST_LIFE), there.plus(REQUEST_LIFE).plus(VISIBLE)));
  }

  @Override
  public ProviderResult<Boolean> prepare(CallContext context) {
    return authorized(Operation.PREPARE, "", context, () -> {
      provider.prepared();
      return new ProviderResult.Success<>(true);
    });
  }

  @Override
  public ProviderResult<PlacementResponse> place(
      String clientOrderId, PlacementRequest request, RequestValidity validity, CallContext context) {
    return authorized(
        Operation.PLACE,
        request.orderId(),
        context,
        () -> {
          ProviderOrder made = provider.add(id -> order(id, clientOrderId, charged(request), context.now()));
          boolean namesOnly = capabilities().verification() == ProviderCapabilities.Verification.BY_READING;
          return new ProviderResult.Success<>(namesOnly ? PlacementResponse.ofIds(List.of(made.id())) : PlacementResponse.of(List.of(made)));
        });
  }

  /** As it is charged: at the prices of the moment, if the provider takes none with an order. */
  private PlacementRequest charged(PlacementRequest request) {
    if (capabilities().priceCheck() == ProviderCapabilities.PriceCheck.BEFORE_PLACING) {
      return request;
    }
    List<PlacementRequest.Line> lines =
        request.lines().stream()
            .map(
                line ->
                    PlacementRequest.Line.of(
                        line.lineNo(), line.itemId(), line.skuId(), line.orderItemId(), line.orderSkuId(), line.title(), line.quantity(),
                        provider.price(line.itemId()), line.note()))
            .toList();
    return request.withLines(lines);
  }

  private static ProviderOrder order(String id, String clientOrderId, PlacementRequest request, Instant now) {
    List<ProviderOrder.Line> lines = new ArrayList<>();
    for (PlacementRequest.Line line : request.lines()) {
      lines.add(
          ProviderOrder.Line.builder(
                  id + "-" + (lines.size() + 1),
                  line.orderItemId(),
                  line.orderSkuId(),
                  line.quantity(),
                  PurchaseStatus.AWAITING_PAYMENT,
                  "UNPAID")
              .lineNo(line.lineNo())
              .amount(line.unitPrice().multiply(line.quantity()))
              .build());
    }
    return ProviderOrder.builder(id, clientOrderId, PurchaseStatus.AWAITING_PAYMENT, "UNPAID")
        .total(request.goods())
        .lines(lines)
        .modifiedAt(now)
        .build();
  }

  @Override
  public ProviderResult<OrderLookup> ordersByClientOrderId(OrderLookupRequest request, CallContext context) {
    return authorized(
        Operation.LOOK_UP,
        request.clientOrderId(),
        context,
        () ->
            request.cursor().filter(provider::hasLost).isPresent()
                ? new ProviderResult.Rejected<>("CURSOR_EXPIRED", "it is not valid (any more)", null)
                : new ProviderResult.Success<>(page(request, context)));
  }

  private OrderLookup page(OrderLookupRequest request, CallContext context) {
    if (provider.listsCandidates()) {
      List<ProviderOrder> listed = provider.shown();
      int from = request.cursor().map(provider::position).orElse(0);
      int to = Math.min(listed.size(), from + capabilities().ordersPerPage());
      Optional<String> next = to < listed.size() ? Optional.of(provider.cursor(to)) : Optional.empty();
      return OrderLookup.of(List.of(), listed.subList(from, to).stream().map(ProviderOrder::id).toList(), context.now(), next);
    }
    return OrderLookup.of(
        provider.shown().stream().filter(order -> order.clientOrderId().equals(request.clientOrderId())).toList(), context.now());
  }

  @Override
  public ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context) {
    return authorized(
        Operation.ORDERS,
        String.join(",", ids),
        context,
        () -> new ProviderResult.Success<>(provider.shown().stream().filter(order -> ids.contains(order.id())).toList()));
  }

  @Override
  public ProviderResult<OrderPage> ordersModified(Instant since, int page, CallContext context) {
    return authorized(
        Operation.MODIFIED,
        "",
        context,
        () -> {
          int size = capabilities().ordersPerPage();
          List<ProviderOrder> modified =
              provider.shown().stream()
                  .filter(order -> order.modifiedAt().filter(at -> !at.isBefore(since)).isPresent())
                  .sorted(provider.listOrder())
                  .toList();
          List<ProviderOrder> shown = modified.stream().skip((page - 1L) * size).limit(size).toList();
          return new ProviderResult.Success<>(OrderPage.of(shown, (long) page * size >= modified.size(), context.now()));
        });
  }

  @Override
  public ProviderResult<Boolean> cancel(CancelRequest request, RequestValidity validity, CallContext context) {
    return authorized(
        Operation.CANCEL,
        request.orderId(),
        context,
        () -> {
          ProviderOrder order = provider.orders().stream().filter(o -> o.id().equals(request.orderId())).findFirst().orElse(null);
          if (order == null || order.status() != PurchaseStatus.AWAITING_PAYMENT) {
            return new ProviderResult.Rejected<>("NOT_CANCELLABLE", "it is " + (order == null ? "unknown" : order.rawStatus()), null);
          }
          if (provider.cancelsAtOnce()) {
            provider.change(order.id(), old -> FakeOrders.closed(old, request.lineIds(), request.reason(), context.now()));
          }
          return new ProviderResult.Success<>(true);
        });
  }

  @Override
  public ProviderResult<PaymentResponse> pay(List<String> orderIds, RequestValidity validity, CallContext context) {
    return authorized(
        Operation.PAY,
        String.join(",", orderIds),
        context,
        () -> {
          List<String> accepted = new ArrayList<>();
          Map<String, PaymentResponse.Refusal> refused = new HashMap<>();
          for (String id : orderIds) {
            boolean waits =
                provider.orders().stream().anyMatch(o -> o.id().equals(id) && o.status() == PurchaseStatus.AWAITING_PAYMENT);
            if (waits && provider.isPayable(id)) {
              accepted.add(id);
              if (provider.paysAtOnce()) {
                provider.change(id, old -> FakeOrders.with(old, PurchaseStatus.AWAITING_SHIPMENT, "PAID", context.now()));
              }
            } else {
              refused.put(id, PaymentResponse.Refusal.of("PAYMENT_REFUSED", "it does not wait for payment"));
            }
          }
          return new ProviderResult.Success<>(PaymentResponse.of(accepted, refused));
        });
  }

  @Override
  public ProviderWebhook parseWebhook(Map<String, List<String>> headers, byte[] body) {
    if (!List.of(SIGNED).equals(headers.get(SIGNATURE))) {
      return new ProviderWebhook.InvalidSignature();
    }
    String[] parts = new String(body, StandardCharsets.UTF_8).split(";", -1);
    return parts.length == 3
        ? new ProviderWebhook.Verified("ORDER", ids(parts[0]), ids(parts[1]), Instant.parse(parts[2]))
        : new ProviderWebhook.Unreadable("it has " + parts.length + " parts");
  }

  private static List<String> ids(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(","));
  }

  @Override
  public void close() {
    // Nothing was opened.
  }

  private <T> ProviderResult<T> authorized(
      Operation operation, String about, CallContext context, Supplier<ProviderResult<T>> ordinary) {
    return answer(
        operation,
        about,
        context,
        () ->
            context.accessToken().filter(provider::isValid).isPresent()
                ? ordinary.get()
                : new ProviderResult.NeedsAuthorization<>("INVALID_TOKEN", "the token is not valid (any more)", null));
  }

  private <T> ProviderResult<T> answer(
      Operation operation, String about, CallContext context, Supplier<ProviderResult<T>> ordinary) {
    if (!context.maySend()) {
      return new ProviderResult.NotSent<>("TOO_LATE", "the request was not sent in time");
    }
    Optional<Fault> fault = provider.begin(new Call(operation, context.now(), about));
    return fault.isPresent() ? fail(fault.get(), ordinary) : ordinary.get();
  }

  private static <T> ProviderResult<T> fail(Fault fault, Supplier<ProviderResult<T>> ordinary) {
    return switch (fault.kind) {
      case LIMITED -> new ProviderResult.Limited<>(fault.code, "too many calls", fault.pause);
      case TOO_EARLY -> new ProviderResult.TooEarly<>(fault.code, "not yet", fault.pause);
      case REJECTED -> new ProviderResult.Rejected<>(fault.code, "refused", "request-1");
      case SEEMS_REJECTED -> new ProviderResult.Unknown<>(fault.code, "refused", "request-1", true);
      case UNAUTHORIZED -> new ProviderResult.NeedsAuthorization<>(fault.code, "the token is not valid (any more)", null);
      case NOT_SENT -> new ProviderResult.NotSent<>(fault.code, "no connection");
      case REQUEST_LOST -> new ProviderResult.Unknown<>(fault.code, "no answer", null, false);
      case ANSWER_LOST -> {
        var unused = ordinary.get();
        yield new ProviderResult.Unknown<>(fault.code, "no answer", null, false);
      }
      case THROWN -> {
        if (fault.exception != null) {
          throw fault.exception;
        }
        throw fault.error;
      }
    };
  }
}
