package io.autopurchase.core;

import io.autopurchase.ActivityState;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.core.BookingBody.Line;
import io.autopurchase.core.BookingBody.Placement;
import io.autopurchase.core.BookingBody.PlacementState;
import io.autopurchase.spi.EffectTerms;
import io.autopurchase.spi.PlacementLimit;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.SpendCap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sends placements. {@link BookingLookup} finds out what became of those that are in doubt.
 *
 * <p>The rules: every attempt is committed before it is sent. What is not a clear yes or a listed no is in doubt, and stays
 * so until it is found, or until a "not found" that was asked after the horizon. Only then, or where the provider is proven
 * to make no second order, the same outer id is sent again.
 */
final class BookingPlacing {
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
    if (!run.mayCall()) {
      return;
    }
    if (run.client().terms(run.now()).isEmpty()) {
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
    Optional<EffectTerms> terms = run.client().terms(run.now());
    Placement placement = next.get();
    if (!run.kernel.readings.areFresh(run.body, placement)) {
      PlacementOutcomes.readAgain(run, placement);
      return;
    }
    if (terms.isEmpty() || !takesTurn(run, placement)) {
      return;
    }
    placement.state = PlacementState.SENDING;
    placement.intend(run, terms.get());
    if (!run.holds(Rule.ONE_OUTER_ID)) {
      placement.outerId = run.body.id + "-" + placement.number + "." + placement.attempt;
    }
    PlacementOutcomes.mark(run.body.booking, placement, LineOutcome.PLACING);
    run.sendSoonAfter(readAt);
    if (run.holds(Rule.INTENT_FIRST)) {
      run.intend(placement);
    } else {
      send(run, placement);
    }
  }

  /** Whether the session may place an order now; then the commit that follows counts it. */
  private boolean takesTurn(Run run, Placement placement) {
    Instant there = run.providerTime();
    if (limit.isPresent() && waits(run, "LIMIT", Duration.between(there, run.limiter().placeableAt(limit.get())))) {
      return false;
    }
    if (cap.isPresent()) {
      Money cost = run.body.booking.cost(placement);
      if (!isAffordable(run, placement, cost, there)) {
        return false;
      }
      placement.counted = true;
      run.changes.countInLimiter(session -> session.spent(placement.outerId, cost, there));
    }
    limit.ifPresent(most -> run.changes.countInLimiter(session -> session.placed(most, there)));
    return true;
  }

  /** Whether the cap leaves room for an order. If not, the run rests, or the order is refused for ever. */
  private boolean isAffordable(Run run, Placement placement, Money cost, Instant there) {
    if (placement.inDoubt) {
      // It may have been placed, and has been counted: what it costs is spent already.
      return true;
    }
    Optional<Instant> affordableAt = run.limiter().affordableAt(cap.get(), placement.outerId, cost);
    if (affordableAt.isEmpty()) {
      String why = "an order of " + cost + " is above the spend cap of " + cap.get().amount() + " a day";
      run.journal("ERROR", "SPEND_CAP", why);
      run.body.booking.linesOf(placement).forEach(line -> line.end(LineOutcome.REJECTED, "SPEND_CAP", why));
      PlacementOutcomes.abandon(run, placement);
      return false;
    }
    if (waits(run, "SPEND_CAP", Duration.between(there, affordableAt.get()))) {
      return false;
    }
    return true;
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
            context -> run.client().place(placement.outerId, booking.request(lines), placement.terms(), context),
            run.sendByNanos());
    run.advance();
    Instant now = run.now();
    if (result instanceof ProviderResult.Success<List<ProviderOrder>> yes) {
      EchoCheck echo = EchoCheck.of(placement, lines, yes.value(), run.holds(Rule.ECHO_OF_ORDER));
      if (PlacementOutcomes.isWhole(run, echo, placement) && !echo.foreign()) {
        run.body.failures = 0;
        PlacementOutcomes.accept(run, placement, echo, run.providerTime());
      } else {
        PlacementOutcomes.doubt(run, placement, "ECHO", "the answer does not repeat what was ordered", now);
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
        run.waitForLimit(limited.code(), limited.retryAfter());
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
      run.waitForLimit(limited.code(), limited.retryAfter());
    } else if (result instanceof ProviderResult.NotSent<List<ProviderOrder>> notSent) {
      run.pause(notSent.code(), notSent.message());
    } else if (result instanceof ProviderResult.NeedsAuthorization<List<ProviderOrder>> no) {
      run.journal("INFO", "NEEDS_AUTHORIZATION", "the access token was refused; the order was not placed");
      run.pauseIfRefusedAgain(no.code(), no.message());
    }
  }
}
