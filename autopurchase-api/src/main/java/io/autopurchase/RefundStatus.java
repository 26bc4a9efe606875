package io.autopurchase;

/**
 * Status of a refund, with constants that all providers share. The provider's own word is kept as well. More may come: a switch needs a
 * default.
 */
public enum RefundStatus {
  /** Asked for; the seller has not answered. */
  REQUESTED,
  /** The seller agreed, and waits for the goods. */
  AWAITING_RETURN,
  /** The goods are on their way back. */
  RETURNED,
  /** The money was refunded. */
  REFUNDED,
  /** The seller refused. */
  REFUSED,
  /** Withdrawn, or otherwise at its end without money. */
  CLOSED,
  /** A status that this release does not know: see the raw status. */
  UNKNOWN
}
