package io.autopurchase.spring;

import io.autopurchase.AutoPurchaseBuilder;

/**
 * Has the last word on an engine: a bean of this type is called whenever an engine is built, after the properties and the other beans. A bean
 * with the qualifier of one of several shops is called for this shop alone.
 */
@FunctionalInterface
public interface AutoPurchaseCustomizer {
  /**
   * Changes the builder.
   *
   * @param shop the qualifier of the shop, {@code default} for the only one of a program
   * @param builder with everything else set; what an engine closes must be made here, again in each call
   */
  void customize(String shop, AutoPurchaseBuilder builder);
}
