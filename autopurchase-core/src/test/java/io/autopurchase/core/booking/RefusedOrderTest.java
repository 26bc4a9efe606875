package io.autopurchase.core.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.Money;
import io.autopurchase.Question;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Trading;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import org.junit.jupiter.api.Test;

/** An order that the provider refuses: its lines are looked at again, as there may be a question in it. */
class RefusedOrderTest extends Trading {
  /** The price rises while the order is on its way. */
  private Activity refusedByPrice() {
    provider.beforeNext(Operation.PLACE, () -> provider.price("4711", Money.cny("12.00")));
    provider.fail(Operation.PLACE, Fault.rejected("PRICE_CHANGED"));
    return settle(node.engine.book(Nodes.plan("ORD-1")));
  }

  @Test
  void place_refusedAndThePriceHasRisen_isOrderedAtThePriceThatIsAccepted() {
    Activity booking = refusedByPrice();
    assertThat(booking.question().map(Question::code)).contains(Question.PRICE_INCREASED);

    node.engine.activities().answer(booking.id(), booking.question().orElseThrow().id(), AnswerOption.ACCEPT_PRICE, "ann");

    Activity end = settle(booking);
    assertThat(end.lines()).extracting(LineResult::outcome).containsExactly(LineOutcome.BOOKED);
    assertThat(provider.calls(Operation.PLACE)).as("the one that was refused and the one at the new price").hasSize(2);
  }

  @Test
  void place_refusedAgainForNoReasonThatIsSeen_isRejected() {
    provider.fail(Operation.PLACE, Fault.rejected("FORBIDDEN"));

    Activity end = settle(node.engine.book(Nodes.plan("ORD-1")));

    assertThat(end.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(end.lines()).extracting(LineResult::outcome).containsExactly(LineOutcome.REJECTED);
    assertThat(end.lines().get(0).code()).contains("FORBIDDEN");
    assertThat(provider.calls(Operation.PLACE)).hasSize(1);
  }

  @Test
  void place_refusedAfterAnAnswer_isRejectedAndNotTriedForEver() {
    Activity booking = refusedByPrice();
    provider.fail(Operation.PLACE, Fault.rejected("PRICE_CHANGED"));

    node.engine.activities().answer(booking.id(), booking.question().orElseThrow().id(), AnswerOption.ACCEPT_PRICE, "ann");

    Activity end = settle(booking);
    assertThat(end.lines()).extracting(LineResult::outcome).containsExactly(LineOutcome.REJECTED);
    assertThat(provider.calls(Operation.PLACE)).hasSize(2);
  }
}
