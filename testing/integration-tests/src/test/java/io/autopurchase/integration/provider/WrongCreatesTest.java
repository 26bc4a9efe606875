package io.autopurchase.integration.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The small form of {@code ./check creates-1688}. */
class WrongCreatesTest {
  private static final long SEED = 1688;

  @Test
  void book_everyCreateGoesWrong_nothingIsDoubledOrLost() {
    WrongCreates.Tally tally = WrongCreates.run(20, SEED, 3);

    assertThat(tally.problems).as(tally.text()).isEmpty();
    assertThat(tally.booked).as(tally.text()).isPositive();
    assertThat(tally.creates).as("more than one for some bookings").isGreaterThan(tally.bookings);
  }
}
