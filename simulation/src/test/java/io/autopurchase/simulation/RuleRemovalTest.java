package io.autopurchase.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.simulation.History.Mutation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The acceptance test of the simulation itself: with a rule taken away it must find a broken promise. The small form of
 * {@code ./check sim-mutants}, which goes on to 100,000 seeds.
 */
class RuleRemovalTest {
  private static final int SEEDS = 60_000;

  /** They need clocks that are wrong by days, which only the long form has. */
  private static final Set<String> OF_WRONG_CLOCKS = Set.of("WRITTEN_BY_WRONG_CLOCK", "DEADLINE_OF_STEADY_CLOCK");

  static List<Mutation> mutations() {
    return Check.mutations().stream().filter(mutation -> Profile.WRONG_CLOCKS || !OF_WRONG_CLOCKS.contains(mutation.name())).toList();
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void run_withoutTheRule_aPromiseIsSeenBroken(Mutation mutation) {
    Optional<Histories.Broken> noticed = Histories.run(0, SEEDS, mutation, true).first();

    assertThat(noticed).as("nothing was noticed in %d seeds without %s", SEEDS, mutation.name()).isPresent();
  }

  @Test
  void mutations_areMany() {
    assertThat(Check.mutations()).hasSizeGreaterThan(25);
  }
}
