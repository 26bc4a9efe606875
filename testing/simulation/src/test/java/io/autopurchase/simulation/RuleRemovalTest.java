package io.autopurchase.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.simulation.History.Mutation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The acceptance test of the simulation itself: with a rule taken away it must find a broken promise. The small form of
 * {@code ./check sim-mutants}, which goes on to 100,000 seeds.
 */
class RuleRemovalTest {
  private static final int SEEDS = 60_000;

  /** Where what is noticed in one of ten thousand histories was noticed last: the search begins a little before, and goes on from there. */
  private static final Map<String, Integer> FIRST_SEEDS =
      Map.of(
          "LIMIT_WITH_INTENT", 6_400,
          "AGE_OF_QUESTION", 800,
          "LATER_READING_COUNTS", 2_750,
          "REFUSAL_CLEARS_NO_DOUBT", 8_200,
          "DEADLINE_OF_STEADY_CLOCK", 1_500);

  /** Some are noticed in one of ten thousand histories, all of them of a kind. */
  private static final Map<String, Predicate<Profile>> KINDS =
      Map.of(
          "LIMIT_WITH_INTENT", profile -> profile.ownLimit,
          "AGE_OF_QUESTION", profile -> profile.sleeps > 0 && profile.wireFaults > 0 && profile.repeat == Marketplace.Repeat.DUPLICATES);

  static List<Mutation> mutations() {
    return Check.mutations();
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void run_withoutTheRule_aPromiseIsSeenBroken(Mutation mutation) {
    Predicate<Profile> kind = KINDS.getOrDefault(mutation.name(), profile -> true);

    int first = FIRST_SEEDS.getOrDefault(mutation.name(), 0);

    Optional<Histories.Broken> noticed = Histories.run(first, SEEDS, mutation, true, kind, Progress.SILENT).first();

    assertThat(noticed).as("nothing was noticed in %d seeds without %s", SEEDS, mutation.name()).isPresent();
  }

  @Test
  void mutations_areMany() {
    assertThat(Check.mutations()).hasSizeGreaterThan(25);
  }
}
