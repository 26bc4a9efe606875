package io.autopurchase;

import io.autopurchase.spi.PlainText;
import java.util.Arrays;
import java.util.List;
import javax.annotation.concurrent.Immutable;

/**
 * A refund of a line, paid or requested, as the provider shows it.
 *
 * <p>Immutable.
 */
@Immutable
public final class Refund {
  private final String id;
  private final RefundStatus status;
  private final String rawStatus;

  private Refund(String id, RefundStatus status, String rawStatus) {
    this.id = PlainText.clean(id);
    this.status = status;
    this.rawStatus = PlainText.clean(rawStatus);
  }

  /**
   * @param id the provider's; may be empty
   * @param status how far it is
   * @param rawStatus the provider's own word
   */
  public static Refund of(String id, RefundStatus status, String rawStatus) {
    return new Refund(id, status, rawStatus);
  }

  /** The provider's; may be empty. */
  public String id() {
    return id;
  }

  /** How far it is. */
  public RefundStatus status() {
    return status;
  }

  /** The provider's own word. */
  public String rawStatus() {
    return rawStatus;
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Refund && all().equals(((Refund) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(id, status, rawStatus);
  }

  @Override
  public String toString() {
    return "Refund" + all();
  }
}
