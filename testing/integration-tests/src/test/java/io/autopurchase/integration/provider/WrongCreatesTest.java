package io.autopurchase.integration.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The small form of {@code ./check creates-1688}. */
class WrongCreatesTest {
  @Test
  void book_everyCreateGoesWrong_nothingIsDoubledOrLost() {
    long seed = Long.getLong("creates.seed", new Random().nextInt(1_000_000_000));

    WrongCreates.Tally tally = WrongCreates.run(40, seed);

    assertThat(tally.problems).as("seed " + seed + ": " + tally.text()).isEmpty();
    assertThat(tally.booked).as(tally.text()).isGreaterThan(40);
    assertThat(tally.unclear).as(tally.text()).isPositive();
  }
}
