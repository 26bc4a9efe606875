package io.autopurchase.core.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.Question;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.ActivityRun;
import io.autopurchase.core.payment.PaymentTrading;
import io.autopurchase.core.record.Keys;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is placed, paid or cancelled was read a short while before, by the monotonic clock. */
class FreshnessTest extends PaymentTrading {
  @Test
  void book_waitedDaysForItsSession_pricesAreReadAgain() {
    provider.failWhen(call -> call.operation() == Operation.PLACE, Fault.notSent());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    runFor(Duration.ofSeconds(10));
    node.engine.sessions().disable(Nodes.SESSION);
    provider.price("4711", Money.cny("99.00"));
    provider.heal();
    nodes.time.advance(Duration.ofDays(3));
    node.runDue();
    node.engine.sessions().enable(Nodes.SESSION);

    Activity asking = settle(booking);

    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.PRICE_INCREASED);
    assertThat(provider.orders()).isEmpty();
    answer(asking, AnswerOption.SKIP_ITEM);
  }

  @Test
  void book_readAgainBeforeItIsSent_keepsItsClientOrderId() {
    provider.failWhen(call -> call.operation() == Operation.PLACE, Fault.notSent());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    for (int hour = 0; hour < 48; hour++) {
      node.runDue();
      nodes.time.advance(Duration.ofHours(1));
    }
    provider.heal();

    assertThat(settle(booking).succeeded()).isTrue();

    ActivityRecord body = nodes.store.load(Keys.activity(booking.id().value())).map(row -> Nodes.CODEC.decode("booking", 1, row.body(), ActivityRecord.class)).orElseThrow();
    assertThat(((BookingRecord) body).booking.placements).hasSize(1);
  }

  @Test
  void book_isBeingSuspendedBetweenReadingAndIntent_pricesAreReadAgain() {
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    ActivityRun turn = node.executor().begin(booking.id());
    while (calls(Operation.QUOTE) == 0) {
      node.executor().step(turn);
    }
    nodes.time.advance(Duration.ofHours(1));
    provider.price("4711", Money.cny("99.00"));
    while (!turn.isOver()) {
      node.executor().step(turn);
    }

    assertThat(provider.orders()).isEmpty();
    answer(settle(booking), AnswerOption.SKIP_ITEM);
  }

  @Test
  void pay_isSuspendedBetweenReadingAndIntent_asksAboutTheNewPrice() {
    String id = unpaidOrders(1).get(0);
    Activity asking = pay(request(LIMIT, java.util.List.of(id)).build());
    node.engine.activities().answer(asking.id(), asking.question().orElseThrow().id(), AnswerOption.APPROVE, "a person");
    ActivityRun turn = node.executor().begin(asking.id());
    int before = calls(Operation.ORDERS);
    while (calls(Operation.ORDERS) == before) {
      node.executor().step(turn);
    }
    nodes.time.advance(Duration.ofHours(1));
    provider.change(
        id,
        old ->
            ProviderOrder.builder(old.id(), old.clientOrderId(), old.status(), old.rawStatus())
                .total(Money.cny("90.00"))
                .lines(old.lines())
                .modifiedAt(nodes.time.now())
                .build());
    while (!turn.isOver()) {
      node.executor().step(turn);
    }

    assertThat(calls(Operation.PAY)).isZero();
    Activity again = now(asking);
    assertThat(again.state()).isEqualTo(ActivityState.WAITING_FOR_ANSWER);
    assertThat(again.question().orElseThrow().message()).contains("90.00");
    assertThat(outcomes(answer(again, AnswerOption.INTERRUPT))).containsExactly(LineOutcome.SKIPPED);
  }

  private void runFor(Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      node.runDue();
      nodes.time.advance(Duration.ofSeconds(1));
    }
  }
}
