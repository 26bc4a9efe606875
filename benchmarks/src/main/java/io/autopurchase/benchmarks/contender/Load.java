package io.autopurchase.benchmarks.contender;

/**
 * The work of a run.
 *
 * @param activities how many there are
 * @param steps of each: placements of a booking, or as many durable steps of a job
 * @param inFlight activities that run at once
 */
public record Load(int activities, int steps, int inFlight) {
  public Load {
    if (activities < 1 || steps < 1 || inFlight < 1) {
      throw new IllegalArgumentException("there is nothing to do: " + activities + ", " + steps + ", " + inFlight);
    }
  }

  /** Connections of the pool, the same for all. */
  public int connections() {
    return inFlight + 2;
  }
}
