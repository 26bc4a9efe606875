package io.autopurchase.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** Sends answers, whole or broken. */
final class Answers {
  private Answers() {}

  static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** Half of the body, under headers that promise all of it; then the connection ends. */
  static void sendHalf(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body, 0, body.length / 2);
    exchange.getResponseBody().flush();
    throw new IOException("the connection is cut on purpose");
  }

  /** The server ends a connection whose handler fails before it has answered. */
  static void cut(HttpExchange exchange) throws IOException {
    throw new IOException("the connection to " + exchange.getRemoteAddress() + " is cut on purpose");
  }
}
