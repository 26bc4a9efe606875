package io.autopurchase;

/**
 * Status of a purchase at the provider, with constants that all providers share. The provider's own word is kept as well. More may come:
 * a switch needs a default.
 */
public enum PurchaseStatus {
  /** Accepted; the provider still builds the order. */
  PENDING,
  /** Placed and unpaid. The provider closes it unless it is paid in time, see {@link Purchase#payBy()}. */
  AWAITING_PAYMENT,
  /** Paid, not shipped. */
  AWAITING_SHIPMENT,
  /** Paid; some of the goods are on their way. */
  PARTIALLY_SHIPPED,
  /** Paid; all of the goods are on their way. */
  SHIPPED,
  /** The goods arrived, and the order is complete. */
  RECEIVED,
  /** Cancelled, expired unpaid, failed, or refunded in full. */
  CLOSED,
  /** A status that this release does not know: see the raw status. */
  UNKNOWN
}
