package io.autopurchase.integration.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.JournalEntry;
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.Money;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.WaitReason;
import io.autopurchase.sandbox.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The audit notices what it is there for; each order here has one line. */
class AuditorTest {
  private static final String UNPAID = "WAIT_BUYER_P";
  private static final String PAID = "WAIT_SELLER_SEND_GOODS";
  private static final String CLOSED = "TRADE_CLOSED";

  private static final Order BOOKED = new Order(30);
  private static final Order TO_PAY = new Order(3);
  private static final Order ABOVE_LIMIT = new Order(27);
  private static final Order TO_UNBIND = new Order(54);
  private static final Order CONTESTED = new Order(24);
  private static final Order TO_BOOK_AGAIN = new Order(18);

  private final List<Ledger.Order> ledger = new ArrayList<>();
  private final List<Activity> activities = new ArrayList<>();
  private final List<Purchase> purchases = new ArrayList<>();

  private Audit audit(Order order) {
    return Auditor.audit(List.of(order), ledger, activities, each -> purchases, 0);
  }

  private void ordered(Order order, String id, String status, int paymentRequests, long fen) {
    Ledger.Line line = new Ledger.Line(id + "-1", order.lineIds().get(0), "1", "", 1, fen, status, "", "", 0, List.of(), "");
    ledger.add(new Ledger.Order(id, "outer-" + id, "s", status, fen, Instant.EPOCH, List.of(line), "a", "", paymentRequests));
  }

  private void purchased(Order order, String id) {
    purchases.add(
        Purchase.builder(key(order), PurchaseGroup.PURCHASED).providerOrder(id, id + "-1").cost(Money.cny("100.00")).build());
  }

  private void ready(Order order) {
    purchases.add(Purchase.builder(key(order), PurchaseGroup.READY).build());
  }

  private static LineKey key(Order order) {
    return new LineKey(order.id(), order.lineIds().get(0));
  }

  private Activity.Builder activity(Order order, ActivityType type, ActivityState state, LineOutcome outcome, String id) {
    return Activity.builder(new ActivityId("a" + activities.size()), type, state)
        .orderId(order.id())
        .lines(List.of(LineResult.of(key(order), outcome, null, null, id)));
  }

  private void ended(Order order, ActivityType type, LineOutcome outcome, String id) {
    activities.add(activity(order, type, ActivityState.COMPLETED, outcome, id).build());
  }

  private void booked(Order order, String id) {
    ended(order, ActivityType.BOOKING, LineOutcome.BOOKED, id);
  }

  @Test
  void audit_allAsReported_isClean() {
    booked(BOOKED, "1");
    ordered(BOOKED, "1", UNPAID, 0, 10_000);
    purchased(BOOKED, "1");

    assertThat(audit(BOOKED).problems()).isEmpty();
    assertThat(audit(BOOKED).isClean()).isTrue();
  }

  @Test
  void audit_twoLiveOrders_areSurplus() {
    booked(BOOKED, "1");
    ordered(BOOKED, "1", UNPAID, 0, 10_000);
    ordered(BOOKED, "2", UNPAID, 0, 10_000);
    purchased(BOOKED, "1");

    assertThat(audit(BOOKED).surplus()).isEqualTo(1);
    assertThat(audit(BOOKED).isClean()).isFalse();
  }

  @Test
  void audit_orderIsUnknown_isLost() {
    booked(BOOKED, "1");
    ordered(BOOKED, "1", UNPAID, 0, 10_000);
    ordered(TO_PAY, "2", UNPAID, 0, 10_000);
    purchased(BOOKED, "1");

    assertThat(audit(BOOKED).lost()).isEqualTo(1);
  }

  @Test
  void audit_paidOnce_isClean() {
    paid(1, PAID, LineOutcome.PAID, 10_000);

    assertThat(audit(TO_PAY).problems()).isEmpty();
    assertThat(audit(TO_PAY).paid()).isEqualTo(1);
    assertThat(audit(TO_PAY).isClean()).isTrue();
  }

  private void paid(int requests, String status, LineOutcome outcome, long fen) {
    booked(TO_PAY, "1");
    ended(TO_PAY, ActivityType.PAYMENT, outcome, "1");
    ordered(TO_PAY, "1", status, requests, fen);
    purchased(TO_PAY, "1");
  }

  @Test
  void audit_askedTwiceToPay_isWrong() {
    paid(2, PAID, LineOutcome.PAID, 10_000);

    assertThat(audit(TO_PAY).wrongPayments()).isEqualTo(1);
  }

  @Test
  void audit_reportedPaidAndIsNot_isWrong() {
    paid(1, UNPAID, LineOutcome.PAID, 10_000);

    assertThat(audit(TO_PAY).wrongPayments()).isEqualTo(1);
  }

  @Test
  void audit_paidAndReportedSkipped_isWrong() {
    paid(1, PAID, LineOutcome.SKIPPED, 10_000);

    assertThat(audit(TO_PAY).wrongPayments()).isEqualTo(1);
  }

  @Test
  void audit_paidAboveWhatWasApproved_isWrong() {
    paid(1, PAID, LineOutcome.PAID, TO_PAY.limit().toMinorUnits() + 1);

    assertThat(audit(TO_PAY).wrongPayments()).isEqualTo(1);
  }

  @Test
  void audit_paidThoughTheLimitIsLower_isWrong() {
    booked(ABOVE_LIMIT, "1");
    ended(ABOVE_LIMIT, ActivityType.PAYMENT, LineOutcome.PAID, "1");
    ordered(ABOVE_LIMIT, "1", PAID, 1, 10_000);
    purchased(ABOVE_LIMIT, "1");

    assertThat(audit(ABOVE_LIMIT).wrongPayments()).isEqualTo(1);
    assertThat(audit(ABOVE_LIMIT).unfinished()).isEqualTo(1);
  }

  @Test
  void audit_paymentThatWasPerhapsSentIsFollowed_isUnconfirmed() {
    Activity.Builder payment = followed(TO_PAY);
    assertThat(audit(TO_PAY).isClean()).isTrue();
    assertThat(audit(TO_PAY).unconfirmed()).isEqualTo(1);

    activities.set(1, payment.journal(List.of()).build());
    assertThat(audit(TO_PAY).unfinished()).isEqualTo(1);
  }

  @Test
  void audit_unbindingIsRefusedWhileThePaymentIsFollowed_isClean() {
    followed(CONTESTED);

    assertThat(audit(CONTESTED).isClean()).isTrue();

    activities.set(1, activity(CONTESTED, ActivityType.PAYMENT, ActivityState.COMPLETED, LineOutcome.REJECTED, "1").build());
    assertThat(audit(CONTESTED).unfinished()).isEqualTo(1);
  }

  /** A booked order whose payment was perhaps sent. */
  private Activity.Builder followed(Order order) {
    booked(order, "1");
    JournalEntry doubt = JournalEntry.of(Instant.EPOCH, "WARN", "NODE_STOPPED", "the payment of [1] may or may not have been sent: x");
    Activity.Builder payment = activity(order, ActivityType.PAYMENT, ActivityState.WAITING, LineOutcome.UNCERTAIN, "1").waiting(WaitReason.PAYMENT_PENDING, null);
    ordered(order, "1", UNPAID, 0, 10_000);
    purchased(order, "1");
    activities.add(payment.journal(List.of(doubt)).build());
    return payment;
  }

  @Test
  void audit_unboundAndClosed_isClean() {
    booked(TO_UNBIND, "1");
    ended(TO_UNBIND, ActivityType.UNBINDING, LineOutcome.UNBOUND, "1");
    ordered(TO_UNBIND, "1", CLOSED, 0, 10_000);
    ready(TO_UNBIND);

    assertThat(audit(TO_UNBIND).problems()).isEmpty();
    assertThat(audit(TO_UNBIND).isClean()).isTrue();
  }

  @Test
  void audit_reportedUnboundAndLives_isWrong() {
    booked(TO_UNBIND, "1");
    ended(TO_UNBIND, ActivityType.UNBINDING, LineOutcome.UNBOUND, "1");
    ordered(TO_UNBIND, "1", UNPAID, 0, 10_000);
    ready(TO_UNBIND);

    assertThat(audit(TO_UNBIND).wrongUnbindings()).isEqualTo(1);
    assertThat(audit(TO_UNBIND).lost()).isEqualTo(1);
  }

  @Test
  void audit_paidThoughUnbound_isWrong() {
    booked(CONTESTED, "1");
    ended(CONTESTED, ActivityType.PAYMENT, LineOutcome.PAID, "1");
    ended(CONTESTED, ActivityType.UNBINDING, LineOutcome.UNBOUND, "1");
    ordered(CONTESTED, "1", PAID, 1, 10_000);
    ready(CONTESTED);

    assertThat(audit(CONTESTED).wrongUnbindings()).isEqualTo(1);
  }

  @Test
  void audit_wasToBeBookedAgainAndIsNot_isUnfinished() {
    booked(TO_BOOK_AGAIN, "1");
    ended(TO_BOOK_AGAIN, ActivityType.UNBINDING, LineOutcome.UNBOUND, "1");
    ordered(TO_BOOK_AGAIN, "1", CLOSED, 0, 10_000);
    ready(TO_BOOK_AGAIN);

    assertThat(audit(TO_BOOK_AGAIN).unfinished()).isEqualTo(1);

    booked(TO_BOOK_AGAIN, "2");
    ordered(TO_BOOK_AGAIN, "2", UNPAID, 0, 10_000);
    purchases.clear();
    purchased(TO_BOOK_AGAIN, "2");
    assertThat(audit(TO_BOOK_AGAIN).problems()).isEmpty();
    assertThat(audit(TO_BOOK_AGAIN).bookedAgain()).isEqualTo(1);
  }
}
