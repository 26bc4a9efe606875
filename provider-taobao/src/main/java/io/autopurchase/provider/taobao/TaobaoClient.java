package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.ConfigurationException;
import io.autopurchase.Item;
import io.autopurchase.Parcel;
import io.autopurchase.Secret;
import io.autopurchase.provider.http.Json;
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
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.ProviderWebhook;
import io.autopurchase.spi.Quote;
import io.autopurchase.spi.RequestValidity;
import io.autopurchase.spi.TokenSet;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Each method is one API. Paths, names and their spellings are the documented ones. */
final class TaobaoClient implements ProviderClient {
  /** A window that ended now would lose what is modified while its pages are read. */
  private static final Duration BEYOND_NOW = Duration.ofHours(1);

  private final TaobaoSettings settings;
  private final Gateway gateway;
  private final Placements placements;
  private final Webhooks messages;

  TaobaoClient(TaobaoSettings settings) {
    this.settings = settings;
    gateway = new Gateway(settings);
    placements = new Placements(settings.snakeNames);
    messages = new Webhooks(settings.appSecret, settings.messageSignedBefore);
  }

  @Override
  public ProviderCapabilities capabilities() {
    return settings.capabilities;
  }

  // Tokens

  @Override
  public URI authorizationUrl(String state) {
    if (settings.callback.isEmpty()) {
      throw ConfigurationException.ofSetting(
          "callback", "is missing: the address, registered with the application, to which the authorize page sends the browser back");
    }
    return URI.create(
        settings.http.gateway().resolve("/oauth/authorize")
            + "?response_type=code&force_auth=true&client_id=" + encode(settings.appKey)
            + "&redirect_uri=" + encode(settings.callback)
            + "&state=" + encode(state));
  }

  @Override
  public ProviderResult<TokenSet> exchangeCode(String code, CallContext context) {
    return token("/auth/token/create", Map.of("code", code), context);
  }

  @Override
  public ProviderResult<TokenSet> refresh(Secret refreshToken, CallContext context) {
    return token("/auth/token/refresh", Map.of("refresh_token", refreshToken.reveal()), context);
  }

  /** Codes and refresh tokens may die with their first use, so that this is an effect. */
  private ProviderResult<TokenSet> token(String path, Map<String, String> parameters, CallContext context) {
    return gateway.send(ApiCall.mutating(path, parameters, settings.refusedTokenCodes, Tokens::grant), context);
  }

  // Goods

  @Override
  public ProviderResult<Optional<ItemListing>> item(Item item, CallContext context) {
    // No table of business codes is known: a refusal that names no trouble of the system means "no such item".
    return gateway.send(
        ApiCall.read("/product/get", Map.of("item_id", item.itemId()), reply -> Goods.offer(item.itemId(), reply))
            .ifRefused(Optional.empty()),
        context);
  }

  @Override
  public ProviderResult<Quote> quote(PlacementRequest request, CallContext context) {
    return read("/purchase/order/render", Placements.preview(request), context, reply -> Goods.quote(request, reply));
  }

  // Effects on orders

  @Override
  public Instant providerTime(Instant now) {
    return gateway.time(now);
  }

  @Override
  public Optional<RequestValidity> validity(Instant now) {
    return gateway.validity(now);
  }

  @Override
  public ProviderResult<Boolean> prepare(CallContext context) {
    return gateway.prepare(context);
  }

  @Override
  public ProviderResult<PlacementResponse> place(
      String outerId, PlacementRequest request, RequestValidity validity, CallContext context) {
    return gateway.send(
        ApiCall.mutating(
            "/purchase/order/create",
            placements.order(outerId, request),
            settings.refusedCodes,
            reply -> Orders.created(outerId, reply)),
        validity,
        context);
  }

  @Override
  public ProviderResult<Boolean> cancel(CancelRequest request, RequestValidity validity, CallContext context) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("purchase_id", request.orderId());
    parameters.put("cancel_reason", request.reason());
    if (!request.lineIds().isEmpty()) {
      parameters.put("sub_purchase_orderId_list", Json.array(request.lineIds()));
    }
    // A yes means that the task was accepted, no more (documented).
    ApiCall<Boolean> call =
        ApiCall.mutating(
            "/purchase/order/asyn/cancel", parameters, settings.refusedCancelCodes, reply -> reply.isSuccess() ? true : null);
    return gateway.send(call, validity, context);
  }

  @Override
  public ProviderResult<PaymentResponse> pay(List<String> orderIds, RequestValidity validity, CallContext context) {
    ApiCall<PaymentResponse> call =
        ApiCall.mutating(
            "/purchase/order/batch/pay",
            Map.of("purchaseOrderIdList", Json.array(orderIds)),
            settings.refusedPaymentCodes,
            reply -> Payments.answer(orderIds, reply));
    return gateway.send(call, validity, context);
  }

  // Orders as they are

  @Override
  public ProviderResult<OrderLookup> ordersByClientOrderId(OrderLookupRequest request, CallContext context) {
    // The API finds orders by the id, and few by one: no window and no further page is needed.
    String outerId = request.clientOrderId();
    return read(
        OrderQuery.PATH,
        OrderQuery.byClientOrderId(outerId, settings.lookupPageSize),
        context,
        reply -> Orders.withClientOrderId(outerId, reply, settings.trustsEmptyList));
  }

  @Override
  public ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context) {
    // A person may have typed them; what is not a number names no order.
    List<String> numbers = ids.stream().filter(Json::isNumber).distinct().toList();
    return numbers.isEmpty()
        ? new ProviderResult.Success<>(List.of())
        : read(OrderQuery.PATH, OrderQuery.byIds(numbers), context, reply -> Orders.withIds(numbers, reply, settings.trustsEmptyList));
  }

  @Override
  public ProviderResult<OrderPage> ordersModified(Instant since, int page, CallContext context) {
    int size = settings.capabilities.ordersPerPage();
    Instant until = gateway.time(context.now()).plus(BEYOND_NOW);
    ProviderResult<OrderPage> result =
        read(OrderQuery.PATH, OrderQuery.modified(since, until, page, size), context, reply -> Orders.page(reply, page, size));
    if (result instanceof ProviderResult.Success<OrderPage> listed && until.isBefore(listed.value().asOf())) {
      // Our clock was behind by more than that, and this answer has shown it: what has changed since then is not in it.
      return new ProviderResult.Unknown<>("CLOCK_BEHIND", "the window of the list had ended too early", null, false);
    }
    return result;
  }

  /**
   * Orders in one status, the latest modified first.
   *
   * @param status the platform's word
   */
  ProviderResult<OrderPage> ordersInStatus(String status, int page, CallContext context) {
    int size = settings.capabilities.ordersPerPage();
    return read(OrderQuery.PATH, OrderQuery.inStatus(status, page, size), context, reply -> Orders.page(reply, page, size));
  }

  @Override
  public ProviderResult<List<Parcel>> parcels(ProviderLineId line, CallContext context) {
    return read(
        "/logistics/detail/get", Map.of("purchase_order_line_id", line.lineId()), context, Logistics::parcels);
  }

  /**
   * A refund with its amount and reason.
   *
   * @param refundId as an order's line shows it
   */
  ProviderResult<Refunds.Detail> refund(String refundId, CallContext context) {
    return read("/order/refund/query", Map.of("refundId", refundId), context, reply -> Refunds.detail(refundId, reply));
  }

  /**
   * The platform's list of regions, as it comes: its fields are not documented, and orders are placed with names of our own
   * table.
   *
   * @param country the platform's number of it, such as {@code 228}
   */
  ProviderResult<JsonNode> regions(String country, CallContext context) {
    return read(
        "/delivery/address/get",
        Map.of("country", country),
        context,
        reply -> reply.isSuccess() && !reply.data().isMissingNode() ? reply.data() : null);
  }

  @Override
  public ProviderWebhook parseWebhook(Map<String, List<String>> headers, byte[] body) {
    return messages.read(headers, body);
  }

  private <T> ProviderResult<T> read(
      String path, Map<String, String> parameters, CallContext context, Function<Reply, T> value) {
    return gateway.send(ApiCall.read(path, parameters, value), context);
  }

  @Override
  public void close() {
    gateway.close();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
