package io.autopurchase.core;

import io.autopurchase.ActivityState;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.core.BookingBody.Line;
import io.autopurchase.core.BookingBody.Placement;
import io.autopurchase.core.BookingBody.PlacementState;
import io.autopurchase.spi.RequestValidity;
import io.autopurchase.spi.PlacementLimit;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.SpendCap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;

/**
 * Sends placements. {@link BookingLookup} finds out what became of those that are in doubt.
 *
 * <p>The rules: every attempt is committed before it is sent. What is not a clear yes or a listed no is in doubt, and stays
 * so until it is found, or until a "not found" that was asked after the horizon. Only then, or where the provider is proven
 * to make no second order, the same client order id is sent again.
 */
final class BookingPlacing {
  private static final String SPEND_CAP = "SPEND_CAP";

  private final Optional<PlacementLimit> limit;
  private final Optional<SpendCap> cap;

  BookingPlacing(Optional<PlacementLimit> limit, Optional<SpendCap> cap) {
    this.limit = limit;
    this.cap = cap;
  }

  void recover(Run run) {
    for (Placement placement : run.body.booking.placements) {
      if (placement.state != PlacementState.SENDING) {
        continue;
      }
      if (!run.holds(Rule.OPEN_INTENT_IS_DOUBT)) {
        PlacementOutcomes.ready(run.body.booking, placement);
      } else {
        PlacementOutcomes.doubt(run, placement, "INTERRUPTED", "the program ended while the order was being sent", run.now());
      }
    }
  }

  void hurry(Run run) {
    run.body.booking.placements.stream().filter(p -> p.nextLookup != null).forEach(p -> p.nextLookup = run.now());
  }

  /** Commits to send the next order, or finds out first what must be known for it. */
  void intendOrPrepare(Run run) {
    if (run.client().validity(run.now()).isEmpty()) {
      run.prepare();
    } else {
      intendNext(run);
    }
  }

  /** Marks the next order as being sent, if its turn has come; the commit that follows makes it so. */
  void intendNext(Run run) {
    Optional<Placement> next = run.body.booking.first(PlacementState.NEW);
    long readAt = run.kernel.time.nanoTime();
    if (next.isEmpty() || !run.mayCall()) {
      return;
    }
    Optional<RequestValidity> validity = run.client().validity(run.now());
    Placement placement = next.get();
    if (!run.kernel.readings.areFresh(run.body, placement)) {
      PlacementOutcomes.readAgain(run, placement);
      return;
    }
    if (validity.isEmpty() || !takesTurn(run, placement)) {
      return;
    }
    placement.state = PlacementState.SENDING;
    placement.intend(run, validity.get());
    if (!run.holds(Rule.ONE_CLIENT_ORDER_ID)) {
      placement.clientOrderId = run.body.id + "-" + placement.number + "." + placement.attempt;
    }
    PlacementOutcomes.mark(run.body.booking, placement, LineOutcome.PLACING);
    run.sendSoonAfter(readAt);
    if (run.holds(Rule.INTENT_FIRST)) {
      run.intend(placement);
    } else {
      send(run, placement);
    }
  }

  /** Whether the account may place an order now; then the commit that follows counts it. If not, the run rests until its slot. */
  private boolean takesTurn(Run run, Placement placement) {
    Instant there = run.providerTime();
    BookingBody booking = run.body.booking;
    if (limit.isPresent() && waitsForSlot(run, there)) {
      return false;
    }
    if (cap.isPresent() && !isAffordable(run, placement, there)) {
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
    limit.ifPresent(most -> run.changes.countInLimiter(session -> place(session, most, slot, there)));
    booking.slot = null;
    if (cap.isPresent()) {
      spend(run, placement, there);
    }
    return true;
  }

  private static void place(LimiterBody session, PlacementLimit limit, @Nullable Instant slot, Instant there) {
    if (slot == null) {
      session.takeSlot(limit, there);
    }
    session.placed(limit, there);
  }

  // The limit of orders

  /** Returns whether the booking rests until its slot. */
  private boolean waitsForSlot(Run run, Instant there) {
    BookingBody booking = run.body.booking;
    PlacementLimit most = limit.orElseThrow();
    LimiterBody session = run.limiter();
    Instant slot = booking.slot;
    boolean isUsable = slot != null && (slot.isAfter(there) ? session.hasGiven(slot, there) : slot.plus(most.per()).isAfter(there));
    if (isUsable) {
      Instant placeable = session.placeableAt(most, there);
      return waits(run, Run.LIMIT, Duration.between(there, slot.isAfter(placeable) ? slot : placeable));
    }
    booking.slot = null;
    if (!session.copy().takeSlot(most, there).isAfter(there)) {
      return false;
    }
    run.body.rest(ActivityState.WAITING, Run.LIMIT, run.now());
    run.changes.editLimiter(
        real -> {
          booking.slot = real.takeSlot(most, there);
          run.body.rest(ActivityState.WAITING, Run.LIMIT, run.now().plus(Duration.between(there, booking.slot)));
        });
    return true;
  }

  // The spend cap

  /**
   * Takes a slot, and reserves room under the cap, before anything is looked up: for the first order. What else there is to order
   * finds out when its turn comes.
   *
   * @return whether the booking rests until there is room
   */
  boolean waitsForTurn(Run run) {
    BookingBody booking = run.body.booking;
    boolean needsNone = booking.lines.stream().noneMatch(line -> line.outcome == LineOutcome.PENDING) || booking.any(PlacementState.NEW);
    if (cap.isEmpty() && limit.isEmpty() || run.body.interrupted || needsNone) {
      return false;
    }
    return cap.isPresent() && waitsForRoomUnderCap(run) || limit.isPresent() && waitsForFirstSlot(run);
  }

  private boolean waitsForFirstSlot(Run run) {
    BookingBody booking = run.body.booking;
    Instant there = run.providerTime();
    if (booking.slot != null && !booking.slot.isAfter(there)) {
      return false;
    }
    run.readLimiter();
    if (waitsForSlot(run, there)) {
      return true;
    }
    // It is free now: that counts until the order is sent, or given up.
    if (booking.slot == null) {
      run.changes.editLimiter(real -> booking.slot = real.takeSlot(limit.orElseThrow(), there));
    }
    return false;
  }

  private boolean waitsForRoomUnderCap(Run run) {
    BookingBody booking = run.body.booking;
    Instant there = run.providerTime();
    if (booking.capSlot != null && !booking.capSlot.isAfter(there)) {
      return false;
    }
    run.readLimiter();
    if (booking.capSlot != null && run.limiter().spending.hasReserved(booking.capSlot)) {
      return waits(run, SPEND_CAP, Duration.between(there, booking.capSlot));
    }
    return reserve(run, booking.pending().map(line -> line.approved.multiply(line.quantity)).findFirst().orElseThrow(), true);
  }

  /**
   * @param evenIfThereIsRoom whether to keep room for an order that is not sent at once
   * @return whether the booking rests
   */
  private boolean reserve(Run run, Money wanted, boolean evenIfThereIsRoom) {
    BookingBody booking = run.body.booking;
    SpendCap most = cap.orElseThrow();
    Money amount = wanted.isGreaterThan(most.amount()) ? most.amount() : wanted;
    Instant there = run.providerTime();
    Instant before = booking.capSlot;
    Money reserved = booking.capReserved;
    boolean isRoom = !reserveIn(run.limiter().spending.copy(), before, reserved, amount, there).isAfter(there);
    if (isRoom && !evenIfThereIsRoom) {
      return false;
    }
    run.changes.editLimiter(
        real -> {
          booking.capSlot = reserveIn(real.spending, before, reserved, amount, there);
          booking.capReserved = amount;
          if (!isRoom) {
            run.body.rest(ActivityState.WAITING, SPEND_CAP, run.now().plus(Duration.between(there, booking.capSlot)));
          }
        });
    if (!isRoom) {
      run.body.rest(ActivityState.WAITING, SPEND_CAP, run.now());
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
  void releaseTurn(Run run) {
    BookingBody booking = run.body.booking;
    Instant orderSlot = booking.slot;
    if (orderSlot != null) {
      Instant there = run.providerTime();
      run.changes.editLimiter(session -> session.giveBack(orderSlot, there));
    }
    booking.slot = null;
    Instant slot = booking.capSlot;
    Money reserved = booking.capReserved;
    if (cap.isPresent() && slot != null && reserved != null) {
      run.changes.editLimiter(session -> session.spending.release(reserved, slot));
    }
    booking.capSlot = null;
    booking.capReserved = null;
  }

  /** Whether the cap leaves room for an order. If not, the run rests, or the order is refused for ever. */
  private boolean isAffordable(Run run, Placement placement, Instant there) {
    if (placement.inDoubt) {
      // It may have been placed, and has been counted: what it costs is spent already.
      return true;
    }
    SpendCap most = cap.orElseThrow();
    Money cost = run.body.booking.cost(placement);
    if (cost.isGreaterThan(most.amount())) {
      String why = "an order of " + cost + " is above the spend cap of " + most.amount() + " a day";
      run.journal("ERROR", SPEND_CAP, why);
      run.body.booking.linesOf(placement).forEach(line -> line.end(LineOutcome.REJECTED, SPEND_CAP, why));
      PlacementOutcomes.abandon(run, placement);
      return false;
    }
    Money reserved = run.body.booking.capReserved;
    Money spent = run.limiter().spending.spent(cost.currency(), there);
    boolean isReserved = reserved != null && !cost.isGreaterThan(reserved) && !spent.plus(cost).isGreaterThan(most.amount());
    return isReserved || !reserve(run, cost, false);
  }

  private void spend(Run run, Placement placement, Instant there) {
    BookingBody booking = run.body.booking;
    Money cost = booking.cost(placement);
    Instant spentAt = placement.spentAt;
    Money spentAmount = placement.spentAmount;
    Instant slot = booking.capSlot;
    Money used = booking.capReserved == null || cost.isGreaterThan(booking.capReserved) ? booking.capReserved : cost;
    run.changes.countInLimiter(
        session -> {
          if (spentAt != null) {
            session.spending.giveBack(spentAmount, spentAt);
          }
          if (slot != null && used != null) {
            session.spending.release(used, slot);
          }
          session.spending.spend(cost, there);
        });
    placement.spentAt = there;
    placement.spentAmount = cost;
    booking.capReserved = used == null ? null : booking.capReserved.minus(used);
  }

  private static boolean waits(Run run, String reason, Duration wait) {
    if (wait.isNegative() || wait.isZero()) {
      return false;
    }
    run.body.rest(ActivityState.WAITING, reason, run.now().plus(wait));
    return true;
  }

  /** Sends the order whose intent is committed. */
  void send(Run run, Placement placement) {
    BookingBody booking = run.body.booking;
    List<Line> lines = booking.linesOf(placement);
    ProviderResult<List<ProviderOrder>> result =
        run.send(
            context -> run.client().place(placement.clientOrderId, booking.request(lines), placement.validity(), context),
            run.sendByNanos());
    run.advance();
    Instant now = run.now();
    if (result instanceof ProviderResult.Success<List<ProviderOrder>> yes) {
      EchoCheck echo = EchoCheck.of(placement, lines, yes.value(), run.holds(Rule.ECHO_OF_ORDER));
      if (PlacementOutcomes.isWhole(run, echo, placement) && !echo.foreign()) {
        run.body.failures = 0;
        PlacementOutcomes.accept(run, placement, echo, run.providerTime());
      } else {
        PlacementOutcomes.doubt(run, placement, "RESPONSE_MISMATCH", "the answer does not repeat what was ordered", now);
      }
    } else if (result instanceof ProviderResult.Unknown<List<ProviderOrder>> unknown) {
      if (unknown.refusal()) {
        placement.refusalCode = unknown.code();
        placement.refusalMessage = unknown.message();
      }
      PlacementOutcomes.doubt(run, placement, unknown.code(), unknown.message(), now);
    } else if (placement.inDoubt && run.holds(Rule.REFUSAL_CLEARS_NO_DOUBT)) {
      // A later "no" says nothing about an earlier attempt that is in doubt.
      if (result instanceof ProviderResult.Rejected<List<ProviderOrder>> no) {
        placement.refusalCode = no.code();
        placement.refusalMessage = no.message();
      }
      PlacementOutcomes.doubt(run, placement, "EARLIER_ATTEMPT", "an earlier attempt may still be carried out", now);
      if (result instanceof ProviderResult.Limited<List<ProviderOrder>> limited) {
        run.slots.refused(limited);
      }
    } else {
      notDone(run, placement, result);
    }
  }

  /** The provider has certainly not carried out this attempt, and no other is in doubt. */
  private void notDone(Run run, Placement placement, ProviderResult<List<ProviderOrder>> result) {
    if (result instanceof ProviderResult.Rejected<List<ProviderOrder>> no) {
      placement.refusalCode = no.code();
      placement.refusalMessage = no.message();
      PlacementOutcomes.refuse(run, placement);
      return;
    }
    PlacementOutcomes.ready(run.body.booking, placement);
    if (result instanceof ProviderResult.Limited<List<ProviderOrder>> limited) {
      run.slots.refused(limited);
    } else if (result instanceof ProviderResult.NotSent<List<ProviderOrder>> notSent) {
      run.pause(notSent.code(), notSent.message());
    } else if (result instanceof ProviderResult.NeedsAuthorization<List<ProviderOrder>> no) {
      run.journal("INFO", "NEEDS_AUTHORIZATION", "the access token was refused; the order was not placed");
      run.pauseIfRefusedAgain(no.code(), no.message());
    }
  }
}
