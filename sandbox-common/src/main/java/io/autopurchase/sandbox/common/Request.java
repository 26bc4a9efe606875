package io.autopurchase.sandbox.common;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request over HTTP.
 *
 * @param query as it came, without the question mark; empty if none
 * @param headers by names in small letters
 * @param isLast whether the client wants the connection to end after it
 */
public record Request(String method, String path, String query, Map<String, String> headers, byte[] body, boolean isLast) {
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Path and query, as they came. */
  public String uri() {
    return query.isEmpty() ? path : path + "?" + query;
  }
}
