package io.autopurchase;

/**
 * Names an activity. Ids of later activities sort after those of earlier ones.
 *
 * @param value letters and digits
 */
public record ActivityId(String value) {
  /**
   * Checks the id.
   *
   * @param value 1 to 64 characters, none of which is a control character
   * @throws InvalidInputException {@code REQUIRED}, {@code LENGTH} or {@code CHARACTERS}
   */
  public ActivityId {
    Checks.text("activity", value, 64);
  }

  @Override
  public String toString() {
    return value;
  }
}
