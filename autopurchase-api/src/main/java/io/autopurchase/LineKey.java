package io.autopurchase;

/**
 * Names a line of a customer order, by the host's own ids.
 *
 * @param orderId such as {@code ORD-0000000053}
 * @param lineId such as {@code 53-1}; unique within its order
 */
public record LineKey(String orderId, String lineId) {
  /**
   * Checks the ids.
   *
   * @param orderId 1 to 128 characters
   * @param lineId 1 to 64 characters
   * @throws InvalidInputException {@code REQUIRED}, {@code LENGTH} or {@code CHARACTERS} for the id that breaks a rule
   */
  public LineKey {
    Checks.text("orderId", orderId, 128);
    Checks.text("lineId", lineId, 64);
  }

  @Override
  public String toString() {
    return orderId + "/" + lineId;
  }
}
