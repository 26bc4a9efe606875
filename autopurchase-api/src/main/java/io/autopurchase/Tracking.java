package io.autopurchase;

import io.autopurchase.spi.PlainText;

/**
 * A parcel.
 *
 * @param carrier as the provider names it; may be empty
 * @param number the carrier's tracking number
 */
public record Tracking(String carrier, String number) {
  /**
   * With {@linkplain PlainText#clean cleaned} words.
   *
   * @param carrier as the provider names it; may be empty
   * @param number the carrier's tracking number
   */
  public Tracking {
    carrier = PlainText.clean(carrier);
    number = PlainText.clean(number);
  }
}
