package io.autopurchase.examples.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** A fake of the market: it behaves as the real one does, and has no faults of its own. Thread-safe. */
final class ExampleMarketServer implements AutoCloseable {
  static final String APP = "our-app";
  static final String SECRET = "example-app-secret";
  static final String ACCOUNT = "polly";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final InstantSource clock;
  private final Duration lag;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, ObjectNode> items = new HashMap<>();
  private final Set<String> valid = new HashSet<>();
  private final List<Order> orders = new ArrayList<>();
  private long numbers = 7_000_000_000L;
  private int pause;

  /** An order as it is shown, and since when it is. */
  private record Order(ObjectNode shown, Instant visibleAt) {
    String text(String name) {
      return shown.path(name).asText();
    }
  }

  /** A refusal. */
  private static final class No extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;

    No(String code, String message) {
      super(message);
      this.code = code;
    }
  }

  /**
   * @param lag until a new order shows
   */
  ExampleMarketServer(InstantSource clock, Duration lag) {
    this.clock = clock;
    this.lag = lag;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  // What people do

  /** The owner of the account says yes; returns the code. */
  synchronized String authorize() {
    return newSecret("code");
  }

  synchronized String putOnSale(String title, String price, int stock) {
    String id = Long.toString(++numbers);
    items.put(id, JSON.createObjectNode().put("item", id).put("title", title).put("price", price).put("stock", stock));
    return id;
  }

  synchronized void setPrice(String item, String price) {
    items.get(item).put("price", price);
  }

  synchronized void setStock(String item, int stock) {
    items.get(item).put("stock", stock);
  }

  synchronized List<String> ordersOf(String clientOrderId) {
    return orders.stream().filter(order -> order.text("clientOrderId").equals(clientOrderId)).map(order -> order.text("id")).toList();
  }

  synchronized int orders() {
    return orders.size();
  }

  synchronized void pay(String id) {
    advance(id, "PAID");
  }

  synchronized void ship(String id, String carrier, String number) {
    advance(id, "SHIPPED").shown().path("lines").forEach(line -> ((ObjectNode) line).put("carrier", carrier).put("parcel", number));
  }

  synchronized void limitNextCall(int seconds) {
    pause = seconds;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private String newSecret(String kind) {
    String secret = "example-" + kind + "-" + ++numbers;
    valid.add(secret);
    return secret;
  }

  private Order advance(String id, String status) {
    Order order = orders.stream().filter(each -> each.text("id").equals(id)).findFirst().orElseThrow(() -> new No("NO_SUCH_ORDER", "no order " + id));
    order.shown().put("status", status).put("modified", clock.millis());
    order.shown().path("lines").forEach(line -> ((ObjectNode) line).put("status", status));
    return order;
  }

  // What the adapter calls

  private void handle(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")).replace("Bearer ", "");
    byte[] answer = JSON.writeValueAsBytes(answer(exchange.getRequestURI().getPath(), token, request));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private synchronized ObjectNode answer(String path, String token, JsonNode request) {
    ObjectNode answer = JSON.createObjectNode().put("time", clock.millis());
    try {
      check(path, token, request);
      ObjectNode data = JSON.createObjectNode();
      work(path, request, data);
      return answer.put("ok", true).set("data", data);
    } catch (No no) {
      ObjectNode error = answer.put("ok", false).putObject("error").put("code", no.code).put("message", no.getMessage());
      if (no.code.equals("TOO_MANY_CALLS")) {
        error.put("retryAfter", pause);
        pause = 0;
      }
      return answer;
    }
  }

  private void check(String path, String token, JsonNode request) {
    if (pause > 0) {
      throw new No("TOO_MANY_CALLS", "too many calls");
    }
    if (!path.equals("/token") && !path.equals("/time") && !valid.contains(token)) {
      throw new No("BAD_TOKEN", "the token is not valid");
    }
    if (request.has("notAfter") && clock.millis() > request.get("notAfter").asLong()) {
      throw new No("EXPIRED", "the request came too late");
    }
  }

  private void work(String path, JsonNode request, ObjectNode data) {
    switch (path) {
      case "/time" -> data.put("here", true);
      case "/token" -> token(request, data);
      case "/item" -> data.setAll(item(request.path("item").asText()));
      case "/quote" -> quote(request.path("lines"), data);
      case "/place" -> place(request, data);
      case "/orders" -> show(data, orders.stream().filter(isAskedFor(request)).filter(this::isVisible).toList());
      case "/modified" -> modified(request, data);
      case "/cancel" -> cancel(request.path("order").asText(), data);
      default -> throw new No("BAD_REQUEST", "there is no " + path);
    }
  }

  private void token(JsonNode request, ObjectNode data) {
    boolean ours = request.path("app").asText().equals(APP) && request.path("secret").asText().equals(SECRET);
    if (!ours || !valid.remove(request.path("code").asText(request.path("refreshToken").asText()))) {
      throw new No("BAD_CODE", "the code or refresh token is not valid");
    }
    data.put("accessToken", newSecret("access")).put("expiresIn", 3600);
    data.put("refreshToken", newSecret("refresh")).put("refreshExpiresIn", 864_000).put("account", ACCOUNT);
  }

  private ObjectNode item(String id) {
    if (!items.containsKey(id)) {
      throw new No("NO_SUCH_ITEM", "there is no item " + id);
    }
    return items.get(id);
  }

  private static BigDecimal amount(JsonNode item, int quantity) {
    return new BigDecimal(item.path("price").asText()).multiply(BigDecimal.valueOf(quantity));
  }

  private void quote(JsonNode lines, ObjectNode data) {
    ArrayNode sellers = data.putArray("sellers");
    ArrayNode unavailable = data.putArray("unavailable");
    BigDecimal goods = BigDecimal.ZERO;
    ArrayNode priced = JSON.createArrayNode();
    for (JsonNode line : lines) {
      String number = line.path("number").asText();
      JsonNode item = items.get(line.path("item").asText());
      int quantity = line.path("quantity").asInt();
      if (item == null || item.path("stock").asInt() < quantity) {
        unavailable.addObject().put("number", number).put("code", item == null ? "NO_SUCH_ITEM" : "SOLD_OUT");
      } else {
        goods = goods.add(amount(item, quantity));
        priced.addObject().put("number", number).put("price", item.path("price").asText());
      }
    }
    if (!priced.isEmpty()) {
      sellers.addObject().put("seller", "parrots").put("goods", goods.toPlainString()).put("freight", "0.00").set("lines", priced);
    }
  }

  private void place(JsonNode request, ObjectNode data) {
    String clientOrderId = request.path("clientOrderId").asText();
    if (!ordersOf(clientOrderId).isEmpty()) {
      throw new No("OUTER_ID_EXISTS", "there is an order with the client order id " + clientOrderId);
    }
    for (JsonNode line : request.path("lines")) {
      ObjectNode item = item(line.path("item").asText());
      if (item.path("stock").asInt() < line.path("quantity").asInt()) {
        throw new No("SOLD_OUT", "not enough of item " + item.path("item").asText());
      }
      if (amount(line, 1).compareTo(amount(item, 1)) < 0) {
        throw new No("PRICE_CHANGED", "item " + item.path("item").asText() + " costs " + item.path("price").asText());
      }
    }
    show(data, List.of(make(clientOrderId, request.path("lines"))));
  }

  private Order make(String clientOrderId, JsonNode wanted) {
    Instant now = clock.instant();
    ObjectNode order = JSON.createObjectNode().put("id", ++numbers).put("clientOrderId", clientOrderId).put("account", ACCOUNT);
    order.put("status", "UNPAID").put("modified", now.toEpochMilli()).put("payBy", now.plus(Duration.ofDays(1)).toEpochMilli());
    BigDecimal total = BigDecimal.ZERO;
    ArrayNode lines = order.putArray("lines");
    for (JsonNode line : wanted) {
      ObjectNode item = items.get(line.path("item").asText());
      int quantity = line.path("quantity").asInt();
      item.put("stock", item.path("stock").asInt() - quantity);
      total = total.add(amount(item, quantity));
      lines
          .addObject()
          .put("id", ++numbers)
          .put("number", line.path("number").asText())
          .put("item", item.path("item").asText())
          .put("title", item.path("title").asText())
          .put("quantity", quantity)
          .put("amount", amount(item, quantity).toPlainString())
          .put("status", "UNPAID");
    }
    Order made = new Order(order.put("total", total.toPlainString()), now.plus(lag));
    orders.add(made);
    return made;
  }

  private static void show(ObjectNode data, List<Order> shown) {
    ArrayNode list = data.putArray("orders");
    shown.forEach(order -> list.add(order.shown()));
  }

  private static Predicate<Order> isAskedFor(JsonNode request) {
    Set<String> ids = new HashSet<>();
    request.path("ids").forEach(id -> ids.add(id.asText()));
    return order -> request.has("ids") ? ids.contains(order.text("id")) : order.text("clientOrderId").equals(request.path("clientOrderId").asText());
  }

  private boolean isVisible(Order order) {
    return !order.visibleAt().isAfter(clock.instant());
  }

  private void modified(JsonNode request, ObjectNode data) {
    int size = request.path("size").asInt();
    List<Order> all =
        orders.stream()
            .filter(this::isVisible)
            .filter(order -> order.shown().path("modified").asLong() >= request.path("since").asLong())
            .sorted(Comparator.comparingLong((Order order) -> order.shown().path("modified").asLong()).reversed())
            .toList();
    show(data.put("total", all.size()), all.stream().skip((request.path("page").asInt() - 1L) * size).limit(size).toList());
  }

  private void cancel(String id, ObjectNode data) {
    if (orders.stream().anyMatch(order -> order.text("id").equals(id) && !order.text("status").equals("UNPAID"))) {
      throw new No("NOT_CANCELLABLE", "it is paid, or closed already");
    }
    advance(id, "CLOSED");
    data.put("order", id);
  }
}
