package io.autopurchase.examples.store;

import java.time.Instant;
import java.util.Locale;

/** Keys of several parts. The contract keeps U+0000 out of all texts, so it separates them, and sorts before all others. */
final class Keys {
  private static final char SEPARATOR = '\u0000';

  private Keys() {}

  static String of(String... parts) {
    return String.join(String.valueOf(SEPARATOR), parts);
  }

  /** What all keys begin with that have these parts first. */
  static String prefix(String... parts) {
    return of(parts) + SEPARATOR;
  }

  /** Comes after all keys that begin so. */
  static String after(String prefix) {
    return prefix.substring(0, prefix.length() - 1) + (char) (SEPARATOR + 1);
  }

  static String last(String key) {
    return key.substring(key.lastIndexOf(SEPARATOR) + 1);
  }

  /** Sorts as the times do, from 1970 on. */
  static String time(Instant at) {
    return number(at.toEpochMilli());
  }

  /** Sorts as the numbers do, from 0 on. */
  static String number(long value) {
    return String.format(Locale.ROOT, "%019d", value);
  }
}
