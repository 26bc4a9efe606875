package io.autopurchase;

import io.autopurchase.spi.PlainText;
import java.util.Arrays;
import java.util.List;
import javax.annotation.concurrent.Immutable;

/**
 * A parcel.
 *
 * <p>Immutable.
 */
@Immutable
public final class Tracking {
  private final String carrier;
  private final String number;

  private Tracking(String carrier, String number) {
    this.carrier = PlainText.clean(carrier);
    this.number = PlainText.clean(number);
  }

  /**
   * @param carrier as the provider names it; may be empty
   * @param number the carrier's tracking number
   */
  public static Tracking of(String carrier, String number) {
    return new Tracking(carrier, number);
  }

  /** As the provider names it; may be empty. */
  public String carrier() {
    return carrier;
  }

  /** The carrier's tracking number. */
  public String number() {
    return number;
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Tracking && all().equals(((Tracking) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(carrier, number);
  }

  @Override
  public String toString() {
    return "Tracking" + all();
  }
}
