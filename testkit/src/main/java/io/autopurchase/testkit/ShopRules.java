package io.autopurchase.testkit;

import static io.autopurchase.testkit.StoreHarness.NOON;
import static io.autopurchase.testkit.StoreHarness.event;
import static io.autopurchase.testkit.StoreHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.UniqueName;
import org.junit.jupiter.api.Test;

/** S20: shops that share a database see nothing of each other. */
interface ShopRules extends StoreRules {
  private Commit sample() {
    return Commit.builder("same write id")
        .put(record("1"), 0, RecordFields.builder().orderId("O-1").dueAt(NOON).build(), 1, new byte[0])
        .reserve(new UniqueName("line", "1", "A"))
        .append(event("e1"))
        .build();
  }

  @Test
  default void required_S20a_otherShop_seesNothing() {
    harness().store().commit(sample());
    ActivityStore other = harness().open("shop-b");

    assertThat(other.load(record("1"))).as("another shop's load").isEmpty();
    assertThat(other.find(RecordQuery.of(StoreHarness.KIND, RecordFields.none(), 0, 10)).total())
        .as("another shop's find")
        .isZero();
    assertThat(other.due(StoreHarness.KIND, NOON, null, 10)).as("what is due for another shop").isEmpty();
    assertThat(other.owner("line", "1")).as("another shop's owner").isEmpty();
    assertThat(other.events(null, false, 10)).as("another shop's events").isEmpty();
  }

  @Test
  default void required_S20a_sameKeysAndWriteIdInAnotherShop_areOthers() {
    harness().store().commit(sample());
    ActivityStore other = harness().open("shop-b");

    assertThat(other.commit(sample())).as("the same commit in another shop").isEqualTo(new CommitResult.Applied());
    assertThat(other.events(null, true, 10)).as("its events").hasSize(1);
    other.commit(
        Commit.builder("go").delete(record("1"), 1).release(new UniqueName("line", "1", "A")).delivered("e1").build());

    assertThat(harness().other().load(record("1"))).as("the first shop's record, after the other deleted its own").isPresent();
    assertThat(harness().other().owner("line", "1")).as("the first shop's name").contains("A");
    assertThat(harness().events(true)).as("the first shop's undelivered events").containsExactly("e1");
  }

  @Test
  default void required_S20a_shopsThatDifferInCapitals_areTwo() {
    harness().store().commit(sample());

    assertThat(harness().open("SHOP-A").load(record("1"))).as("load of the shop whose id differs in its capitals").isEmpty();
  }
}
