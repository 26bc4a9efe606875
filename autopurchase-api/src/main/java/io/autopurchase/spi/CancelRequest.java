package io.autopurchase.spi;

import java.util.Arrays;
import java.util.List;
import javax.annotation.concurrent.Immutable;

/** What is to be cancelled by one call. Immutable. */
@Immutable
public final class CancelRequest {
  private final String orderId;
  private final List<String> lineIds;
  private final String reason;

  private CancelRequest(String orderId, List<String> lineIds, String reason) {
    this.orderId = orderId;
    this.lineIds = List.copyOf(lineIds);
    this.reason = reason;
  }

  /**
   * @param orderId the provider's
   * @param lineIds the provider's ids of the lines; empty for the whole order; copied, and may hold no null
   * @param reason for the provider; not empty
   */
  public static CancelRequest of(String orderId, List<String> lineIds, String reason) {
    return new CancelRequest(orderId, lineIds, reason);
  }

  /** The provider's. */
  public String orderId() {
    return orderId;
  }

  /** The provider's ids of the lines; empty for the whole order. */
  public List<String> lineIds() {
    return lineIds;
  }

  /** For the provider; not empty. */
  public String reason() {
    return reason;
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof CancelRequest && all().equals(((CancelRequest) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(orderId, lineIds, reason);
  }

  @Override
  public String toString() {
    return "CancelRequest" + all();
  }
}
