package io.autopurchase.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The site's side for people, as a page, and for scripts in any language, as JSON under {@code /sandbox}. */
final class ControlPages implements HttpHandler {
  private static final String JSON = "application/json;charset=utf-8";
  private static final int SHOWN_CALLS = 50;

  private final Marketplace market;
  private final Site site;
  private final Ledger ledger;
  private final Faults faults;

  ControlPages(Marketplace market, Site site, Ledger ledger, Faults faults) {
    this.market = market;
    this.site = site;
    this.ledger = ledger;
    this.faults = faults;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    try {
      if (request.equals("GET /")) {
        Answers.send(exchange, 200, "text/html;charset=utf-8", page().getBytes(StandardCharsets.UTF_8));
      } else if (request.equals("GET /sandbox/orders")) {
        json(exchange, 200, ledger.orders().stream().map(ControlPages::order).toList());
      } else if (request.equals("GET /sandbox/calls")) {
        json(exchange, 200, ledger.calls().stream().map(ControlPages::call).toList());
      } else if (request.equals("GET /sandbox/faults")) {
        json(exchange, 200, faults.describe());
      } else if (request.equals("DELETE /sandbox/faults")) {
        faults.clear();
        json(exchange, 200, List.of());
      } else if (request.equals("POST /sandbox/faults")) {
        addFault(body(exchange));
        json(exchange, 200, faults.describe());
      } else if (request.equals("POST /sandbox/settings")) {
        settings(body(exchange));
        json(exchange, 200, Map.of("repeat", market.repeat.name()));
      } else if (request.equals("POST /sandbox/items")) {
        addItem(body(exchange));
        json(exchange, 200, Map.of());
      } else if (request.startsWith("POST /sandbox/orders/")) {
        act(exchange, request.substring("POST /sandbox/orders/".length()).split("/"));
      } else {
        json(exchange, 404, Map.of("error", "there is nothing at " + request));
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      json(exchange, 400, Map.of("error", String.valueOf(e.getMessage())));
    }
  }

  private void act(HttpExchange exchange, String[] path) throws IOException {
    Map<String, String> form = Parameters.of(exchange);
    String id = path[0];
    switch (path.length == 2 ? path[1] : "") {
      case "pay" -> site.pay(id);
      case "ship" -> site.ship(id, form.getOrDefault("carrier", "中通快递"), form.getOrDefault("number", "ZT" + id));
      case "close" -> site.close(id, form.getOrDefault("reason", "closed by hand"));
      case "receive" -> site.confirmReceipt(id);
      case "reprice" -> site.reprice(id, Long.parseLong(form.getOrDefault("fen", "")));
      default -> throw new IllegalArgumentException("an action is one of pay, ship, close, receive, reprice");
    }
    if (form.containsKey("back")) {
      exchange.getResponseHeaders().set("Location", "/");
      Answers.send(exchange, 303, "text/plain", new byte[0]);
    } else {
      json(exchange, 200, ledger.orders().stream().filter(o -> o.purchaseId().equals(id)).map(ControlPages::order).toList());
    }
  }

  private void addFault(JsonNode body) {
    Faults.On on = faults.on(body.path("api").asText("*"));
    if (body.has("call")) {
      on.call(body.get("call").asInt());
    } else if (body.has("times")) {
      on.times(body.get("times").asInt());
    } else if (body.has("probability")) {
      on.withProbability(body.get("probability").asDouble(), body.path("seed").asLong(1));
    }
    Fault.Kind kind = Fault.Kind.valueOf(body.path("fault").asText("").toUpperCase(Locale.ROOT));
    boolean workDone = body.path("workDone").asBoolean(kind == Fault.Kind.LOSE_ANSWER || kind == Fault.Kind.DELAY);
    int number = body.path("status").asInt(body.path("seconds").asInt(kind == Fault.Kind.HTTP_STATUS ? 502 : 1));
    String code = body.path("code").asText(kind == Fault.Kind.EXPIRED_TOKEN ? "IllegalAccessToken" : "SANDBOX_FAULT");
    on.inject(new Fault(kind, workDone, number, code, Duration.ofMillis(body.path("millis").asLong(0))));
  }

  private void settings(JsonNode body) {
    body.properties()
        .forEach(
            field -> {
              switch (field.getKey()) {
                case "repeat" -> market.repeat = Repeat.valueOf(field.getValue().asText().toUpperCase(Locale.ROOT));
                case "visibilityDelayMillis" -> market.visibilityDelay = Duration.ofMillis(field.getValue().asLong());
                case "buildingDelayMillis" -> market.buildingDelay = Duration.ofMillis(field.getValue().asLong());
                case "paymentDeadlineMillis" -> market.paymentDeadline = Duration.ofMillis(field.getValue().asLong());
                default -> throw new IllegalArgumentException("there is no setting " + field.getKey());
              }
            });
  }

  private void addItem(JsonNode body) {
    for (String field : new String[] {"itemId", "title", "seller", "price", "quantity"}) {
      if (!body.hasNonNull(field)) {
        throw new IllegalArgumentException(field + " is missing");
      }
    }
    new Catalogue(market)
        .add(body.get("itemId").asText(), body.get("title").asText(), body.get("seller").asText(), body.get("price").asLong(), body.get("quantity").asInt());
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    try {
      return Call.JSON.readTree(exchange.getRequestBody());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the body is no JSON", e);
    }
  }

  private static void json(HttpExchange exchange, int status, Object value) throws IOException {
    Answers.send(exchange, status, JSON, Call.JSON.writeValueAsBytes(value));
  }

  private static Map<String, Object> order(Ledger.Order order) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("purchaseId", order.purchaseId());
    map.put("outerPurchaseId", order.outerPurchaseId());
    map.put("seller", order.seller());
    map.put("status", order.status());
    map.put("amount", order.amount());
    map.put("createdAt", order.createdAt().toString());
    map.put("lines", order.lines());
    return map;
  }

  private static Map<String, Object> call(Ledger.Call call) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("sequence", call.sequence());
    map.put("at", call.at().toString());
    map.put("api", call.api());
    map.put("outcome", call.outcome());
    map.put("fault", call.fault());
    map.put("outerId", call.outerId());
    map.put("oddities", call.oddities());
    return map;
  }

  private String page() {
    StringBuilder page =
        new StringBuilder("<!doctype html><meta charset=utf-8><title>Taobao sandbox</title><style>")
            .append("body{font:15px sans-serif;margin:2em}td,th{padding:.3em .8em;text-align:left;border-bottom:1px solid #ddd}form{display:inline}</style>")
            .append("<h1>Taobao sandbox</h1><h2>Orders</h2><table><tr><th>Order<th>Outer id<th>Seller<th>Status<th>Amount<th>Lines<th></tr>");
    for (Ledger.Order order : ledger.orders()) {
      page.append("<tr><td>").append(order.purchaseId()).append("<td>").append(escape(order.outerPurchaseId()));
      page.append("<td>").append(escape(order.seller())).append("<td>").append(order.status());
      page.append("<td>").append(String.format(Locale.ROOT, "%.2f", order.amount() / 100.0)).append(" CNY<td>").append(order.lines().size()).append("<td>");
      for (String action : new String[] {"pay", "ship", "close"}) {
        page.append("<form method=post action=\"/sandbox/orders/").append(order.purchaseId()).append('/').append(action);
        page.append("\"><button name=back value=1>").append(action).append("</button></form> ");
      }
    }
    page.append("</table><h2>Faults</h2><p>").append(escape(String.join("; ", faults.describe()))).append("<h2>Latest calls</h2><table>");
    page.append("<tr><th>#<th>API<th>Outcome<th>Fault<th>Outer id<th>Odd parameters</tr>");
    List<Ledger.Call> calls = ledger.calls();
    for (int i = calls.size() - 1; i >= Math.max(0, calls.size() - SHOWN_CALLS); i--) {
      Ledger.Call call = calls.get(i);
      page.append("<tr><td>").append(call.sequence()).append("<td>").append(escape(call.api())).append("<td>").append(escape(call.outcome()));
      page.append("<td>").append(call.fault()).append("<td>").append(call.outerId() == null ? "" : escape(call.outerId()));
      page.append("<td>").append(escape(String.join(", ", call.oddities())));
    }
    return page.append("</table>").toString();
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
