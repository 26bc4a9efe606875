package io.autopurchase.core.payment;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.Money;
import io.autopurchase.PaymentRequest;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.MutatingCall;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.purchase.LineState;
import io.autopurchase.core.record.Stored;
import io.autopurchase.core.record.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** Which orders are to be paid, and how far that is. Mutable, as {@link ActivityRecord}. */
@Stored
public final class PaymentState {
  Money limit;

  /** What a person was asked to approve last, for all that is paid; null until then. */
  @Nullable Money asked;

  /** What a person has approved, for all that is paid; null until then. */
  @Nullable Money approved;

  /** A person has approved before it began, whatever it costs within the limit. */
  boolean approvedBefore;

  /** Who has, if the host said so. */
  @Nullable String approvedBy;

  /** Orders are read one by one, after some were refused together. */
  boolean singly;

  /** Answers in a row that it is too early to pay. */
  int tooEarly;

  List<Order> orders = new ArrayList<>();
  List<Batch> batches = new ArrayList<>();

  static PaymentState of(PaymentRequest request) {
    PaymentState body = new PaymentState();
    body.limit = request.limit();
    body.approvedBefore = request.isApproved();
    body.approvedBy = request.approvedBy().orElse(null);
    return body;
  }

  List<LineResult> results() {
    return orders.stream()
        .flatMap(
            order ->
                order.lines.stream()
                    .map(line -> order.result(line.key())))
        .toList();
  }

  Stream<Order> in(State state) {
    return orders.stream().filter(order -> order.state == state);
  }

  Order order(String id) {
    return orders.stream().filter(order -> order.providerOrder().equals(id)).findFirst().orElseThrow();
  }

  /** What was sent to be paid, and may yet be, and what waits to be sent. */
  Money sum() {
    return orders.stream()
        .filter(order -> order.conclusiveAt != null || order.state == State.CHECKED)
        .map(order -> order.amount)
        .reduce(Money::plus)
        .orElseThrow();
  }

  Optional<Batch> sending() {
    return batches.stream().filter(batch -> batch.sending).findFirst();
  }

  /** Where an order stands. */
  enum State {
    /** To be read before anything is asked or sent. */
    NEW,
    /** It waits for payment, and its amount is known. */
    CHECKED,
    /** It was sent: the order shows its outcome. */
    FOLLOWING,
    /** Nothing is left to do. */
    CLOSED
  }

  /** A line of the host, as it is stored. */
  record HostLine(String orderId, String lineId) {
    LineKey key() {
      return new LineKey(orderId, lineId);
    }
  }

  /** One of the provider's orders. It may hold several lines of the host, so its own {@code lineId} is never set. */
  public static final class Order extends LineState {
    List<HostLine> lines = new ArrayList<>();
    State state = State.NEW;
    @Nullable Money amount;

    /** When a payment of it was sent before, which was not seen to be done: a person must know. */
    @Nullable Instant sentBefore;

    /** Which lines cost more than was approved before it was placed: a person must know; null if none does. */
    @Nullable String aboveApproved;

    /** The part of it that the person saw who was asked last. */
    @Nullable String toldAbove;

    /** When this activity has intended last to send it. */
    @Nullable Instant intendedAt;

    int looks;
    @Nullable Instant nextLook;
    @Nullable Instant followedSince;

    /** Before this moment, by the provider's clock, its payment may still arrive there; null if none was sent, or it was refused. */
    @JsonAlias("visibleBy")
    @Nullable public Instant conclusiveAt;

    /** The provider's no to its payment, which counts unless it is seen to be paid. */
    void refuse(String why, String words, Instant now) {
      state = State.FOLLOWING;
      seemsRefused(why, words);
      nextLook = now;
    }

    /** What seems to be a no: unless it is seen to be paid by conclusiveAt, it was one. */
    void seemsRefused(String why, String words) {
      because(Text.said(why, words));
    }

    /** @param values a name before each value, as {@link Text#of} takes them */
    void close(LineOutcome result, String why, Object... values) {
      close(result, Text.of(why, values));
    }

    void close(LineOutcome result, Text why) {
      end(result, why);
      close();
    }

    /** As it has ended. */
    void close() {
      state = State.CLOSED;
      nextLook = null;
    }
  }

  /** Orders that are paid by one call. Sent once: an order that does not show as paid then is reported, not paid again. */
  public static final class Batch extends MutatingCall {
    List<String> orderIds = new ArrayList<>();

    /** The intent to send is committed. Found by another run than the one that committed it, it is in doubt. */
    boolean sending;

    @Override
    public void withdraw(StepContext step) {
      PaymentRecord.state(step).batches.remove(this);
    }
  }
}
