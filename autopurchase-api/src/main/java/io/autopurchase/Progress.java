package io.autopurchase;

/**
 * How far an activity is. Never goes back.
 *
 * @param done units of work behind it
 * @param total units in all, as far as known; at least {@code done}
 */
public record Progress(int done, int total) {
  /** 0 to 100; 0 if nothing is known yet. */
  public int percent() {
    return total == 0 ? 0 : (int) (100L * done / total);
  }
}
