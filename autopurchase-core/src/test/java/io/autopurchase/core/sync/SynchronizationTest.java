package io.autopurchase.core.sync;

import static io.autopurchase.testkit.FakeOrders.unpaid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.BindingRequest;
import io.autopurchase.Item;
import io.autopurchase.NotFoundException;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.SessionId;
import io.autopurchase.core.Deaths;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Trading;
import io.autopurchase.core.record.Keys;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is modified at the provider shows here, for a number of calls that follows the number of changes. */
class SynchronizationTest extends SyncTrading {
  private static final int PAGE = 5;

  private void touch(int line) {
    nodes.time.advance(Duration.ofSeconds(1));
    provider.change(orderOf("ORD-1", Integer.toString(line)), old -> FakeOrders.withLines(old, old.lines(), nodes.time.now()));
  }

  private long shipped() {
    return node.engine.purchases().ofOrder("ORD-1").stream().filter(p -> p.status().filter(PurchaseStatus.SHIPPED::equals).isPresent()).count();
  }

  private static int most(int changed) {
    return (changed + PAGE - 1) / PAGE + 1;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 6, 10, 11, 23})
  void synchronize_someHaveChanged_listCallsFollowTheirNumber(int changed) {
    bought(30);
    for (int i = 1; i <= changed; i++) {
      ship(i);
    }
    int before = calls(Operation.MODIFIED);

    synchronize();

    assertThat(calls(Operation.MODIFIED) - before).isLessThanOrEqualTo(most(changed));
    assertThat(shipped()).isEqualTo(changed);
    for (int run = 0; run < 3; run++) {
      int between = calls(Operation.MODIFIED);
      nodes.time.advance(Duration.ofMinutes(1));
      synchronize();
      assertThat(calls(Operation.MODIFIED) - between).as("nothing has changed, in the overlap").isEqualTo(1);
    }
    ship(30);
    ship(29);
    int between = calls(Operation.MODIFIED);
    synchronize();
    assertThat(calls(Operation.MODIFIED) - between).isLessThanOrEqualTo(most(2));
    assertThat(shipped()).isEqualTo(changed + 2);
  }

  @Test
  void list_theProvidersClockIsTakenToBeFarAhead_missesNothing() {
    bought(1);
    provider.misjudgeTime(Duration.ofDays(40));
    ship(1);

    synchronize();

    assertThat(shipped()).isEqualTo(1);
  }

  @Test
  void synchronize_nothingHasChanged_writesNoPurchase() {
    bought(20);
    List<String> written = new ArrayList<>();
    Nodes.Node watched =
        nodes.add(
            new ForwardingStore(nodes.store) {
              @Override
              public CommitResult commit(Commit commit) {
                commit.puts().stream().filter(put -> put.key().kind().equals(Keys.PURCHASE)).forEach(put -> written.add(put.key().id()));
                return super.commit(commit);
              }
            },
            Trading::options);

    settle(watched, watched.engine.synchronize(Nodes.SESSION).id());
    assertThat(written).isEmpty();

    ship(3);
    settle(watched, watched.engine.synchronize(Nodes.SESSION).id());
    assertThat(written).containsExactly("ORD-1/3");
  }

  @Test
  void synchronize_pagesShiftWhileTheyAreRead_nothingIsLost() {
    bought(40);
    for (int i = 1; i <= 20; i++) {
      ship(i);
    }
    // Orders on pages that are still to come move to the front, others are new on it.
    provider.beforeNext(Operation.MODIFIED, () -> {}, () -> ship(3), () -> ship(31), () -> ship(8), () -> ship(32));

    synchronize();
    synchronize();

    assertThat(shipped()).isEqualTo(22);
  }

  @Test
  void synchronize_listIsNotSorted_isReadToItsEnd() {
    bought(20);
    for (int i = 1; i <= 20; i++) {
      touch(i);
    }
    synchronize();
    provider.listOrder(Comparator.comparing(ProviderOrder::id));
    ship(17);

    synchronize();

    assertThat(shipped()).isEqualTo(1);
  }

  @Test
  void synchronize_orderChangesTwiceInOneSecond_theSecondChangeIsSeenToo() {
    bought(3);
    ship(1);
    synchronize();
    provider.change(orderOf("ORD-1", "1"), old -> FakeOrders.with(old, PurchaseStatus.RECEIVED, "DONE", old.modifiedAt().orElseThrow()));

    synchronize();

    assertThat(purchase("ORD-1", "1").status()).contains(PurchaseStatus.RECEIVED);
  }

  @Test
  void synchronize_orderShowsLate_isFoundByTheOverlap() {
    bought(10);
    List<ProviderOrder> before = provider.orders();
    ship(4);
    Instant visible = nodes.time.now().plusSeconds(50);
    provider.filterReads(orders -> nodes.time.now().isBefore(visible) ? before : orders);
    synchronize();
    assertThat(shipped()).isZero();
    nodes.time.advanceTo(visible);

    synchronize();

    assertThat(shipped()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void synchronize_endsEarly_theNextOneBeginsWhereItDid(boolean byFailure) {
    bought(20);
    for (int i = 1; i <= 12; i++) {
      ship(i);
    }
    nodes.time.advance(Duration.ofHours(1));
    Activity reading = node.engine.synchronize(Nodes.SESSION);
    if (byFailure) {
      provider.beforeNext(Operation.MODIFIED, () -> {}, () -> provider.fail(Operation.MODIFIED, Fault.rejected("BROKEN")));
    } else {
      Runnable interrupt =
          () -> {
            node.engine.activities().interrupt(reading.id(), "a person");
            nodes.time.advance(Duration.ofMillis(150)); // a run looks for signals every tenth of a second
          };
      provider.beforeNext(Operation.MODIFIED, () -> {}, interrupt);
    }
    Activity ended = settle(reading);
    assertThat(ended.state()).isEqualTo(byFailure ? ActivityState.FAILED : ActivityState.INTERRUPTED);
    assertThat(shipped()).isLessThan(12);

    synchronize();

    assertThat(shipped()).isEqualTo(12);
  }

  @Test
  void synchronize_twice_isOneAtATime() {
    book("ORD-1", 1);
    Activity first = node.engine.synchronize(Nodes.SESSION);
    Nodes.Node other = nodes.add(nodes.store, Trading::options);

    assertThat(other.engine.synchronize(Nodes.SESSION).id()).isEqualTo(first.id());
    settle(first);
    assertThat(synchronize().id()).isNotEqualTo(first.id());
    assertThatThrownBy(() -> node.engine.synchronize(new SessionId("fake", "unknown"))).isInstanceOf(NotFoundException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"call.before", "call.after", "commit.before", "commit.after"})
  void synchronize_nodeDies_anotherOneGoesOn(String where) {
    bought(20);
    for (int i = 1; i <= 12; i++) {
      ship(i);
    }
    Deaths deaths = new Deaths();
    Nodes.Node mortal = nodes.add(nodes.store, deaths, Trading::options);
    Activity reading = node.engine.synchronize(Nodes.SESSION);
    provider.beforeNext(Operation.MODIFIED, () -> {}, () -> deaths.dieAt(where));
    assertThatThrownBy(() -> mortal.run(reading.id())).isInstanceOf(Deaths.Death.class);
    assertThat(shipped()).isLessThan(12);

    assertThat(settle(reading).state()).isEqualTo(ActivityState.COMPLETED);

    assertThat(shipped()).isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limited", "not-sent", "lost", "unauthorized"})
  void synchronize_readsFail_goesOn(String trouble) {
    bought(10);
    ship(1);
    nodes.time.advance(Duration.ofMinutes(40));
    Fault fault =
        switch (trouble) {
          case "limited" -> Fault.limited(Duration.ofSeconds(20));
          case "not-sent" -> Fault.notSent();
          case "lost" -> Fault.requestLost();
          default -> Fault.unauthorized();
        };
    provider.fail(Operation.MODIFIED, fault).fail(Operation.ORDERS, fault);

    assertThat(synchronize().state()).isEqualTo(ActivityState.COMPLETED);

    assertThat(shipped()).isEqualTo(1);
  }

  @Test
  void synchronize_twoSessions_eachReadsItsOwn() {
    SessionId second = new SessionId("fake", "second-buyer");
    node.engine.sessions().startAuthorization(second);
    node.engine.sessions().completeAuthorizationWithCode(second, "code");
    bought(1);
    provider.place(unpaid("9001", "4799", 1, nodes.time.now()));
    settle(
        node.engine.bind(
            BindingRequest.builder("ORD-2", second, "9001").line("1", Item.of("4799"), 1).build()));
    provider.change("9001", this::shipped);

    synchronize();

    assertThat(purchase("ORD-2", "1").status()).contains(PurchaseStatus.AWAITING_PAYMENT);
    settle(node.engine.synchronize(second));
    assertThat(purchase("ORD-2", "1").status()).contains(PurchaseStatus.SHIPPED);
  }
}
