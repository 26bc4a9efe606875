package io.autopurchase;

/** How far the cost of a purchase is above the price that the plan or the binding had approved. More may come: a switch needs a default. */
public enum PriceVariance {
  /** Within tolerance. */
  NONE,
  /** Above the tolerance of {@link AutoPurchaseBuilder#priceVariance}. */
  MINOR,
  /** So far above that a person should check it. */
  MAJOR
}
