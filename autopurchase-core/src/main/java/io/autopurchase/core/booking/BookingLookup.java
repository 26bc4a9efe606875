package io.autopurchase.core.booking;

import io.autopurchase.AnswerOption;
import io.autopurchase.LineOutcome;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.WaitReason;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.booking.BookingState.Line;
import io.autopurchase.core.booking.BookingState.Placement;
import io.autopurchase.core.booking.BookingState.PlacementState;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds out what became of orders that are in doubt, or that the provider still builds. */
final class BookingLookup {
  private static final int MOST_ATTEMPTS = 5;

  /** What is conclusive only later than this is not waited for in silence: a clock of the provider's was wrong, or lets requests live for days. */
  private static final Duration FAR_AWAY = Duration.ofHours(2);

  private BookingLookup() {}

  /** Looks up one order whose turn has come. Returns whether there was one. */
  static boolean lookUpDue(StepContext step) {
    Instant now = step.now();
    // No look is ever further away: a wrong clock has written it, and other nodes may have copied it.
    Instant latest = now.plus(PlacementOutcomes.LAST_UNCLEAR_PAUSE);
    open(BookingRecord.state(step)).stream().filter(p -> ClockWatch.isAhead(p.nextLookup, latest)).forEach(p -> p.nextLookup = now);
    Optional<Placement> due =
        open(BookingRecord.state(step)).stream()
            .filter(p -> !p.nextLookup.isAfter(now))
            .min(Comparator.comparing((Placement p) -> p.nextLookup));
    due.ifPresent(placement -> lookUp(step, placement));
    return due.isPresent();
  }

  /** When the next look-up is due; empty where nothing is to be looked up. */
  static Optional<Instant> nextDue(BookingState booking) {
    return open(booking).stream().map(placement -> placement.nextLookup).min(Comparator.naturalOrder());
  }

  /** Lets the activity rest until the next look-up. Returns whether there is one to wait for. */
  static boolean restUntilNextLookup(StepContext step) {
    Optional<Placement> next =
        open(BookingRecord.state(step)).stream().min(Comparator.comparing((Placement p) -> p.nextLookup));
    next.ifPresent(
        p ->
            step.body.waitFor(
                p.state == PlacementState.UNCERTAIN ? WaitReason.RESOLVING_ORDER : WaitReason.ORDER_PENDING, p.nextLookup));
    return next.isPresent();
  }

  private static List<Placement> open(BookingState booking) {
    return booking.placements.stream()
        .filter(p -> p.state == PlacementState.UNCERTAIN || p.state == PlacementState.SETTLING)
        .toList();
  }

  private static void lookUp(StepContext step, Placement placement) {
    if (placement.claimedOrder != null) {
      UnclearOrders.verifyClaim(step, placement);
      return;
    }
    Optional<ProviderResult<OrderLookup>> result =
        step.calls.read(context -> step.client().ordersByClientOrderId(placement.clientOrderId, context));
    if (result.isEmpty()) {
      UnclearOrders.noteFailure(step, placement);
      return;
    }
    if (result.get() instanceof ProviderResult.Success<OrderLookup> yes) {
      List<ProviderOrder> orders = yes.value().orders();
      // A "not found" is as old as its question, however late the answer is read.
      Instant asOf = step.safety.ageOfAnswer(yes.value().asOf(), step::providerTime);
      ResponseVerifier echo =
          ResponseVerifier.of(placement, BookingRecord.state(step).linesOf(placement), orders, step.safety.mustLookupBeRepeated());
      placement.lookups++;
      boolean foreign = orders.stream().anyMatch(order -> !order.clientOrderId().equals(placement.clientOrderId));
      if (foreign && step.safety.mustLookupBeRepeated()) {
        step.calls.pause("FOREIGN_ANSWER", "the answer shows orders that were not asked for");
        UnclearOrders.noteFailure(step, placement);
      } else if (placement.state == PlacementState.SETTLING) {
        PlacementOutcomes.settle(step, placement, echo, asOf);
      } else if (PlacementOutcomes.isWhole(step, echo, placement)) {
        PlacementOutcomes.accept(step, placement, echo, asOf);
      } else if (step.safety.isConclusive(asOf, placement.conclusiveAt)) {
        conclude(step, placement, echo, orders, asOf);
      } else if (orders.isEmpty() && mayRepeat(step, placement)) {
        step.journal("INFO", "REPEATED", "order " + placement.clientOrderId + " is sent again: the provider makes no second one");
        PlacementOutcomes.ready(BookingRecord.state(step), placement);
      } else if (asOf.isBefore(placement.conclusiveAt.minus(FAR_AWAY))) {
        UnclearOrders.noteLateConclusion(step, placement, orders, asOf);
      } else {
        PlacementOutcomes.lookAgainLater(step, placement, Duration.between(asOf, placement.conclusiveAt));
      }
    } else if (result.get() instanceof ProviderResult.Rejected<OrderLookup> no) {
      step.calls.pause(no.code(), no.message());
      UnclearOrders.noteFailure(step, placement);
    }
  }

  private static boolean mayRepeat(StepContext step, Placement placement) {
    return placement.refusalCode == null
        && !step.body.interrupted
        && placement.attempt < MOST_ATTEMPTS
        && PriceReadings.areFresh(step, placement)
        && step.safety.mayRepeat(step.client().capabilities().repeatedClientOrderId());
  }

  /** Whether lines that were not recognized may be in orders that are alive: still being built, or shown otherwise than ordered. */
  private static boolean mayStillBeOurs(List<ProviderOrder> orders, ResponseVerifier echo) {
    return orders.stream()
        .filter(order -> order.status() != PurchaseStatus.CLOSED)
        .anyMatch(order -> order.status() == PurchaseStatus.PENDING || order.lines().isEmpty() || echo.foreign());
  }

  /** A look-up is conclusive: what is not there will not come. */
  private static void conclude(
      StepContext step, Placement placement, ResponseVerifier echo, List<ProviderOrder> orders, Instant asOf) {
    List<Line> missing =
        BookingRecord.state(step).linesOf(placement).stream()
            .filter(line -> !echo.matches().containsKey(line.lineId))
            .toList();
    if (step.safety.mayLinesAppear(!missing.isEmpty(), mayStillBeOurs(orders, echo))) {
      // Whatever is missing may be in these: calling it failed would let it be ordered again.
      UnclearOrders.note(step, placement, orders);
      return;
    }
    placement.inDoubt = false;
    placement.issue = null;
    if (!orders.isEmpty()) {
      PlacementOutcomes.accept(step, placement, echo, asOf);
      String code = echo.foreign() ? "UNEXPECTED_ORDER" : "NOT_ORDERED";
      missing.forEach(
          line ->
              line.end(
                  LineOutcome.FAILED,
                  code,
                  "the provider shows " + orders + " for " + placement.clientOrderId + ", without this line"));
      step.journal("ERROR", code, missing.size() + " lines of " + placement.clientOrderId + " are not in the provider's orders");
    } else if (placement.denied) {
      PlacementOutcomes.abandon(step, placement);
      missing.forEach(line -> line.end(LineOutcome.SKIPPED, AnswerOption.NO_ORDER, "there is no order, as a person said and a look-up has shown"));
    } else if (placement.refusalCode != null) {
      PlacementOutcomes.refuse(step, placement);
    } else if (step.body.interrupted) {
      PlacementOutcomes.abandon(step, placement);
      missing.forEach(line -> line.end(LineOutcome.SKIPPED, "INTERRUPTED", "the booking was interrupted"));
    } else if (placement.attempt >= MOST_ATTEMPTS) {
      PlacementOutcomes.abandon(step, placement);
      missing.forEach(
          line ->
              line.end(LineOutcome.FAILED, "NOT_ACCEPTED", "the provider did not take the order in " + MOST_ATTEMPTS + " attempts"));
    } else {
      step.journal("INFO", "NOT_PLACED", "order " + placement.clientOrderId + " was certainly not placed; it is sent again");
      PlacementOutcomes.ready(BookingRecord.state(step), placement);
    }
  }
}
