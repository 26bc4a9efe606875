package io.autopurchase;

/** The lists in which staff sees the lines of an order. More may come: a switch needs a default. */
public enum PurchaseGroup {
  /** Not bought, and may be. */
  READY,
  /**
   * Not linked to a provider order, and an activity deals with it, which {@link Purchase#activity()} names: an order may exist already, or
   * may come to exist. It must not be bought by hand.
   */
  IN_PROGRESS,
  /** Linked to a provider order. */
  PURCHASED,
  /** Given up, closed, or otherwise out of the way. */
  OTHER,
  /** A list that this release does not know: a later one has written it. */
  UNKNOWN
}
