package io.autopurchase.core.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.JournalEntry;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.PaymentRequest;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.WaitReason;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Trading;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A provider that wants a request later gets it later, and does not want that for ever. */
class TooEarlyTest extends Trading {
  private static Fault[] often(int times) {
    return Stream.generate(() -> Fault.tooEarly(null)).limit(times).toArray(Fault[]::new);
  }

  private Activity unbind(String... lines) {
    UnbindingRequest.Builder request = UnbindingRequest.builder("ORD-1");
    Stream.of(lines).forEach(request::line);
    return node.engine.unbind(request.build());
  }

  @Test
  void place_tooEarlyOnce_isSentAgainAfterAsLongAsTheProviderWants() {
    provider.fail(Operation.PLACE, Fault.tooEarly(Duration.ofSeconds(40)));
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.run(booking.id());

    Activity waiting = now(booking);
    assertThat(waiting.state()).isEqualTo(ActivityState.WAITING);
    assertThat(waiting.reason()).contains(WaitReason.TOO_EARLY);
    assertThat(waiting.until()).contains(nodes.time.now().plusSeconds(40));
    assertThat(outcomes(waiting)).containsExactly(LineOutcome.PENDING);

    assertThat(outcomes(settle(booking))).containsExactly(LineOutcome.BOOKED);
    assertThat(calls(Operation.PLACE)).isEqualTo(2);
    assertThat(calls(Operation.LOOK_UP)).as("nothing is in doubt").isZero();
  }

  @Test
  void place_tooEarlyOnceOfTheAccount_othersAreNotSlowedDown() {
    provider.fail(Operation.PLACE, Fault.tooEarly(Duration.ofMinutes(30)));
    Activity first = node.engine.book(Nodes.plan("ORD-1"));
    node.run(first.id());
    Instant before = nodes.time.now();

    book("ORD-2", 1);

    assertThat(nodes.time.now()).isBefore(before.plusSeconds(30));
  }

  @Test
  void place_tooEarlyAgainAndAgain_isRefusedWithTheProvidersCode() {
    provider.fail(Operation.PLACE, often(1_000));

    Activity booking = settle(node.engine.book(Nodes.plan("ORD-1")));

    assertThat(outcomes(booking)).containsExactly(LineOutcome.REJECTED);
    assertThat(booking.lines().get(0).code()).isEqualTo("TOO_EARLY_FOR_IT");
    assertThat(calls(Operation.PLACE)).isEqualTo(20);
  }

  @Test
  void place_tooEarlyAfterALostAnswer_clearsNoDoubt() {
    provider.fail(Operation.PLACE, Fault.answerLost(), Fault.tooEarly(null));

    Activity booking = settle(node.engine.book(Nodes.plan("ORD-1")));

    assertThat(outcomes(booking)).containsExactly(LineOutcome.BOOKED);
    assertThat(provider.orders()).hasSize(1);
  }

  @Test
  void place_aProviderThatWantsItInAYear_isAskedAgainInAnHour() {
    provider.fail(Operation.PLACE, Fault.tooEarly(Duration.ofDays(365)));
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.run(booking.id());

    assertThat(now(booking).until()).contains(nodes.time.now().plus(Duration.ofHours(1)));
    settle(booking);
  }

  @ParameterizedTest
  @EnumSource(names = {"ITEM", "QUOTE"})
  void read_tooEarlyThreeTimes_isAskedAgainWithPauses(Operation operation) {
    provider.fail(operation, often(3));
    Instant before = nodes.time.now();

    Activity booking = settle(node.engine.book(Nodes.plan("ORD-1")));

    assertThat(outcomes(booking)).containsExactly(LineOutcome.BOOKED);
    assertThat(nodes.time.now()).isAfter(before.plusSeconds(3));
    assertThat(booking.journal()).extracting(JournalEntry::code).contains("TOO_EARLY");
  }

  @Test
  void unbind_tooEarlyOnce_isCancelledAfterAPauseAndANewLook() {
    book("ORD-1", 1);
    provider.fail(Operation.CANCEL, Fault.tooEarly(Duration.ofSeconds(10)));
    int looks = calls(Operation.ORDERS);

    Activity unbinding = settle(unbind("1"));

    assertThat(outcomes(unbinding)).containsExactly(LineOutcome.UNBOUND);
    assertThat(calls(Operation.CANCEL)).isEqualTo(2);
    assertThat(calls(Operation.ORDERS) - looks).as("before each request, and after the last").isEqualTo(3);
    Instant first = provider.calls(Operation.CANCEL).get(0).at();
    assertThat(provider.calls(Operation.CANCEL).get(1).at()).isAfterOrEqualTo(first.plusSeconds(10));
  }

  @Test
  void unbind_tooEarlyForOneOfTwo_theOtherDoesNotWait() {
    book("ORD-1", 2);
    provider.fail(Operation.CANCEL, Fault.tooEarly(Duration.ofMinutes(10)));
    Activity unbinding = unbind("1", "2");
    node.run(unbinding.id());
    nodes.time.advance(Duration.ofSeconds(5));
    node.run(unbinding.id());

    assertThat(outcomes(now(unbinding))).containsExactlyInAnyOrder(LineOutcome.PENDING, LineOutcome.UNBOUND);
    assertThat(outcomes(settle(unbinding))).containsOnly(LineOutcome.UNBOUND);
  }

  @Test
  void unbind_tooEarlyAgainAndAgain_isAskedAndDoneAsAnswered() {
    book("ORD-1", 1);
    provider.fail(Operation.CANCEL, often(20));

    Activity asking = settle(unbind("1"));

    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.CANCELLATION_PENDING);
    assertThat(asking.question().orElseThrow().message()).contains("too early").contains("TOO_EARLY_FOR_IT");
    assertThat(calls(Operation.CANCEL)).isEqualTo(20);
    assertThat(outcomes(answer(asking, AnswerOption.RETRY))).containsExactly(LineOutcome.UNBOUND);
  }

  @Test
  void unbind_tooEarlyAgainAndAgainAndNobodyAnswers_linesStayLinked() {
    book("ORD-1", 1);
    provider.fail(Operation.CANCEL, often(1_000));

    Activity skipped = answer(settle(unbind("1")), AnswerOption.SKIP_ITEM);

    assertThat(outcomes(skipped)).containsExactly(LineOutcome.SKIPPED);
    assertThat(orderOf("ORD-1", "1")).isNotEmpty();
    provider.heal();
  }

  @Test
  void pay_tooEarlyOnce_isSentAgainAfterAPauseAndPaidOnce() {
    book("ORD-1", 1);
    provider.fail(Operation.PAY, Fault.tooEarly(Duration.ofMinutes(5)));

    Activity payment =
        settle(node.engine.pay(PaymentRequest.builder(Nodes.SESSION, Money.cny("100.00")).order(orderOf("ORD-1", "1")).approved("a person").build()));

    assertThat(outcomes(payment)).containsExactly(LineOutcome.PAID);
    assertThat(calls(Operation.PAY)).isEqualTo(2);
    assertThat(theirs(orderOf("ORD-1", "1")).status()).isEqualTo(PurchaseStatus.AWAITING_SHIPMENT);
  }

  @Test
  void pay_tooEarlyAgainAndAgain_isRejectedWithTheProvidersCode() {
    book("ORD-1", 1);
    provider.fail(Operation.PAY, often(1_000));

    Activity payment =
        settle(node.engine.pay(PaymentRequest.builder(Nodes.SESSION, Money.cny("100.00")).order(orderOf("ORD-1", "1")).approved("a person").build()));

    assertThat(outcomes(payment)).containsExactly(LineOutcome.REJECTED);
    assertThat(calls(Operation.PAY)).isEqualTo(20);
    provider.heal();
  }

  @Test
  void synchronize_tooEarly_isReadLater() {
    book("ORD-1", 1);
    provider.fail(Operation.MODIFIED, often(2));

    assertThat(synchronize().succeeded()).isTrue();
  }
}
