package io.autopurchase.provider.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.provider.http.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.concurrent.GuardedBy;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Whether orders are known to show our id. If none ever has, one that does not show it may be ours all the same, and "not found" proves
 * nothing. Learned from the orders that are read: one proves it that shows an id which this process has sent or looked for, or the same id
 * twice, or a marker that no person types; an {@code outOrderId} alone may be another program's. What is lost with the process is learned
 * again. Thread-safe.
 */
@ThreadSafe
final class EchoProof {
  private static final int MOST = 10_000;
  private static final int LONGER_THAN_TYPED = 16;

  @GuardedBy("this")
  private boolean isProven;

  @GuardedBy("this")
  private final Map<String, Boolean> sent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param isKnown whether the host has tried it
   */
  EchoProof(boolean isKnown) {
    isProven = isKnown;
  }

  synchronized boolean isProven() {
    return isProven;
  }

  /** An order is placed, or looked for, with an id of ours. */
  synchronized void sent(String clientOrderId) {
    sent.put(clientOrderId, true);
  }

  /** Takes note of an order; returns the id that it shows, or empty text. */
  synchronized String learn(JsonNode order) {
    String outer = Fields.id(order.path("baseInfo"), "outOrderId");
    String marker = Orders.marker(order);
    isProven |= sent.containsKey(outer) || sent.containsKey(marker) || marker.length() >= LONGER_THAN_TYPED || !outer.isEmpty() && outer.equals(marker);
    return Orders.clientOrderId(order);
  }
}
