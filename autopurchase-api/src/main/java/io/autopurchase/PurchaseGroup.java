package io.autopurchase;

/** The lists in which staff sees the lines of an order. More may come: a switch needs a default. */
public enum PurchaseGroup {
  /** Not bought; can be bought. */
  READY,
  /**
   * Not linked to a provider order, but held by an activity, which {@link Purchase#activity()} names: an order may exist already, or may
   * be created. It must not be bought by hand.
   */
  IN_PROGRESS,
  /** Linked to a provider order. */
  PURCHASED,
  /** Given up, closed, or otherwise settled. */
  OTHER,
  /** A list that this release does not know, because a newer one has written it. */
  UNKNOWN
}
