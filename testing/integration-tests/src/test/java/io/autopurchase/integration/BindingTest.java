package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.BindingRequest;
import io.autopurchase.Item;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.sandbox.Fault;
import io.autopurchase.sandbox.SellerActions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shop sees of a binding, through the public API and over HTTP. */
class BindingTest extends Sandboxed {
  private BindingRequest.Builder request(String number) {
    return BindingRequest.builder("ORD-1", Shop.SESSION, number);
  }

  private Activity bind(BindingRequest request) throws InterruptedException {
    return shop.settle(shop.engine.bind(request));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bind_orderPlacedByHand_isLinkedByEitherOfItsNumbers(boolean bySite) throws Exception {
    String id = sandbox.site().placeByHand("our-buyer", SHIRT, WHITE_M, 2);
    String number = bySite ? theirs(id).siteOrderNumber() : id;

    Activity binding = bind(request(number).line("1", Item.of(SHIRT, WHITE_M), 2).build());

    assertThat(outcomes(binding)).containsExactly(LineOutcome.BOUND);
    Purchase linked = purchase("1");
    assertThat(linked.providerOrderId()).contains(id);
    assertThat(linked.cost()).contains(Money.cny("79.80"));
    assertThat(linked.status()).contains(PurchaseStatus.AWAITING_PAYMENT);
    sandbox.site().pay(id);
    synchronize();
    assertThat(purchase("1").status()).as("as if it had been booked here").contains(PurchaseStatus.AWAITING_SHIPMENT);
  }

  @Test
  void bind_unknownNumber_failsAndLeavesTheLineReady() throws Exception {
    Activity binding = bind(request("999999").line("1", Item.of(SHIRT, WHITE_M), 2).build());

    assertThat(binding.state()).isEqualTo(ActivityState.FAILED);
    assertThat(binding.lines().get(0).code()).isEqualTo("ORDER_NOT_FOUND");
    assertThat(purchase("1").group()).isEqualTo(PurchaseGroup.READY);
  }

  @Test
  void bind_orderOfAnotherBuyer_isNotFound() throws Exception {
    String id = sandbox.site().placeByHand("another-account", SHIRT, WHITE_M, 2);

    Activity binding = bind(request(id).line("1", Item.of(SHIRT, WHITE_M), 2).build());

    assertThat(binding.state()).isNotEqualTo(ActivityState.COMPLETED);
    assertThat(outcomes(binding)).doesNotContain(LineOutcome.BOUND);
  }

  @ParameterizedTest
  @CsvSource({"SKIP_ITEM, SKIPPED, READY", "CANCEL_ITEM, CANCELLED, OTHER", "INTERRUPT, SKIPPED, READY", "BIND_TO:, BOUND, PURCHASED"})
  void answer_quantityDiffers_doesWhatItSays(String option, LineOutcome outcome, PurchaseGroup group) throws Exception {
    String id = sandbox.site().placeByHand("our-buyer", SHIRT, WHITE_M, 3);
    Activity asking = bind(request(id).line("1", Item.of(SHIRT, WHITE_M), 2).build());
    Question question = asking.question().orElseThrow();
    assertThat(question.code()).isEqualTo(Question.LINE_MISMATCH);
    String chosen = question.options().stream().map(AnswerOption::id).filter(each -> each.startsWith(option)).findFirst().orElseThrow();

    Activity ended = shop.answer(asking, chosen);

    assertThat(outcomes(ended)).containsExactly(outcome);
    assertThat(purchase("1").group()).isEqualTo(group);
  }

  @Test
  void bind_otherVariant_asks() throws Exception {
    String id = sandbox.site().placeByHand("our-buyer", SHIRT, "5001002", 2);

    Activity asking = bind(request(id).line("1", Item.of(SHIRT, WHITE_M), 2).build());

    assertThat(asking.question().orElseThrow().message()).contains("variant");
    assertThat(outcomes(shop.answer(asking, AnswerOption.SKIP_ITEM))).containsExactly(LineOutcome.SKIPPED);
  }

  @Test
  void bind_severalLines_eachIsLinkedOnce() throws Exception {
    List<String> ids =
        sandbox.site().placeByHand("our-buyer", List.of(new SellerActions.HandLine(SHIRT, WHITE_M, 1), new SellerActions.HandLine(SHIRT, "5001002", 1)));
    assertThat(ids).hasSize(1);

    Activity binding = bind(request(ids.get(0)).line("1", Item.of(SHIRT, WHITE_M), 1).line("2", Item.of(SHIRT, "5001002"), 1).build());

    assertThat(outcomes(binding)).containsExactly(LineOutcome.BOUND, LineOutcome.BOUND);
    Activity other =
        bind(BindingRequest.builder("ORD-2", Shop.SESSION, ids.get(0)).line("1", Item.of(SHIRT, WHITE_M), 1).build());
    assertThat(other.lines().get(0).code()).isEqualTo("ALREADY_BOUND");
  }

  @Test
  void bind_closedOrder_isRejected() throws Exception {
    String id = sandbox.site().placeByHand("our-buyer", SHIRT, WHITE_M, 2);
    sandbox.site().close(id, "by the buyer");

    assertThat(bind(request(id).line("1", Item.of(SHIRT, WHITE_M), 2).build()).lines().get(0).code()).isEqualTo("ORDER_CLOSED");
  }

  @Test
  void bind_gatewayFailsAndTheTokenExpires_goesOn() throws Exception {
    String id = sandbox.site().placeByHand("our-buyer", SHIRT, WHITE_M, 2);
    sandbox.faults().on(QUERY).call(1).inject(Fault.http(502, false));
    sandbox.faults().on(QUERY).call(2).inject(Fault.expiredToken());
    sandbox.faults().on("/product/get").call(1).inject(Fault.callLimit(1));

    assertThat(outcomes(bind(request(id).line("1", Item.of(SHIRT, WHITE_M), 2).build()))).containsExactly(LineOutcome.BOUND);
  }
}
