package io.autopurchase.sandbox;

import java.util.Map;

/**
 * A webhook as it goes over the wire.
 *
 * @param type 3 order status, 8 price, 9 refund; 0 for a body of one's own
 * @param headers {@code Authorization} and {@code Content-Type}
 */
public record Webhook(int type, Map<String, String> headers, String body) {
  /** The signature: 64 hexadecimal digits in small letters. */
  public String authorization() {
    return headers.getOrDefault("Authorization", "");
  }
}
