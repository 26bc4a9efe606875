package io.autopurchase.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.simulation.History.Mutation;
import org.junit.jupiter.api.Test;

/** The small form of {@code ./check crashpoints}, which runs all pairs. */
class CrashPointsTest {
  @Test
  void ofOnePairInSeven_bookingOfThreeLinesInTwoPlacements_everyPromiseIsKept() {
    CrashPoints.Summary summary = CrashPoints.ofOnePairIn(7, Mutation.NONE);

    System.out.println(summary.text());
    assertThat(summary.broken()).isEmpty();
    // One of them notes, once for a store, by which keys its secrets are sealed.
    assertThat(summary.boundaries()).as("commits and calls of the undisturbed booking; more would cost every shop").isLessThanOrEqualTo(15);
    assertThat(summary.singles()).isGreaterThan(80);
    assertThat(summary.pairs()).isGreaterThan(850);
  }

  @Test
  void ofSingles_intentIsNotWrittenAhead_ordersAreMadeTwice() {
    assertThat(CrashPoints.ofSingles(Mutation.without("INTENT_FIRST")).broken()).anyMatch(text -> text.contains("I1"));
  }
}
