package io.autopurchase;

/**
 * How far a refund is, in words that all providers share. The provider's own word is kept beside. More
 * may come: a switch needs a default.
 */
public enum RefundStatus {
  /** Asked for; the seller has not answered. */
  REQUESTED,
  /** The seller agreed, and waits for the goods. */
  AWAITING_RETURN,
  /** The goods are on their way back. */
  RETURNED,
  /** The money is back. */
  REFUNDED,
  /** The seller said no. */
  REFUSED,
  /** Withdrawn, or otherwise at its end without money. */
  CLOSED,
  /** A word that is not known: see the raw status. */
  UNKNOWN
}
