package io.autopurchase;

import io.autopurchase.spi.PlainText;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * A parcel on its way, as the carrier reports it, in {@linkplain PlainText#clean cleaned} words.
 *
 * <p>Immutable.
 */
@Immutable
public final class Parcel {
  private final String carrier;
  private final String number;
  private final String rawStatus;
  private final List<Trace> traces;

  private Parcel(String carrier, String number, String rawStatus, List<Trace> traces) {
    this.carrier = PlainText.clean(carrier);
    this.number = PlainText.clean(number);
    this.rawStatus = PlainText.clean(rawStatus);
    this.traces = List.copyOf(traces);
  }

  /**
   * @param carrier as the provider names it; may be empty
   * @param number the carrier's; may be empty
   * @param rawStatus the provider's word for where it is; may be empty
   * @param traces stations, in the provider's order
   */
  public static Parcel of(String carrier, String number, String rawStatus, List<Trace> traces) {
    return new Parcel(carrier, number, rawStatus, traces);
  }

  /** As the provider names it; may be empty. */
  public String carrier() {
    return carrier;
  }

  /** The carrier's; may be empty. */
  public String number() {
    return number;
  }

  /** The provider's word for where it is; may be empty. */
  public String rawStatus() {
    return rawStatus;
  }

  /** Stations, in the provider's order. */
  public List<Trace> traces() {
    return traces;
  }

  /** A station of a parcel. Immutable. */
  @Immutable
  public static final class Trace {
    @Nullable private final Instant at;
    private final String rawStatus;
    private final String text;

    private Trace(@Nullable Instant at, String rawStatus, String text) {
      this.at = at;
      this.rawStatus = PlainText.clean(rawStatus);
      this.text = PlainText.clean(text);
    }

    /**
     * @param at null if the provider does not say, or not readably
     * @param rawStatus the provider's word for this station; may be empty
     * @param text for people
     */
    public static Trace of(@Nullable Instant at, String rawStatus, String text) {
      return new Trace(at, rawStatus, text);
    }

    /** Null if the provider does not say, or not readably. */
    public @Nullable Instant at() {
      return at;
    }

    /** The provider's word for this station; may be empty. */
    public String rawStatus() {
      return rawStatus;
    }

    /** For people. */
    public String text() {
      return text;
    }

    /** Compares all values. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Trace && all().equals(((Trace) other).all());
    }

    @Override
    public int hashCode() {
      return all().hashCode();
    }

    private List<Object> all() {
      return Arrays.asList(at, rawStatus, text);
    }

    @Override
    public String toString() {
      return "Trace" + all();
    }
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Parcel && all().equals(((Parcel) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(carrier, number, rawStatus, traces);
  }

  @Override
  public String toString() {
    return "Parcel" + all();
  }
}
