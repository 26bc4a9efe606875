package io.autopurchase;

/** The three lists in which staff sees the lines of an order. */
public enum PurchaseGroup {
  /** Not bought, and may be. */
  READY,
  /** Linked to a provider order. */
  PURCHASED,
  /** Given up, closed, or otherwise out of the way. */
  OTHERS
}
