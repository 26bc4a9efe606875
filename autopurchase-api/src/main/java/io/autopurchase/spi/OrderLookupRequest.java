package io.autopurchase.spi;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.annotation.concurrent.Immutable;

/**
 * Which orders to look up, or which page of them. Immutable.
 *
 * <p>A provider that finds orders by the client order id needs only that. Another one can list the orders that were placed between {@code
 * since} and {@code until}: if a request of the placement was carried out, its order was placed within that time. Both come from the
 * intent that was committed before the request was sent, so they are the same for every page of a look-up.
 */
@Immutable
public final class OrderLookupRequest {
  private final String clientOrderId;
  private final Instant since;
  private final Instant until;
  private final Optional<String> cursor;

  private OrderLookupRequest(String clientOrderId, Instant since, Instant until, Optional<String> cursor) {
    this.clientOrderId = Objects.requireNonNull(clientOrderId, "clientOrderId");
    this.since = Objects.requireNonNull(since, "since");
    this.until = Objects.requireNonNull(until, "until");
    this.cursor = Objects.requireNonNull(cursor, "cursor");
  }

  /** Our id of the placement. */
  public String clientOrderId() {
    return clientOrderId;
  }

  /** By the provider's clock, itself included: ten minutes before the first attempt was signed. */
  public Instant since() {
    return since;
  }

  /** By the provider's clock, itself included: when the last attempt is conclusive ({@link RequestValidity#conclusiveAt}). */
  public Instant until() {
    return until;
  }

  /** Empty for the first page; then {@link OrderLookup#nextCursor()} of the page before. */
  public Optional<String> cursor() {
    return cursor;
  }

  /**
   * The first page.
   *
   * @param clientOrderId our id of the placement
   * @param since by the provider's clock, itself included
   * @param until by the provider's clock, itself included
   */
  public static OrderLookupRequest of(String clientOrderId, Instant since, Instant until) {
    return new OrderLookupRequest(clientOrderId, since, until, Optional.empty());
  }

  /**
   * The same look-up, at another page.
   *
   * @param next as {@link OrderLookup#nextCursor()} gave it
   */
  public OrderLookupRequest at(String next) {
    return new OrderLookupRequest(clientOrderId, since, until, Optional.of(next));
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof OrderLookupRequest && all().equals(((OrderLookupRequest) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(clientOrderId, since, until, cursor);
  }

  @Override
  public String toString() {
    return "OrderLookupRequest" + all();
  }
}
