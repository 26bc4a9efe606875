package io.autopurchase.integration.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void line_someBlowsDealt_hasRateOfOrdersAndTimeLeftByBlows() {
    assertThat(Progress.line("kill9, kill9-sqlite", 5, 20, 60, 1, 30))
        .isEqualTo("kill9, kill9-sqlite: 5 of 20 blows dealt, 60 orders done, 2.0/s, 1:30 left, 1 problems");
  }

  @Test
  void line_nothingDealtYet_timeLeftIsUnknown() {
    assertThat(Progress.line("zombies", 0, 8, 0, 0, 0)).isEqualTo("zombies: 0 of 8 blows dealt, 0 orders done, 0.0/s, ? left, 0 problems");
  }
}
