package io.autopurchase.provider.alibaba1688;

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
import io.autopurchase.spi.PayRequest;
import io.autopurchase.spi.PaymentResponse;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.PlacementResponse;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderCapabilities.Cancellation;
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
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.annotation.Nullable;

/** Each method is one API, or a list and its entries. */
final class Alibaba1688Client implements ProviderClient {
  private final Alibaba1688Settings settings;
  private final Gateway gateway;
  private final Offers offers;
  private final Placements placements;
  private final Previews previews;
  private final Payments payments;
  private final EchoProof echo;
  private final OrderReads orders;
  private final Lookups lookups;
  private final Logistics logistics;
  private final Webhooks webhooks;

  Alibaba1688Client(Alibaba1688Settings settings) {
    this.settings = settings;
    gateway = new Gateway(settings);
    OfferMemory memory = new OfferMemory();
    echo = new EchoProof(settings.echo != Alibaba1688Settings.Echo.LEARN);
    offers = new Offers(gateway, settings.country, memory);
    placements = new Placements(settings, memory);
    previews = new Previews(settings, gateway, placements, memory);
    payments = new Payments(settings, gateway);
    orders = new OrderReads(settings, gateway, echo);
    lookups = new Lookups(settings, gateway, echo);
    logistics = new Logistics(gateway, settings.capabilities.maxRequestsPerRead());
    webhooks = new Webhooks(settings.appSecret);
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
        settings.authorizeUrl
            + "?client_id=" + encode(settings.appKey)
            + "&site=1688"
            + "&redirect_uri=" + encode(settings.callback)
            + "&state=" + encode(state));
  }

  @Override
  public ProviderResult<TokenSet> exchangeCode(String code, CallContext context) {
    Map<String, String> parameters =
        Map.of("grant_type", "authorization_code", "need_refresh_token", "true", "redirect_uri", settings.callback, "code", code);
    return token(parameters, null, context);
  }

  @Override
  public ProviderResult<TokenSet> refresh(Secret refreshToken, CallContext context) {
    return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken.reveal()), refreshToken, context);
  }

  /** Codes die with their first use, so that this is a mutating call. */
  private ProviderResult<TokenSet> token(Map<String, String> parameters, @Nullable Secret old, CallContext context) {
    return gateway.send(
        ApiCall.mutating(Api.TOKEN, parameters, settings.refusedTokenCodes, Tokens.grant(old, settings.refreshTokenLife, settings.namesMembers ? "memberId" : "resource_owner")),
        context);
  }

  // Goods

  @Override
  public ProviderResult<Optional<ItemListing>> item(Item item, CallContext context) {
    return offers.item(item, context);
  }

  @Override
  public ProviderResult<Quote> quote(PlacementRequest request, CallContext context) {
    return previews.quote(request, context);
  }

  // Mutating calls

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
      String clientOrderId, PlacementRequest request, RequestValidity validity, CallContext context) {
    echo.sent(clientOrderId);
    ApiCall<PlacementResponse> call =
        ApiCall.<PlacementResponse>mutating(
                settings.create, placements.order(clientOrderId, request), settings.refusedCodes, reply -> null)
            .whateverItSays(Orders::created, Orders::mayNameOrder);
    return isThere(gateway.send(call, validity, context));
  }

  /** That our id was used before is no refusal: the order is there to be found. */
  private ProviderResult<PlacementResponse> isThere(ProviderResult<PlacementResponse> result) {
    return result instanceof ProviderResult.Unknown<PlacementResponse> unknown && settings.repeatedOrderCodes.contains(unknown.code())
        ? new ProviderResult.Unknown<>(unknown.code(), unknown.message(), unknown.requestId(), false)
        : result;
  }

  @Override
  public ProviderResult<Boolean> cancel(CancelRequest request, RequestValidity validity, CallContext context) {
    if (settings.capabilities.cancellation() == Cancellation.NONE || !request.lineIds().isEmpty()) {
      return new ProviderResult.Rejected<>("NOT_SUPPORTED", "only whole orders can be cancelled by a call, if any", null);
    }
    if (!Json.isNumber(request.orderId())) {
      return new ProviderResult.Rejected<>("ORDER_NOT_EXIST", "not a number of an order", null);
    }
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("webSite", "1688");
    parameters.put("tradeID", request.orderId());
    parameters.put("cancelReason", "buyerCancel");
    parameters.put("remark", request.reason());
    ApiCall<Boolean> call =
        ApiCall.mutating(Api.CANCEL, parameters, settings.refusedCancelCodes, reply -> reply.saysYes() ? true : null).tooEarlyAt(settings.earlyCancelCodes);
    return gateway.send(call, validity, context);
  }

  @Override
  public ProviderResult<PaymentResponse> pay(List<String> orderIds, RequestValidity validity, CallContext context) {
    return pay(PayRequest.of(orderIds), validity, context);
  }

  @Override
  public ProviderResult<PaymentResponse> pay(PayRequest request, RequestValidity validity, CallContext context) {
    return payments.pay(request, validity, context);
  }

  // Orders as they are

  @Override
  public ProviderResult<OrderLookup> ordersByClientOrderId(OrderLookupRequest request, CallContext context) {
    return lookups.page(request, context);
  }

  @Override
  public ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context) {
    return orders.byIds(ids, context);
  }

  @Override
  public ProviderResult<OrderPage> ordersModified(Instant since, int page, CallContext context) {
    return orders.modified(since, page, context);
  }

  @Override
  public ProviderResult<List<Parcel>> parcels(ProviderLineId line, CallContext context) {
    return logistics.parcels(line, context);
  }

  @Override
  public ProviderWebhook parseWebhook(Map<String, List<String>> headers, byte[] body) {
    return webhooks.read(body);
  }

  @Override
  public void close() {
    gateway.close();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
