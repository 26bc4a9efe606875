package io.autopurchase.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.simulation.History.Mutation;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The small form of {@code ./check sim}. */
class HistoriesTest {
  private static final int SEEDS = 1_500;

  /** Too rare for so few seeds. */
  private static final Set<Sometimes> LONG_FORM = Set.of(Sometimes.PAYMENT_ASKED_AGAIN);

  @Test
  void run_manySeeds_everyPromiseIsKeptAndEveryStateWasReached() {
    Histories.Summary summary = Histories.run(0, SEEDS, Mutation.NONE, false);

    System.out.println(summary.text());
    assertThat(summary.violations()).as("replay a seed with: ./check sim-seed SEED").isEmpty();
    for (Sometimes state : Sometimes.values()) {
      if (LONG_FORM.contains(state)) {
        continue;
      }
      assertThat(summary.sometimes()[state.ordinal()]).as(state.words).isPositive();
    }
  }

  @Test
  void run_sameSeedsTwice_sameHistories() {
    long first = Histories.run(500_000, 50, Mutation.NONE, false).hash();

    assertThat(Histories.run(500_000, 50, Mutation.NONE, false).hash()).isEqualTo(first);
  }

  @Test
  void random_traced_tellsWhatHappened() {
    History.Result result = History.random(1, Mutation.NONE, true, new long[Sometimes.values().length]);

    assertThat(result.trace()).anyMatch(line -> line.contains("BOOKED")).anyMatch(line -> line.contains("COMMIT"));
    assertThat(result.hash()).isEqualTo(History.random(1, Mutation.NONE, false, new long[Sometimes.values().length]).hash());
  }
}
