package io.autopurchase.spi;

/**
 * Writes the names of recipients in letters that a provider takes. Found by {@code ServiceLoader}, or given to the builder;
 * if there is one, it is used for every plan that does not say {@linkplain
 * io.autopurchase.ReservationPlan.Builder#transliterateNames otherwise}. Needs a public constructor without parameters. Thread-safe.
 *
 * <p>It is asked before a plan is checked, and what it gives is stored with the booking: an activity never changes its
 * recipient by a new release of the library that transliterates.
 */
@FunctionalInterface
public interface NameTransliterator {
  /**
   * @param name as the host gave it; may be empty
   * @return what is sent to the provider; the same if there is nothing to change
   */
  String transliterate(String name);
}
