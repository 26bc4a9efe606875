package io.autopurchase.testkit;

import static io.autopurchase.testkit.StoreHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** S02, S06, S07, S10: versions guard every change. */
interface GuardRules extends StoreRules {
  RecordKey ONE = record("one");
  RecordKey TWO = record("two");

  private void lost(String what, Commit.Builder commit) {
    assertThat(harness().store().commit(commit.build())).as(what).isEqualTo(new CommitResult.VersionConflict(ONE));
  }

  @Test
  default void required_S02a_putOfTheVersionThatIsThere_isApplied() {
    harness().apply(harness().put(ONE, 0, "first"));
    harness().apply(harness().put(ONE, 1, "second"));

    assertThat(harness().content(ONE)).as("the content after two writes").contains("second");
  }

  @Test
  default void required_S02a_putOfAnyOtherVersion_isLost() {
    lost("a put that expects version 1 of a record that is not there", harness().put(ONE, 1, "x"));
    harness().apply(harness().put(ONE, 0, "first"));
    harness().apply(harness().put(ONE, 1, "second"));
    lost("a put that expects version 1 where version 2 is", harness().put(ONE, 1, "x"));
    lost("a put that expects version 3 where version 2 is", harness().put(ONE, 3, "x"));
    lost("a put that expects no record where version 2 is", harness().put(ONE, 0, "x"));

    assertThat(harness().content(ONE)).as("the content after lost puts").contains("second");
  }

  @Test
  default void required_S02a_deletion_isGuardedToo() {
    lost("the deletion of a record that is not there", harness().write().delete(ONE, 1));
    harness().apply(harness().put(ONE, 0, "first"));
    harness().apply(harness().put(ONE, 1, "second"));
    lost("a deletion that expects version 1 where version 2 is", harness().write().delete(ONE, 1));
    harness().apply(harness().write().delete(ONE, 2));

    assertThat(harness().other().load(ONE)).as("a record after its deletion").isEmpty();
    lost("the deletion of a record that was deleted", harness().write().delete(ONE, 2));
  }

  @Test
  default void required_S02b_of64CommitsThatExpectOneVersion_oneIsApplied() {
    for (int round = 0; round < 5; round++) {
      RecordKey key = record("round " + round);
      harness().apply(harness().put(key, 0, "zero"));
      race(key, 1);
    }
  }

  @Test
  default void required_S10a_of64CommitsThatMakeOneRecord_oneIsApplied() {
    for (int round = 0; round < 5; round++) {
      race(record("round " + round), 0);
    }
  }

  private void race(RecordKey key, long expected) {
    List<CommitResult> results =
        harness().together(64, i -> harness().settle(harness().either(i), harness().put(key, expected, "by " + i).build()));

    assertThat(results.stream().filter(CommitResult::isApplied).count())
        .as("how many of 64 commits were applied that all expect version %d of one record", expected)
        .isEqualTo(1);
    int winner = results.indexOf(results.stream().filter(CommitResult::isApplied).findFirst().orElseThrow());
    assertThat(harness().content(key)).as("the content, which is the winner's").contains("by " + winner);
    assertThat(harness().version(key)).as("the version after one of 64 commits was applied").isEqualTo(expected + 1);
  }

  @Test
  default void required_S02b_deletionsAndPutsRaceForOneVersion_oneIsApplied() {
    for (int round = 0; round < 10; round++) {
      RecordKey key = record("round " + round);
      harness().apply(harness().put(key, 0, "zero"));
      List<CommitResult> results =
          harness()
              .together(
                  16,
                  i -> {
                    Commit.Builder commit = i % 2 == 0 ? harness().write().delete(key, 1) : harness().put(key, 1, "by " + i);
                    return harness().settle(harness().either(i / 2), commit.build());
                  });

      assertThat(results.stream().filter(CommitResult::isApplied).count())
          .as("how many of 8 deletions and 8 puts of one version were applied")
          .isEqualTo(1);
    }
  }

  @Test
  default void required_S02b_200IncrementsBy8Threads_noneIsLost() {
    harness().apply(harness().put(ONE, 0, "0"));

    harness()
        .together(
            8,
            i -> {
              for (int done = 0; done < 25; ) {
                StoredRecord row = harness().either(i).load(ONE).orElseThrow();
                String next = Integer.toString(Integer.parseInt(StoreHarness.content(row)) + 1);
                done += harness().settle(harness().either(i), harness().put(ONE, row.version(), next).build()).isApplied() ? 1 : 0;
              }
              return i;
            });

    assertThat(harness().content(ONE)).as("a counter after 200 acknowledged increments").contains("200");
    assertThat(harness().version(ONE)).as("its version").isEqualTo(201);
  }

  @Test
  default void required_S02c_expectationHolds_isAppliedAndLeavesTheRecord() {
    harness().apply(harness().put(ONE, 0, "as it was"));

    assertThat(harness().store().commit(harness().put(TWO, 0, "made").expect(ONE, 1).build()))
        .as("a commit whose expectation holds")
        .isEqualTo(new CommitResult.Applied());
    assertThat(harness().version(ONE)).as("the version of a record that was only expected").isEqualTo(1);
    harness().apply(harness().put(record("three"), 0, "made").expect(record("nowhere"), 0));
    assertThat(harness().store().load(record("nowhere"))).as("a record that was expected not to be there").isEmpty();
    harness().apply(harness().put(record("nowhere"), 0, "made finally"));
  }

  @Test
  default void required_S02c_expectationDoesNotHold_isLost() {
    lost("a commit that expects a version of a record that is not there", harness().put(TWO, 0, "x").expect(ONE, 1));
    harness().apply(harness().put(ONE, 0, "first"));
    lost("a commit that expects no record where one is", harness().put(TWO, 0, "x").expect(ONE, 0));
    lost("a commit that expects version 2 where version 1 is", harness().put(TWO, 0, "x").expect(ONE, 2));
    harness().apply(harness().put(ONE, 1, "second"));
    lost("a commit that expects version 1 where version 2 is", harness().put(TWO, 0, "x").expect(ONE, 1));
    harness().apply(harness().write().delete(ONE, 2));
    lost("a commit that expects a deleted record", harness().put(TWO, 0, "x").expect(ONE, 2));
  }

  @Test
  default void required_S02d_twoCommitsEachExpectWhatTheOtherChanges_atMostOneIsApplied() {
    for (int round = 0; round < 40; round++) {
      RecordKey left = record("left " + round);
      RecordKey right = record("right " + round);
      harness().apply(harness().put(left, 0, "x").put(right, 0, StoreHarness.text("x"), 1, new byte[0]));
      crossing(left, right, 1);
    }
  }

  @Test
  default void required_S02d_twoCommitsEachExpectThatTheOthersRecordIsNotThere_atMostOneIsApplied() {
    for (int round = 0; round < 40; round++) {
      crossing(record("left " + round), record("right " + round), 0);
    }
  }

  private void crossing(RecordKey left, RecordKey right, long version) {
    Callable<CommitResult> one =
        () -> harness().settle(harness().store(), harness().put(left, version, "by one").expect(right, version).build());
    Callable<CommitResult> two =
        () -> harness().settle(harness().other(), harness().put(right, version, "by two").expect(left, version).build());

    assertThat(harness().together(List.of(one, two)).stream().filter(CommitResult::isApplied).count())
        .as("how many of two commits were applied, each of which expects that what the other changes stays at version %d", version)
        .isLessThanOrEqualTo(1);
  }

  @Test
  default void required_S02e_commitsOfDifferentRecords_neverLoseToEachOther() {
    List<Integer> applied =
        harness()
            .together(
                16,
                i -> {
                  int count = 0;
                  for (int turn = 0; turn < 20; turn++) {
                    Commit commit = harness().put(record("of " + i), count, "x").build();
                    count += harness().settle(harness().either(i), commit).isApplied() ? 1 : 0;
                  }
                  return count;
                });

    assertThat(applied.stream().mapToInt(Integer::intValue).sum())
        .as("how many of 320 commits by 16 threads were applied, where each thread has a record of its own")
        .isEqualTo(320);
  }

  @Test
  default void required_S02e_oneRecordIsExpectedByMany_allAreApplied() {
    harness().apply(harness().put(ONE, 0, "expected"));

    List<CommitResult> results =
        harness().together(32, i -> harness().settle(harness().either(i), harness().put(record("of " + i), 0, "x").expect(ONE, 1).build()));

    assertThat(results.stream().filter(CommitResult::isApplied).count())
        .as("how many of 32 commits were applied that expect one record, which does not change")
        .isEqualTo(32);
  }

  @Test
  default void required_S07a_everyWriteOfARecord_addsOneToItsVersion() {
    for (int version = 0; version < 5; version++) {
      harness().apply(harness().put(ONE, version, "x"));
      assertThat(harness().version(ONE)).as("the version after write %d", version + 1).isEqualTo(version + 1L);
    }
  }

  @Test
  default void required_S07b_recordIsDeletedAndMadeAgain_itsVersionIsHigherThanBefore() {
    harness().apply(harness().put(ONE, 0, "first"));
    harness().apply(harness().put(ONE, 1, "second"));
    harness().apply(harness().write().delete(ONE, 2));
    harness().apply(harness().put(ONE, 0, "again"));
    long version = harness().version(ONE);

    assertThat(version).as("the version of a record that was deleted at version 2 and made again").isGreaterThan(2);
    lost("a put by a writer that read version 2 before the deletion", harness().put(ONE, 2, "late"));
    harness().apply(harness().put(ONE, version, "next"));
    harness().apply(harness().write().delete(ONE, version + 1));
    harness().apply(harness().put(ONE, 0, "once more"));
    assertThat(harness().version(ONE)).as("the version after the second deletion").isGreaterThan(version + 1);
  }

  @Test
  default void required_S10b_recordsThatPointToAnother_neverCostItItsVersion() {
    harness().apply(harness().put(ONE, 0, "at work"));

    for (int i = 0; i < 5; i++) {
      harness().apply(harness().put(new RecordKey("signal", "one/" + i), 0, "for it").expect(ONE, 1));
    }

    harness().apply(harness().put(ONE, 1, "went on"));
    lost("a signal that expects the version before", harness().put(new RecordKey("signal", "one/5"), 0, "late").expect(ONE, 1));
  }
}
