package io.autopurchase;

import javax.annotation.Nullable;

/** Rules that several values share. */
final class Checks {
  private Checks() {}

  static String text(String field, @Nullable String value, int max) {
    if (value == null || value.isBlank()) {
      throw new InvalidInputException(field, "REQUIRED", "is required");
    }
    if (value.codePointCount(0, value.length()) > max) {
      throw new InvalidInputException(field, "LENGTH", "is longer than " + max + " characters");
    }
    if (value.codePoints().anyMatch(Character::isISOControl)) {
      throw new InvalidInputException(field, "CHARACTERS", "holds a control character");
    }
    return value;
  }
}
