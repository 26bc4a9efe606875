package io.autopurchase;

import io.autopurchase.spi.PlainText;

/**
 * Money that is paid back for a line, or was asked back, as the provider shows it.
 *
 * @param id the provider's; may be empty
 * @param status how far it is
 * @param rawStatus the provider's own word
 */
public record Refund(String id, RefundStatus status, String rawStatus) {
  /**
   * With {@linkplain PlainText#clean cleaned} words.
   *
   * @param id the provider's; may be empty
   * @param status how far it is
   * @param rawStatus the provider's own word
   */
  public Refund {
    id = PlainText.clean(id);
    rawStatus = PlainText.clean(rawStatus);
  }
}
