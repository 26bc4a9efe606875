package io.autopurchase;

/**
 * Why an activity waits. More may come: a switch needs a default.
 *
 * @see Activity#reason()
 */
public enum WaitReason {
  /** Its question was answered, and the answer is about to take effect. */
  ANSWERED,
  /** Unbinding: the provider has taken a cancellation, and the order does not show as closed yet. */
  CANCELLATION_PENDING,
  /** Its session needs authorization, is disabled, or this node lacks the key to its tokens. */
  NEEDS_AUTHORIZATION,
  /** Booking: the provider still builds an order that was placed. */
  ORDER_PENDING,
  /** Five runs ended with their node before a step was completed: a person has to retry or interrupt it. Goes with {@link ActivityState#PARKED}. */
  PARKED,
  /** Payment: no node that runs now may pay. */
  PAYMENT_NOT_ALLOWED,
  /** Payment: it was sent, and the order does not show as paid yet. */
  PAYMENT_PENDING,
  /** Booking: its slot in the host's own limit, {@link AutoPurchaseBuilder#placementLimit}. */
  PLACEMENT_LIMIT,
  /** Its slot after a pause that the provider requests, or in the adapter's own budget of calls. */
  PROVIDER_RATE_LIMIT,
  /** The provider cannot be asked now; the pauses grow to a minute. */
  PROVIDER_UNAVAILABLE,
  /** Booking: the next look-up of an order that may or may not exist. */
  RESOLVING_ORDER,
  /** Booking: room under {@link AutoPurchaseBuilder#spendCap}. */
  SPEND_CAP,
  /** The token of its session is being refreshed by another activity or node, or a refresh that failed is repeated. */
  TOKEN_REFRESH,
  /**
   * The provider takes the request later, such as a cancellation right after the order; the pauses grow to a minute, or are as long as it
   * requests.
   */
  TOO_EARLY,
  /** A node that can read all that it needs: a record was written by another release, or is damaged. */
  UNREADABLE,
  /** A reason that another release has given. */
  UNKNOWN
}
