package io.autopurchase;

import javax.annotation.Nullable;

/** Rules that several values share. */
final class Checks {
  private Checks() {}

  /**
   * A text that can be a part of a key in any store.
   *
   * @param max units of UTF-16, as {@link String#length} counts
   */
  static String text(String field, @Nullable String value, int max) {
    if (value == null || value.isBlank()) {
      throw new InvalidInputException(field, "REQUIRED", "is required");
    }
    if (value.length() > max) {
      throw new InvalidInputException(field, "LENGTH", "is longer than " + max + " characters");
    }
    // Read by code points, a half of a surrogate pair shows only where the other half is missing.
    if (value.codePoints().anyMatch(c -> Character.isISOControl(c) || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw new InvalidInputException(field, "CHARACTERS", "holds a control character, or half a character");
    }
    return value;
  }
}
