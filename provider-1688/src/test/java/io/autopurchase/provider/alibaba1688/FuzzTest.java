package io.autopurchase.provider.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The short form; {@code ./check fuzz-1688} is the long one. */
class FuzzTest {
  @Test
  void run_damagedBytes_nothingIsThrownAndNothingCostsTooMuch() {
    Fuzz fuzz = new Fuzz(7);

    assertThat(fuzz.run(0, 3000)).isEmpty();
    assertThat(fuzz.ends()).containsKeys("Success", "Rejected", "Unknown", "Verified", "Unreadable");
  }
}
