package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.testkit.RegisterHistory.Call;
import io.autopurchase.testkit.RegisterHistory.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegisterHistoryTest {
  private static Call write(long version, String value, long began, long ended) {
    return new Call(1, Kind.WRITE, version, value, began, ended);
  }

  private static Call read(long version, String value, long began, long ended) {
    return new Call(1, Kind.READ, version, value, began, ended);
  }

  private static Call lost(long version, String value, long began, long ended) {
    return new Call(1, Kind.LOST, version, value, began, ended);
  }

  private static List<String> violations(Call... calls) {
    return RegisterHistory.violations(List.of(calls));
  }

  /** Two writes that overlap, and reads; only when the first read began and ended is open. */
  private static List<String> ofOverlappingCalls(Call firstRead, Call secondRead) {
    return violations(
        write(1, "a", 0, 10), firstRead, secondRead, write(2, "b", 9, 30), read(2, "b", 12, 13), lost(1, "c", 11, 40));
  }

  @Test
  void violations_callsThatOverlap_mayHaveHappenedInAnyOrder() {
    assertThat(ofOverlappingCalls(read(0, "", 5, 6), read(1, "a", 2, 4)))
        .hasSize(1)
        .allMatch(text -> text.contains("an older version came after a newer one"));
    assertThat(ofOverlappingCalls(read(0, "", 1, 2), read(1, "a", 3, 4))).isEmpty();
  }

  @Test
  void violations_twoWritesOfOneVersion_areSeen() {
    assertThat(violations(write(1, "a", 0, 1), write(1, "b", 2, 3)))
        .anyMatch(text -> text.startsWith("two writes made one version"));
  }

  @Test
  void violations_readOfWhatNobodyWrote_isSeen() {
    assertThat(violations(write(1, "a", 0, 1), read(1, "b", 2, 3)))
        .anyMatch(text -> text.startsWith("what was read was never written"));
  }

  @Test
  void violations_readBeforeTheWriteBegan_isSeen() {
    assertThat(violations(read(1, "a", 0, 1), write(1, "a", 2, 3)))
        .anyMatch(text -> text.startsWith("it was read before it was written"));
  }

  @Test
  void violations_staleRead_isSeen() {
    assertThat(violations(write(1, "a", 0, 1), write(2, "b", 2, 3), read(1, "a", 4, 5)))
        .anyMatch(text -> text.startsWith("an older version came after a newer one"));
  }

  @Test
  void violations_lostThoughTheVersionWasThere_isSeen() {
    assertThat(violations(write(1, "a", 0, 1), lost(1, "b", 2, 3), write(2, "c", 4, 5)))
        .anyMatch(text -> text.startsWith("it was lost though"));
    assertThat(violations(lost(0, "b", 2, 3))).anyMatch(text -> text.startsWith("it was lost though"));
  }
}
