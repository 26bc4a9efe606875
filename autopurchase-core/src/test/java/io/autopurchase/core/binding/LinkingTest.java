package io.autopurchase.core.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.BindingRequest;
import io.autopurchase.ConflictException;
import io.autopurchase.Item;
import io.autopurchase.LineOutcome;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.WaitReason;
import io.autopurchase.core.Deaths;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Trading;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes between, and no matter who else wants it, a line of an order is linked once. */
class LinkingTest extends BindingTrading {
  /** What may come between two reads. */
  enum Trouble {
    LIMITED,
    NOT_SENT,
    LOST,
    UNAUTHORIZED
  }

  @Test
  void bind_lineThatIsLinkedElsewhere_isRejectedAlsoWhereAPersonChoseIt() {
    placeByHand("9001", 2);
    bind(one("9001"));

    Activity second = bind(BindingRequest.builder("ORD-2", Nodes.SESSION, "9001").line("1", Item.of("4711"), 2).build());
    assertThat(second.lines().get(0).code()).isEqualTo("ALREADY_BOUND");

    placeByHand("9002", 5);
    Activity asking = settle(node.engine.bind(BindingRequest.builder("ORD-3", Nodes.SESSION, "9002").line("1", Item.of("4711"), 2).build()));
    bind(BindingRequest.builder("ORD-4", Nodes.SESSION, "9002").line("1", Item.of("4711"), 5).build());
    Activity ended = answer(asking, AnswerOption.BIND_TO + "9002-1");
    assertThat(ended.lines().get(0).outcome()).isEqualTo(LineOutcome.REJECTED);
    assertThat(ended.lines().get(0).code()).isEqualTo("ALREADY_BOUND");
  }

  @Test
  void bind_twoNodesLinkOneLineAtOnce_oneOfThemHasIt() {
    placeByHand("9001", 2);
    Nodes.Node other = nodes.add(nodes.store, Trading::options);
    Activity first = node.engine.bind(one("9001"));
    Activity second = other.engine.bind(BindingRequest.builder("ORD-2", Nodes.SESSION, "9001").line("1", Item.of("4711"), 2).build());
    // As the one reads the order to link it, the other goes all the way.
    provider.beforeNext(Operation.ORDERS, () -> {}, () -> settle(other, second.id()));

    Activity ended = settle(first);

    assertThat(outcomes(now(second))).containsExactly(LineOutcome.BOUND);
    assertThat(ended.lines().get(0).code()).isEqualTo("ALREADY_BOUND");
    assertThat(purchase("ORD-1", "1").group()).isEqualTo(PurchaseGroup.READY);
  }

  @Test
  void bind_orderOfABookingInDoubt_isLeftToTheBooking() {
    provider.fail(Operation.PLACE, Fault.answerLost());
    provider.filterReads(orders -> List.of());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.run(booking.id());
    assertThat(outcomes(now(booking))).containsExactly(LineOutcome.UNCERTAIN);
    provider.filterReads(orders -> orders);

    Activity binding = bind(BindingRequest.builder("ORD-2", Nodes.SESSION, "1000").line("1", Item.of("4711"), 1).build());

    assertThat(binding.lines().get(0).code()).isEqualTo("ORDER_HELD");
    assertThatThrownBy(() -> node.engine.bind(BindingRequest.builder("ORD-1", Nodes.SESSION, "1000").line("1", Item.of("4711"), 1).build()))
        .isInstanceOfSatisfying(ConflictException.class, e -> assertThat(e.code()).isEqualTo("LINE_HELD"));
    assertThat(outcomes(settle(booking))).containsExactly(LineOutcome.BOOKED);
    assertThat(bind(BindingRequest.builder("ORD-2", Nodes.SESSION, "1000").line("1", Item.of("4711"), 1).build()).lines().get(0).code())
        .isEqualTo("ALREADY_BOUND");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void interrupt_whereverItIs_endsWithoutATie(boolean whileAsking) {
    placeByHand("9001", 3);
    Activity binding = whileAsking ? bind(one("9001")) : node.engine.bind(one("9001"));

    node.engine.activities().interrupt(binding.id(), "a person");
    Activity ended = settle(binding);

    assertThat(ended.state()).isEqualTo(ActivityState.INTERRUPTED);
    assertThat(outcomes(ended)).containsExactly(LineOutcome.SKIPPED);
    assertThat(purchase("ORD-1", "1").group()).isEqualTo(PurchaseGroup.READY);
  }

  @ParameterizedTest
  @EnumSource
  void bind_readsFail_goesOnAfterAPause(Trouble trouble) {
    placeByHand("9001", 2);
    Fault fault =
        switch (trouble) {
          case LIMITED -> Fault.limited(Duration.ofSeconds(30));
          case NOT_SENT -> Fault.notSent();
          case LOST -> Fault.requestLost();
          case UNAUTHORIZED -> Fault.unauthorized();
        };
    provider.fail(Operation.ORDERS, fault).fail(Operation.ITEM, fault);

    assertThat(outcomes(bind(one("9001")))).containsExactly(LineOutcome.BOUND);
  }

  @Test
  void bind_sessionIsLostInBetween_goesOnAfterAuthorization() {
    placeByHand("9001", 2);
    Activity binding = node.engine.bind(one("9001"));
    provider.beforeNext(Operation.ITEM, provider::revokeTokens);
    node.run(binding.id());
    assertThat(now(binding).reason()).contains(WaitReason.NEEDS_AUTHORIZATION);

    node.authorize();

    assertThat(outcomes(settle(binding))).containsExactly(LineOutcome.BOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"call.before", "call.after", "commit.before", "commit.after"})
  void bind_nodeDiesWhileItLinks_anotherOneFinishes(String where) {
    placeByHand("9001", 2);
    Deaths deaths = new Deaths();
    Nodes.Node mortal = nodes.add(nodes.store, deaths, Trading::options);
    Activity binding = node.engine.bind(one("9001"));
    provider.beforeNext(Operation.ORDERS, () -> {}, () -> deaths.dieAt(where));
    provider.beforeNext(Operation.ITEM, () -> {
      if (where.equals("call.before")) {
        deaths.dieAt(where);
      }
    });
    assertThatThrownBy(() -> mortal.run(binding.id())).isInstanceOf(Deaths.Death.class);

    assertThat(outcomes(settle(binding))).containsExactly(LineOutcome.BOUND);
    assertThat(events(AutoPurchaseEvent.PURCHASE_CHANGED)).as("it is linked once").hasSize(1);
  }
}
