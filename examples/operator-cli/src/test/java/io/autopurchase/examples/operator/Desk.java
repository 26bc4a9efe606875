package io.autopurchase.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.sandbox.Ledger;
import io.autopurchase.sandbox.TaobaoSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/** An operator's desk: a marketplace over HTTP, a database on disk, and commands run one after the other in this process. */
final class Desk implements AutoCloseable {
  static final String NICK = "our-buyer-nick";
  static final String CALLBACK = "http://localhost/callback";
  static final String APP_KEY = "123456";
  static final String APP_SECRET = "helloworld";

  /** Items of one seller, so that they come in one order. */
  static final OrderLine SHIRT_M = new OrderLine("1", "610010010004", "5001001", 1, "39.90");

  static final OrderLine SHIRT_L = new OrderLine("2", "610010010004", "5001002", 2, "39.90");
  static final OrderLine PAPER = new OrderLine("3", "610010010002", "", 1, "18.50");

  final TaobaoSandbox sandbox;
  final Properties settings = new Properties();
  private final Path folder;

  /** A line of the shop's order. */
  record OrderLine(String id, String item, String sku, int quantity, String price) {
    OrderLine withQuantity(int value) {
      return new OrderLine(id, item, sku, value, price);
    }
  }

  Desk(Path folder) {
    this.folder = folder;
    sandbox = TaobaoSandbox.builder().app(APP_KEY, APP_SECRET, CALLBACK).account(NICK).start();
    set("store.url", "jdbc:sqlite:" + folder.resolve("data/shop.db"));
    set("secrets.keyset", folder.resolve("secrets/keys").toString());
    set("taobao.gateway", sandbox.restUrl().toString());
    set("taobao.app-key", APP_KEY);
    set("taobao.app-secret", APP_SECRET);
    set("taobao.callback", CALLBACK);
    set("taobao.visibility-lag", "1");
    set("taobao.request-life", "5");
  }

  Desk set(String name, String value) {
    settings.setProperty("autopurchase." + name, value);
    return this;
  }

  CommandRun run(String... arguments) {
    return CommandRun.of(new JdbcEngines(), settings, arguments);
  }

  /** Runs a command that is waited for, and prints JSON. */
  CommandRun await(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--wait", "--timeout", "60", "--json"));
    return run(all.toArray(String[]::new));
  }

  /** The same, for a command that is expected to do all that it was asked. */
  JsonNode done(String... arguments) {
    CommandRun run = await(arguments);
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    return run.json().get("activity");
  }

  Desk addSession() {
    return addSession(NICK);
  }

  Desk addSession(String nick) {
    String url = run("session", "add", "--login", nick, "--json").json().get("authorizeUrl").asText();
    CommandRun added = run("session", "add", "--login", nick, "--callback-url", signIn(url, nick), "--json");
    assertThat(added.exitCode()).as(added.out()).isZero();
    return this;
  }

  static String signIn(String url, String nick) {
    try {
      HttpResponse<Void> page =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(url + "&auto=true&nick=" + nick)).build(),
                  HttpResponse.BodyHandlers.discarding());
      return page.headers().firstValue("Location").orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Writes an order file. */
  String order(String orderId, OrderLine... lines) {
    List<String> written = new ArrayList<>();
    for (OrderLine line : lines) {
      written.add(
          String.format(
              "{\"line_id\":\"%s\",\"item_id\":\"%s\",\"sku_id\":\"%s\",\"quantity\":%d,\"unit_price_cny\":\"%s\",\"note\":\"\"}",
              line.id(), line.item(), line.sku(), line.quantity(), line.price()));
    }
    String text =
        "{\"order_id\":\"" + orderId + "\",\"note\":\"\",\"recipient\":{\"name\":\"张三\",\"phone\":\"11147043234\","
            + "\"region_code\":\"150784\",\"postal_code\":\"021400\",\"address\":\"923\"},\"lines\":["
            + String.join(",", written)
            + "]}";
    return file(orderId + ".json", text).toString();
  }

  Path file(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Books an order and returns the provider's order of each line, in the order of the lines. */
  List<String> book(String orderId, OrderLine... lines) {
    JsonNode activity = done("book", "--order", order(orderId, lines), "--session", NICK);
    return activity.get("lines").findValuesAsText("providerOrderId");
  }

  JsonNode purchases(String orderId) {
    return run("purchases", "--order", orderId, "--json").json().get("purchases");
  }

  /** As the marketplace knows it. */
  Ledger.Order provided(String purchaseId) {
    return sandbox.ledger().orders().stream().filter(order -> order.purchaseId().equals(purchaseId)).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
