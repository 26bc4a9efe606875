package io.autopurchase.examples.embedded;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.AuthorizationRequest;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseException;
import io.autopurchase.Item;
import io.autopurchase.KeyRing;
import io.autopurchase.Money;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.WebhookResult;
import io.autopurchase.json.AutoPurchaseModule;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * A shop that buys at Taobao what it has sold, in forty lines: the engine on SQLite, and pages over HTTP to sign in, to book, to see an
 * order, to answer a question, and for the provider's webhooks. What it leaves out is the shop's own: who may open these pages, and that
 * real pages book and answer by POST only.
 */
public final class Shop implements AutoCloseable {
  private static final SessionId BUYER = new SessionId("taobao", "our-buyer");
  private final ObjectMapper json = new ObjectMapper().registerModule(new AutoPurchaseModule());
  private final AutoPurchase autoPurchase;
  private final HttpServer server;

  /** Opens the shop; the provider's callback is its page {@code /callback}. */
  public Shop(Path folder, ProviderSettings taobao, int port) throws IOException {
    autoPurchase = AutoPurchase.builder().providerSettings("taobao", taobao)
        .store(JdbcActivityStore.openSqlite(folder.resolve("shop.db"))).secrets(KeyRing.open(folder.resolve("shop.keys")))
        .listener(event -> System.out.println("For the staff: " + event))
        .build().start();
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    page("/sign-in", (http, path) -> signIn(http));
    page("/callback", (http, path) -> autoPurchase.sessions().completeAuthorization(http.getRequestURI(), keptState(http), "mary"));
    page("/book", (http, path) -> book(path[2]));
    page("/orders", (http, path) -> autoPurchase.purchases().ofOrder(path[2]));
    page("/activities", (http, path) -> autoPurchase.activities().find(ActivityQuery.builder().orderId(path[2]).build()));
    page("/answer", (http, path) -> autoPurchase.activities().answer(new ActivityId(path[2]), path[3], path[4], "mary"));
    page("/webhook", (http, path) -> autoPurchase.handleWebhook("taobao", http.getRequestHeaders(), http.getRequestBody().readAllBytes()));
    server.start();
  }

  private URI signIn(HttpExchange http) {
    AuthorizationRequest request = autoPurchase.sessions().startAuthorization(BUYER, "mary");
    http.getResponseHeaders().add("Set-Cookie", "state=" + request.state() + "; HttpOnly; SameSite=Lax");
    return request.url();
  }

  private static String keptState(HttpExchange http) {
    return String.valueOf(http.getRequestHeaders().getFirst("Cookie")).replaceFirst(".*\\bstate=([^;]*).*", "$1");
  }

  private Activity book(String orderId) {
    Recipient.Builder warehouse = Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923");
    return autoPurchase.book(ReservationPlan.builder(orderId, BUYER, warehouse.build()).line("1", Item.of("42602653803"), 1, Money.cny("128.50")).build());
  }

  private interface Page { Object show(HttpExchange http, String[] path) throws IOException; }

  private void page(String address, Page page) {
    server.createContext(address, http -> {
      Object shown;
      try {
        shown = page.show(http, http.getRequestURI().getPath().split("/"));
      } catch (RuntimeException e) {
        shown = Map.of("code", e instanceof AutoPurchaseException known ? known.code() : "ERROR", "message", String.valueOf(e.getMessage()));
      }
      http.sendResponseHeaders(shown instanceof Map || shown == WebhookResult.INVALID_SIGNATURE ? 400 : 200, 0);
      json.writeValue(http.getResponseBody(), shown);
    });
  }

  @Override
  public void close() {
    server.stop(0);
    autoPurchase.close();
  }
}
