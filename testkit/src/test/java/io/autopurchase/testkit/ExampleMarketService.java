package io.autopurchase.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Recipient;
import io.autopurchase.Secret;
import io.autopurchase.Tracking;
import io.autopurchase.spi.ProviderAdapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A small service with a protocol of lines of words, for the contract to test itself with. An answer's last line is "end". */
class ExampleMarketService implements ProviderUnderTest {
  static final Duration LAG = Duration.ofSeconds(5);
  private static final Duration TOO_YOUNG = Duration.ofSeconds(3);
  private static final int PAGE = 4;

  private final InstantSource clock;
  private final Supplier<ProviderAdapter> adapter;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(StoreHarness::daemon);
  private final Map<String, Long> prices = new HashMap<>();
  private final Set<String> soldOut = new HashSet<>();
  private final Set<String> tokens = new HashSet<>();
  private final List<Order> orders = new ArrayList<>();
  private int numbers = 5000;
  private int limit;

  ExampleMarketService(InstantSource clock, Supplier<ProviderAdapter> adapter) {
    this.clock = clock;
    this.adapter = adapter;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  private static final class Order {
    private String id = "";
    private String clientOrderId = "";
    private String status = "UNPAID";
    private Instant madeAt = Instant.EPOCH;
    private Instant modifiedAt = Instant.EPOCH;
    private final List<Line> lines = new ArrayList<>();
  }

  private static final class Line {
    private String id = "";
    private String number = "";
    private String item = "";
    private int quantity;
    private long amount;
    private String status = "UNPAID";
    private String parcel = "- -";
  }

  private static final class No extends RuntimeException {
    private static final long serialVersionUID = 1L;

    No(String words) {
      super(words);
    }
  }

  // What a person does

  @Override
  public ProviderAdapter adapter() {
    return adapter.get();
  }

  @Override
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void configure(ProviderSettings.Builder settings, URI address) {
    settings.set("port", Integer.toString(address.getPort())).secret("key", Secret.of("market-key"));
  }

  @Override
  public Map<String, String> wrongSettings() {
    return Map.of("port", "many");
  }

  @Override
  public synchronized String authorize(URI page) {
    return newToken("code");
  }

  @Override
  public Recipient recipient() {
    return Recipient.builder().name("Ali").phone("1").street("Market 1").build();
  }

  @Override
  public synchronized Item putOnSale(Money price) {
    String id = "item" + ++numbers;
    prices.put(id, price.toMinorUnits());
    return Item.of(id);
  }

  @Override
  public synchronized boolean reprice(Item item, Money price) {
    prices.put(item.itemId(), price.toMinorUnits());
    return true;
  }

  @Override
  public synchronized void sellOut(Item item) {
    soldOut.add(item.itemId());
  }

  @Override
  public synchronized List<String> ordersOf(String clientOrderId) {
    return orders.stream().filter(order -> order.clientOrderId.equals(clientOrderId)).map(order -> order.id).toList();
  }

  @Override
  public synchronized void pay(String orderId) {
    change(orderId, "PAID");
  }

  @Override
  public synchronized boolean ship(String orderId, Tracking parcel) {
    change(orderId, "SHIPPED").lines.forEach(line -> line.parcel = parcel.carrier() + " " + parcel.number());
    return true;
  }

  @Override
  public synchronized boolean limitNextCall(int seconds) {
    limit = seconds;
    return true;
  }

  @Override
  public Optional<Duration> tooEarlyToCancel() {
    return Optional.of(TOO_YOUNG);
  }

  @Override
  public Optional<PushedMessage> messageAbout(String orderId) {
    return signed(("order " + orderId).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<PushedMessage> signed(byte[] body) {
    return Optional.of(new PushedMessage(Map.of("X-Market-Sign", List.of(ExampleMarketClient.sign(body))), body));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private Order change(String id, String status) {
    Order order = find(id);
    order.status = status;
    order.lines.stream().filter(line -> !line.status.equals("CLOSED")).forEach(line -> line.status = status);
    order.modifiedAt = clock.instant();
    return order;
  }

  private Order find(String id) {
    return orders.stream().filter(order -> order.id.equals(id)).findFirst().orElseThrow(() -> new No("no NO_ORDER there is none"));
  }

  private String newToken(String kind) {
    String token = kind + "-" + ++numbers;
    tokens.add(token);
    return token;
  }

  // What the adapter calls

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : body.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    byte[] answer = answer(exchange.getRequestURI().getPath(), form).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private synchronized String answer(String path, Map<String, String> form) {
    StringBuilder answer = new StringBuilder("asof " + clock.millis() + "\n");
    try {
      if (limit > 0) {
        int seconds = limit;
        limit = 0;
        throw new No("limit " + seconds);
      }
      if (!path.equals("/exchange") && !path.equals("/refresh") && !tokens.contains(form.get("token"))) {
        throw new No("token it is not valid");
      }
      if (form.containsKey("until") && clock.millis() > Long.parseLong(form.get("until"))) {
        throw new No("no EXPIRED it is too late");
      }
      String done = work(path, form);
      answer.append("yes\n").append(done);
    } catch (No no) {
      answer.append(no.getMessage()).append('\n');
    }
    return answer.append("end\n").toString();
  }

  private String work(String path, Map<String, String> form) {
    return switch (path) {
      case "/exchange", "/refresh" -> grant(form.get("secret"));
      case "/time" -> "";
      case "/item" -> prices.containsKey(form.get("item")) ? "item " + prices.get(form.get("item")) + " " + soldOut.contains(form.get("item")) + "\n" : "";
      case "/quote" -> lines(form).map(w -> (soldOut.contains(w[1]) ? "out " : "price ") + w[0] + " " + prices.get(w[1]) * Long.parseLong(w[2]) + " " + prices.get(w[1]) + "\n").reduce("", String::concat);
      case "/place" -> place(form);
      case "/placed" -> placed(Instant.ofEpochMilli(Long.parseLong(form.get("from"))), Instant.ofEpochMilli(Long.parseLong(form.get("to"))), form.get("after"));
      case "/outer" -> shown(orders.stream().filter(order -> order.clientOrderId.equals(form.get("outer"))));
      case "/orders" -> shown(orders.stream().filter(order -> List.of(form.get("ids").split(",")).contains(order.id)));
      case "/modified" -> modified(Instant.ofEpochMilli(Long.parseLong(form.get("since"))), Integer.parseInt(form.get("page")));
      case "/cancel" -> cancel(find(form.get("order")), List.of(form.get("lines").split(",")));
      case "/pay" -> List.of(form.get("ids").split(",")).stream().map(this::payAutomatically).reduce("", String::concat);
      default -> throw new No("no NO_PATH " + path);
    };
  }

  private String grant(String secret) {
    if (!tokens.remove(secret)) {
      throw new No("no USED it is not valid");
    }
    return "grant " + newToken("access") + " " + newToken("refresh") + "\n";
  }

  private static Stream<String[]> lines(Map<String, String> form) {
    return Stream.of(form.get("lines").split(",")).map(line -> line.split(" "));
  }

  private String place(Map<String, String> form) {
    if (lines(form).anyMatch(words -> soldOut.contains(words[1]))) {
      throw new No("no SOLD_OUT there is none left");
    }
    long cost = lines(form).mapToLong(words -> prices.get(words[1]) * Long.parseLong(words[2])).sum();
    if (form.containsKey("most") && cost > Long.parseLong(form.get("most"))) {
      throw new No("no PRICE it costs more");
    }
    Order order = new Order();
    order.id = "88" + ++numbers;
    order.clientOrderId = form.get("outer");
    order.madeAt = clock.instant();
    order.modifiedAt = order.madeAt;
    lines(form)
        .forEach(
            words -> {
              Line line = new Line();
              line.id = "l" + ++numbers;
              line.number = words[0];
              line.item = words[1];
              line.quantity = Integer.parseInt(words[2]);
              line.amount = prices.get(words[1]) * line.quantity;
              order.lines.add(line);
            });
    orders.add(order);
    return show(order);
  }

  /** New orders show after a while only. */
  private String shown(Stream<Order> found) {
    return found.filter(this::isVisible).map(ExampleMarketService::show).reduce("", String::concat);
  }

  private boolean isVisible(Order order) {
    return !order.madeAt.plus(LAG).isAfter(clock.instant());
  }

  private String modified(Instant since, int page) {
    List<Order> found =
        orders.stream()
            .filter(order -> isVisible(order) && !order.modifiedAt.isBefore(since))
            .sorted(Comparator.comparing((Order order) -> order.modifiedAt).thenComparing(order -> order.id).reversed())
            .toList();
    return shown(found.stream().skip((page - 1L) * PAGE).limit(PAGE)) + (page * PAGE >= found.size() ? "last\n" : "more\n");
  }

  /** Ids of what was placed in a window, a page of them; the next one begins after the last of this one. */
  private String placed(Instant from, Instant to, String after) {
    List<Order> found =
        orders.stream().filter(order -> isVisible(order) && !order.madeAt.isBefore(from) && !order.madeAt.isAfter(to)).toList();
    int first = 0;
    if (!after.isEmpty()) {
      List<String> ids = found.stream().map(order -> order.id).toList();
      if (!ids.contains(after)) {
        throw new No("no CURSOR it is not valid");
      }
      first = ids.indexOf(after) + 1;
    }
    List<Order> page = found.stream().skip(first).limit(PAGE).toList();
    String ids = page.stream().map(order -> "id " + order.id + "\n").reduce("", String::concat);
    return ids + (first + page.size() == found.size() ? "last\n" : "next " + page.get(page.size() - 1).id + "\n");
  }

  private String cancel(Order order, List<String> ids) {
    if (order.madeAt.plus(TOO_YOUNG).isAfter(clock.instant())) {
      throw new No("early TOO_YOUNG " + TOO_YOUNG.toSeconds());
    }
    if (!order.status.equals("UNPAID")) {
      throw new No("no NOT_CANCELLABLE it is " + order.status);
    }
    order.lines.stream().filter(line -> ids.contains("*") || ids.contains(line.id)).forEach(line -> line.status = "CLOSED");
    if (order.lines.stream().allMatch(line -> line.status.equals("CLOSED"))) {
      order.status = "CLOSED";
    }
    order.modifiedAt = clock.instant();
    return "";
  }

  private String payAutomatically(String id) {
    boolean waits = orders.stream().anyMatch(order -> order.id.equals(id) && order.status.equals("UNPAID"));
    if (waits) {
      change(id, "PAID");
    }
    return waits ? "paid " + id + "\n" : "unpaid " + id + " NOT_PAYABLE\n";
  }

  private static String show(Order order) {
    StringBuilder shown = new StringBuilder("order " + order.id + " " + order.clientOrderId + " " + order.status + " " + order.modifiedAt.toEpochMilli() + "\n");
    for (Line line : order.lines) {
      shown.append("line " + line.id + " " + line.number + " " + line.item + " " + line.quantity + " " + line.amount + " " + line.status + " " + line.parcel + "\n");
    }
    return shown.toString();
  }
}
