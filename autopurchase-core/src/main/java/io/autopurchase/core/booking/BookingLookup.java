package io.autopurchase.core.booking;

import io.autopurchase.AnswerOption;
import io.autopurchase.LineOutcome;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.WaitReason;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.booking.BookingState.Line;
import io.autopurchase.core.booking.BookingState.Placement;
import io.autopurchase.core.booking.BookingState.PlacementState;
import io.autopurchase.core.record.Text;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the outcome of orders that are in doubt, or that the provider still builds. */
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
            .filter(p -> !p.nextLookup().isAfter(now))
            .min(Comparator.comparing(Placement::nextLookup));
    due.ifPresent(placement -> lookUp(step, placement));
    return due.isPresent();
  }

  /** When the next look-up is due; empty if nothing is to be looked up. */
  static Optional<Instant> nextDue(BookingState booking) {
    return open(booking).stream().map(Placement::nextLookup).min(Comparator.naturalOrder());
  }

  /** Lets the activity rest until the next look-up. Returns whether there is one to wait for. */
  static boolean restUntilNextLookup(StepContext step) {
    Optional<Placement> next =
        open(BookingRecord.state(step)).stream().min(Comparator.comparing(Placement::nextLookup));
    next.ifPresent(
        p ->
            step.body.waitFor(
                reason(BookingRecord.state(step), p), p.nextLookup));
    return next.isPresent();
  }

  private static WaitReason reason(BookingState booking, Placement placement) {
    if (placement.state == PlacementState.UNCERTAIN) {
      return WaitReason.RESOLVING_ORDER;
    }
    return booking.isUnnoted(placement) ? WaitReason.UNREADABLE : WaitReason.ORDER_PENDING;
  }

  private static List<Placement> open(BookingState booking) {
    return booking.placements.stream()
        .filter(p -> p.state == PlacementState.UNCERTAIN || p.state == PlacementState.SETTLING)
        .toList();
  }

  private static void lookUp(StepContext step, Placement placement) {
    if (placement.claimedOrder != null) {
      UnclearOrders.verifyClaim(step, placement, placement.claimedOrder);
      return;
    }
    if (PlacementOutcomes.staysUnnoted(step, placement)) {
      PlacementOutcomes.noteLater(step, placement);
      return;
    }
    OrderSearch search = placement.search;
    if (search == null) {
      search = OrderSearch.begin(placement, placement.named().isEmpty() || mustLookUpNamed(step, placement));
    }
    placement.search = search;
    int most = step.client().capabilities().maxOrdersPerRead();
    // As many as fit into one call are read before the next page, so that what is stored stays small.
    if (search.hasPages && search.next(most).size() < most) {
      readPage(step, placement, search);
    } else {
      readOrders(step, placement, search);
    }
  }

  /**
   * Orders that the provider has named are read at first, and that is all if they show what was ordered. They are looked up as well if they
   * show less, or if a reading has not shown them and they should have shown by now.
   */
  private static boolean mustLookUpNamed(StepContext step, Placement placement) {
    return placement.state == PlacementState.UNCERTAIN
        && (placement.namesTooLittle || placement.lookups > 0 && step.providerTime().isAfter(placement.conclusiveAt()));
  }

  private static void readPage(StepContext step, Placement placement, OrderSearch search) {
    OrderLookupRequest request = search.request(placement);
    Optional<ProviderResult<OrderLookup>> result = step.calls.read(context -> step.client().ordersByClientOrderId(request, context));
    if (result.isEmpty()) {
      UnclearOrders.noteFailure(step, placement);
    } else if (result.get() instanceof ProviderResult.Rejected<OrderLookup> no && search.cursor != null) {
      breakOff(step, placement, search, no);
    } else if (result.get() instanceof ProviderResult.Rejected<OrderLookup> no) {
      placement.search = null;
      step.calls.pause(no.code(), no.message());
      UnclearOrders.noteFailure(step, placement);
    } else if (result.get() instanceof ProviderResult.Success<OrderLookup> yes) {
      boolean foreign = yes.value().orders().stream().anyMatch(order -> !order.clientOrderId().equals(placement.clientOrderId));
      if (foreign && step.safety.mustLookupBeRepeated()) {
        placement.lookups++;
        step.calls.pause("FOREIGN_ANSWER");
        UnclearOrders.noteFailure(step, placement);
      } else {
        take(step, placement, search, yes.value());
      }
    }
  }

  private static void take(StepContext step, Placement placement, OrderSearch search, OrderLookup page) {
    boolean ends = search.add(page, step.calls.calledAt());
    if (ends) {
      decideOnceAllIsRead(step, placement, search);
    } else if (placement.state == PlacementState.SETTLING) {
      decide(step, placement, search);
    } else {
      placement.lookups++;
      UnclearOrders.noteEndless(step, placement, search);
    }
  }

  /** The cursor of a look-up has ended, perhaps because it was kept for long: the look-up begins again, after a pause. */
  private static void breakOff(StepContext step, Placement placement, OrderSearch search, ProviderResult.Rejected<OrderLookup> no) {
    if (placement.state == PlacementState.SETTLING) {
      decide(step, placement, search);
    } else {
      placement.lookups++;
      UnclearOrders.noteBroken(step, placement, no.code(), no.message());
    }
  }

  /** Reads orders that may be those of the placement: what names them does not show what they are. */
  private static void readOrders(StepContext step, Placement placement, OrderSearch search) {
    List<String> ids = search.next(step.client().capabilities().maxOrdersPerRead());
    Optional<ProviderResult<List<ProviderOrder>>> result = step.calls.read(context -> step.client().orders(ids, context));
    if (result.isEmpty()) {
      UnclearOrders.noteFailure(step, placement);
    } else if (result.get() instanceof ProviderResult.Rejected<List<ProviderOrder>> no) {
      step.journal("WARN", Text.said(no.code(), no.message()).within("ordersNotRead", "orders", ids));
      search.singly = true;
      if (ids.size() == 1) {
        search.add(ids, List.of(), step.calls.calledAt());
      }
      decideOnceAllIsRead(step, placement, search);
    } else if (result.get() instanceof ProviderResult.Success<List<ProviderOrder>> yes) {
      List<ProviderOrder> shown = yes.value();
      if (shown.stream().anyMatch(order -> !ids.contains(order.id())) && step.safety.mustLookupBeRepeated()) {
        step.calls.pause("FOREIGN_ANSWER");
        UnclearOrders.noteFailure(step, placement);
        return;
      }
      search.add(ids, shown, step.calls.calledAt());
      shown.stream().filter(order -> isOfAnother(order, placement)).forEach(order -> drop(step, placement, search, order));
      decideOnceAllIsRead(step, placement, search);
    }
  }

  /** An order without a client order id was placed by hand, unless the provider has named it for the placement, or still builds it. */
  private static boolean isOfAnother(ProviderOrder order, Placement placement) {
    boolean isUnfinished = order.status() == PurchaseStatus.PENDING || order.lines().isEmpty() && order.status() != PurchaseStatus.CLOSED;
    boolean mayShowItLater = placement.named().contains(order.id()) || isUnfinished;
    return order.clientOrderId().isEmpty() ? !mayShowItLater : !order.clientOrderId().equals(placement.clientOrderId);
  }

  private static void drop(StepContext step, Placement placement, OrderSearch search, ProviderOrder order) {
    search.drop(order.id());
    if (placement.named().contains(order.id())) {
      placement.name(placement.named().stream().filter(id -> !id.equals(order.id())).toList());
      step.journal(
          "WARN",
          "RESPONSE_MISMATCH",
          "text",
          "otherOrderNamed",
          "providerOrderId",
          order.id(),
          "clientOrderId",
          placement.clientOrderId,
          "otherClientOrderId",
          order.clientOrderId());
    }
  }

  private static void decideOnceAllIsRead(StepContext step, Placement placement, OrderSearch search) {
    if (step.safety.isReadToItsEnd(!search.hasPages && search.next(1).isEmpty())) {
      decide(step, placement, search);
    }
  }

  private static void decide(StepContext step, Placement placement, OrderSearch search) {
    List<ProviderOrder> orders = search.orders();
    Instant lookedUpAt = search.asOf;
    // A "not found" is as old as its question, however late the answer is read.
    Instant asOf =
        lookedUpAt != null
            ? step.safety.ageOfAnswer(lookedUpAt, step::providerTime)
            : step.client().providerTime(step.calls.calledAt());
    ResponseVerifier echo =
        ResponseVerifier.of(placement, BookingRecord.state(step).linesOf(placement), orders, step.safety.mustLookupBeRepeated());
    placement.search = null;
    placement.lookups++;
    if (placement.state == PlacementState.SETTLING) {
      PlacementOutcomes.settle(step, placement, echo, asOf, search.readAt());
    } else if (PlacementOutcomes.isWhole(step, echo, placement)) {
      PlacementOutcomes.accept(step, placement, echo, asOf, search.readAt());
    } else if (lookedUpAt == null) {
      placement.namesTooLittle = search.unclear.isEmpty();
      PlacementOutcomes.lookAgainLater(step, placement, Duration.between(asOf, placement.conclusiveAt()));
    } else if (step.safety.isConclusive(asOf, placement.conclusiveAt())) {
      conclude(step, placement, echo, search, asOf);
    } else if (search.ids.isEmpty() && mayRepeat(step, placement)) {
      step.journal("INFO", "REPEATED", "clientOrderId", placement.clientOrderId);
      PlacementOutcomes.ready(BookingRecord.state(step), placement);
    } else if (asOf.isBefore(placement.conclusiveAt().minus(FAR_AWAY))) {
      UnclearOrders.noteLateConclusion(step, placement, orders, asOf);
    } else {
      PlacementOutcomes.lookAgainLater(step, placement, Duration.between(asOf, placement.conclusiveAt()));
    }
  }

  private static boolean mayRepeat(StepContext step, Placement placement) {
    return placement.refusal == null
        && !step.body.interrupted
        && placement.attempt < MOST_ATTEMPTS
        && PriceReadings.areFresh(step, placement)
        && PlacementOutcomes.unreadable(step, placement).isEmpty()
        && step.safety.mayRepeat(step.client().capabilities().repeatedClientOrderId());
  }

  /** Whether lines that were not recognized may be in orders that are alive: still being built, or shown otherwise than ordered. */
  private static boolean mayStillBeOurs(List<ProviderOrder> orders, ResponseVerifier echo) {
    return orders.stream()
        .filter(order -> order.status() != PurchaseStatus.CLOSED)
        .anyMatch(order -> order.status() == PurchaseStatus.PENDING || order.lines().isEmpty() || echo.foreign());
  }

  /** A look-up is conclusive: what is not there will not come, unless an order was named that does not show what it is. */
  private static void conclude(
      StepContext step, Placement placement, ResponseVerifier echo, OrderSearch search, Instant asOf) {
    List<ProviderOrder> orders = search.orders();
    boolean mayBeUnclearOne = UnclearOrders.mayBeOneOf(placement, search.unclear, asOf);
    List<Line> missing =
        BookingRecord.state(step).linesOf(placement).stream()
            .filter(line -> !echo.matches().containsKey(line.lineId))
            .toList();
    if (step.safety.mayLinesAppear(!missing.isEmpty(), mayBeUnclearOne || mayStillBeOurs(orders, echo))) {
      // Whatever is missing may be in these: calling it failed would let it be ordered again.
      UnclearOrders.note(step, placement, orders, asOf);
      return;
    }
    placement.inDoubt = false;
    placement.name(List.of());
    placement.issue = null;
    if (!orders.isEmpty()) {
      PlacementOutcomes.accept(step, placement, echo, asOf, search.readAt());
      String code = echo.foreign() ? "UNEXPECTED_ORDER" : "NOT_ORDERED";
      List<String> shown = orders.stream().map(ProviderOrder::id).toList();
      missing.forEach(line -> line.end(LineOutcome.FAILED, code, "orders", shown));
      step.journal("ERROR", code, "count", missing.size(), "clientOrderId", placement.clientOrderId, "orders", shown);
    } else if (placement.denied) {
      PlacementOutcomes.abandon(step, placement);
      missing.forEach(line -> line.end(LineOutcome.SKIPPED, AnswerOption.NO_ORDER));
    } else if (placement.refusal != null) {
      PlacementOutcomes.refuse(step, placement);
    } else if (step.body.interrupted) {
      PlacementOutcomes.abandon(step, placement);
      missing.forEach(line -> line.end(LineOutcome.SKIPPED, "INTERRUPTED"));
    } else if (placement.attempt >= MOST_ATTEMPTS) {
      PlacementOutcomes.abandon(step, placement);
      missing.forEach(line -> line.end(LineOutcome.FAILED, "NOT_ACCEPTED", "attempts", MOST_ATTEMPTS));
    } else {
      step.journal("INFO", "NOT_PLACED", "clientOrderId", placement.clientOrderId);
      PlacementOutcomes.ready(BookingRecord.state(step), placement);
    }
  }
}
