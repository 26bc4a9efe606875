package io.autopurchase.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Which orders are looked for, or which page of them. Immutable.
 *
 * <p>A provider that finds orders by the client order id needs no more than that. One that does not can list what was placed between
 * {@code since} and {@code until}: if a request of the placement was carried out, its order was placed within that time. Both are read
 * from what was committed before the request was sent, so every page of one look-up has the same.
 *
 * @param clientOrderId our id of the placement
 * @param since by the provider's clock, itself included: ten minutes before the first attempt was signed
 * @param until by the provider's clock, itself included: when the last attempt is conclusive ({@link RequestValidity#conclusiveAt})
 * @param cursor empty for the first page; then {@link OrderLookup#nextCursor()} of the page before
 */
public record OrderLookupRequest(String clientOrderId, Instant since, Instant until, Optional<String> cursor) {
  /**
   * @param clientOrderId not null
   * @param since not null
   * @param until not null
   * @param cursor not null
   */
  public OrderLookupRequest {
    Objects.requireNonNull(clientOrderId, "clientOrderId");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(until, "until");
    Objects.requireNonNull(cursor, "cursor");
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
}
