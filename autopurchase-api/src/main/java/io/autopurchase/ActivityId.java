package io.autopurchase;

/**
 * Names an activity. Ids of later activities sort after those of earlier ones.
 *
 * @param value letters and digits
 */
public record ActivityId(String value) {
  public ActivityId {
    Checks.text("activity", value, 64);
  }

  @Override
  public String toString() {
    return value;
  }
}
