package io.autopurchase;

import io.autopurchase.spi.PlainText;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parcel on its way, as the carrier reports it, in {@linkplain PlainText#clean cleaned} words.
 *
 * @param carrier as the provider names it; may be empty
 * @param number the carrier's; may be empty
 * @param rawStatus the provider's word for where it is; may be empty
 * @param traces stations, in the provider's order
 */
public record Parcel(String carrier, String number, String rawStatus, List<Trace> traces) {
  /**
   * With {@linkplain PlainText#clean cleaned} words.
   *
   * @param carrier as the provider names it; may be empty
   * @param number the carrier's; may be empty
   * @param rawStatus the provider's word; may be empty
   * @param traces stations, in the provider's order; copied
   */
  public Parcel {
    carrier = PlainText.clean(carrier);
    number = PlainText.clean(number);
    rawStatus = PlainText.clean(rawStatus);
    traces = List.copyOf(traces);
  }

  /**
   * @param at null if the provider does not say, or not readably
   * @param rawStatus the provider's word for this station; may be empty
   * @param text for people
   */
  public record Trace(@Nullable Instant at, String rawStatus, String text) {
    /**
     * With {@linkplain PlainText#clean cleaned} words.
     *
     * @param at null if the provider does not say, or not readably
     * @param rawStatus the provider's word for this station; may be empty
     * @param text for people
     */
    public Trace {
      rawStatus = PlainText.clean(rawStatus);
      text = PlainText.clean(text);
    }
  }
}
