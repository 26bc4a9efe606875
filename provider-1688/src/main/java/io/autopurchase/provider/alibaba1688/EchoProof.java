package io.autopurchase.provider.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Whether orders are known to show our id. If no order ever has, one that does not show it may be ours all the same, and "not found" proves
 * nothing. Learned from all orders that are read; what is lost with the process is learned again. Thread-safe.
 */
@ThreadSafe
final class EchoProof {
  private final AtomicBoolean isProven;

  /**
   * @param isKnown whether the host has tried it
   */
  EchoProof(boolean isKnown) {
    isProven = new AtomicBoolean(isKnown);
  }

  boolean isProven() {
    return isProven.get();
  }

  /** Takes note of an order; returns the id that it shows, or empty text. */
  String learn(JsonNode order) {
    String id = Orders.clientOrderId(order);
    if (!id.isEmpty()) {
      isProven.set(true);
    }
    return id;
  }
}
