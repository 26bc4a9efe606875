package io.autopurchase.testkit;

import static io.autopurchase.testkit.StoreHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.UniqueName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** S09, S17: a name has at most one owner. */
interface UniqueNameRules extends StoreRules {
  private CommitResult reserve(String name, String owner) {
    return harness().store().commit(harness().write().reserve(new UniqueName("line", name, owner)).build());
  }

  private CommitResult release(String name, String owner) {
    return harness().store().commit(harness().write().release(new UniqueName("line", name, owner)).build());
  }

  private Optional<String> owner(String name) {
    return harness().other().owner("line", name);
  }

  @Test
  default void required_S09a_freeName_isHeldFromThenOn() {
    assertThat(owner("1")).as("the owner of a name that was never reserved").isEmpty();

    assertThat(reserve("1", "A")).as("the reservation of a free name").isEqualTo(new CommitResult.Applied());
    assertThat(owner("1")).as("its owner").contains("A");
    assertThat(harness().store().owner("client-order-id", "1")).as("the owner of the same name in another scope").isEmpty();
  }

  @Test
  default void required_S09a_nameOfAnother_isADuplicateThatTellsTheOwner() {
    reserve("1", "A");

    assertThat(reserve("1", "B"))
        .as("the reservation of a name that A holds")
        .isEqualTo(new CommitResult.NameTaken("line", "1", "A"));
    assertThat(owner("1")).as("its owner").contains("A");
  }

  @Test
  default void required_S09a_nameInAnotherScope_isAnotherName() {
    reserve("1", "A");

    assertThat(harness().store().commit(harness().write().reserve(new UniqueName("client-order-id", "1", "B")).build()))
        .as("the reservation of the same name in another scope")
        .isEqualTo(new CommitResult.Applied());
    assertThat(owner("1")).as("the owner in the first scope").contains("A");
  }

  @Test
  default void required_S09b_ownNameAgain_isNoConflictAndIsLetGoByOneRelease() {
    reserve("1", "A");

    assertThat(reserve("1", "A")).as("the reservation of one's own name").isEqualTo(new CommitResult.Applied());
    assertThat(
            harness()
                .store()
                .commit(
                    harness().write().release(new UniqueName("line", "1", "A")).reserve(new UniqueName("line", "1", "A")).build()))
        .as("the release and reservation of one's own name in one commit")
        .isEqualTo(new CommitResult.Applied());
    assertThat(owner("1")).as("the owner").contains("A");
    release("1", "A");
    assertThat(owner("1")).as("the owner after one release").isEmpty();
  }

  @Test
  default void required_S09c_releasedName_isFreeForAnother() {
    reserve("1", "A");

    assertThat(release("1", "A")).as("the release of one's own name").isEqualTo(new CommitResult.Applied());
    assertThat(reserve("1", "B")).as("the reservation by another").isEqualTo(new CommitResult.Applied());
    assertThat(owner("1")).as("the owner").contains("B");
  }

  @Test
  default void required_S09c_releaseByAnother_isAppliedAndFreesNothing() {
    reserve("1", "A");

    assertThat(release("1", "B")).as("the release of a name that A holds, by B").isEqualTo(new CommitResult.Applied());
    assertThat(owner("1")).as("the owner").contains("A");
    assertThat(
            harness()
                .store()
                .commit(
                    harness().write().release(new UniqueName("line", "1", "B")).reserve(new UniqueName("line", "1", "B")).build()))
        .as("the release of what is not one's own, with a reservation, in one commit")
        .isEqualTo(new CommitResult.NameTaken("line", "1", "A"));
    assertThat(release("never reserved", "B")).as("the release of a free name").isEqualTo(new CommitResult.Applied());
  }

  @Test
  default void required_S09d_updateWithATakenName_isADuplicateToo() {
    harness().apply(harness().put(record("B"), 0, "as it was"));
    reserve("1", "A");

    CommitResult result =
        harness().store().commit(harness().put(record("B"), 1, "changed").reserve(new UniqueName("line", "1", "B")).build());

    assertThat(result).as("an update that wants a name of another").isEqualTo(new CommitResult.NameTaken("line", "1", "A"));
    assertThat(harness().content(record("B"))).as("the record").contains("as it was");
  }

  @Test
  default void required_S09e_64CommitsReserveOneName_oneHoldsIt() {
    for (int round = 0; round < 5; round++) {
      String name = "round " + round;
      List<CommitResult> results =
          harness()
              .together(
                  64,
                  i -> {
                    Commit commit =
                        harness().put(record(name + " by " + i), 0, "x").reserve(new UniqueName("line", name, "owner " + i)).build();
                    return harness().settle(harness().either(i), commit);
                  });

      assertThat(results.stream().filter(CommitResult::isApplied).count())
          .as("how many of 64 owners got one name")
          .isEqualTo(1);
      int winner = results.indexOf(results.stream().filter(CommitResult::isApplied).findFirst().orElseThrow());
      assertThat(owner(name)).as("the owner, which is the winner").contains("owner " + winner);
    }
  }

  @Test
  default void required_S09e_betweenReservationAndRelease_nobodyElseHoldsTheName() {
    AtomicInteger inside = new AtomicInteger();
    List<Integer> turns =
        harness()
            .together(
                6,
                i -> {
                  UniqueName mine = new UniqueName("line", "door", "owner " + i);
                  int turn = 0;
                  for (int tries = 0; tries < 40; tries++) {
                    if (harness().settle(harness().either(i), harness().write().reserve(mine).build()).isApplied()) {
                      assertThat(inside.incrementAndGet()).as("owners of one name at a time").isEqualTo(1);
                      Thread.yield();
                      inside.decrementAndGet();
                      harness().settle(harness().either(i), harness().write().release(mine).build());
                      turn++;
                    }
                  }
                  return turn;
                });

    assertThat(turns.stream().mapToInt(Integer::intValue).sum()).as("turns in all").isPositive();
    assertThat(owner("door")).as("the owner in the end").isEmpty();
  }

  @Test
  default void required_S17a_commitsTakeTheSameThingsInOppositeOrder_allComeToAnEnd() {
    List<Integer> applied =
        harness()
            .together(
                8,
                i -> {
                  int count = 0;
                  for (int round = 0; round < 15; round++) {
                    count += harness().settle(harness().either(i), crossing(i, round)).isApplied() ? 1 : 0;
                  }
                  return count;
                });

    assertThat(applied.stream().mapToInt(Integer::intValue).sum())
        .as("how many commits were applied, of which one in each round can be")
        .isEqualTo(15);
    for (int round = 0; round < 15; round++) {
      assertThat(owner("right " + round))
          .as("both names of round %d belong to one owner", round)
          .isEqualTo(owner("left " + round))
          .isPresent();
      assertThat(harness().version(record("left " + round))).as("the record of round %d was written once", round).isEqualTo(1);
    }
  }

  private Commit crossing(int i, int round) {
    String owner = "owner " + i;
    String left = "left " + round;
    String right = "right " + round;
    Commit.Builder commit = harness().write();
    for (String name : i % 2 == 0 ? List.of(left, right) : List.of(right, left)) {
      commit.put(record(name), 0, StoreHarness.text(owner), 1, new byte[0]).reserve(new UniqueName("line", name, owner));
    }
    return commit.build();
  }
}
