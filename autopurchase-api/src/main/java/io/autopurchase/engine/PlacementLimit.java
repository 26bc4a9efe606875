package io.autopurchase.engine;

import io.autopurchase.ConfigurationException;
import java.time.Duration;

/**
 * How many orders may be placed from one account, over all nodes.
 *
 * @param orders 1 to 1000
 * @param per in any time of this length, from one millisecond to 31 days
 */
public record PlacementLimit(int orders, Duration per) {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(31);

  /**
   * Checks the ranges.
   *
   * @param orders 1 to 1000
   * @param per one millisecond to 31 days
   * @throws ConfigurationException if one of them is out of range
   */
  public PlacementLimit {
    if (orders < 1 || orders > 1000) {
      throw new ConfigurationException("a placement limit allows 1 to 1000 orders, not " + orders);
    }
    if (per.compareTo(SHORTEST) < 0 || per.compareTo(LONGEST) > 0) {
      throw new ConfigurationException("a placement limit is for 1 millisecond to 31 days, not " + per);
    }
  }
}
