package io.autopurchase;

/** How far a purchase costs more than the plan, or the binding, had approved. More may come: a switch needs a default. */
public enum PriceVariance {
  /** Within tolerance. */
  NONE,
  /** More than {@link AutoPurchaseBuilder#priceVariance} lets pass. */
  MINOR,
  /** So much more that a person should look at it. */
  MAJOR
}
