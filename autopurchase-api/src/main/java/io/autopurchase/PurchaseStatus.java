package io.autopurchase;

/** Where a purchase stands at the provider, in words that all providers share. The provider's own word is kept beside. */
public enum PurchaseStatus {
  /** Accepted; the provider still builds the order. */
  PENDING,
  AWAITING_PAYMENT,
  /** Paid, not shipped. */
  AWAITING_SHIPMENT,
  PARTIALLY_SHIPPED,
  SHIPPED,
  RECEIVED,
  /** Cancelled, expired unpaid, failed, or refunded in full. */
  CLOSED,
  /** A word that is not known: see the raw status. */
  UNKNOWN
}
