package io.autopurchase;

/** What an activity does. More may come: a switch needs a default. */
public enum ActivityType {
  /** Places unpaid purchase orders for the lines of a plan. */
  BOOKING,
  /** Links lines to an order that a person placed on the provider's site. */
  BINDING,
  /** Cancels purchases, or only removes their links. */
  UNBINDING,
  /** Reads what changed at the provider. */
  SYNCHRONIZATION,
  /** Pays orders. */
  PAYMENT,
  /** A type that this release does not know, because a newer one has written it. */
  UNKNOWN
}
