package io.autopurchase;

/**
 * A database transaction that the host has open, as the store's module wraps it. An activity that is created in it is
 * committed, or rolled back, together with the host's own rows. The host ends the transaction; no step of an activity ever
 * runs in it.
 */
public interface HostTransaction {
  /**
   * Registers work to run once the host has committed, in any thread; never if it rolls back. With it the engine starts an activity at
   * once instead of within some seconds. By default it does nothing, because not every transaction reports its commit.
   *
   * @param work returns soon, and throws nothing
   */
  default void afterCommit(Runnable work) {
    // The dispatcher finds the activity by itself.
  }
}
