package io.autopurchase;

/**
 * Names a line of a customer order, by the host's own ids.
 *
 * @param orderId such as {@code ORD-0000000053}
 * @param lineId such as {@code 53-1}; unique within its order
 */
public record LineKey(String orderId, String lineId) {
  public LineKey {
    Checks.text("orderId", orderId, 128);
    Checks.text("lineId", lineId, 64);
  }

  @Override
  public String toString() {
    return orderId + "/" + lineId;
  }
}
