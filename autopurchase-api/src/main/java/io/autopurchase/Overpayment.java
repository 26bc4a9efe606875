package io.autopurchase;

/** How far a purchase costs more than the plan, or the binding, had approved. */
public enum Overpayment {
  /** Not more, or within what is not worth a word. */
  NONE,
  /** More than {@link AutoPurchaseBuilder#overpayment} lets pass. */
  SMALL,
  /** So much more that somebody should look at it. */
  BIG
}
