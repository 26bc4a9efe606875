package io.autopurchase.testkit;

import static io.autopurchase.testkit.StoreHarness.event;
import static io.autopurchase.testkit.StoreHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.UniqueName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** S05: the same write again is recognized. */
interface WriteIdRules extends StoreRules {
  private void already(String when, Commit commit) {
    assertThat(harness().store().commit(commit))
        .as("the same write again, " + when)
        .isEqualTo(new CommitResult.AlreadyApplied());
    assertThat(harness().other().commit(commit))
        .as("the same write again by another connection, " + when)
        .isEqualTo(new CommitResult.AlreadyApplied());
  }

  @Test
  default void required_S05a_sameWriteAgain_isRecognizedAndChangesNothing() {
    Commit commit =
        harness().put(record("1"), 0, "one").reserve(new UniqueName("line", "1", "A")).append(event("e1")).build();
    harness().store().commit(commit);

    already("right after", commit);
    assertThat(harness().version(record("1"))).as("the version after three times the same write").isEqualTo(1);
    assertThat(harness().events(false)).as("the events after three times the same write").containsExactly("e1");
  }

  @Test
  default void required_S05a_sameWriteAfterTheRecordWentOn_isRecognized() {
    Commit first = harness().put(record("1"), 0, "one").build();
    harness().store().commit(first);
    Commit second = harness().put(record("1"), 1, "two").build();
    harness().store().commit(second);
    harness().apply(harness().put(record("1"), 2, "three"));

    already("after others have changed the record", first);
    already("after another has changed the record", second);
    assertThat(harness().content(record("1"))).as("the content, which the repeated writes leave").contains("three");
  }

  @Test
  default void required_S05a_sameWriteAfterTheRecordWasDeleted_isRecognized() {
    Commit first = harness().put(record("1"), 0, "one").build();
    harness().store().commit(first);
    Commit deletion = harness().write().delete(record("1"), 1).build();
    harness().store().commit(deletion);

    already("after the record was deleted", first);
    already("though what it deletes is not there any more", deletion);
    assertThat(harness().store().load(record("1"))).as("the deleted record").isEmpty();
  }

  @Test
  default void required_S05a_sameWriteAfterItsNameWentToAnother_isRecognized() {
    Commit first = harness().write().reserve(new UniqueName("line", "1", "A")).build();
    harness().store().commit(first);
    harness().apply(harness().write().release(new UniqueName("line", "1", "A")).reserve(new UniqueName("line", "1", "B")));

    already("after its name went to another owner", first);
    assertThat(harness().store().owner("line", "1")).as("the owner").contains("B");
  }

  @Test
  default void required_S05a_otherWriteWithTheSameChanges_isNotTakenForIt() {
    harness().apply(harness().put(record("1"), 0, "one"));

    assertThat(harness().store().commit(harness().put(record("1"), 0, "one").build()))
        .as("another write that makes the same record with the same content")
        .isEqualTo(new CommitResult.VersionConflict(record("1")));
  }

  @Test
  default void required_S05a_writeIdsThatDifferInCapitals_areTwoWrites() {
    harness().apply(Commit.builder("write-a").append(event("e1")));

    assertThat(harness().store().commit(Commit.builder("WRITE-A").append(event("e2")).build()))
        .as("a write whose id differs from an earlier one in its capitals")
        .isEqualTo(new CommitResult.Applied());
    assertThat(harness().events(false)).as("the events of both").containsExactly("e1", "e2");
  }

  @Test
  default void required_S05b_sameWrite16TimesAtOnce_isAppliedOnce() {
    for (int round = 0; round < 10; round++) {
      RecordKey key = record("round " + round);
      Commit commit = harness().put(key, 0, "x").reserve(new UniqueName("line", "round " + round, "A")).build();

      List<CommitResult> results = harness().together(16, i -> harness().settle(harness().either(i), commit));

      assertThat(results.stream().filter(CommitResult.Applied.class::isInstance).count())
          .as("how many of 16 attempts at one write say APPLIED")
          .isEqualTo(1);
      assertThat(results.stream().filter(CommitResult.AlreadyApplied.class::isInstance).count())
          .as("how many of 16 attempts at one write say ALREADY_APPLIED")
          .isEqualTo(15);
      assertThat(harness().version(key)).as("the version after 16 attempts at one write").isEqualTo(1);
    }
  }

  @Test
  default void required_S05c_writeThatWasRefused_isNotRemembered() {
    Commit early = harness().put(record("1"), 1, "two").build();
    assertThat(harness().store().commit(early)).as("a put before its time").isEqualTo(new CommitResult.VersionConflict(record("1")));
    harness().apply(harness().put(record("1"), 0, "one"));
    assertThat(harness().store().commit(early))
        .as("the same write once its guard holds")
        .isEqualTo(new CommitResult.Applied());

    harness().apply(harness().write().reserve(new UniqueName("line", "1", "A")));
    Commit taken = harness().write().reserve(new UniqueName("line", "1", "B")).build();
    assertThat(harness().store().commit(taken).isApplied()).as("a reservation of a name that A holds").isFalse();
    harness().apply(harness().write().release(new UniqueName("line", "1", "A")));
    assertThat(harness().store().commit(taken))
        .as("the same write once the name is free")
        .isEqualTo(new CommitResult.Applied());
  }

  @Test
  default void required_S05d_sameWriteAfter2000Others_isRecognized() {
    Commit first = harness().put(record("first"), 0, "one").build();
    harness().store().commit(first);
    for (int page = 0; page < 20; page++) {
      List<Commit> commits = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        commits.add(harness().write().put(record("busy " + i), page, RecordFields.none(), 1, new byte[0]).build());
      }
      assertThat(harness().store().commitAll(commits)).as("commits in between").allMatch(CommitResult::isApplied);
    }

    already("after 2000 others", first);
  }
}
