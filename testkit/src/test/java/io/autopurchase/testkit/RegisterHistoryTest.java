package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.testkit.RegisterHistory.Call;
import io.autopurchase.testkit.RegisterHistory.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegisterHistoryTest {
  private static Call call(Kind kind, long version, String value, long began, long ended) {
    return new Call(1, kind, version, value, began, ended);
  }

  @Test
  void violations_callsThatOverlap_mayHaveHappenedInAnyOrder() {
    assertThat(
            RegisterHistory.violations(
                List.of(
                    call(Kind.WRITE, 1, "a", 0, 10),
                    call(Kind.READ, 0, "", 5, 6),
                    call(Kind.READ, 1, "a", 2, 4),
                    call(Kind.WRITE, 2, "b", 9, 30),
                    call(Kind.READ, 2, "b", 12, 13),
                    call(Kind.LOST, 1, "c", 11, 40))))
        .hasSize(1)
        .allMatch(text -> text.contains("an older version came after a newer one"));
    assertThat(
            RegisterHistory.violations(
                List.of(
                    call(Kind.WRITE, 1, "a", 0, 10),
                    call(Kind.READ, 0, "", 1, 2),
                    call(Kind.READ, 1, "a", 3, 4),
                    call(Kind.WRITE, 2, "b", 9, 30),
                    call(Kind.READ, 2, "b", 12, 13),
                    call(Kind.LOST, 1, "c", 11, 40))))
        .isEmpty();
  }

  @Test
  void violations_twoWritesOfOneVersion_areSeen() {
    assertThat(RegisterHistory.violations(List.of(call(Kind.WRITE, 1, "a", 0, 1), call(Kind.WRITE, 1, "b", 2, 3))))
        .anyMatch(text -> text.startsWith("two writes made one version"));
  }

  @Test
  void violations_readOfWhatNobodyWrote_isSeen() {
    assertThat(RegisterHistory.violations(List.of(call(Kind.WRITE, 1, "a", 0, 1), call(Kind.READ, 1, "b", 2, 3))))
        .anyMatch(text -> text.startsWith("nobody has written what was read"));
  }

  @Test
  void violations_readBeforeTheWriteBegan_isSeen() {
    assertThat(RegisterHistory.violations(List.of(call(Kind.READ, 1, "a", 0, 1), call(Kind.WRITE, 1, "a", 2, 3))))
        .anyMatch(text -> text.startsWith("it was read before it was written"));
  }

  @Test
  void violations_staleRead_isSeen() {
    assertThat(
            RegisterHistory.violations(
                List.of(call(Kind.WRITE, 1, "a", 0, 1), call(Kind.WRITE, 2, "b", 2, 3), call(Kind.READ, 1, "a", 4, 5))))
        .anyMatch(text -> text.startsWith("an older version came after a newer one"));
  }

  @Test
  void violations_lostThoughTheVersionWasThere_isSeen() {
    assertThat(
            RegisterHistory.violations(
                List.of(call(Kind.WRITE, 1, "a", 0, 1), call(Kind.LOST, 1, "b", 2, 3), call(Kind.WRITE, 2, "c", 4, 5))))
        .anyMatch(text -> text.startsWith("it was lost though"));
    assertThat(RegisterHistory.violations(List.of(call(Kind.LOST, 0, "b", 2, 3))))
        .anyMatch(text -> text.startsWith("it was lost though"));
  }
}
