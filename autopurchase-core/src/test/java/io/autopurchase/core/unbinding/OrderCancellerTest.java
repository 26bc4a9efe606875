package io.autopurchase.core.unbinding;

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
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.WaitReason;
import io.autopurchase.core.Deaths;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.Trading;
import io.autopurchase.core.runtime.FaultPoints;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cancellation is sent until it shows, and whatever comes between, nothing is let go before its order is closed. */
class OrderCancellerTest extends Trading {
  private static final UnbindingRequest ALL = UnbindingRequest.builder("ORD-1").build();

  private Activity unbind(UnbindingRequest request) {
    return settle(node.engine.unbind(request));
  }

  private void pay(String id) {
    provider.change(id, old -> FakeOrders.with(old, PurchaseStatus.AWAITING_SHIPMENT, "PAID", nodes.time.now()));
  }

  @Test
  void unbind_cancellationTakesItsTime_isFollowedToItsEnd() {
    book("ORD-1", 1);
    String id = orderOf("ORD-1", "1");
    provider.cancelsAtOnce(false);
    Activity unbinding = node.engine.unbind(ALL);
    node.run(unbinding.id());
    nodes.time.advance(Duration.ofMinutes(10));
    node.runDue();
    assertThat(now(unbinding).reason()).contains(WaitReason.CANCELLATION_PENDING);
    assertThat(purchase("ORD-1", "1").group()).as("accepted is not closed").isEqualTo(PurchaseGroup.PURCHASED);
    provider.change(id, old -> FakeOrders.closed(old, List.of(), "asked for", nodes.time.now()));

    assertThat(outcomes(settle(unbinding))).containsExactly(LineOutcome.UNBOUND);
    assertThat(calls(Operation.CANCEL)).isEqualTo(1);
  }

  /** A look and the cancellation have a call each, with a pause between: that is not a reason to read the order again. */
  @Test
  void unbind_callsAreSlowedDown_looksOnceAndCancels() {
    book("ORD-1", 1);
    provider.fail(Operation.ORDERS, Fault.limited(Duration.ofSeconds(20)), Fault.limited(Duration.ofSeconds(20)));

    assertThat(outcomes(unbind(ALL))).containsExactly(LineOutcome.UNBOUND);

    assertThat(calls(Operation.CANCEL)).isEqualTo(1);
    assertThat(calls(Operation.ORDERS)).as("two were refused").isLessThanOrEqualTo(5);
  }

  /** A slow reading shows as open what an unbinding has seen closed, and set free, since. */
  @Test
  void bind_orderOfAnUnbindingAtWork_isLeftAlone() {
    Activity binding = bindTheClosedOrderOfAnUnbindingAtWork();

    assertThat(outcomes(binding)).containsExactly(LineOutcome.REJECTED);
    assertThat(binding.lines().get(0).code()).isEqualTo("ORDER_HELD");
    assertThat(purchase("ORD-2", "1").group()).isEqualTo(PurchaseGroup.READY);
  }

  private Activity bindTheClosedOrderOfAnUnbindingAtWork() {
    book("ORD-1", 2);
    String first = orderOf("ORD-1", "1");
    String second = orderOf("ORD-1", "2");
    provider.cancelsAtOnce(false);
    Activity unbinding = node.engine.unbind(ALL);
    node.run(unbinding.id());
    ProviderOrder open = theirs(first);
    provider.change(first, old -> FakeOrders.closed(old, List.of(), "asked for", nodes.time.now()));
    nodes.time.advance(Duration.ofMinutes(5));
    node.runDue();
    assertThat(purchase("ORD-1", "1").group()).as("free, but still held").isEqualTo(PurchaseGroup.IN_PROGRESS);
    assertThat(now(unbinding).reason()).contains(WaitReason.CANCELLATION_PENDING);

    provider.filterReads(all -> all.stream().map(order -> order.id().equals(first) ? open : order).toList());
    Activity binding = settle(node.engine.bind(BindingRequest.builder("ORD-2", Nodes.SESSION, first).line("1", Item.of("47111"), 1).build()));

    provider.filterReads(all -> all);
    provider.change(second, old -> FakeOrders.closed(old, List.of(), "asked for", nodes.time.now()));
    settle(unbinding);
    return binding;
  }

  @ParameterizedTest
  @CsvSource({"RETRY, UNBOUND", "UNLINK_ONLY, UNBOUND", "SKIP_ITEM, SKIPPED", "INTERRUPT, SKIPPED"})
  void answer_acceptedAndNeverCarriedOut_doesWhatItSays(String option, LineOutcome outcome) {
    book("ORD-1", 1);
    provider.cancelsAtOnce(false);
    Activity asking = unbind(ALL);
    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.CANCELLATION_PENDING);
    provider.cancelsAtOnce(true);

    Activity ended = answer(asking, option);

    assertThat(outcomes(ended)).containsExactly(outcome);
    assertThat(calls(Operation.CANCEL)).isEqualTo(option.equals(AnswerOption.RETRY) ? 2 : 1);
  }

  @Test
  void unbind_paidDuringAPauseBetweenLookAndSend_asks() {
    book("ORD-1", 1);
    provider.fail(Operation.CANCEL, Fault.limited(Duration.ofMinutes(5)));
    Activity unbinding = node.engine.unbind(ALL);
    node.run(unbinding.id());
    pay(orderOf("ORD-1", "1"));

    Activity asking = settle(unbinding);

    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.CANCEL_PAID_ORDER);
    assertThat(calls(Operation.CANCEL)).isEqualTo(1);
  }

  @Test
  void unbind_tiedToAnotherOrderThanExpected_isRefused() {
    book("ORD-1", 1);

    assertThatThrownBy(() -> node.engine.unbind(UnbindingRequest.builder("ORD-1").line("1", "another").build()))
        .isInstanceOfSatisfying(ConflictException.class, e -> assertThat(e.code()).isEqualTo("CONCURRENT_CHANGE"));
    UnbindingRequest right = UnbindingRequest.builder("ORD-1").line("1", orderOf("ORD-1", "1")).build();
    assertThat(outcomes(unbind(right))).containsExactly(LineOutcome.UNBOUND);
  }

  @Test
  void unbind_refusedInUnlistedWords_isRejectedOnceTheHorizonIsOver() {
    book("ORD-1", 1);
    provider.fail(Operation.CANCEL, Fault.seemsRejected("SELLER_SAYS_NO"));
    Activity unbinding = node.engine.unbind(ALL);
    node.run(unbinding.id());
    assertThat(now(unbinding).state().isFinished()).as("it may be carried out yet").isFalse();

    Activity ended = settle(unbinding);

    assertThat(outcomes(ended)).containsExactly(LineOutcome.REJECTED);
    assertThat(ended.lines().get(0).code()).isEqualTo("SELLER_SAYS_NO");
    assertThat(calls(Operation.CANCEL)).isEqualTo(1);
    assertThat(purchase("ORD-1", "1").group()).isEqualTo(PurchaseGroup.PURCHASED);
  }

  @Test
  void unbind_paidWhileTheCancellationWaits_asks() {
    book("ORD-1", 1);
    provider.cancelsAtOnce(false);
    Activity unbinding = node.engine.unbind(ALL);
    node.run(unbinding.id());
    pay(orderOf("ORD-1", "1"));

    assertThat(settle(unbinding).question().orElseThrow().code()).isEqualTo(Question.CANCEL_PAID_ORDER);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void unbind_answerIsLost_isLookedAtAndSentAgainOnlyIfNotDone(boolean done) {
    book("ORD-1", 1);
    provider.fail(Operation.CANCEL, done ? Fault.answerLost() : Fault.requestLost());

    Activity ended = unbind(ALL);

    assertThat(outcomes(ended)).containsExactly(LineOutcome.UNBOUND);
    assertThat(calls(Operation.CANCEL)).isEqualTo(done ? 1 : 2);
  }

  @Test
  void unbind_refused_staysLinked() {
    book("ORD-1", 1);
    provider.fail(Operation.CANCEL, Fault.rejected("NOT_NOW"));

    Activity ended = unbind(ALL);

    assertThat(ended.lines().get(0).outcome()).isEqualTo(LineOutcome.REJECTED);
    assertThat(ended.lines().get(0).code()).isEqualTo("NOT_NOW");
    assertThat(purchase("ORD-1", "1").group()).isEqualTo(PurchaseGroup.PURCHASED);
  }

  @Test
  void unbind_closedBetweenTheLookAndTheRequest_isFree() {
    book("ORD-1", 1);
    String id = orderOf("ORD-1", "1");
    provider.beforeNext(
        Operation.CANCEL, () -> provider.change(id, old -> FakeOrders.closed(old, List.of(), "timeout", nodes.time.now())));

    assertThat(outcomes(unbind(ALL))).as("it was refused since it was closed").containsExactly(LineOutcome.UNBOUND);
  }

  @Test
  void unbind_paidBetweenTheLookAndTheRequest_asks() {
    book("ORD-1", 1);
    String id = orderOf("ORD-1", "1");
    provider.beforeNext(Operation.CANCEL, () -> pay(id));

    Activity asking = unbind(ALL);

    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.CANCEL_PAID_ORDER);
  }

  @Test
  void unbind_wasReadyWhenAPauseBegan_isLookedAtAgainBeforeItIsSent() {
    book("ORD-1", 1);
    String id = orderOf("ORD-1", "1");
    provider.fail(Operation.CANCEL, Fault.limited(Duration.ofHours(5)));
    Activity unbinding = node.engine.unbind(ALL);
    node.run(unbinding.id());
    pay(id);
    nodes.time.advance(Duration.ofHours(6));

    Activity asking = settle(unbinding);

    assertThat(asking.question().orElseThrow().code()).as("it was paid during the pause").isEqualTo(Question.CANCEL_PAID_ORDER);
    assertThat(calls(Operation.CANCEL)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limited", "not-sent", "unauthorized"})
  void unbind_requestIsNotTaken_isSentAgain(String trouble) {
    book("ORD-1", 1);
    provider.fail(
        Operation.CANCEL,
        switch (trouble) {
          case "limited" -> Fault.limited(Duration.ofSeconds(20));
          case "not-sent" -> Fault.notSent();
          default -> Fault.unauthorized();
        });

    assertThat(outcomes(unbind(ALL))).containsExactly(LineOutcome.UNBOUND);
    assertThat(calls(Operation.CANCEL)).isEqualTo(2);
  }

  @Test
  void unbind_oneLookOfManyShowsNothing_isNoEnd() {
    book("ORD-1", 1);
    String id = orderOf("ORD-1", "1");
    provider.cancelsAtOnce(false);
    Activity unbinding = node.engine.unbind(ALL);
    node.run(unbinding.id());
    for (int minute = 0; minute < 9; minute++) {
      nodes.time.advance(Duration.ofMinutes(2));
      node.runDue();
    }
    provider.filterReads(orders -> List.of());
    nodes.time.advance(Duration.ofMinutes(2));
    node.runDue();
    provider.filterReads(orders -> orders);
    provider.change(id, old -> FakeOrders.closed(old, List.of(), "asked for", nodes.time.now()));

    assertThat(outcomes(settle(unbinding))).containsExactly(LineOutcome.UNBOUND);
  }

  @Test
  void unbind_providerShowsTheOrderNoMore_failsAndStaysLinked() {
    book("ORD-1", 1);
    provider.filterReads(orders -> List.of());

    Activity ended = unbind(ALL);

    assertThat(ended.state()).isEqualTo(ActivityState.FAILED);
    assertThat(ended.lines().get(0).code()).isEqualTo("ORDER_NOT_FOUND");
    assertThat(purchase("ORD-1", "1").group()).isEqualTo(PurchaseGroup.PURCHASED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"call.before", "call.before-send", "call.after", "commit.before", "commit.after"})
  void unbind_nodeDiesAroundTheRequest_anotherOneFindsOut(String where) {
    book("ORD-1", 1);
    Deaths deaths = new Deaths();
    Node mortal = nodes.add(nodes.store, deaths, Trading::options);
    Activity unbinding = node.engine.unbind(ALL);
    if (where.equals("call.before-send")) {
      deaths.dieAt(where); // only effects pass there
    } else {
      provider.beforeNext(where.equals("call.before") ? Operation.ORDERS : Operation.CANCEL, () -> deaths.dieAt(where));
    }
    assertThatThrownBy(() -> mortal.run(unbinding.id())).isInstanceOf(Deaths.Death.class);

    assertThat(outcomes(settle(unbinding))).containsExactly(LineOutcome.UNBOUND);
    assertThat(events(AutoPurchaseEvent.PURCHASE_CHANGED)).extracting(e -> e.newValue().orElseThrow()).containsOnlyOnce("READY");
  }

  @Test
  void unbind_nodeStallsBeforeTheRequest_itIsNotSentAfterItsTime() {
    book("ORD-1", 1);
    Node slow =
        nodes.add(
            nodes.store,
            new FaultPoints() {
              private boolean stalled;

              @Override
              public void at(String name) {
                if (name.equals("call.before-send") && !stalled) {
                  stalled = true;
                  nodes.time.advance(Duration.ofMinutes(1));
                  node.runDue();
                }
              }
            },
            Trading::options);
    Activity unbinding = node.engine.unbind(ALL);
    slow.run(unbinding.id());

    assertThat(outcomes(settle(unbinding))).containsExactly(LineOutcome.UNBOUND);
    assertThat(calls(Operation.CANCEL)).as("the slow one has let it be").isEqualTo(1);
  }

  /** What was sent an hour ago and never shown does not put a clear answer in doubt. */
  @Test
  void retry_firstRequestWasLostAndIsOverByThen_refusalEndsIt() {
    Activity asking = askAfterALostRequestOfLongLife();
    nodes.time.advance(Duration.ofMinutes(30));

    assertRefusalEndsIt(asking);
  }

  /** A clear rejection waits no longer than the in-doubt request that was sent before it. */
  @Test
  void retry_firstRequestIsStillInDoubt_refusalDoesNotProlongTheDoubt() {
    assertRefusalEndsIt(askAfterALostRequestOfLongLife());
  }

  /** The request may be carried out for three quarters of an hour; the person is asked after half an hour. */
  private Activity askAfterALostRequestOfLongLife() {
    book("ORD-1", 1);
    liveLong();
    provider.fail(Operation.CANCEL, Fault.requestLost(), Fault.rejected("NOT_NOW"));
    Activity asking = unbind(ALL);
    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.CANCELLATION_PENDING);
    return asking;
  }

  /** Terms are made by a clock that is believed to be ahead, and nothing else is. */
  private void liveLong() {
    provider.forgetTerms();
    provider.beforeNext(Operation.PREPARE, () -> provider.misjudgeTime(Duration.ofMinutes(45)));
    provider.beforeNext(Operation.CANCEL, () -> provider.misjudgeTime(Duration.ZERO));
  }

  private void assertRefusalEndsIt(Activity asking) {
    liveLong();
    Instant before = nodes.time.now();

    Activity ended = answer(asking, AnswerOption.RETRY);

    assertThat(outcomes(ended)).containsExactly(LineOutcome.REJECTED);
    assertThat(ended.lines().get(0).code()).isEqualTo("NOT_NOW");
    assertThat(Duration.between(before, nodes.time.now())).isLessThan(Duration.ofMinutes(20));
    assertThat(calls(Operation.CANCEL)).isEqualTo(2);
  }
}
