package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.autopurchase.Item;
import io.autopurchase.Parcel;
import io.autopurchase.Problem;
import io.autopurchase.Recipient;
import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.CancelRequest;
import io.autopurchase.spi.EffectTerms;
import io.autopurchase.spi.FoundOrders;
import io.autopurchase.spi.ItemOffer;
import io.autopurchase.spi.OrderPage;
import io.autopurchase.spi.PaymentAnswer;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.ProviderMessage;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.ProviderTraits;
import io.autopurchase.spi.Quote;
import io.autopurchase.spi.TokenGrant;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/** Each method is one API. Paths, names and their spellings are the documented ones. */
final class TaobaoClient implements ProviderClient {
  private static final String QUERY = "/purchase/orders/query";

  /** An id of an order; each fits into 64 bits (documented). */
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,18}");

  /** A window that ended now would lose what is modified while its pages are read. */
  private static final Duration BEYOND_NOW = Duration.ofHours(1);

  private final TaobaoSettings settings;
  private final Signer signer;
  private final Transport transport;
  private final EffectWindow window;
  private final Messages messages;

  TaobaoClient(TaobaoSettings settings) {
    this.settings = settings;
    signer = new Signer(settings.appSecret);
    transport = new Transport(settings.gateway);
    window = new EffectWindow(settings);
    messages = new Messages(settings.appSecret, settings.appKey);
  }

  @Override
  public ProviderTraits traits() {
    return settings.traits;
  }

  @Override
  public List<Problem> check(Recipient recipient, String field) {
    return Recipients.check(recipient, field);
  }

  @Override
  public URI authorizationUrl(String state) {
    return URI.create(
        settings.gateway.resolve("/oauth/authorize")
            + "?response_type=code&force_auth=true&client_id=" + encode(settings.appKey)
            + "&redirect_uri=" + encode(settings.callback)
            + "&state=" + encode(state));
  }

  @Override
  public ProviderResult<TokenGrant> exchangeCode(String code, CallContext context) {
    return token("/auth/token/create", Map.of("code", code), context);
  }

  @Override
  public ProviderResult<TokenGrant> refresh(Secret refreshToken, CallContext context) {
    return token("/auth/token/refresh", Map.of("refresh_token", refreshToken.reveal()), context);
  }

  private ProviderResult<TokenGrant> token(String path, Map<String, String> parameters, CallContext context) {
    return call(path, parameters, context, Reply.Refusals.FINAL, TaobaoClient::grant);
  }

  @Nullable
  private static TokenGrant grant(Reply reply) {
    SortedMap<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    reply.top().properties().forEach(member -> values.put(member.getKey(), Fields.text(reply.top(), member.getKey())));
    String access = values.getOrDefault("access_token", "");
    String refresh = values.getOrDefault("refresh_token", "");
    try {
      Duration life = Duration.ofSeconds(Long.parseLong(values.getOrDefault("expires_in", "")));
      Duration refreshLife = Duration.ofSeconds(Long.parseLong(values.getOrDefault("refresh_expires_in", "0")));
      return access.isEmpty()
          ? null
          : new TokenGrant(
              Secret.of(access),
              life,
              refresh.isEmpty() ? null : Secret.of(refresh),
              refreshLife,
              values.getOrDefault("account", ""));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Override
  public ProviderResult<Optional<ItemOffer>> item(Item item, CallContext context) {
    ProviderResult<Optional<ItemOffer>> result =
        call(
            "/product/get",
            Map.of("item_id", item.itemId()),
            context,
            Reply.Refusals.IN_DOUBT,
            reply -> Goods.offer(item.itemId(), reply));
    // No table of business codes is known: a refusal of a look-up that names no trouble of the system means "no such item".
    return result instanceof ProviderResult.Unknown<Optional<ItemOffer>> unknown && unknown.refusal()
        ? new ProviderResult.Success<>(Optional.empty())
        : result;
  }

  @Override
  public ProviderResult<Quote> quote(PlacementRequest request, CallContext context) {
    ArrayNode items = Reply.JSON.createArrayNode();
    for (PlacementRequest.Line line : request.lines()) {
      ObjectNode node = items.addObject().put("item_id", line.orderItemId()).put("quantity", line.quantity());
      if (!line.orderSkuId().isEmpty()) {
        node.put("sku_id", line.orderSkuId());
      }
    }
    Map<String, String> parameters =
        Map.of(
            "need_supplychain_service", "false",
            "render_item_List", items.toString(),
            "receiver_address", Recipients.json(request.recipient()).toString(),
            "warehouse_address", Recipients.json(request.warehouse()).toString());
    return call(
        "/purchase/order/render",
        parameters,
        context,
        Reply.Refusals.FINAL,
        reply -> Goods.quote(request, reply));
  }

  @Override
  public Instant providerTime(Instant now) {
    return window.gatewayTime(now);
  }

  @Override
  public Optional<EffectTerms> terms(Instant now) {
    return window.terms(now);
  }

  @Override
  public ProviderResult<Boolean> prepare(CallContext context) {
    Map<String, String> nothing =
        Map.of("outer_purchase_id", "probe-" + context.now().toEpochMilli(), "page_no", "1", "page_size", "1");
    Transport.Answer answer = send(QUERY, nothing, window.probeTime(context.now()), context);
    if (answer.status() > 0 && !window.learn(context.now(), answer.askedAt())) {
      // Our clock is off, so this probe has probed another time: the next one knows better.
      return new ProviderResult.Success<>(false);
    }
    ProviderResult<List<ProviderOrder>> result = Reply.judge(answer, Reply.Refusals.FINAL, settings.refusedCodes, Orders::found);
    if (result instanceof ProviderResult.Success<List<ProviderOrder>>) {
      window.answered(context.now());
      return new ProviderResult.Success<>(false);
    }
    String code = refusalCode(result);
    if (isAboutTime(code)) {
      window.refused(context.now(), code);
      return new ProviderResult.Success<>(true);
    }
    return retyped(result);
  }

  /**
   * The code for a wrong time is not documented: it is known by the word in it, or is that of a wrong signature. Any other
   * answer to the probe proves nothing: an outage must not pass for a window that is enforced.
   */
  private static boolean isAboutTime(String code) {
    return code.equals("IncompleteSignature") || code.toLowerCase(Locale.ROOT).contains("timestamp");
  }

  private static String refusalCode(ProviderResult<?> result) {
    if (result instanceof ProviderResult.Rejected<?> no) {
      return no.code();
    }
    return result instanceof ProviderResult.Unknown<?> unknown ? unknown.code() : "";
  }

  /** What is no success holds no value, so it fits any call. */
  @SuppressWarnings("unchecked")
  private static <T> ProviderResult<T> retyped(ProviderResult<?> result) {
    return (ProviderResult<T>) result;
  }

  @Override
  public ProviderResult<List<ProviderOrder>> place(
      String outerId, PlacementRequest request, EffectTerms terms, CallContext context) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("outer_purchase_id", outerId);
    parameters.put("purchase_amount", Long.toString(request.goods().minor()));
    parameters.put("order_line_list", lines(request).toString());
    parameters.put("receiver", Recipients.json(request.recipient()).toString());
    parameters.put("warehouse_address_info", Recipients.json(request.warehouse()).toString());
    parameters.put("seller_order_number", request.orderId());
    parameters.put("order_remark", request.note());
    parameters.put("support_partial_success", "false");
    parameters.put("need_supply_chain_service", "false");
    // The platform must not try again by itself after we have given up.
    parameters.put("need_sys_retry", "false");
    return effect("/purchase/order/create", parameters, terms, context, settings.refusedCodes, Orders::created);
  }

  private ArrayNode lines(PlacementRequest request) {
    ArrayNode lines = Reply.JSON.createArrayNode();
    boolean snake = settings.snakeNames;
    for (PlacementRequest.Line line : request.lines()) {
      ObjectNode node = lines.addObject();
      node.put(snake ? "item_id" : "itemId", line.orderItemId());
      if (!line.orderSkuId().isEmpty()) {
        node.put(snake ? "sku_id" : "skuId", line.orderSkuId());
      }
      node.put("quantity", line.quantity())
          .put("price", line.unitPrice().minor())
          .put("currency", line.unitPrice().currency())
          .put(snake ? "order_line_no" : "orderLineNo", line.lineNo());
      if (!line.title().isEmpty()) {
        node.put("title", line.title());
      }
      if (!line.note().isEmpty()) {
        node.put("orderRemark", line.note());
      }
    }
    return lines;
  }

  @Override
  public ProviderResult<FoundOrders> ordersByOuterId(String outerId, CallContext context) {
    Instant signedAt = window.gatewayTime(context.now());
    Map<String, String> parameters =
        Map.of("outer_purchase_id", outerId, "page_no", "1", "page_size", Integer.toString(settings.lookupPageSize));
    Transport.Answer answer = send(QUERY, parameters, signedAt, context);
    ProviderResult<List<ProviderOrder>> result = judge(answer, context, Reply.Refusals.FINAL, Orders::found);
    if (!(result instanceof ProviderResult.Success<List<ProviderOrder>> yes)) {
      return retyped(result);
    }
    if (yes.value().stream().anyMatch(order -> !order.outerId().equals(outerId))) {
      return new ProviderResult.Unknown<>("FOREIGN_ANSWER", "the answer shows orders of another outer id", null, false);
    }
    boolean dated = answer.askedAt() != null && settings.trustsDate;
    return new ProviderResult.Success<>(new FoundOrders(yes.value(), dated ? answer.askedAt() : signedAt));
  }

  @Override
  public ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context) {
    // A person may have typed them; what is no number names no order.
    List<String> numbers = ids.stream().filter(id -> NUMBER.matcher(id).matches()).toList();
    if (numbers.isEmpty()) {
      return new ProviderResult.Success<>(List.of());
    }
    return query(
        Map.of("purchase_ids", array(numbers).toString(), "page_no", "1", "page_size", Integer.toString(numbers.size())), context);
  }

  @Override
  public ProviderResult<OrderPage> ordersModified(Instant since, int page, CallContext context) {
    Instant signedAt = window.gatewayTime(context.now());
    int size = settings.traits.ordersPerPage();
    Map<String, String> parameters =
        Map.of(
            "modify_time_start", Long.toString(since.toEpochMilli()),
            "modify_time_end", Long.toString(signedAt.plus(BEYOND_NOW).toEpochMilli()),
            "sort_field", "modify_time",
            "sort_type", "DESC",
            "page_no", Integer.toString(page),
            "page_size", Integer.toString(size));
    Transport.Answer answer = send(QUERY, parameters, signedAt, context);
    boolean dated = answer.askedAt() != null && settings.trustsDate;
    Instant asOf = dated ? answer.askedAt() : signedAt;
    return judge(answer, context, Reply.Refusals.FINAL, reply -> Orders.page(reply, page, size, asOf));
  }

  @Override
  public ProviderResult<Boolean> cancel(CancelRequest request, EffectTerms terms, CallContext context) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("purchase_id", request.orderId());
    parameters.put("cancel_reason", request.reason());
    if (!request.lineIds().isEmpty()) {
      parameters.put("sub_purchase_orderId_list", array(request.lineIds()).toString());
    }
    // A yes means that the task was accepted, no more (documented).
    return effect(
        "/purchase/order/asyn/cancel",
        parameters,
        terms,
        context,
        settings.refusedCancelCodes,
        reply -> reply.isSuccess() ? true : null);
  }

  @Override
  public ProviderResult<PaymentAnswer> pay(List<String> orderIds, EffectTerms terms, CallContext context) {
    return effect(
        "/purchase/order/batch/pay",
        Map.of("purchaseOrderIdList", array(orderIds).toString()),
        terms,
        context,
        settings.refusedPaymentCodes,
        reply -> Payments.answer(orderIds, reply));
  }

  @Override
  public ProviderResult<List<Parcel>> parcels(ProviderLineId line, CallContext context) {
    return call(
        "/logistics/detail/get",
        Map.of("purchase_order_line_id", line.lineId()),
        context,
        Reply.Refusals.FINAL,
        Logistics::parcels);
  }

  @Override
  public ProviderMessage message(Map<String, List<String>> headers, byte[] body) {
    return messages.read(headers, body);
  }

  /** Ids are numbers on the wire; as decimal text they pass unchanged whatever their size. */
  private static ArrayNode array(Collection<String> ids) {
    ArrayNode list = Reply.JSON.createArrayNode();
    for (String id : ids) {
      if (NUMBER.matcher(id).matches()) {
        list.addRawValue(new RawValue(id));
      } else {
        list.add(id);
      }
    }
    return list;
  }

  /** Sends what changes something, signed with the time of its terms, or not at all. */
  private <T> ProviderResult<T> effect(
      String path,
      Map<String, String> parameters,
      EffectTerms terms,
      CallContext context,
      Set<String> refusedCodes,
      Function<Reply, T> value) {
    if (window.gatewayTime(context.now()).isAfter(terms.acceptedUntil())) {
      return new ProviderResult.NotSent<>("TOO_LATE", "the request has outlived its time");
    }
    Transport.Answer answer = send(path, parameters, terms.signedAt(), context);
    ProviderResult<T> result = Reply.judge(answer, Reply.Refusals.IN_DOUBT, refusedCodes, value);
    if (window.isStale(refusalCode(result), terms.signedAt(), context.now())) {
      return new ProviderResult.NotSent<>("STALE_TIMESTAMP", "the gateway refused the request's time");
    }
    return result;
  }

  private ProviderResult<List<ProviderOrder>> query(Map<String, String> parameters, CallContext context) {
    return call(QUERY, parameters, context, Reply.Refusals.FINAL, Orders::found);
  }

  private <T> ProviderResult<T> call(
      String path, Map<String, String> parameters, CallContext context, Reply.Refusals refusals, Function<Reply, T> value) {
    return judge(send(path, parameters, window.gatewayTime(context.now()), context), context, refusals, value);
  }

  /** Judges an answer, and learns from it how late it is at the gateway. */
  private <T> ProviderResult<T> judge(
      Transport.Answer answer, CallContext context, Reply.Refusals refusals, Function<Reply, T> value) {
    if (answer.status() > 0) {
      window.learn(context.now(), answer.askedAt());
    }
    return Reply.judge(answer, refusals, settings.refusedCodes, value);
  }

  private Transport.Answer send(String path, Map<String, String> parameters, Instant signedAt, CallContext context) {
    SortedMap<String, String> all = new TreeMap<>(parameters);
    all.values().removeIf(String::isEmpty);
    all.put("app_key", settings.appKey);
    all.put("sign_method", "sha256");
    all.put("timestamp", Long.toString(signedAt.toEpochMilli()));
    context.accessToken().ifPresent(token -> all.put("access_token", token.reveal()));
    all.put("sign", signer.sign(path, all));
    return transport.post(path, all, context);
  }

  @Override
  public void close() {
    transport.close();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
