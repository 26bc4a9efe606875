package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.annotation.Nullable;

/** The REST base: checks a request as the real gateway does, lets the API do its work, and lets it go wrong where told. */
final class Gateway implements HttpHandler {
  private static final Set<String> SYSTEM =
      Set.of("app_key", "timestamp", "sign_method", "sign", "access_token", "partner_id", "debug", "simplify", "format");

  private final Map<String, Api> apis = new HashMap<>();
  private final Map<String, Long> bans = new ConcurrentHashMap<>();
  private final AtomicLong requests = new AtomicLong();
  private final Marketplace market;
  private final Ledger ledger;
  private final Faults faults;
  private final String appKey;
  private final SignatureCheck signatures;
  private final TokenApi tokens;
  private final Duration window;
  private final String staleCode;

  /** An API: whether its answer is nested in {@code result}, whether it needs a token and POST, and its work. */
  private record Api(boolean nested, boolean token, boolean postOnly, Function<Call, ObjectNode> work) {}

  Gateway(TaobaoSandbox.Builder options, Marketplace market, Ledger ledger, Faults faults, TokenApi tokens) {
    this.market = market;
    this.ledger = ledger;
    this.faults = faults;
    this.tokens = tokens;
    appKey = options.appKey;
    signatures = new SignatureCheck(options.appSecret);
    window = options.signatureWindow;
    staleCode = options.staleTimestampCode;
    ProductApi products = new ProductApi(market);
    OrderApi orders = new OrderApi(market);
    QueryApi queries = new QueryApi(market);
    apis.put("/auth/token/create", new Api(false, false, false, tokens::create));
    apis.put("/auth/token/refresh", new Api(false, false, false, tokens::refresh));
    apis.put("/product/get", new Api(false, true, false, products::get));
    apis.put("/purchase/order/render", new Api(true, true, false, products::render));
    apis.put("/purchase/order/create", new Api(false, true, true, orders::create));
    apis.put("/purchase/orders/query", new Api(false, true, false, queries::query));
    apis.put("/purchase/order/asyn/cancel", new Api(false, true, false, orders::cancel));
    apis.put("/purchase/order/batch/pay", new Api(false, true, false, orders::pay));
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/rest".length());
    Map<String, String> parameters = Parameters.of(exchange);
    Optional<Fault> fault = faults.next(path);
    String name = fault.map(f -> f.kind().name()).orElse("");
    String outerId = parameters.get("outer_purchase_id");
    boolean works = fault.isEmpty() || fault.get().workDone();
    ObjectNode answer = works ? answer(exchange, path, parameters) : faultAnswer(path, fault.get());
    ledger.add(path, answer.path("code").asText() + (answer.has("error_code") ? " " + answer.path("error_code").asText() : ""), name, outerId, oddities(parameters), exchange.getRequestURI().toString());
    byte[] body = Call.JSON.writeValueAsBytes(answer);
    if (fault.isPresent()) {
      spoil(exchange, fault.get(), body);
    } else {
      Answers.send(exchange, 200, "application/json;charset=utf-8", body);
    }
  }

  private static void spoil(HttpExchange exchange, Fault fault, byte[] body) throws IOException {
    String json = "application/json;charset=utf-8";
    byte[] page = "<html><body>Bad Gateway</body></html>".getBytes(StandardCharsets.UTF_8);
    switch (fault.kind()) {
      case LOSE_ANSWER, DROP_REQUEST -> Answers.cut(exchange);
      case HTTP_STATUS -> Answers.send(exchange, fault.number(), "text/html", page);
      case EMPTY_BODY -> Answers.send(exchange, 200, json, new byte[0]);
      case HTML_BODY -> Answers.send(exchange, 200, "text/html", page);
      case TRUNCATED_JSON -> Answers.send(exchange, 200, json, Arrays.copyOf(body, body.length / 2));
      case CUT_BODY -> Answers.sendHalf(exchange, json, body);
      case DELAY -> {
        LockSupport.parkNanos(fault.time().toNanos());
        Answers.send(exchange, 200, json, body);
      }
      default -> Answers.send(exchange, 200, json, body);
    }
  }

  private ObjectNode faultAnswer(String path, Fault fault) {
    return switch (fault.kind()) {
      case CALL_LIMIT -> {
        bans.put(path, market.now() + fault.number() * 1000L);
        yield limited(fault.number());
      }
      case EXPIRED_TOKEN -> gatewayError("ISV", fault.code(), "The specified access token is invalid or expired");
      case BUSINESS_ERROR -> envelope(apis.get(path).nested(), false, fault.code(), "refused by order", null);
      default -> gatewayError("ISP", "ServiceTimeout", "the back end is too slow");
    };
  }

  private ObjectNode limited(long seconds) {
    return gatewayError(
        "ISV", "ApiCallLimit", "Api access frequency exceeds the limit. this ban will last " + seconds + " seconds");
  }

  private ObjectNode answer(HttpExchange exchange, String path, Map<String, String> parameters) {
    Api api = apis.get(path);
    try {
      String account = check(exchange, path, parameters, api);
      ObjectNode data = api.work().apply(new Call(path, parameters, account));
      return api.token() ? envelope(api.nested(), true, null, null, data) : data.put("code", "0").put("request_id", requestId());
    } catch (Refusal refusal) {
      return refusal.type.isEmpty()
          ? envelope(api.nested(), false, refusal.code, refusal.getMessage(), null)
          : gatewayError(refusal.type, refusal.code, refusal.getMessage());
    }
  }

  /** In the order in which gateways check; returns whose token it is. */
  private String check(HttpExchange exchange, String path, Map<String, String> parameters, @Nullable Api api) {
    for (String name : new String[] {"app_key", "timestamp", "sign_method", "sign"}) {
      if (parameters.getOrDefault(name, "").isEmpty()) {
        throw Refusal.gateway("ISV", "MissingParameter", "The input parameter \"" + name + "\" is missing");
      }
    }
    if (!parameters.get("app_key").equals(appKey)) {
      throw Refusal.gateway("ISV", "InvalidAppKey", "Invalid app key");
    }
    if (api == null || api.postOnly() && !exchange.getRequestMethod().equals("POST")) {
      throw Refusal.gateway("ISV", "InvalidApiPath", "Invalid api path");
    }
    if (!parameters.get("sign_method").equals("sha256") || !signatures.isRight(path, parameters)) {
      throw Refusal.gateway("ISV", "IncompleteSignature", "The request signature does not conform to platform standards");
    }
    checkTime(parameters.get("timestamp"));
    String account = "";
    if (api.token()) {
      if (parameters.getOrDefault("access_token", "").isEmpty()) {
        throw Refusal.gateway("ISV", "MissingParameter", "The input parameter \"access_token\" is missing");
      }
      account = tokens.account(parameters.get("access_token"));
    }
    long ban = bans.getOrDefault(path, 0L) - market.now();
    if (ban > 0) {
      throw Refusal.gateway(
          "ISV", "ApiCallLimit", "Api access frequency exceeds the limit. this ban will last " + (ban + 999) / 1000 + " seconds");
    }
    return account;
  }

  private void checkTime(String timestamp) {
    try {
      if (Math.abs(Long.parseLong(timestamp) - market.now()) < window.toMillis()) {
        return;
      }
    } catch (NumberFormatException e) {
      throw Refusal.gateway("ISV", staleCode, "timestamp is no number of milliseconds");
    }
    throw Refusal.gateway("ISV", staleCode, "timestamp is not within " + window.toSeconds() + " s of the gateway's time");
  }

  private ObjectNode envelope(
      boolean nested,
      boolean success,
      @Nullable String code,
      @Nullable String message,
      @Nullable JsonNode data) {
    ObjectNode top = Call.JSON.createObjectNode();
    top.put("code", "0").put("request_id", requestId()).put("_trace_id_", "21" + requests.get());
    ObjectNode business = nested ? top.putObject("result") : top;
    business.put("success", success);
    if (!success) {
      business.put("error_code", code).put("error_msg", message);
    }
    if (data != null && !data.isEmpty()) {
      business.set("data", data);
    }
    return top;
  }

  private ObjectNode gatewayError(String type, String code, String message) {
    return Call.JSON.createObjectNode().put("type", type).put("code", code).put("message", message).put("request_id", requestId());
  }

  private String requestId() {
    return String.format("%016x", 0x0be6e79215428302L + requests.incrementAndGet());
  }

  private static List<String> oddities(Map<String, String> parameters) {
    List<String> odd = new ArrayList<>();
    new LinkedHashMap<>(parameters).forEach((name, value) -> {
      if (value.isEmpty()) {
        odd.add(name + " is empty");
      } else if (!SYSTEM.contains(name) && !Parameters.KNOWN.contains(name)) {
        odd.add(name + " is unknown");
      }
    });
    return odd;
  }
}
