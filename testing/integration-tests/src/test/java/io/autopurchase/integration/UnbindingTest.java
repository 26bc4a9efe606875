package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.BindingRequest;
import io.autopurchase.Item;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.Question;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.sandbox.Fault;
import io.autopurchase.sandbox.Ledger;
import io.autopurchase.sandbox.SellerActions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a shop sees of an unbinding, through the public API and over HTTP. */
class UnbindingTest extends Sandboxed {
  private static final UnbindingRequest ALL = UnbindingRequest.builder("ORD-1").build();

  private Activity unbind(UnbindingRequest request) throws InterruptedException {
    return shop.settle(shop.engine.unbind(request));
  }

  private List<String> statuses(String id) {
    return theirs(id).lines().stream().map(Ledger.Line::status).distinct().toList();
  }

  @Test
  void unbind_unpaidOrders_areClosedAndCanBeBookedAgain() throws Exception {
    bookTwo();
    String first = orderOf("1");
    sandbox.cancelDelay(Duration.ofMillis(800));

    Activity unbinding = unbind(ALL);

    assertThat(outcomes(unbinding)).containsExactly(LineOutcome.UNBOUND, LineOutcome.UNBOUND);
    assertThat(sandbox.ledger().orders()).allMatch(order -> order.status().contains("CLOSE"));
    assertThat(purchase("1").group()).isEqualTo(PurchaseGroup.READY);
    Activity again = shop.settle(shop.engine.book(Shop.plan("ORD-1").line("1", Item.of(SHIRT, WHITE_M), 2, Money.cny("39.90")).build()));
    assertThat(outcomes(again)).containsExactly(LineOutcome.BOOKED);
    assertThat(orderOf("1")).isNotEqualTo(first);
  }

  @Test
  void unbind_oneLineOfAnOrder_leavesTheOther() throws Exception {
    String id =
        sandbox.site()
            .placeByHand("our-buyer", List.of(new SellerActions.HandLine(SHIRT, WHITE_M, 1), new SellerActions.HandLine(SHIRT, "5001002", 1)))
            .get(0);
    shop.settle(
        shop.engine.bind(
            BindingRequest.builder("ORD-1", Shop.SESSION, id).line("1", Item.of(SHIRT, WHITE_M), 1).line("2", Item.of(SHIRT, "5001002"), 1).build()));

    Activity unbinding = unbind(UnbindingRequest.builder("ORD-1").line("2").build());

    assertThat(outcomes(unbinding)).containsExactly(LineOutcome.UNBOUND);
    assertThat(statuses(id)).as("one is closed, one lives").hasSize(2);
    assertThat(purchase("1").group()).isEqualTo(PurchaseGroup.PURCHASED);
  }

  @Test
  void forget_leavesTheOrderAtTheProvider() throws Exception {
    bookTwo();
    String id = orderOf("1");

    Activity unbinding = unbind(UnbindingRequest.builder("ORD-1").line("1").unlinkOnly().build());

    assertThat(outcomes(unbinding)).containsExactly(LineOutcome.UNBOUND);
    assertThat(theirs(id).status()).doesNotContain("CLOSE");
    assertThat(sandbox.ledger().count(CANCEL)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"UNLINK_ONLY, UNBOUND, READY", "SKIP_ITEM, SKIPPED, PURCHASED", "INTERRUPT, SKIPPED, PURCHASED"})
  void answer_orderIsPaid_doesWhatItSays(String option, LineOutcome outcome, PurchaseGroup group) throws Exception {
    bookTwo();
    String id = orderOf("1");
    sandbox.site().pay(id);
    Activity asking = unbind(UnbindingRequest.builder("ORD-1").line("1").build());
    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.CANCEL_PAID_ORDER);

    Activity ended = shop.answer(asking, option);

    assertThat(outcomes(ended)).containsExactly(outcome);
    assertThat(purchase("1").group()).isEqualTo(group);
    assertThat(sandbox.ledger().count(CANCEL)).isZero();
  }

  @Test
  void answer_paidOrderIsToBeCancelledNevertheless_endsByWhatTheProviderSays() throws Exception {
    bookTwo();
    sandbox.site().pay(orderOf("1"));
    Activity asking = unbind(UnbindingRequest.builder("ORD-1").line("1").build());

    Activity ended = shop.answer(asking, AnswerOption.CANCEL_ORDER);

    assertThat(ended.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(outcomes(ended)).containsExactly(LineOutcome.REJECTED);
    assertThat(purchase("1").group()).isEqualTo(PurchaseGroup.PURCHASED);
  }

  @Test
  void unbind_answerIsLost_oneRequestIsEnough() throws Exception {
    bookTwo();
    sandbox.faults().on(CANCEL).call(1).inject(Fault.loseAnswer());

    assertThat(outcomes(unbind(UnbindingRequest.builder("ORD-1").line("1").build()))).containsExactly(LineOutcome.UNBOUND);
    assertThat(sandbox.ledger().count(CANCEL)).isEqualTo(1);
  }

  @Test
  void unbind_requestIsLost_isSentAgainAfterTheHorizon() throws Exception {
    bookTwo();
    sandbox.faults().on(CANCEL).call(1).inject(Fault.dropRequest());

    assertThat(outcomes(unbind(UnbindingRequest.builder("ORD-1").line("1").build()))).containsExactly(LineOutcome.UNBOUND);
    assertThat(sandbox.ledger().count(CANCEL)).isEqualTo(2);
  }

  @Test
  void unbind_limitedAndTokenExpired_goesOn() throws Exception {
    bookTwo();
    sandbox.faults().on(CANCEL).call(1).inject(Fault.callLimit(1));
    sandbox.faults().on(QUERY).call(2).inject(Fault.expiredToken());

    assertThat(outcomes(unbind(UnbindingRequest.builder("ORD-1").line("1").build()))).containsExactly(LineOutcome.UNBOUND);
  }
}
