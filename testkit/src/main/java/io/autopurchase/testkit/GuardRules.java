package io.autopurchase.testkit;

import static io.autopurchase.testkit.StoreBench.record;
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
    assertThat(bench().store().commit(commit.build())).as(what).isEqualTo(new CommitResult.VersionConflict(ONE));
  }

  @Test
  default void required_S02a_putOfTheVersionThatIsThere_isApplied() {
    bench().apply(bench().put(ONE, 0, "first"));
    bench().apply(bench().put(ONE, 1, "second"));

    assertThat(bench().content(ONE)).as("the content after two writes").contains("second");
  }

  @Test
  default void required_S02a_putOfAnyOtherVersion_isLost() {
    lost("a put that expects version 1 of a record that is not there", bench().put(ONE, 1, "x"));
    bench().apply(bench().put(ONE, 0, "first"));
    bench().apply(bench().put(ONE, 1, "second"));
    lost("a put that expects version 1 where version 2 is", bench().put(ONE, 1, "x"));
    lost("a put that expects version 3 where version 2 is", bench().put(ONE, 3, "x"));
    lost("a put that expects no record where version 2 is", bench().put(ONE, 0, "x"));

    assertThat(bench().content(ONE)).as("the content after lost puts").contains("second");
  }

  @Test
  default void required_S02a_deletion_isGuardedToo() {
    lost("the deletion of a record that is not there", bench().write().delete(ONE, 1));
    bench().apply(bench().put(ONE, 0, "first"));
    bench().apply(bench().put(ONE, 1, "second"));
    lost("a deletion that expects version 1 where version 2 is", bench().write().delete(ONE, 1));
    bench().apply(bench().write().delete(ONE, 2));

    assertThat(bench().other().load(ONE)).as("a record after its deletion").isEmpty();
    lost("the deletion of a record that was deleted", bench().write().delete(ONE, 2));
  }

  @Test
  default void required_S02b_of64CommitsThatExpectOneVersion_oneIsApplied() {
    for (int round = 0; round < 5; round++) {
      RecordKey key = record("round " + round);
      bench().apply(bench().put(key, 0, "zero"));
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
        bench().together(64, i -> bench().settle(bench().either(i), bench().put(key, expected, "by " + i).build()));

    assertThat(results.stream().filter(CommitResult::isApplied).count())
        .as("how many of 64 commits were applied that all expect version %d of one record", expected)
        .isEqualTo(1);
    int winner = results.indexOf(results.stream().filter(CommitResult::isApplied).findFirst().orElseThrow());
    assertThat(bench().content(key)).as("the content, which is the winner's").contains("by " + winner);
    assertThat(bench().version(key)).as("the version after one of 64 commits was applied").isEqualTo(expected + 1);
  }

  @Test
  default void required_S02b_deletionsAndPutsRaceForOneVersion_oneIsApplied() {
    for (int round = 0; round < 10; round++) {
      RecordKey key = record("round " + round);
      bench().apply(bench().put(key, 0, "zero"));
      List<CommitResult> results =
          bench()
              .together(
                  16,
                  i -> {
                    Commit.Builder commit = i % 2 == 0 ? bench().write().delete(key, 1) : bench().put(key, 1, "by " + i);
                    return bench().settle(bench().either(i / 2), commit.build());
                  });

      assertThat(results.stream().filter(CommitResult::isApplied).count())
          .as("how many of 8 deletions and 8 puts of one version were applied")
          .isEqualTo(1);
    }
  }

  @Test
  default void required_S02b_200IncrementsBy8Threads_noneIsLost() {
    bench().apply(bench().put(ONE, 0, "0"));

    bench()
        .together(
            8,
            i -> {
              for (int done = 0; done < 25; ) {
                StoredRecord row = bench().either(i).load(ONE).orElseThrow();
                String next = Integer.toString(Integer.parseInt(StoreBench.content(row)) + 1);
                done += bench().settle(bench().either(i), bench().put(ONE, row.version(), next).build()).isApplied() ? 1 : 0;
              }
              return i;
            });

    assertThat(bench().content(ONE)).as("a counter after 200 acknowledged increments").contains("200");
    assertThat(bench().version(ONE)).as("its version").isEqualTo(201);
  }

  @Test
  default void required_S02c_expectationHolds_isAppliedAndLeavesTheRecord() {
    bench().apply(bench().put(ONE, 0, "as it was"));

    assertThat(bench().store().commit(bench().put(TWO, 0, "made").expect(ONE, 1).build()))
        .as("a commit whose expectation holds")
        .isEqualTo(new CommitResult.Applied());
    assertThat(bench().version(ONE)).as("the version of a record that was only expected").isEqualTo(1);
    bench().apply(bench().put(record("three"), 0, "made").expect(record("nowhere"), 0));
    assertThat(bench().store().load(record("nowhere"))).as("a record that was expected not to be there").isEmpty();
    bench().apply(bench().put(record("nowhere"), 0, "made at last"));
  }

  @Test
  default void required_S02c_expectationDoesNotHold_isLost() {
    lost("a commit that expects a version of a record that is not there", bench().put(TWO, 0, "x").expect(ONE, 1));
    bench().apply(bench().put(ONE, 0, "first"));
    lost("a commit that expects no record where one is", bench().put(TWO, 0, "x").expect(ONE, 0));
    lost("a commit that expects version 2 where version 1 is", bench().put(TWO, 0, "x").expect(ONE, 2));
    bench().apply(bench().put(ONE, 1, "second"));
    lost("a commit that expects version 1 where version 2 is", bench().put(TWO, 0, "x").expect(ONE, 1));
    bench().apply(bench().write().delete(ONE, 2));
    lost("a commit that expects a deleted record", bench().put(TWO, 0, "x").expect(ONE, 2));
  }

  @Test
  default void required_S02d_twoCommitsEachExpectWhatTheOtherChanges_atMostOneIsApplied() {
    for (int round = 0; round < 40; round++) {
      RecordKey left = record("left " + round);
      RecordKey right = record("right " + round);
      bench().apply(bench().put(left, 0, "x").put(right, 0, StoreBench.text("x"), 1, new byte[0]));
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
        () -> bench().settle(bench().store(), bench().put(left, version, "by one").expect(right, version).build());
    Callable<CommitResult> two =
        () -> bench().settle(bench().other(), bench().put(right, version, "by two").expect(left, version).build());

    assertThat(bench().together(List.of(one, two)).stream().filter(CommitResult::isApplied).count())
        .as("how many of two commits were applied, each of which expects that what the other changes stays at version %d", version)
        .isLessThanOrEqualTo(1);
  }

  @Test
  default void required_S02e_commitsOfDifferentRecords_neverLoseToEachOther() {
    List<Integer> applied =
        bench()
            .together(
                16,
                i -> {
                  int count = 0;
                  for (int turn = 0; turn < 20; turn++) {
                    Commit commit = bench().put(record("of " + i), count, "x").build();
                    count += bench().settle(bench().either(i), commit).isApplied() ? 1 : 0;
                  }
                  return count;
                });

    assertThat(applied.stream().mapToInt(Integer::intValue).sum())
        .as("how many of 320 commits by 16 threads were applied, where each thread has a record of its own")
        .isEqualTo(320);
  }

  @Test
  default void required_S02e_oneRecordIsExpectedByMany_allAreApplied() {
    bench().apply(bench().put(ONE, 0, "expected"));

    List<CommitResult> results =
        bench().together(32, i -> bench().settle(bench().either(i), bench().put(record("of " + i), 0, "x").expect(ONE, 1).build()));

    assertThat(results.stream().filter(CommitResult::isApplied).count())
        .as("how many of 32 commits were applied that expect one record, which nobody changes")
        .isEqualTo(32);
  }

  @Test
  default void required_S07a_everyWriteOfARecord_addsOneToItsVersion() {
    for (int version = 0; version < 5; version++) {
      bench().apply(bench().put(ONE, version, "x"));
      assertThat(bench().version(ONE)).as("the version after write %d", version + 1).isEqualTo(version + 1L);
    }
  }

  @Test
  default void required_S07b_recordIsDeletedAndMadeAgain_itsVersionIsHigherThanBefore() {
    bench().apply(bench().put(ONE, 0, "first"));
    bench().apply(bench().put(ONE, 1, "second"));
    bench().apply(bench().write().delete(ONE, 2));
    bench().apply(bench().put(ONE, 0, "again"));
    long version = bench().version(ONE);

    assertThat(version).as("the version of a record that was deleted at version 2 and made again").isGreaterThan(2);
    lost("a put by somebody who read version 2 before the deletion", bench().put(ONE, 2, "late"));
    bench().apply(bench().put(ONE, version, "next"));
    bench().apply(bench().write().delete(ONE, version + 1));
    bench().apply(bench().put(ONE, 0, "once more"));
    assertThat(bench().version(ONE)).as("the version after the second deletion").isGreaterThan(version + 1);
  }

  @Test
  default void required_S10b_recordsThatPointToAnother_neverCostItItsVersion() {
    bench().apply(bench().put(ONE, 0, "at work"));

    for (int i = 0; i < 5; i++) {
      bench().apply(bench().put(new RecordKey("signal", "one/" + i), 0, "for it").expect(ONE, 1));
    }

    bench().apply(bench().put(ONE, 1, "went on"));
    lost("a signal that expects the version before", bench().put(new RecordKey("signal", "one/5"), 0, "late").expect(ONE, 1));
  }
}
