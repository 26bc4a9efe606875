package io.autopurchase.sandbox.common;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.sandbox.common.FaultRules.When;
import org.junit.jupiter.api.Test;

/** Which rules strike a request. */
class FaultRulesTest {
  private final FaultRules<String> rules = new FaultRules<>();

  @Test
  void exclusiveRules_theFirstThatFitsWins_othersAddUp() {
    rules.add("a", "first", true, "FIRST", When.call(2));
    rules.add("*", "second", true, "SECOND", When.always());
    rules.add("a", "also", false, "ALSO", When.times(2));

    assertThat(rules.next("a")).containsExactly("second", "also");
    assertThat(rules.next("b")).containsExactly("second");
    assertThat(rules.next("a")).containsExactly("first", "also");
    assertThat(rules.next("a")).containsExactly("second");
    assertThat(rules.describe()).containsExactly("a: FIRST, call 2 (3 seen)", "*: SECOND (4 seen)", "a: ALSO, first 2 (3 seen)");
  }

  @Test
  void probability_sameSeed_sameRequests() {
    rules.add("*", "one", false, "ONE", When.probability(0.5, 7));
    rules.add("*", "two", false, "TWO", When.probability(0.5, 7));
    int struck = 0;
    for (int i = 0; i < 100; i++) {
      int effects = rules.next("a").size();
      assertThat(effects).isIn(0, 2);
      struck += effects / 2;
    }

    assertThat(struck).isBetween(20, 80);
    rules.clear();
    assertThat(rules.next("a")).isEmpty();
  }
}
