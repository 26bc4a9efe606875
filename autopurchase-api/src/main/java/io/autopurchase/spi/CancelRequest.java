package io.autopurchase.spi;

import java.util.List;

/**
 * What is to be cancelled by one call.
 *
 * @param orderId the provider's
 * @param lineIds the provider's ids of the lines; empty for the whole order
 * @param reason for the provider; not empty
 */
public record CancelRequest(String orderId, List<String> lineIds, String reason) {
  /**
   * With a list of its own.
   *
   * @param orderId kept as it is
   * @param lineIds copied; may hold no null
   * @param reason kept as it is
   */
  public CancelRequest {
    lineIds = List.copyOf(lineIds);
  }
}
