package io.autopurchase.core.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.PaymentRequest;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.WaitReason;
import io.autopurchase.core.Deaths;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.Trading;
import io.autopurchase.core.booking.BookingRecord;
import io.autopurchase.core.record.Codec;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.engine.PaymentLimits;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock that was wrong by days for a moment delays nothing, answers nothing, and blocks nothing. */
class WrongClockTest extends Trading {
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  /** Does something while the clock is wrong. */
  private void whileWrongBy(int days, Runnable work) {
    Instant real = nodes.time.now();
    nodes.time.setWallClock(real.plus(Duration.ofDays(days)));
    work.run();
    nodes.time.setWallClock(real);
  }

  /** Five minutes are no wrong clock yet, but a long wait for who has answered. */
  @ParameterizedTest
  @ValueSource(longs = {5, 30 * 24 * 60})
  void answer_givenAtANodeWhoseClockIsAhead_countsAtOnce(long minutes) {
    provider.price("4711", Money.cny("20.00"));
    Activity asking = settle(node.engine.book(Nodes.plan("ORD-1")));
    Instant real = nodes.time.now();
    nodes.time.setWallClock(real.plus(Duration.ofMinutes(minutes)));
    node.engine.activities().answer(asking.id(), asking.question().orElseThrow().id(), AnswerOption.SKIP_ITEM, "a person");
    nodes.time.setWallClock(real);

    node.runDue();

    assertThat(now(asking).state()).isEqualTo(ActivityState.COMPLETED);
  }

  /** By what the client has learned of the provider's clock in that moment, a request would be signed for another day. */
  @Test
  void place_clockWasWrongDuringACallBefore_clientIsPreparedAgain() {
    whileWrongBy(22, () -> node.engine.preview(Nodes.plan("ORD-1")));

    assertThat(settle(node.engine.book(Nodes.plan("ORD-1"))).succeeded()).isTrue();

    assertThat(provider.calls().stream().map(FakeProvider.Call::operation))
        .containsSubsequence(Operation.PREPARE, Operation.PLACE);
    assertThat(settle(node.engine.book(Nodes.plan("ORD-2"))).succeeded()).isTrue();
    assertThat(calls(Operation.PREPARE)).as("only once").isEqualTo(1);
  }

  @Test
  void run_nodesWhoseClocksDifferAndHintsWithoutEnd_areBounded() {
    Node other = nodes.add();
    provider.fail(Operation.PLACE, Fault.answerLost());
    provider.failWhen(call -> call.operation() == Operation.LOOK_UP, Fault.notSent());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.run(booking.id());
    int before = calls(Operation.LOOK_UP);

    for (int second = 0; second < 600; second++) {
      node.run(booking.id());
      Instant real = nodes.time.now();
      nodes.time.setWallClock(real.minus(Duration.ofMinutes(13)));
      other.run(booking.id());
      nodes.time.setWallClock(real);
      nodes.time.advance(Duration.ofSeconds(1));
    }

    assertThat(calls(Operation.LOOK_UP) - before).as("look-ups in ten minutes").isLessThan(60);
  }

  @Test
  void authorization_atANodeWhoseClockIsAhead_wakesWhatWaitsForIt() {
    provider.revokeTokens();
    provider.failWhen(call -> call.operation() == Operation.REFRESH, Fault.rejected("INVALID_REFRESH_TOKEN"));
    Activity waiting = node.engine.book(Nodes.plan("ORD-1"));
    runDueOften(node, 3);
    assertThat(now(waiting).reason()).contains(WaitReason.NEEDS_AUTHORIZATION);
    provider.heal();

    whileWrongBy(10, node::authorize);
    runDueOften(node, 5);

    assertThat(now(waiting).state()).isEqualTo(ActivityState.COMPLETED);
  }

  @ParameterizedTest
  @ValueSource(ints = {-30, 30})
  void synchronization_begunByAWrongClock_nextOneComesInTime(int days) {
    Node timed = nodes.add(nodes.store, options -> options.synchronizeEvery(INTERVAL));
    whileWrongBy(
        days,
        () -> {
          timed.background().look();
          runDueOften(timed, 5);
        });
    int before = calls(Operation.MODIFIED);

    for (int minute = 0; minute < 60; minute++) {
      timed.background().look();
      timed.runDue();
      nodes.time.advance(Duration.ofMinutes(1));
    }

    assertThat(calls(Operation.MODIFIED) - before).isBetween(4, 9);
  }

  @Test
  void lease_takenByAWrongClock_doesNotKeepAPersonOut() {
    Deaths deaths = new Deaths();
    Node wrong = nodes.add(nodes.store, deaths, options -> {});
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    deaths.dieAt("call.before");
    whileWrongBy(30, () -> assertThatThrownBy(() -> wrong.run(booking.id())).isInstanceOf(Deaths.Death.class));

    node.engine.activities().interrupt(booking.id(), "a person");
    runDueOften(node, 5);

    assertThat(now(booking).state()).isEqualTo(ActivityState.INTERRUPTED);
  }

  @Test
  void questions_clockAheadForOneSweep_stayOpen() {
    provider.price("4711", Money.cny("20.00"));
    List<Activity> asking = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      asking.add(settle(node.engine.book(Nodes.plan("ORD-" + i))));
    }

    whileWrongBy(4, () -> runDueOften(node, 3));

    assertThat(asking).allSatisfy(activity -> assertThat(now(activity).state()).isEqualTo(ActivityState.WAITING_FOR_ANSWER));
    nodes.time.advance(Duration.ofDays(3).plusMinutes(1));
    runDueOften(node, 1); // in this moment it is seen that the clock was set
    nodes.time.advance(Duration.ofMinutes(6));
    runDueOften(node, 3);
    assertThat(asking).allSatisfy(activity -> assertThat(now(activity).state()).isEqualTo(ActivityState.COMPLETED));
  }

  /** Within a minute the node does not correct the times again: then it must not make them look right either. */
  @Test
  void payment_runByThreeClocksWithinAMinute_isFollowed() {
    String order = orderOf(book("ORD-1", 1));
    provider.fail(Operation.PAY, Fault.answerLost());
    provider.failWhen(call -> call.operation() == Operation.ORDERS && calls(Operation.PAY) > 0, Fault.notSent());
    Activity payment =
        node.engine.pay(PaymentRequest.builder(Nodes.SESSION, Money.cny("100.00")).order(order).approved("a person").build());
    Instant real = nodes.time.now();
    nodes.time.setWallClock(real.plus(Duration.ofDays(22)));
    node.run(payment.id());
    nodes.time.setWallClock(real.plus(Duration.ofDays(1)));
    provider.beforeNext(Operation.ORDERS, () -> nodes.time.setWallClock(real));
    node.run(payment.id());
    provider.heal();
    nodes.time.advance(Duration.ofSeconds(1));
    node.run(payment.id());
    int before = calls(Operation.ORDERS);

    for (int minute = 0; minute < 30; minute++) {
      nodes.time.advance(Duration.ofMinutes(1));
      node.runDue();
    }

    assertThat(calls(Operation.ORDERS)).isGreaterThan(before);
  }

  /** Another thread of the node may notice the jump before the run does, which has asked for the time already. */
  @Test
  void payment_clockIsSetRightWhileItsRunBegins_isFollowed() {
    AtomicInteger callsUntilThen = new AtomicInteger(-1);
    AtomicReference<Runnable> during = new AtomicReference<>(() -> {});
    Node jumping =
        nodes.add(
            new ForwardingStore(nodes.store) {
              @Override
              public void enter() {
                if (callsUntilThen.getAndDecrement() == 0) {
                  during.get().run();
                }
              }
            },
            options -> options.paymentLimits(new PaymentLimits(Money.cny("100.00"), Money.cny("300.00"))));

    for (int calls = 0; calls < 6; calls++) {
      String order = orderOf(book("ORD-" + calls, 1));
      int paidBefore = calls(Operation.PAY);
      provider.fail(Operation.PAY, Fault.answerLost());
      provider.failWhen(call -> call.operation() == Operation.ORDERS && calls(Operation.PAY) > paidBefore, Fault.notSent());
      Instant real = nodes.time.now();
      nodes.time.setWallClock(real.plus(Duration.ofDays(22)));
      Activity payment =
          jumping.engine.pay(PaymentRequest.builder(Nodes.SESSION, Money.cny("100.00")).order(order).approved("a person").build());
      jumping.run(payment.id());
      nodes.time.advance(Duration.ofMinutes(3));
      during.set(
          () -> {
            nodes.time.setWallClock(real.plus(Duration.ofMinutes(3)));
            jumping.engine.health();
          });
      callsUntilThen.set(calls);
      jumping.run(payment.id());
      callsUntilThen.set(-1);
      provider.heal();
      nodes.time.setWallClock(real.plus(Duration.ofMinutes(3)));

      for (int minute = 0; minute < 60; minute++) {
        nodes.time.advance(Duration.ofMinutes(1));
        jumping.runDue();
      }
      assertThat(now(payment).state().isFinished()).as("after %d calls", calls).isTrue();
    }
  }

  /** What is sent by a clock that is behind looks as if it had been followed for days. */
  @Test
  void payment_sentByAClockThatIsBehind_isFollowedForHalfAnHour() {
    String order = orderOf(book("ORD-1", 1));
    provider.beforeNext(Operation.PAY, () -> provider.filterReads(all -> all.stream().map(WrongClockTest::unpaid).toList()));
    Activity payment =
        node.engine.pay(PaymentRequest.builder(Nodes.SESSION, Money.cny("100.00")).order(order).approved("a person").build());
    whileWrongBy(-10, () -> node.run(payment.id()));
    assertThat(calls(Operation.PAY)).isEqualTo(1);

    int minutes = 0;
    for (; minutes < 90 && !now(payment).state().isFinished(); minutes++) {
      nodes.time.advance(Duration.ofMinutes(1));
      node.runDue();
    }

    assertThat(minutes).isBetween(25, 50);
    assertThat(outcomes(now(payment))).containsExactly(LineOutcome.FAILED);
  }

  @Test
  void cancellation_askedForByAClockThatIsBehind_isFollowedForHalfAnHour() {
    book("ORD-1", 1);
    provider.cancelsAtOnce(false);
    Activity unbinding = node.engine.unbind(UnbindingRequest.builder("ORD-1").build());
    whileWrongBy(-10, () -> node.run(unbinding.id()));
    assertThat(calls(Operation.CANCEL)).isEqualTo(1);

    int minutes = 0;
    for (; minutes < 90 && now(unbinding).state() != ActivityState.WAITING_FOR_ANSWER; minutes++) {
      nodes.time.advance(Duration.ofMinutes(1));
      node.runDue();
    }

    assertThat(minutes).isBetween(25, 50);
  }

  private static ProviderOrder unpaid(ProviderOrder order) {
    return FakeOrders.with(order, PurchaseStatus.AWAITING_PAYMENT, "WAIT_BUYER_PAY", order.modifiedAt().orElseThrow());
  }

  private String orderOf(Activity booking) {
    return booking.lines().get(0).providerOrderId();
  }

  @Test
  void tokenRefresh_failureNotedByAWrongClock_isTriedAgain() {
    provider.tokens(Duration.ofHours(1), "t-");
    node.authorize();
    nodes.time.advance(Duration.ofHours(2));
    provider.fail(Operation.REFRESH, Fault.notSent());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));

    whileWrongBy(30, () -> node.run(booking.id()));
    assertThat(settle(booking).succeeded()).isTrue();
    assertThat(calls(Operation.REFRESH)).isEqualTo(2);
  }

  @Test
  void booking_madeToWaitByAWrongClock_goesOnInTime() {
    provider.fail(Operation.ITEM, Fault.notSent());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));

    whileWrongBy(30, () -> node.run(booking.id()));
    assertThat(now(booking).state()).isEqualTo(ActivityState.WAITING);
    runDueOften(node, 3);

    assertThat(now(booking).state()).isEqualTo(ActivityState.COMPLETED);
  }

  /** What is waited for within an activity is as wrong as the time at which the activity is due. */
  @Test
  void lookUp_putOffByAWrongClock_comesInTime() {
    provider.fail(Operation.PLACE, Fault.answerLost());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    provider.fail(Operation.LOOK_UP, Fault.notSent());

    whileWrongBy(30, () -> runDueOften(node, 3));
    assertThat(outcomes(now(booking))).containsExactly(LineOutcome.UNCERTAIN);

    for (int second = 0; second < 600; second++) {
      node.runDue();
      nodes.time.advance(Duration.ofSeconds(1));
    }
    assertThat(now(booking).succeeded()).isTrue();
  }

  /** The clock stays wrong for so long that it is believed, and the next node has copied what it wrote. */
  @Test
  void lookUp_furtherAwayThanAnyPause_isDueNow() {
    provider.fail(Operation.PLACE, Fault.answerLost());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    provider.fail(Operation.LOOK_UP, Fault.notSent());
    node.run(booking.id());
    Versioned<ActivityRecord> stored = all(Keys.ACTIVITY, ActivityRecord.class).get(0);
    ((BookingRecord) stored.body()).booking.placements.get(0).nextLookup = nodes.time.now().plus(Duration.ofDays(8));
    Commit.Builder copied = Commit.builder("copied");
    copied.put(stored.key(), stored.version(), ActivityView.fields(stored.body()), Codec.VERSION, Nodes.CODEC.encode(stored.body()));
    nodes.store.commit(copied.build());

    assertThat(settle(booking).succeeded()).isTrue();
    assertThat(Duration.between(booking.createdAt(), nodes.time.now())).isLessThan(Duration.ofHours(1));
  }

  @Test
  void clock_jumpsBackInTheMiddleOfAStep_delaysNothing() {
    provider.fail(Operation.PLACE, Fault.answerLost());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    Instant real = nodes.time.now();
    boolean[] wrong = {false};
    Node jumping =
        nodes.add(
            nodes.store,
            place -> {
              if (place.equals("call.after") && calls(Operation.PLACE) == 1 && !wrong[0]) {
                wrong[0] = true;
                nodes.time.setWallClock(real.plus(Duration.ofDays(30)));
              } else if (place.equals("commit.before") && wrong[0]) {
                nodes.time.setWallClock(real);
              }
            },
            options -> {});
    jumping.run(booking.id());
    assertThat(wrong[0]).isTrue();

    for (int second = 0; second < 900; second++) {
      node.runDue();
      nodes.time.advance(Duration.ofSeconds(1));
    }
    assertThat(now(booking).succeeded()).isTrue();
  }

  @Test
  void cancellation_followedByAWrongClock_isAskedAboutInTime() {
    book("ORD-1", 1);
    provider.cancelsAtOnce(false);
    Activity unbinding = node.engine.unbind(UnbindingRequest.builder("ORD-1").build());

    whileWrongBy(30, () -> runDueOften(node, 3));

    for (int minute = 0; minute < 60; minute++) {
      node.runDue();
      nodes.time.advance(Duration.ofMinutes(1));
    }
    assertThat(now(unbinding).state()).isEqualTo(ActivityState.WAITING_FOR_ANSWER);
    provider.cancelsAtOnce(true);
    answer(now(unbinding), AnswerOption.RETRY);
  }

  /** Three days are given for an answer, whatever the clock of the node shows that asks. */
  @ParameterizedTest
  @ValueSource(ints = {-30, 30})
  void question_askedByAWrongClock_takesItsDefaultInTime(int days) {
    provider.price("4711", Money.cny("20.00"));
    nodes.time.advance(Duration.ofMinutes(10));
    runDueOften(node, 1);
    List<Activity> booked = new ArrayList<>();
    whileWrongBy(
        days,
        () -> {
          booked.add(node.engine.book(Nodes.plan("ORD-1")));
          runDueOften(node, 1);
        });
    Activity booking = booked.get(0);
    assertThat(now(booking).state()).isEqualTo(ActivityState.WAITING_FOR_ANSWER);

    int hours = 0;
    while (now(booking).state() != ActivityState.COMPLETED && hours < 31 * 24) {
      nodes.time.advance(Duration.ofHours(1));
      runDueOften(node, 2);
      hours++;
    }

    assertThat(hours).isBetween(71, 75);
  }

  @Test
  void purchase_readByAWrongClock_isReadAgainInTime() {
    Node timed = nodes.add(nodes.store, options -> options.synchronizeEvery(INTERVAL));
    book("ORD-1", 1);
    whileWrongBy(30, this::synchronize);
    int before = calls(Operation.ORDERS);

    for (int minute = 0; minute < 60; minute++) {
      timed.background().look();
      timed.runDue();
      nodes.time.advance(Duration.ofMinutes(1));
    }

    assertThat(calls(Operation.ORDERS)).isGreaterThan(before);
  }

  private void runDueOften(Node by, int times) {
    for (int i = 0; i < times; i++) {
      by.runDue();
    }
  }
}
