package io.autopurchase.sandbox;

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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A client of the gateway as one writes it from the documentation, in one account's name. */
final class Client {
  static final JsonMapper JSON = JsonMapper.builder().build();
  static final String CREATE = "/purchase/order/create";
  static final String QUERY = "/purchase/orders/query";
  static final String CANCEL = "/purchase/order/asyn/cancel";
  static final String PAY = "/purchase/order/batch/pay";
  static final String ITEM = "42602653803";
  static final String SHIRT = "610010010004";
  static final String RECEIVER =
      "{\"country\":\"中国\",\"state\":\"浙江省\",\"city\":\"杭州市\",\"district\":\"余杭区\",\"address\":\"文一西路969号\",\"name\":\"张三\","
          + "\"mobile_phone\":\"13800000000\",\"zip\":\"310000\"}";

  final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).build();
  private final TaobaoSandbox sandbox;
  private final String token;

  private Client(TaobaoSandbox sandbox, String token) {
    this.sandbox = sandbox;
    this.token = token;
  }

  static Client of(TaobaoSandbox sandbox, String account) {
    JsonNode grant = new Client(sandbox, "").call("/auth/token/create", Map.of("code", sandbox.authorize(account)));
    return new Client(sandbox, grant.path("access_token").asText());
  }

  static Client withoutToken(TaobaoSandbox sandbox) {
    return new Client(sandbox, "");
  }

  /** By POST, everything in the form; the answer's JSON. */
  JsonNode call(String path, Map<String, String> parameters) {
    return json(post(path, signed(path, parameters)).body());
  }

  HttpResponse<String> post(String path, Map<String, String> signed) {
    return send(request(path).header("Content-Type", "application/x-www-form-urlencoded;charset=utf-8").POST(BodyPublishers.ofString(form(signed))));
  }

  HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create(sandbox.restUrl() + pathAndQuery)).timeout(Duration.ofMinutes(10));
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
    HttpRequest.Builder request = HttpRequest.newBuilder(sandbox.restUrl().resolve(path)).timeout(Duration.ofMinutes(10));
    return json(send(body.isEmpty() ? request : request.POST(BodyPublishers.ofString(body))).body());
  }

  Map<String, String> signed(String path, Map<String, String> parameters) {
    return signed(path, parameters, System.currentTimeMillis());
  }

  Map<String, String> signed(String path, Map<String, String> parameters, long timestamp) {
    Map<String, String> all = new TreeMap<>(parameters);
    all.put("app_key", "123456");
    all.put("timestamp", Long.toString(timestamp));
    all.put("sign_method", "sha256");
    if (!token.isEmpty()) {
      all.put("access_token", token);
    }
    all.put("sign", new SignatureCheck("helloworld").sign(path, all, false));
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

  /** Orders one piece of an item and more: each is {@code item}, {@code item/sku}, numbered from 1; returns the answer's data. */
  JsonNode create(String outerId, String... items) {
    JsonNode answer = call(CREATE, order(outerId, items));
    if (!answer.path("success").asBoolean()) {
      throw new AssertionError(answer.toString());
    }
    return answer.path("data");
  }

  static Map<String, String> order(String outerId, String... items) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < items.length; i++) {
      String[] parts = items[i].split("/");
      lines.append(i == 0 ? "[" : ",").append("{\"itemId\":\"").append(Catalog.mpId(parts[0])).append('"');
      if (parts.length > 1) {
        lines.append(",\"skuId\":\"").append(Catalog.mpId(parts[1])).append('"');
      }
      lines.append(",\"quantity\":1,\"price\":100000,\"currency\":\"CNY\",\"orderLineNo\":\"").append(i + 1).append("\"}");
    }
    return Map.of(
        "outer_purchase_id", outerId,
        "purchase_amount", Integer.toString(100_000 * items.length),
        "order_line_list", lines.append(']').toString(),
        "receiver", RECEIVER,
        "warehouse_address_info", RECEIVER);
  }

  /** The first order that a query finds. */
  JsonNode find(String outerId) {
    return call(QUERY, Map.of("outer_purchase_id", outerId)).path("data").path("purchase_orders").path(0);
  }
}
