package io.autopurchase.provider.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.annotation.Nullable;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/**
 * A marketplace that behaves as the platform is documented or was seen to, with one account and no faults of the wire. What is not known of
 * the platform can be chosen. Shares no code with the client.
 */
final class FakeMarket implements AutoCloseable {
  static final String APP_KEY = "123456";
  static final String APP_SECRET = "helloworld";
  static final String BUYER = "b2b-2248544101";

  private static final String VALIDATION = "com.alibaba.openapi.service.exception.RequestValidateException";
  private static final JsonMapper JSON = new JsonMapper();
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS");

  /** Where an order shows the message to the seller. */
  enum Message {
    FEEDBACK,
    REMARK,
    NOWHERE
  }

  /** How the answer to "create" is written; all three are documented. */
  enum Created {
    WRAPPED,
    FLAT,
    FLAT_WITH_NO,
    SPLIT
  }

  /** An offer with one variant. */
  private static final class Offer {
    private final String spec;
    private final String seller;
    private long fen;
    private int stock;

    Offer(String spec, String seller, long fen, int stock) {
      this.spec = spec;
      this.seller = seller;
      this.fen = fen;
      this.stock = stock;
    }
  }

  private record Line(String id, String offer, String spec, int quantity, long fen) {}

  private static final class Order {
    private final String id;
    private final Instant createdAt;
    private final String outOrderId;
    private final String message;
    private final List<Line> lines = new ArrayList<>();
    private Instant modifiedAt;
    private String status = "waitbuyerpay";
    @Nullable private String carrier;
    @Nullable private String number;

    Order(String id, Instant createdAt, String outOrderId, String message) {
      this.id = id;
      this.createdAt = createdAt;
      this.modifiedAt = createdAt;
      this.outOrderId = outOrderId;
      this.message = message;
    }

    long fen() {
      return lines.stream().mapToLong(line -> line.fen * line.quantity).sum();
    }
  }

  private final MockWebServer server = new MockWebServer();
  private final InstantSource clock;
  private final Map<String, Offer> offers = new LinkedHashMap<>();
  private final Map<String, Order> orders = new LinkedHashMap<>();
  private final Map<String, Integer> calls = new TreeMap<>();
  private final Map<String, Map<String, String>> lastForms = new TreeMap<>();
  private long numbers;
  private long nextOffer = 554_456_348_000L;
  private long nextOrder = 4_158_077_356_724_317_637L;
  private String code = "none";
  private String token = "none";
  private String refreshToken = "none";
  private boolean isLimited;

  Duration tolerance = Duration.ofMinutes(5);
  Duration visibleAfter = Duration.ofSeconds(2);
  boolean keepsOutOrderId = true;
  boolean filtersByOutOrderId = true;
  Message message = Message.FEEDBACK;
  Created created = Created.WRAPPED;
  boolean losesCreates;
  boolean hidesTraces;

  /** By how many orders the first page of the list is shifted: they are left out. */
  int shift;


  /** Above the price of the offer, for each line, in fen. */
  long chargedMore;

  String prepareResult = "{\"success\":true,\"result\":{\"payChannel\":\"alipay\",\"paySuccess\":true}}";

  FakeMarket(InstantSource clock) {
    this.clock = clock;
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  String gateway() {
    return url() + "/openapi";
  }

  // What people do

  synchronized String authorize() {
    code = "code-" + ++numbers + "-of-the-owner";
    return code;
  }

  synchronized String putOnSale(long fen, String seller) {
    String id = Long.toString(nextOffer++);
    offers.put(id, new Offer(HexFormat.of().toHexDigits(nextOffer * 31) + HexFormat.of().toHexDigits(nextOffer * 17), seller, fen, 100_000));
    return id;
  }

  synchronized void setPrice(String offer, long fen) {
    offers.get(offer).fen = fen;
  }

  synchronized void setStock(String offer, int stock) {
    offers.get(offer).stock = stock;
  }

  synchronized List<String> ordersOf(String clientOrderId) {
    return orders.values().stream()
        .filter(order -> order.outOrderId.equals(clientOrderId) || order.message.contains("[#" + clientOrderId + "]"))
        .map(order -> order.id)
        .toList();
  }

  synchronized int orders() {
    return orders.size();
  }

  /** By hand, on the site. */
  synchronized String placeByHand(String offer, String words) {
    Order order = new Order(Long.toString(nextOrder++), clock.instant(), "", words);
    order.lines.add(new Line(order.id, offer, offers.get(offer).spec, 1, offers.get(offer).fen));
    orders.put(order.id, order);
    return order.id;
  }

  synchronized void pay(String id) {
    change(id, "waitsellersend");
  }

  synchronized void ship(String id, String carrier, String number) {
    orders.get(id).carrier = carrier;
    orders.get(id).number = number;
    change(id, "waitbuyerreceive");
  }

  private void change(String id, String status) {
    orders.get(id).status = status;
    orders.get(id).modifiedAt = clock.instant();
  }

  synchronized void limitNextCall() {
    isLimited = true;
  }

  synchronized int calls(String api) {
    return calls.getOrDefault(api, 0);
  }

  synchronized Map<String, String> lastForm(String api) {
    return lastForms.get(api);
  }

  /** As the platform signs: joined names and values, sorted by their bytes. */
  static String signature(String path, Map<String, String> parameters) {
    List<String> joined = parameters.entrySet().stream().map(one -> one.getKey() + one.getValue()).sorted().toList();
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(APP_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return HexFormat.of().withUpperCase().formatHex(mac.doFinal((path + String.join("", joined)).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  // The gateway

  private synchronized MockResponse answer(RecordedRequest request) {
    String path = request.getUrl().encodedPath().substring("/openapi/".length());
    Map<String, String> form = new TreeMap<>();
    for (String pair : request.getBody().utf8().split("&")) {
      int equals = pair.indexOf('=');
      form.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
    }
    String[] parts = path.split("/");
    String api = path.startsWith("http/1/") ? "getToken" : parts[3];
    calls.merge(api, 1, Integer::sum);
    lastForms.put(api, form);
    return path.startsWith("http/1/") ? token(form) : signed(path, api, form);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private MockResponse signed(String path, String api, Map<String, String> form) {
    Map<String, String> signed = new TreeMap<>(form);
    String signature = signed.remove("_aop_signature");
    if (!signature(path, signed).equals(signature)) {
      return gateway(400, "gw.SignatureInvalid", "Invalid signature", "");
    }
    String stated = form.get("_aop_timestamp");
    if (stated != null && Duration.between(Instant.ofEpochMilli(Long.parseLong(stated)), clock.instant()).abs().compareTo(tolerance) > 0) {
      return gateway(400, "400", "Request is expired.", VALIDATION);
    }
    if (isLimited) {
      isLimited = false;
      return gateway(400, "gw.QosAppFrequencyLimit", "App call exceeds limited frequency", "");
    }
    String given = form.getOrDefault("access_token", "");
    if (!given.equals(token)) {
      return gateway(401, "401", "User authorization is required: " + given, "");
    }
    try {
      return switch (api) {
        case "product.search.queryProductDetail" -> ok(offer(JSON.readTree(form.get("offerDetailParam"))));
        case "alibaba.createOrder.preview" -> ok(preview(JSON.readTree(form.get("cargoParamList"))));
        case "alibaba.trade.createCrossOrder" -> create(form);
        case "alibaba.trade.get.buyerView" -> ok(view(form.get("orderId")));
        case "alibaba.trade.getBuyerOrderList" -> ok(list(form));
        case "alibaba.trade.cancel" -> ok(cancel(form.get("tradeID")));
        case "alibaba.trade.pay.protocolPay.preparePay" -> ok(prepare(JSON.readTree(form.get("tradeWithholdPreparePayParam"))));
        case "alibaba.trade.getLogisticsInfos.buyerView" -> ok(parcels(form.get("orderId")));
        case "alibaba.trade.getLogisticsTraceInfo.buyerView" -> hidesTraces ? gateway(400, "gw.APIUnsupported", "no such API", "") : ok(traces(form));
        default -> gateway(400, "gw.APIUnsupported", "no such API", "");
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MockResponse ok(ObjectNode json) {
    return response(200, json);
  }

  private MockResponse response(int status, ObjectNode json) {
    return new MockResponse.Builder()
        .code(status)
        .setHeader("Content-Type", "application/json;charset=UTF-8")
        .setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)))
        .body(json.toString())
        .build();
  }

  private MockResponse gateway(int status, String code, String message, String exception) {
    ObjectNode json = JSON.createObjectNode().put("error_code", code).put("error_message", message);
    return response(status, json.put("exception", exception).put("request_id", "rq" + ++numbers));
  }

  private MockResponse token(Map<String, String> form) {
    boolean isCode = form.get("grant_type").equals("authorization_code");
    boolean isKnown = isCode ? code.equals(form.get("code")) : refreshToken.equals(form.get("refresh_token"));
    if (!isKnown || !APP_SECRET.equals(form.get("client_secret"))) {
      return response(400, JSON.createObjectNode().put("error", "invalid_grant").put("error_description", "the code or token is not valid"));
    }
    token = "access-token-of-the-buyer-" + ++numbers;
    ObjectNode json = JSON.createObjectNode().put("access_token", token).put("expires_in", "36000");
    json.put("aliId", "8888888888").put("resource_owner", "our-buyer").put("memberId", BUYER);
    if (isCode) {
      code = "used";
      refreshToken = "refresh-token-of-the-buyer-" + ++numbers;
      json.put("refresh_token", refreshToken).put("refresh_token_timeout", date(clock.instant().plus(Duration.ofDays(180))));
    }
    return response(200, json);
  }

  private static String date(Instant time) {
    return DATE.format(time.atOffset(ZoneOffset.ofHours(8))) + "+0800";
  }

  // Offers

  private ObjectNode offer(JsonNode parameter) {
    String id = parameter.path("offerId").asText();
    Offer offer = offers.get(id);
    ObjectNode json = JSON.createObjectNode();
    ObjectNode result = json.putObject("result");
    if (offer == null) {
      result.put("success", false).put("code", "404").put("message", "offer not exist");
      return json;
    }
    ObjectNode inner = result.put("success", true).put("code", "200").putObject("result");
    inner.putRawValue("offerId", new RawValue(id));
    inner.put("subject", "茶杯").put("status", "published").put("sellerOpenId", "BBB" + offer.seller).put("companyName", offer.seller);
    inner.put("minOrderQuantity", 1);
    ObjectNode sku = inner.putArray("productSkuInfos").addObject();
    sku.put("skuId", 5_000_000_000L).put("specId", offer.spec).put("amountOnSale", offer.stock).put("price", yuan(offer.fen).toPlainString());
    sku.putArray("skuAttributes").addObject().put("attributeName", "颜色").put("value", "红色");
    ObjectNode sale = inner.putObject("productSaleInfo").put("amountOnSale", offer.stock).put("quoteType", 1);
    sale.putArray("priceRangeList").addObject().put("startQuantity", 1).put("price", yuan(offer.fen).toPlainString());
    return json;
  }

  private static BigDecimal yuan(long fen) {
    return BigDecimal.valueOf(fen, 2);
  }

  /** Why the goods cannot be ordered together; empty if they can. */
  private String refusal(JsonNode cargo) {
    String seller = "";
    for (JsonNode line : cargo) {
      Offer offer = offers.get(line.path("offerId").asText());
      if (offer == null) {
        return "500_001";
      }
      if (!seller.isEmpty() && !seller.equals(offer.seller)) {
        return "500_002";
      }
      seller = offer.seller;
      if (!offer.spec.equals(line.path("specId").asText())) {
        return "500_003";
      }
      if (offer.stock < line.path("quantity").asInt()) {
        return "500_004";
      }
    }
    return "";
  }

  private ObjectNode preview(JsonNode cargo) {
    String refusal = refusal(cargo);
    if (!refusal.isEmpty()) {
      return JSON.createObjectNode().put("success", false).put("errorCode", refusal).put("errorMsg", "cannot be ordered");
    }
    ObjectNode json = JSON.createObjectNode().put("success", true);
    ObjectNode result = json.putArray("orderPreviewResuslt").addObject();
    ArrayNode list = result.putArray("cargoList");
    long sum = 0;
    for (JsonNode line : cargo) {
      Offer offer = offers.get(line.path("offerId").asText());
      sum += offer.fen * line.path("quantity").asInt();
      ObjectNode node = list.addObject().put("specId", offer.spec);
      node.set("offerId", line.path("offerId"));
      node.put("finalUnitPrice", yuan(offer.fen)).put("amount", yuan(offer.fen * line.path("quantity").asInt())).put("resultCode", "200");
    }
    result.put("status", true).put("resultCode", "200").put("flowFlag", "general");
    result.put("sumPaymentNoCarriage", sum).put("sumCarriage", 500).put("sumPayment", sum + 500).put("discountFee", 0);
    result.putArray("tradeModeNameList").add("assureTrade").add("creditBuy");
    return json;
  }

  // Orders

  private MockResponse create(Map<String, String> form) throws IOException {
    JsonNode cargo = JSON.readTree(form.get("cargoParamList"));
    String refusal = refusal(cargo);
    if (!refusal.isEmpty()) {
      return ok(JSON.createObjectNode().put("success", false).put("code", refusal).put("message", "cannot be ordered"));
    }
    Order order = new Order(Long.toString(nextOrder++), clock.instant(), form.getOrDefault("outOrderId", ""), form.getOrDefault("message", ""));
    for (JsonNode line : cargo) {
      String lineId = cargo.size() == 1 ? order.id : Long.toString(nextOrder++);
      Offer offer = offers.get(line.path("offerId").asText());
      order.lines.add(new Line(lineId, line.path("offerId").asText(), offer.spec, line.path("quantity").asInt(), offer.fen + chargedMore));
      offer.stock -= line.path("quantity").asInt();
    }
    orders.put(order.id, order);
    if (losesCreates) {
      return gateway(400, "gw.ISPInvokeTimeout", "the service is slow", "");
    }
    ObjectNode json = JSON.createObjectNode();
    switch (created) {
      case WRAPPED -> json.put("success", true).putObject("result").put("orderId", order.id).put("totalSuccessAmount", order.fen() + 500).put("postFee", 500);
      case FLAT -> json.put("success", true).put("orderId", order.id).put("totalSuccessAmount", order.fen() + 500);
      case FLAT_WITH_NO -> json.put("success", false).put("orderId", order.id).put("code", "500_004").put("message", "odd, and documented");
      case SPLIT -> {
        ObjectNode result = json.put("success", true).putObject("result").put("orderId", "");
        result.putArray("orderList").addObject().put("orderId", order.id).put("success", true).put("orderAmmount", order.fen());
      }
    }
    return ok(json);
  }

  private boolean isVisible(Order order) {
    return !order.createdAt.plus(visibleAfter).isAfter(clock.instant());
  }

  private ObjectNode view(String id) {
    Order order = orders.get(id);
    if (order == null || !isVisible(order)) {
      return JSON.createObjectNode().put("success", "false").put("errorCode", "ORDER_NOT_EXIST").put("errorMessage", "no such order");
    }
    ObjectNode json = JSON.createObjectNode().put("success", "true");
    json.set("result", document(order, true));
    return json;
  }

  private ObjectNode document(Order order, boolean isView) {
    ObjectNode json = JSON.createObjectNode();
    ObjectNode base = json.putObject("baseInfo");
    base.putRawValue("id", new RawValue(order.id));
    base.put("idOfStr", order.id).put("status", order.status).put("buyerID", BUYER).put("buyerLoginId", "our-buyer").put("sellerID", "b2b-1");
    base.put("createTime", date(order.createdAt)).put("modifyTime", date(order.modifiedAt));
    base.put("totalAmount", yuan(order.fen() + 500)).put("sumProductPayment", yuan(order.fen())).put("shippingFee", yuan(500)).put("discount", 0);
    if (message != Message.NOWHERE) {
      base.put(message == Message.FEEDBACK ? "buyerFeedback" : "remark", order.message);
    }
    if (isView && keepsOutOrderId && !order.outOrderId.isEmpty()) {
      base.put("outOrderId", order.outOrderId);
    }
    if (isView) {
      base.put("payTimeout", 43200);
    }
    ArrayNode items = json.putArray("productItems");
    for (Line line : order.lines) {
      ObjectNode item = items.addObject();
      item.putRawValue("productID", new RawValue(line.offer));
      item.putRawValue("subItemID", new RawValue(line.id));
      item.put("subItemIDString", line.id).put("specId", line.spec).put("skuID", 5_000_000_000L).put("name", "茶杯");
      item.put("quantity", new BigDecimal(line.quantity + ".0")).put("price", yuan(line.fen)).put("itemAmount", yuan(line.fen * line.quantity));
      item.put("status", order.status).put("logisticsStatus", order.number == null ? 1 : 2);
    }
    if (isView && order.number != null) {
      ObjectNode parcel = json.putObject("nativeLogistics").putArray("logisticsItems").addObject();
      parcel.put("logisticsBillNo", order.number).put("logisticsCompanyName", order.carrier);
      parcel.put("subItemIds", String.join(",", order.lines.stream().map(Line::id).toList()));
    }
    return json;
  }

  private ObjectNode list(Map<String, String> form) {
    String outOrderId = form.getOrDefault("outOrderId", "");
    Predicate<Order> fits =
        order ->
            isVisible(order)
                && (outOrderId.isEmpty() || !filtersByOutOrderId || order.outOrderId.equals(outOrderId))
                && isBetween(order.createdAt, form.get("createStartTime"), form.get("createEndTime"))
                && isBetween(order.modifiedAt, form.get("modifyStartTime"), form.get("modifyEndTime"))
                && !Boolean.parseBoolean(form.get("isHis"));
    List<Order> found = orders.values().stream().filter(fits).sorted(Comparator.comparing((Order order) -> order.createdAt).reversed()).toList();
    int size = Integer.parseInt(form.get("pageSize"));
    int page = Integer.parseInt(form.get("page"));
    int from = Math.min(found.size(), (page - 1) * size + (page == 1 ? shift : 0));
    ObjectNode json = JSON.createObjectNode().put("totalRecord", found.size());
    ArrayNode rows = json.putArray("result");
    found.subList(from, Math.min(found.size(), from + size)).forEach(order -> rows.add(document(order, false)));
    return json;
  }

  private static boolean isBetween(Instant time, @Nullable String start, @Nullable String end) {
    return (start == null || date(time).compareTo(start) >= 0) && (end == null || date(time).compareTo(end) <= 0);
  }

  private ObjectNode cancel(String id) {
    Order order = orders.get(id);
    ObjectNode json = JSON.createObjectNode();
    String refusal =
        order == null
            ? "ORDER_NOT_EXIST"
            : clock.instant().isBefore(order.createdAt.plusSeconds(10)) ? "CLOSE_ORDER_TOO_FAST" : !order.status.equals("waitbuyerpay") ? "ORDER_STATUS_ERROR" : "";
    if (!refusal.isEmpty()) {
      return json.put("success", false).put("errorCode", refusal).put("errorMessage", "cannot be cancelled");
    }
    change(id, "cancel");
    return json.put("success", true);
  }

  /** Pays an order if the amount is its own. */
  private ObjectNode prepare(JsonNode parameter) throws IOException {
    Order order = orders.get(parameter.path("orderId").asText());
    if (order == null || order.fen() + 500 != parameter.path("payAmount").asLong()) {
      return JSON.createObjectNode().put("success", false).put("code", "500").put("message", "another amount");
    }
    ObjectNode result = (ObjectNode) JSON.readTree(prepareResult);
    if (result.path("result").path("paySuccess").asBoolean()) {
      change(order.id, "waitsellersend");
    }
    return result;
  }

  private ObjectNode parcels(String id) {
    ObjectNode json = JSON.createObjectNode().put("success", true);
    ArrayNode list = json.putArray("result");
    Order order = orders.get(id);
    if (order != null && order.number != null) {
      ObjectNode parcel = list.addObject().put("logisticsId", "AL" + id).put("logisticsBillNo", order.number);
      parcel.put("logisticsCompanyName", order.carrier).put("orderEntryIds", id).put("status", "TRANSPORT");
      parcel.putObject("receiver").put("receiverName", "张三").put("receiverMobile", "13800000000");
    }
    return json;
  }

  private ObjectNode traces(Map<String, String> form) {
    ObjectNode json = JSON.createObjectNode().put("success", true);
    ObjectNode trace = json.putArray("logisticsTrace").addObject().put("logisticsId", form.get("logisticsId"));
    trace.putArray("logisticsSteps").addObject().put("acceptTime", "2025-11-27 16:00:00").put("remark", "杭州市 已揽收");
    return json;
  }

  @Override
  public void close() {
    server.close();
  }
}
