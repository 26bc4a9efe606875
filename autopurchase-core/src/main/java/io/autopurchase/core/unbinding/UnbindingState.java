package io.autopurchase.core.unbinding;

import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.MutatingCall;
import io.autopurchase.core.activity.QuestionDraft;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.purchase.LineState;
import io.autopurchase.core.purchase.PurchaseRecord;
import io.autopurchase.core.record.Stored;
import io.autopurchase.core.record.Text;
import io.autopurchase.core.record.Unreadable;
import io.autopurchase.spi.ProviderLineId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** Which lines are to be set free, and how far their orders' cancellation is. Mutable, as {@link ActivityRecord}. */
@Stored
public final class UnbindingState {
  String orderId;
  boolean forget;
  String reason;
  Map<String, String> policies;
  List<Line> lines = new ArrayList<>();

  /** Lines of the order that were not asked for by name, and of which it cannot be read whether they are linked. */
  List<LeftOut> leftOut = new ArrayList<>();

  /** One for each of the provider's orders. */
  List<Cancellation> cancellations = new ArrayList<>();

  static UnbindingState of(UnbindingRequest request, List<PurchaseRecord> purchases) {
    UnbindingState body = new UnbindingState();
    body.orderId = request.orderId();
    body.forget = request.isUnlinkOnly();
    body.reason = request.reason();
    body.policies = request.policies();
    for (PurchaseRecord purchase : purchases) {
      ProviderLineId theirs = purchase.providerLine();
      Line line = new Line();
      line.lineId = purchase.lineId;
      line.providerOrderId = theirs.orderId();
      line.providerLineId = theirs.lineId();
      body.lines.add(line);
      if (body.cancellations.stream().noneMatch(c -> c.providerOrderId.equals(theirs.orderId()))) {
        Cancellation cancellation = new Cancellation();
        cancellation.providerOrderId = theirs.orderId();
        body.cancellations.add(cancellation);
      }
    }
    return body;
  }

  LineKey key(Line line) {
    return new LineKey(orderId, line.lineId);
  }

  /** Those of an order whose end is open. */
  List<Line> openLines(Cancellation cancellation) {
    return lines.stream()
        .filter(line -> line.providerOrder().equals(cancellation.providerOrderId) && !line.outcome.isFinal())
        .toList();
  }

  Cancellation cancellationOf(String lineId) {
    String order =
        lines.stream().filter(line -> line.lineId.equals(lineId)).map(line -> line.providerOrderId).findFirst().orElseThrow();
    return cancellations.stream().filter(c -> c.providerOrderId.equals(order)).findFirst().orElseThrow();
  }

  /** A line of the host, linked to one of the provider. */
  @Stored
  public static final class Line extends LineState {
    String providerLineId;
  }

  /** A line that stays as it is. */
  record LeftOut(String lineId, @Nullable String providerOrderId) {
    LineResult result(String orderId) {
      return LineResult.of(
          new LineKey(orderId, lineId), LineOutcome.FAILED, Unreadable.UNREADABLE, "it is left as it is: " + Unreadable.LINE, providerOrderId);
    }
  }

  /** Where a cancellation stands. */
  enum State {
    /** To be looked at, before anything is sent. */
    NEW,
    /** To be sent. */
    READY,
    /** The intent to send is committed. Found by another run than the one that committed it, it is in doubt. */
    SENDING,
    /** It was sent: the order shows its outcome. */
    FOLLOWING,
    /** Nothing is left to do. */
    CLOSED
  }

  /** What is cancelled of one of the provider's orders. */
  @Stored
  public static final class Cancellation extends MutatingCall {
    String providerOrderId;
    State state = State.NEW;

    /** The provider's ids of the lines that are cancelled; empty for the whole order. */
    List<String> wanted = List.of();

    /** A person wants it although the order is paid. */
    boolean evenIfPaid;

    /** What keeps it from going on: asked about. */
    @Nullable QuestionDraft issue;

    /** When the provider accepted it last, or a person said to wait longer. */
    @Nullable Instant followedSince;

    /** The conclusiveAt of the last attempt that is in doubt; later attempts may have got a clear answer. */
    @Nullable Instant doubtedUntil;

    /** What the provider said to the last request, if that was a no; an order that is closed already is refused too. */
    @Nullable Text refusal;

    int looks;

    /** Looks in a row at which the provider did not show the order, or not all of its lines. */
    int missed;

    @Nullable Instant nextLook;

    /** When it shows whether any of the attempts in doubt was carried out. Earlier releases have not noted it. */
    Instant doubtedUntil() {
      return doubtedUntil == null ? conclusiveAt() : doubtedUntil;
    }

    /** While a question about it is open it is not. */
    boolean isToBeLookedAt() {
      return issue == null && (state == State.NEW || state == State.FOLLOWING);
    }

    @Override
    public void withdraw(StepContext step) {
      attempt--;
      state = State.READY;
    }
  }
}
