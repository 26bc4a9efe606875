package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A client of the gateway as one writes it from the documentation, in one account's name. */
final class Client {
  static final JsonMapper JSON = JsonMapper.builder().build();
  static final String TRADE = "com.alibaba.trade/";
  static final String CROSS = TRADE + "alibaba.trade.createCrossOrder";
  static final String FAST = TRADE + "alibaba.trade.fastCreateOrder";
  static final String PREVIEW = TRADE + "alibaba.createOrder.preview";
  static final String VIEW = TRADE + "alibaba.trade.get.buyerView";
  static final String LIST = TRADE + "alibaba.trade.getBuyerOrderList";
  static final String CANCEL = TRADE + "alibaba.trade.cancel";
  static final String PREPARE_PAY = TRADE + "alibaba.trade.pay.protocolPay.preparePay";
  static final String DETAIL = "com.alibaba.fenxiao.crossborder/product.search.queryProductDetail";
  static final String TOKEN = "system.oauth2/getToken";
  static final String CUP = "610947572360";
  static final String TRAY = "610947572361";
  static final String SHIRT = "620201390233";
  static final String WHITE = SHIRT + "/" + Catalog.specId(SHIRT, "颜色:白色;尺码:M");
  static final String LARGE = SHIRT + "/" + Catalog.specId(SHIRT, "颜色:白色;尺码:L");
  static final String LAMP = "620201390234";
  static final String SILVER = LAMP + "/" + Catalog.specId(LAMP, "颜色:银色");
  static final String PAPER = "620201390235";
  static final String ADDRESS =
      "{\"fullName\":\"张三\",\"mobile\":\"13800000000\",\"provinceText\":\"浙江省\",\"cityText\":\"杭州市\",\"areaText\":\"滨江区\",\"address\":\"网商路699号\"}";

  final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).build();
  private final Alibaba1688Sandbox sandbox;
  private final String token;

  private Client(Alibaba1688Sandbox sandbox, String token) {
    this.sandbox = sandbox;
    this.token = token;
  }

  static Client of(Alibaba1688Sandbox sandbox, String account) {
    JsonNode grant = withToken(sandbox, "").grant(sandbox.authorize(account));
    return new Client(sandbox, grant.path("access_token").asText());
  }

  static Client withToken(Alibaba1688Sandbox sandbox, String token) {
    return new Client(sandbox, token);
  }

  /** What getToken gives for a code. */
  JsonNode grant(String code) {
    return token(Map.of("grant_type", "authorization_code", "need_refresh_token", "true", "redirect_uri", "http://localhost/callback", "code", code));
  }

  /** getToken with the application's key and secret. */
  JsonNode token(Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(parameters);
    all.putIfAbsent("client_id", "123456");
    all.putIfAbsent("client_secret", "helloworld");
    return json(post("http/1/" + TOKEN + "/123456", all).body());
  }

  /** By POST, everything in the form; the answer's JSON. */
  JsonNode call(String api, Map<String, String> parameters) {
    return json(post(api, parameters, System.currentTimeMillis()).body());
  }

  HttpResponse<String> post(String api, Map<String, String> parameters, long timestamp) {
    return post(path(api), signed(api, parameters, timestamp));
  }

  HttpResponse<String> post(String path, Map<String, String> form) {
    return send(request(path).header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8").POST(BodyPublishers.ofString(form(form))));
  }

  static String path(String api) {
    return "param2/1/" + api + "/123456";
  }

  HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create(sandbox.gatewayUrl() + "/" + pathAndQuery)).timeout(Duration.ofMinutes(10));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The control API; the body is JSON, or none for a GET. */
  JsonNode control(String path, String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(sandbox.gatewayUrl().resolve(path)).timeout(Duration.ofMinutes(10));
    return json(send(body.isEmpty() ? request : request.POST(BodyPublishers.ofString(body))).body());
  }

  Map<String, String> signed(String api, Map<String, String> parameters, long timestamp) {
    Map<String, String> all = new TreeMap<>(parameters);
    all.put("_aop_timestamp", Long.toString(timestamp));
    if (!token.isEmpty()) {
      all.put("access_token", token);
    }
    all.put("_aop_signature", SignatureCheck.sign("helloworld", path(api), all));
    return all;
  }

  static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream().map(e -> encode(e.getKey()) + "=" + encode(e.getValue())).collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Parameters of create and preview; each cargo is {@code offer*quantity} or {@code offer/spec*quantity}, the quantity 1 if it is missing. */
  static Map<String, String> order(String outOrderId, String... cargos) {
    StringBuilder lines = new StringBuilder("[");
    for (String cargo : cargos) {
      String[] parts = cargo.split("\\*");
      String[] ids = parts[0].split("/");
      lines.append(lines.length() == 1 ? "" : ",").append("{\"offerId\":").append(ids[0]);
      lines.append(ids.length > 1 ? ",\"specId\":\"" + ids[1] + "\"" : "");
      lines.append(",\"quantity\":").append(parts.length > 1 ? parts[1] : "1").append('}');
    }
    return Map.of(
        "flow", "general",
        "addressParam", ADDRESS,
        "cargoParamList", lines.append(']').toString(),
        "outOrderId", outOrderId,
        "message", "[#" + outOrderId + "] 请尽快发货");
  }

  /** Without the members that preview does not know. */
  JsonNode preview(String... cargos) {
    Map<String, String> parameters = new HashMap<>(order("PO", cargos));
    parameters.remove("message");
    return call(PREVIEW, parameters);
  }

  /** The id of the one order that is made. */
  String create(String outOrderId, String... cargos) {
    JsonNode answer = call(CROSS, order(outOrderId, cargos));
    if (!answer.path("success").asBoolean()) {
      throw new AssertionError(answer.toString());
    }
    return answer.at("/result/orderId").asText();
  }

  /** The result of get.buyerView. */
  JsonNode view(String orderId) {
    return call(VIEW, Map.of("webSite", "1688", "orderId", orderId)).path("result");
  }

  JsonNode cancel(String orderId) {
    return call(CANCEL, Map.of("webSite", "1688", "tradeID", orderId, "cancelReason", "buyerCancel"));
  }
}
