package io.autopurchase.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommitTest {
  private static final RecordKey KEY = new RecordKey("activity", "1");

  private static Commit.Builder put() {
    return Commit.builder("w").put(KEY, 0, RecordFields.none(), 1, new byte[0]);
  }

  @Test
  void build_recordIsNamedTwice_isRefused() {
    assertThatThrownBy(() -> put().put(KEY, 1, RecordFields.none(), 1, new byte[0]).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("commit w names activity:1 twice");
    assertThatThrownBy(() -> put().delete(KEY, 1).build()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> put().expect(KEY, 1).build()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void build_nameIsReservedForTwoOwners_isRefused() {
    assertThatThrownBy(() -> put().reserve(new UniqueName("line", "1", "A")).reserve(new UniqueName("line", "1", "B")).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void build_nameIsReservedTwiceForOneOwnerAndReleasedByAnother_isACommit() {
    UniqueName mine = new UniqueName("line", "1", "A");

    Commit commit = put().reserve(mine).reserve(mine).release(new UniqueName("line", "1", "B")).build();

    assertThat(commit.reservations()).containsOnly(mine);
  }
}
