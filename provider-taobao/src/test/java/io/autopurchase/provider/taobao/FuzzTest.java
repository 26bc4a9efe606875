package io.autopurchase.provider.taobao;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form; {@code ./check fuzz} is the long one. */
class FuzzTest {
  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void run_damagedBytes_nothingIsThrownAndNothingCostsTooMuch() {
    Fuzz fuzz = new Fuzz(7);

    assertThat(fuzz.run(0, 5000)).isEmpty();
    assertThat(fuzz.ends()).containsKeys("Success", "Rejected", "Unknown", "Verified", "Unreadable");
  }
}
