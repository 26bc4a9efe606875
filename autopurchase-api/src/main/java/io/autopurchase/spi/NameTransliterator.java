package io.autopurchase.spi;

import javax.annotation.concurrent.ThreadSafe;

/**
 * Writes the names of recipients in letters that a provider takes. Found by {@code ServiceLoader}, or given to the builder;
 * if there is one, it is used for every plan that does not say {@linkplain
 * io.autopurchase.ReservationPlan.Builder#transliterateNames otherwise}. Needs a public constructor without parameters. Thread-safe.
 *
 * <p>It is called before a plan is checked, and its result is stored with the booking: a new release of the transliterating library never
 * changes the recipient of an activity.
 */
@FunctionalInterface
@ThreadSafe
public interface NameTransliterator {
  /**
   * @param name as the host gave it; may be empty
   * @return what is sent to the provider; the same if there is nothing to change
   */
  String transliterate(String name);
}
