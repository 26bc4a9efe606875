package io.autopurchase.provider.taobao;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The short form; {@code ./check fuzz} is the long one. */
class FuzzTest {
  @Test
  void run_damagedBytes_nothingIsThrownAndNothingCostsTooMuch() {
    Fuzz fuzz = new Fuzz(7);

    assertThat(fuzz.run(0, 5000)).isEmpty();
    assertThat(fuzz.ends()).containsKeys("Success", "Rejected", "Unknown", "Verified", "Unreadable");
  }
}
