package io.autopurchase.spring;

import io.autopurchase.spi.ActivityStore;

/**
 * Opens the store of an engine: a bean of this type takes the place of the tables in a {@code DataSource}. It is asked whenever an engine is
 * built, which may be several times in the life of a context; the engine closes what it was given.
 */
@FunctionalInterface
public interface ActivityStoreFactory {
  /**
   * Opens a store.
   *
   * @param shop the shop's id, as {@code autopurchase.shop} has it
   * @return a store that no other engine of this process uses
   */
  ActivityStore open(String shop);
}
