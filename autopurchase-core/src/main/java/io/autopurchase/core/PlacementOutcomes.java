package io.autopurchase.core;

import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.core.BookingBody.Line;
import io.autopurchase.core.BookingBody.Placement;
import io.autopurchase.core.BookingBody.PlacementState;
import java.time.Duration;
import java.time.Instant;

/** What becomes of a placement, and of its lines with it. */
final class PlacementOutcomes {
  private static final Duration FIRST_LOOKUP = Duration.ofMillis(500);
  private static final Duration LAST_LOOKUP_PAUSE = Duration.ofSeconds(30);
  static final Duration LAST_UNCLEAR_PAUSE = Duration.ofHours(6);

  /** How long after the horizon an order may still be under construction before synchronization takes over. */
  private static final Duration SETTLING = Duration.ofSeconds(60);

  private PlacementOutcomes() {}

  /** Whether every line of the placement was found. */
  static boolean isWhole(Run run, EchoCheck echo, Placement placement) {
    return echo.isComplete(placement) || !echo.matches().isEmpty() && !run.holds(Rule.ECHO_OF_EVERY_LINE);
  }

  /** It is to be sent, for the first time or again. */
  static void ready(BookingBody booking, Placement placement) {
    placement.state = PlacementState.NEW;
    mark(booking, placement, placement.inDoubt ? LineOutcome.UNCERTAIN : LineOutcome.PENDING);
  }

  /** It may or may not have been carried out: it is looked up. */
  static void doubt(Run run, Placement placement, String code, String message, Instant now) {
    if (!run.holds(Rule.DOUBT_IS_LOOKED_UP)) {
      ready(run.body.booking, placement);
      return;
    }
    placement.state = PlacementState.UNCERTAIN;
    placement.inDoubt = true;
    placement.lookups = 0;
    placement.unclearLooks = 0;
    placement.askAfter = UnclearOrders.FIRST_QUESTION;
    placement.nextLookup = code.equals("INTERRUPTED") ? now : now.plus(FIRST_LOOKUP);
    mark(run.body.booking, placement, LineOutcome.UNCERTAIN);
    run.journal("WARN", code, "order " + placement.clientOrderId + " may or may not have been placed: " + message);
  }

  /** It is certain that there is no order, and there will be none. */
  static void abandon(Run run, Placement placement) {
    placement.state = PlacementState.CLOSED;
    placement.issue = null;
    Instant spentAt = placement.spentAt;
    Money spentAmount = placement.spentAmount;
    if (spentAt != null) {
      run.changes.editLimiter(session -> session.spending.giveBack(spentAmount, spentAt));
      placement.spentAt = null;
    }
  }

  /** What it rests on was read too long ago. Where it may be at the provider already, it is looked up; else its lines are read again. */
  static void readAgain(Run run, Placement placement) {
    if (placement.inDoubt) {
      placement.state = PlacementState.UNCERTAIN;
      placement.nextLookup = run.now();
      return;
    }
    placement.state = PlacementState.TO_CHECK;
    for (Line line : run.body.booking.linesOf(placement)) {
      line.outcome = LineOutcome.PENDING;
      line.lookAgain();
    }
  }

  /** The order is refused for good. The first time the lines are looked at again: perhaps there is a question in it. */
  static void refuse(Run run, Placement placement) {
    abandon(run, placement);
    run.journal(
        "ERROR",
        placement.refusalCode,
        "order " + placement.clientOrderId + " was refused: " + placement.refusalMessage);
    for (Line line : run.body.booking.linesOf(placement)) {
      if (line.refusalCode != null) {
        line.end(LineOutcome.REJECTED, placement.refusalCode, placement.refusalMessage);
      } else {
        line.outcome = LineOutcome.PENDING;
        line.refusalCode = placement.refusalCode;
        line.refusalMessage = placement.refusalMessage;
        line.lookAgain();
      }
    }
  }

  /** The provider has made the orders. */
  static void accept(Run run, Placement placement, EchoCheck echo, Instant asOf) {
    BookingBody booking = run.body.booking;
    if (placement.inDoubt) {
      echo.matches().entrySet().removeIf(match -> isLinkedElsewhere(run, match.getKey(), match.getValue()));
      echo.matches().entrySet().removeIf(match -> isDealtWithSince(run, match.getKey(), match.getValue()));
    }
    placement.inDoubt = false;
    placement.lookups = 0;
    placement.issue = null;
    if (echo.foreign()) {
      run.journal("ERROR", "DUPLICATE_ORDER_FOUND", "the provider shows more orders for " + placement.clientOrderId + " than were asked for");
    }
    echo.matches()
        .forEach(
            (lineId, match) -> {
              Line line = booking.line(lineId);
              line.outcome = LineOutcome.BOOKED;
              line.providerOrderId = match.order().id();
              OrderLinks.reserve(run, booking.key(line), match.order().id(), match.line().id());
              match
                  .line()
                  .amount()
                  .filter(amount -> isAbove(amount, line.request().unitPrice().multiply(line.quantity)))
                  .ifPresent(amount -> run.journal("WARN", "PRICE_ABOVE_APPROVED", "line " + lineId + " costs " + amount));
            });
    run.journal(
        "INFO",
        "PLACED",
        "order " + placement.clientOrderId + " is placed as "
            + echo.matches().values().stream().map(m -> m.order().id()).distinct().toList());
    settle(run, placement, echo, asOf);
  }

  /** An amount in another currency than the approved one was not approved, however small it is. */
  private static boolean isAbove(Money amount, Money approved) {
    return !amount.currency().equals(approved.currency()) || amount.isGreaterThan(approved);
  }

  /** While an order was in doubt, somebody may have found it on the site and linked it to another line. */
  private static boolean isLinkedElsewhere(Run run, String lineId, EchoCheck.Match match) {
    Line line = run.body.booking.line(lineId);
    boolean taken = OrderLinks.isTaken(run, run.body.booking.key(line), match.order().id(), match.line().id());
    if (taken) {
      String message = "line " + match.line().id() + " of order " + match.order().id() + ", which was placed for it, is linked to another line";
      line.end(LineOutcome.FAILED, "LINKED_ELSEWHERE", message);
      run.journal("ERROR", "LINKED_ELSEWHERE", "line " + lineId + ": " + message);
    }
    return taken;
  }

  private static boolean isLinkedByOthers(Run run, PurchaseBody purchase) {
    return purchase.providerOrderId != null && !run.body.id.equals(purchase.activity);
  }

  /** While an order was in doubt, its booking may have ended, and others may have bought the line or bound it to another order. */
  private static boolean isDealtWithSince(Run run, String lineId, EchoCheck.Match match) {
    Line line = run.body.booking.line(lineId);
    boolean isLinked =
        run.kernel
            .load(Keys.purchase(run.body.booking.key(line)), PurchaseBody.class)
            .filter(purchase -> isLinkedByOthers(run, purchase.body()) && !match.order().id().equals(purchase.body().providerOrderId))
            .isPresent();
    if (isLinked) {
      String message = "another activity has linked the line to an order since; order " + match.order().id() + ", which was placed for it, is there too";
      line.end(LineOutcome.SKIPPED, "LINE_CHANGED_MEANWHILE", message);
      run.journal("ERROR", "LINE_CHANGED_MEANWHILE", "line " + lineId + ": " + message);
    }
    return isLinked;
  }

  /** Takes over what the orders show, and comes back while the provider still builds them. */
  static void settle(Run run, Placement placement, EchoCheck echo, Instant asOf) {
    BookingBody booking = run.body.booking;
    Instant askedAt = run.calledAt();
    echo.matches().keySet().removeIf(lineId -> booking.line(lineId).outcome != LineOutcome.BOOKED);
    echo.matches()
        .forEach(
            (lineId, match) -> {
              Line line = booking.line(lineId);
              run.changes.edit(
                  booking.key(line),
                  purchase -> {
                    boolean isNew = !match.order().id().equals(purchase.providerOrderId);
                    if (isNew && isLinkedByOthers(run, purchase)) {
                      return false; // what they know of their order must not give way to what we know of ours
                    }
                    purchase.clientOrderId = placement.clientOrderId;
                    purchase.activity = run.body.id;
                    purchase.quantity = line.quantity;
                    return isNew
                        ? purchase.read(match.order(), match.line(), askedAt)
                        : OrderLinks.renew(run, purchase, match.order(), match.line(), askedAt);
                  });
              boolean failed =
                  match.line().failureCode().isPresent()
                      && (match.line().status() == PurchaseStatus.CLOSED || match.order().status() == PurchaseStatus.CLOSED);
              if (failed && line.outcome == LineOutcome.BOOKED) {
                String code = match.line().failureCode().orElseThrow();
                line.end(LineOutcome.FAILED, code, match.line().failureMessage().orElse(null));
                run.journal("ERROR", code, "line " + lineId + ": the provider failed to make the order");
              }
            });
    boolean isOver = booking.linesOf(placement).stream().noneMatch(line -> line.outcome == LineOutcome.BOOKED);
    boolean building =
        !isOver && echo.matches().isEmpty()
            || echo.matches().values().stream().anyMatch(m -> m.order().status() == PurchaseStatus.PENDING);
    Duration rest = Duration.between(asOf, placement.conclusiveAt.plus(SETTLING));
    if (building && !rest.isNegative()) {
      placement.state = PlacementState.SETTLING;
      lookAgainLater(run, placement, rest);
    } else {
      placement.state = PlacementState.CLOSED;
      placement.nextLookup = null;
    }
  }

  /**
   * With growing pauses, and once right after the end that is waited for; never without a pause.
   *
   * @param rest how long it is until then; negative where it is over
   */
  static void lookAgainLater(Run run, Placement placement, Duration rest) {
    long pause = Math.min(FIRST_LOOKUP.toMillis() << Math.min(placement.lookups, 10), LAST_LOOKUP_PAUSE.toMillis());
    if (!rest.isNegative()) {
      pause = Math.max(FIRST_LOOKUP.toMillis(), Math.min(pause, rest.toMillis() + 1));
    }
    placement.nextLookup = run.now().plusMillis(pause);
  }

  /** After the end of what could be waited for: with pauses that grow to hours. */
  static void lookAgainMuchLater(Run run, Placement placement) {
    long pause = LAST_LOOKUP_PAUSE.toMillis() << Math.min(placement.unclearLooks, 12);
    placement.nextLookup = run.now().plusMillis(Math.min(pause, LAST_UNCLEAR_PAUSE.toMillis()));
  }

  static void mark(BookingBody booking, Placement placement, LineOutcome outcome) {
    booking.linesOf(placement).forEach(line -> line.outcome = outcome);
  }
}
