package io.autopurchase.examples.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.autopurchase.InvalidInputException;
import io.autopurchase.WebhookResult;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where providers push their messages: {@code POST /messages/<provider>}. What is stored is acknowledged with 200. Whatever
 * else goes wrong with a true message is answered with an error, for then the provider sends it again.
 */
final class WebhookEndpoint implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WebhookEndpoint.class);

  /** Webhooks are a few hundred bytes. */
  static final int MOST_BYTES = 64 * 1024;

  private static final String PATH = "/messages/";
  private static final int THREADS = 8;
  private static final int MOST_WAITING = 64;

  private final HttpServer server;
  private final Inbox inbox;
  private final Duration patience;
  private final ThreadPoolExecutor connections = pool("messages");
  private final ThreadPoolExecutor work = pool("messages-work");

  private WebhookEndpoint(HttpServer server, Inbox inbox, Duration patience) {
    this.server = server;
    this.inbox = inbox;
    this.patience = patience;
  }

  /**
   * @param patience how long a message may take to be stored; then the answer asks the sender to send it again, which does no harm
   */
  static WebhookEndpoint start(InetSocketAddress address, Inbox inbox, Duration patience) {
    // A sender that drips its request must not hold a thread.
    System.setProperty("sun.net.httpserver.maxReqTime", "5");
    HttpServer server;
    try {
      server = HttpServer.create(address, MOST_WAITING);
    } catch (IOException e) {
      throw OperatorException.invalid("listen", "ADDRESS", "cannot listen on " + address + ": " + Inputs.reason(e));
    }
    WebhookEndpoint endpoint = new WebhookEndpoint(server, inbox, patience);
    server.createContext("/", endpoint::answer);
    server.setExecutor(endpoint.connections);
    server.start();
    return endpoint;
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status(exchange), -1);
    }
  }

  private int status(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String provider = path.startsWith(PATH) ? path.substring(PATH.length()) : "";
    if (!provider.matches("[a-z0-9][a-z0-9-]*")) {
      return 404;
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      return 405;
    }
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    return body.length > MOST_BYTES ? 413 : take(provider, Map.copyOf(exchange.getRequestHeaders()), body);
  }

  private int take(String provider, Map<String, List<String>> headers, byte[] body) {
    try {
      Future<WebhookResult> receipt = work.submit(() -> inbox.take(provider, headers, body));
      return receipt.get(patience.toMillis(), TimeUnit.MILLISECONDS) == WebhookResult.INVALID_SIGNATURE ? 401 : 200;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InvalidInputException) {
        return 404;
      }
      log.warn("A message of {} could not be stored: {}", provider, e.getCause().toString());
      return 503;
    } catch (TimeoutException | RejectedExecutionException e) {
      log.warn("A message of {} is to be sent again: there is too much to do", provider);
      return 503;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 503;
    }
  }

  /** Takes no more messages, and answers those that are here. */
  @Override
  public void close() {
    server.stop(1);
    connections.shutdown();
    work.shutdown();
    try {
      work.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadPoolExecutor pool(String name) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
