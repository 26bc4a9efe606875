package io.autopurchase.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy that takes a prefix off each address, says nothing about it to the server behind, and gives it another host name. */
final class StrippingProxy implements AutoCloseable {
  private static final Set<String> OWN = Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "http2-settings");

  private final String prefix;
  private final URI behind;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  StrippingProxy(String prefix, URI behind) {
    this.prefix = prefix;
    this.behind = behind;
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::forward);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + prefix + "/");
  }

  private void forward(HttpExchange exchange) throws IOException {
    String uri = exchange.getRequestURI().toString();
    if (!uri.startsWith(prefix)) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    String target = behind.toString().replaceFirst("/$", "") + uri.substring(prefix.length());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target)).method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange.getRequestHeaders().forEach((name, values) -> values.stream().filter(value -> !OWN.contains(name.toLowerCase(Locale.ROOT))).forEach(value -> request.header(name, value)));
    try {
      HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      response.headers().map().forEach((name, values) -> exchange.getResponseHeaders().put(name, List.copyOf(values)));
      exchange.getResponseHeaders().keySet().removeIf(name -> OWN.contains(name.toLowerCase(Locale.ROOT)));
      String length = response.headers().firstValue("content-length").orElse("");
      exchange.sendResponseHeaders(response.statusCode(), length.isEmpty() ? 0 : length.equals("0") ? -1 : Long.parseLong(length));
      try (InputStream body = response.body();
          OutputStream out = exchange.getResponseBody()) {
        copy(body, out);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As it comes: a stream of events has no end. */
  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] some = new byte[8192];
    for (int read = from.read(some); read >= 0; read = from.read(some)) {
      to.write(some, 0, read);
      to.flush();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
