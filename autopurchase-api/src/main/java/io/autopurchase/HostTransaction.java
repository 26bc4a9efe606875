package io.autopurchase;

/**
 * A database transaction that the host has open, as the store's module wraps it. An activity that is created in it is
 * committed, or rolled back, together with the host's own rows. The host ends the transaction; no step of an activity ever
 * runs in it.
 */
public interface HostTransaction {
  /**
   * Has something done once the host has committed, by whichever thread; never if it rolls back. The engine begins an activity so at once
   * instead of within some seconds. By default nothing is done: not every transaction can tell.
   *
   * @param work returns soon, and throws nothing
   */
  default void afterCommit(Runnable work) {
    // The dispatcher finds the activity by itself.
  }
}
