package io.autopurchase.sandbox;

/**
 * What the marketplace does with an {@code outer_purchase_id} that has already made orders.
 *
 * <p>The documentation says "idempotent" and no more, so a client has to survive all three.
 */
public enum Repeat {
  /** The first answer is given again, whatever the repeated request contains; nothing is made. */
  REPLAY,
  /** A business error, {@code OuterPurchaseOrderIdExist} (an assumed name); nothing is made. */
  REJECT,
  /** A second set of orders is made. Seen at a reseller, and the worst a client can meet. */
  DUPLICATE
}
