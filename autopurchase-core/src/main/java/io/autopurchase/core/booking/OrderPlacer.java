package io.autopurchase.core.booking;

import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.WaitReason;
import io.autopurchase.core.activity.MutatingCall;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.booking.BookingState.Line;
import io.autopurchase.core.booking.BookingState.Placement;
import io.autopurchase.core.booking.BookingState.PlacementState;
import io.autopurchase.core.record.Text;
import io.autopurchase.core.session.SpendLedger;
import io.autopurchase.core.session.ThrottleState;
import io.autopurchase.engine.PlacementLimit;
import io.autopurchase.engine.SpendCap;
import io.autopurchase.spi.PlacementResponse;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * Sends placements. {@link BookingLookup} finds the outcome of those that are in doubt.
 *
 * <p>The rules: every attempt is committed before it is sent. What is not a clear yes or a listed no is in doubt, and stays
 * so until it is found, or until a "not found" that was asked after conclusiveAt. Only then, or if the provider is proven
 * to make no second order, the same client order id is sent again.
 */
public final class OrderPlacer {
  private static final String SPEND_CAP = "SPEND_CAP";

  private final Optional<PlacementLimit> limit;
  private final Optional<SpendCap> cap;

  public OrderPlacer(Optional<PlacementLimit> limit, Optional<SpendCap> cap) {
    this.limit = limit;
    this.cap = cap;
  }

  void recover(StepContext step) {
    for (Placement placement : BookingRecord.state(step).placements) {
      if (placement.state != PlacementState.SENDING) {
        continue;
      }
      if (!step.safety.openIntentMayHaveBeenSent()) {
        PlacementOutcomes.ready(BookingRecord.state(step), placement);
      } else {
        PlacementOutcomes.markUncertain(step, placement, Text.of("NODE_STOPPED", "clientOrderId", placement.clientOrderId), step.now());
      }
    }
  }

  void wake(StepContext step) {
    BookingRecord.state(step).placements.stream().filter(p -> p.nextLookup != null).forEach(p -> p.nextLookup = step.now());
  }

  /** Commits to send the next order, or finds out first what must be known for it. */
  void intendOrPrepare(StepContext step) {
    if (step.client().validity(step.now()).isEmpty()) {
      step.calls.prepare();
    } else {
      intendNext(step);
    }
  }

  /** Marks the next order as being sent, if its slot has come; the commit that follows makes it so. */
  void intendNext(StepContext step) {
    Optional<Placement> next = BookingRecord.state(step).first(PlacementState.NEW);
    if (limit.isPresent() || cap.isPresent()) {
      step.ahead.forget(); // each order of the account changes them
    }
    long readAt = step.ahead.sinceNanos();
    if (next.isEmpty() || !step.calls.mayCall()) {
      return;
    }
    Optional<RequestValidity> validity = step.client().validity(step.now());
    Placement placement = next.get();
    if (!PriceReadings.areFresh(step, placement)) {
      PlacementOutcomes.readAgain(step, placement);
      return;
    }
    List<Line> unreadable = PlacementOutcomes.unreadable(step, placement);
    if (!unreadable.isEmpty()) {
      PlacementOutcomes.leaveOut(step, placement, unreadable);
      return;
    }
    if (validity.isEmpty() || !takesTurn(step, placement)) {
      return;
    }
    placement.state = PlacementState.SENDING;
    placement.intend(step, validity.get());
    placement.clientOrderId = step.safety.clientOrderId(placement.clientOrderId, placement.attempt);
    PlacementOutcomes.mark(BookingRecord.state(step), placement, LineOutcome.PLACING);
    step.intent.sendSoonAfter(readAt);
    step.safety.sendAfterCommit(() -> step.intent.intend(placement), () -> send(step, placement));
  }

  /** Whether the account may place an order now; then the commit that follows counts it. If not, the run rests until its slot. */
  private boolean takesTurn(StepContext step, Placement placement) {
    Instant there = step.providerTime();
    BookingState booking = BookingRecord.state(step);
    if (limit.isPresent() && waitsForSlot(step, there)) {
      return false;
    }
    if (cap.isPresent() && !isAffordable(step, placement, there)) {
      return false;
    }
    Instant slot = booking.slot;
    Instant spentAt = placement.spentAt;
    Money spentAmount = placement.spentAmount;
    Money reserved = booking.capReserved;
    placement.undo =
        () -> {
          booking.slot = slot;
          placement.spentAt = spentAt;
          placement.spentAmount = spentAmount;
          booking.capReserved = reserved;
        };
    limit.ifPresent(most -> step.changes.countInLimiter(session -> place(session, most, slot, there)));
    booking.slot = null;
    if (cap.isPresent()) {
      spend(step, placement, there);
    }
    return true;
  }

  private static void place(ThrottleState session, PlacementLimit limit, @Nullable Instant slot, Instant there) {
    if (slot == null) {
      session.takeSlot(limit, there);
    }
    session.placed(limit, there);
  }

  // The limit of orders

  /** Returns whether the booking rests until its slot. */
  private boolean waitsForSlot(StepContext step, Instant there) {
    BookingState booking = BookingRecord.state(step);
    PlacementLimit most = limit.orElseThrow();
    ThrottleState session = step.calls.limiter();
    Instant slot = booking.slot;
    if (slot != null && isUsable(session, most, slot, there)) {
      Instant placeable = session.placeableAt(most, there);
      return waits(step, WaitReason.PLACEMENT_LIMIT, Duration.between(there, slot.isAfter(placeable) ? slot : placeable));
    }
    booking.slot = null;
    if (!session.copy().takeSlot(most, there).isAfter(there)) {
      return false;
    }
    step.body.waitFor(WaitReason.PLACEMENT_LIMIT, step.now());
    step.changes.editLimiter(
        (real, now) -> {
          booking.slot = real.takeSlot(most, now);
          step.body.waitFor(WaitReason.PLACEMENT_LIMIT, step.now().plus(Duration.between(now, booking.slot)));
        });
    return true;
  }

  private static boolean isUsable(ThrottleState session, PlacementLimit most, Instant slot, Instant there) {
    return slot.isAfter(there) ? session.hasGiven(slot, there) : slot.plus(most.per()).isAfter(there);
  }

  // The spend cap

  /**
   * Takes a slot, and reserves room under the cap, before anything is looked up: for the first order. What else there is to order
   * finds out when its slot comes.
   *
   * @return whether the booking rests until there is room
   */
  boolean waitsForTurn(StepContext step) {
    BookingState booking = BookingRecord.state(step);
    boolean needsNone = booking.lines.stream().noneMatch(line -> line.outcome == LineOutcome.PENDING) || booking.any(PlacementState.NEW);
    if (cap.isEmpty() && limit.isEmpty() || step.body.interrupted || needsNone) {
      return false;
    }
    return cap.isPresent() && waitsForRoomUnderCap(step) || limit.isPresent() && waitsForFirstSlot(step);
  }

  private boolean waitsForFirstSlot(StepContext step) {
    BookingState booking = BookingRecord.state(step);
    if (booking.slot != null && !booking.slot.isAfter(step.providerTime())) {
      return false;
    }
    step.calls.readLimiter();
    if (waitsForSlot(step, step.providerTime())) {
      return true;
    }
    // It is free now: that counts until the order is sent, or given up.
    if (booking.slot == null) {
      step.changes.editLimiter((real, now) -> booking.slot = real.takeSlot(limit.orElseThrow(), now));
    }
    return false;
  }

  private boolean waitsForRoomUnderCap(StepContext step) {
    BookingState booking = BookingRecord.state(step);
    Instant there = step.providerTime();
    if (booking.capSlot != null && !booking.capSlot.isAfter(there)) {
      return false;
    }
    step.calls.readLimiter();
    if (booking.capSlot != null && step.calls.limiter().spending.hasReserved(booking.capSlot)) {
      return waits(step, WaitReason.SPEND_CAP, Duration.between(there, booking.capSlot));
    }
    return reserve(step, booking.pending().map(line -> line.approved.multiply(line.quantity)).findFirst().orElseThrow(), true);
  }

  /**
   * @param evenIfThereIsRoom whether to keep room for an order that is not sent at once
   * @return whether the booking rests
   */
  private boolean reserve(StepContext step, Money wanted, boolean evenIfThereIsRoom) {
    BookingState booking = BookingRecord.state(step);
    SpendCap most = cap.orElseThrow();
    Money amount = wanted.isGreaterThan(most.amount()) ? most.amount() : wanted;
    Instant there = step.providerTime();
    Instant before = booking.capSlot;
    Money reserved = booking.capReserved;
    boolean isRoom = !reserveIn(step.calls.limiter().spending.copy(), before, reserved, amount, there).isAfter(there);
    if (isRoom && !evenIfThereIsRoom) {
      return false;
    }
    step.changes.editLimiter(
        (real, now) -> {
          booking.capSlot = reserveIn(real.spending, before, reserved, amount, now);
          booking.capReserved = amount;
          if (!isRoom) {
            step.body.waitFor(WaitReason.SPEND_CAP, step.now().plus(Duration.between(now, booking.capSlot)));
          }
        });
    if (!isRoom) {
      step.body.waitFor(WaitReason.SPEND_CAP, step.now());
    }
    return !isRoom;
  }

  private Instant reserveIn(SpendLedger ledger, @Nullable Instant before, @Nullable Money reserved, Money amount, Instant there) {
    if (before != null && reserved != null) {
      ledger.release(reserved, before);
    }
    return ledger.reserve(cap.orElseThrow(), amount, there);
  }

  /** What was reserved and not used is free for others. */
  void releaseTurn(StepContext step) {
    BookingState booking = BookingRecord.state(step);
    Instant orderSlot = booking.slot;
    if (orderSlot != null) {
      step.changes.editLimiter((session, now) -> session.giveBack(orderSlot, now));
    }
    booking.slot = null;
    Instant slot = booking.capSlot;
    Money reserved = booking.capReserved;
    if (cap.isPresent() && slot != null && reserved != null) {
      step.changes.editLimiter((session, now) -> session.spending.release(reserved, slot));
    }
    booking.capSlot = null;
    booking.capReserved = null;
  }

  /** Whether the cap leaves room for an order. If not, the run rests, or the order is refused for ever. */
  private boolean isAffordable(StepContext step, Placement placement, Instant there) {
    if (placement.inDoubt) {
      // It may have been placed, and has been counted: what it costs is spent already.
      return true;
    }
    SpendCap most = cap.orElseThrow();
    Money cost = BookingRecord.state(step).cost(placement);
    if (cost.isGreaterThan(most.amount())) {
      step.journal("ERROR", SPEND_CAP, "cost", cost, "cap", most.amount());
      BookingRecord.state(step).linesOf(placement).forEach(line -> line.end(LineOutcome.REJECTED, SPEND_CAP, "cost", cost, "cap", most.amount()));
      PlacementOutcomes.abandon(step, placement);
      return false;
    }
    Money reserved = BookingRecord.state(step).capReserved;
    Money spent = step.calls.limiter().spending.spent(cost.currency(), there);
    boolean isReserved = reserved != null && !cost.isGreaterThan(reserved) && !spent.plus(cost).isGreaterThan(most.amount());
    return isReserved || !reserve(step, cost, false);
  }

  private void spend(StepContext step, Placement placement, Instant there) {
    BookingState booking = BookingRecord.state(step);
    Money cost = booking.cost(placement);
    Instant spentAt = placement.spentAt;
    Money spentAmount = placement.spentAmount;
    Instant slot = booking.capSlot;
    Money reserved = booking.capReserved;
    Money used = reserved == null || cost.isGreaterThan(reserved) ? reserved : cost;
    step.changes.countInLimiter(
        session -> {
          if (spentAt != null && spentAmount != null) {
            session.spending.giveBack(spentAmount, spentAt);
          }
          if (slot != null && used != null) {
            session.spending.release(used, slot);
          }
          session.spending.spend(cost, there);
        });
    placement.spentAt = there;
    placement.spentAmount = cost;
    booking.capReserved = reserved == null || used == null ? null : reserved.minus(used);
  }

  private static boolean waits(StepContext step, WaitReason reason, Duration wait) {
    if (wait.isNegative() || wait.isZero()) {
      return false;
    }
    step.body.waitFor(reason, step.now().plus(wait));
    return true;
  }

  /** Sends the order whose intent is committed. */
  void send(StepContext step, Placement placement) {
    BookingState booking = BookingRecord.state(step);
    List<Line> lines = booking.linesOf(placement);
    ProviderResult<PlacementResponse> result =
        step.calls.send(
            context -> step.client().place(placement.clientOrderId, booking.request(lines), placement.validity(), context),
            step.intent.sendByNanos());
    step.advance();
    placement.tooEarly = result instanceof ProviderResult.TooEarly ? placement.tooEarly + 1 : 0;
    if (result instanceof ProviderResult.Success<PlacementResponse> yes) {
      placed(step, placement, yes.value());
    } else if (result instanceof ProviderResult.Unknown<PlacementResponse> unknown) {
      if (unknown.refusal()) {
        placement.refusal = Text.said(unknown.code(), unknown.message());
      }
      PlacementOutcomes.markUncertain(
          step, placement, Text.said(unknown.code(), unknown.message()).within("orderInDoubt", "clientOrderId", placement.clientOrderId));
    } else if (step.safety.doesDoubtOutliveRefusal(placement.inDoubt)) {
      // A later "no" says nothing about an earlier attempt that is in doubt.
      if (result instanceof ProviderResult.Rejected<PlacementResponse> no) {
        placement.refusal = Text.said(no.code(), no.message());
      }
      PlacementOutcomes.markUncertain(step, placement, Text.of("EARLIER_ATTEMPT", "clientOrderId", placement.clientOrderId));
      if (result instanceof ProviderResult.Limited<PlacementResponse> limited) {
        step.slots.refused(limited);
      }
    } else {
      notDone(step, placement, result);
    }
  }

  /** The provider says that it has placed the order, which counts for what it shows. */
  private static void placed(StepContext step, Placement placement, PlacementResponse response) {
    if (step.client().capabilities().verification() == ProviderCapabilities.Verification.BY_READING) {
      List<String> ids =
          Stream.concat(response.orders().stream().map(ProviderOrder::id), response.orderIds().stream()).filter(id -> !id.isBlank()).distinct().toList();
      if (ids.isEmpty()) {
        PlacementOutcomes.markUncertain(step, placement, Text.of("RESPONSE_MISMATCH", "text", "noOrderNamed", "clientOrderId", placement.clientOrderId));
      } else {
        step.body.failures = 0;
        PlacementOutcomes.named(step, placement, ids);
      }
      return;
    }
    List<Line> lines = BookingRecord.state(step).linesOf(placement);
    ResponseVerifier echo = ResponseVerifier.of(placement, lines, response.orders(), step.safety.mustOrderBeRepeated());
    if (PlacementOutcomes.isWhole(step, echo, placement) && !echo.foreign()) {
      step.body.failures = 0;
      PlacementOutcomes.accept(step, placement, echo, step.providerTime(), step.calls.calledAt());
    } else {
      PlacementOutcomes.markUncertain(step, placement, Text.of("RESPONSE_MISMATCH", "clientOrderId", placement.clientOrderId));
    }
  }

  /** The provider has certainly not carried out this attempt, and no other is in doubt. */
  private void notDone(StepContext step, Placement placement, ProviderResult<PlacementResponse> result) {
    if (result instanceof ProviderResult.Rejected<PlacementResponse> no) {
      placement.refusal = Text.said(no.code(), no.message());
      PlacementOutcomes.refuse(step, placement);
      return;
    }
    if (result instanceof ProviderResult.TooEarly<PlacementResponse> early && placement.tooEarly >= MutatingCall.MOST_TOO_EARLY) {
      placement.tooEarly = 0;
      placement.refusal = Text.said(early.code(), early.message());
      PlacementOutcomes.refuse(step, placement);
      return;
    }
    PlacementOutcomes.ready(BookingRecord.state(step), placement);
    if (result instanceof ProviderResult.TooEarly<PlacementResponse> early) {
      step.calls.waitForTheTime(early);
    } else if (result instanceof ProviderResult.Limited<PlacementResponse> limited) {
      step.slots.refused(limited);
    } else if (result instanceof ProviderResult.NotSent<PlacementResponse> notSent) {
      step.calls.pause(notSent.code(), notSent.message());
    } else if (result instanceof ProviderResult.NeedsAuthorization<PlacementResponse> no) {
      step.journal("INFO", "NEEDS_AUTHORIZATION", "text", "tokenRefused");
      step.calls.pauseIfRefusedAgain(no.code(), no.message());
    }
  }
}
