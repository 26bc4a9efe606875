package io.autopurchase.core.booking;

import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.booking.BookingState.Line;
import io.autopurchase.core.booking.BookingState.Placement;
import io.autopurchase.core.booking.BookingState.PlacementState;
import io.autopurchase.core.purchase.OrderLinks;
import io.autopurchase.core.purchase.PurchaseEdit;
import io.autopurchase.core.purchase.PurchaseRecord;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.Text;
import io.autopurchase.core.record.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.annotation.Nullable;

/** The outcome of a placement, and of its lines with it. */
final class PlacementOutcomes {
  private static final Duration FIRST_LOOKUP = Duration.ofMillis(500);
  private static final Duration LAST_LOOKUP_PAUSE = Duration.ofSeconds(30);
  static final Duration LAST_UNCLEAR_PAUSE = Duration.ofHours(6);

  /** How long after conclusiveAt an order may still be under construction before synchronization takes over. */
  private static final Duration SETTLING = Duration.ofSeconds(60);

  private PlacementOutcomes() {}

  /** Whether every line of the placement was found. */
  static boolean isWhole(StepContext step, ResponseVerifier echo, Placement placement) {
    return step.safety.isDone(echo.isComplete(placement), !echo.matches().isEmpty());
  }

  /** It is to be sent, for the first time or again. */
  static void ready(BookingState booking, Placement placement) {
    placement.state = PlacementState.NEW;
    mark(booking, placement, placement.inDoubt ? LineOutcome.UNCERTAIN : LineOutcome.PENDING);
  }

  /** It may or may not have been carried out: it is looked up after a moment. */
  static void markUncertain(StepContext step, Placement placement, Text why) {
    markUncertain(step, placement, why, step.now().plus(FIRST_LOOKUP));
  }

  /** It may or may not have been carried out: it is looked up. */
  static void markUncertain(StepContext step, Placement placement, Text why, Instant nextLookup) {
    if (!step.safety.isDoubtLookedUp()) {
      ready(BookingRecord.state(step), placement);
      return;
    }
    placement.state = PlacementState.UNCERTAIN;
    placement.inDoubt = true;
    placement.lookups = 0;
    placement.unclearLooks = 0;
    placement.failedLooks = 0;
    placement.askAfter = UnclearOrders.FIRST_QUESTION;
    placement.search = null;
    placement.nextLookup = nextLookup;
    mark(BookingRecord.state(step), placement, LineOutcome.UNCERTAIN);
    step.journal("WARN", why);
  }

  /** The provider says that it has made it, and names its orders only: they are read before anything is linked to them. */
  static void named(StepContext step, Placement placement, List<String> ids) {
    placement.state = PlacementState.UNCERTAIN;
    placement.inDoubt = true;
    placement.lookups = 0;
    placement.unclearLooks = 0;
    placement.failedLooks = 0;
    placement.askAfter = UnclearOrders.FIRST_QUESTION;
    placement.name(ids);
    placement.search = null;
    placement.nextLookup = step.now();
    mark(BookingRecord.state(step), placement, LineOutcome.UNCERTAIN);
    step.journal("INFO", "NAMED", "clientOrderId", placement.clientOrderId, "orders", ids);
  }

  /** It is certain that there is no order, and there will be none. */
  static void abandon(StepContext step, Placement placement) {
    placement.state = PlacementState.CLOSED;
    placement.issue = null;
    Instant spentAt = placement.spentAt;
    Money spentAmount = placement.spentAmount;
    if (spentAt != null && spentAmount != null) {
      step.changes.editLimiter((session, now) -> session.spending.giveBack(spentAmount, spentAt));
      placement.spentAt = null;
    }
  }

  /** What it rests on was read too long ago. If it may be at the provider already, it is looked up; else its lines are read again. */
  static void readAgain(StepContext step, Placement placement) {
    if (placement.inDoubt) {
      placement.state = PlacementState.UNCERTAIN;
      placement.nextLookup = step.now();
      return;
    }
    placement.state = PlacementState.TO_CHECK;
    for (Line line : BookingRecord.state(step).linesOf(placement)) {
      line.outcome = LineOutcome.PENDING;
      line.lookAgain();
    }
  }

  /** Its lines of which what is stored cannot be read. */
  static List<Line> unreadable(StepContext step, Placement placement) {
    BookingState booking = BookingRecord.state(step);
    step.known.readAll(booking.pending().map(line -> Keys.purchase(booking.key(line))).toList());
    return booking.linesOf(placement).stream().filter(line -> !PurchaseEdit.isPossible(step, booking.key(line))).toList();
  }

  /** Nothing is ordered for lines of which it could not be noted; the others of the order are looked at again. */
  static void leaveOut(StepContext step, Placement placement, List<Line> unreadable) {
    if (placement.inDoubt) {
      readAgain(step, placement);
      return;
    }
    unreadable.forEach(line -> refuseUnreadable(step, line));
    List<String> others = placement.lineIds.stream().filter(id -> unreadable.stream().noneMatch(line -> line.lineId.equals(id))).toList();
    if (others.isEmpty()) {
      abandon(step, placement);
    } else {
      placement.lineIds = others;
      readAgain(step, placement);
    }
  }

  /** A line for which nothing is ordered. */
  static void refuseUnreadable(StepContext step, Line line) {
    line.end(LineOutcome.FAILED, Unreadable.UNREADABLE);
    step.journal("ERROR", Unreadable.UNREADABLE, "text", "unreadableLine", "lineId", line.lineId);
  }

  /** The order is refused for good. The first time the lines are looked at again: perhaps there is a question in it. */
  static void refuse(StepContext step, Placement placement) {
    abandon(step, placement);
    Text why = Objects.requireNonNull(placement.refusal, "the refusal");
    step.journal("ERROR", why.within("orderRefused", "clientOrderId", placement.clientOrderId));
    for (Line line : BookingRecord.state(step).linesOf(placement)) {
      if (line.wasRefused) {
        line.end(LineOutcome.REJECTED, why);
      } else {
        line.outcome = LineOutcome.PENDING;
        line.wasRefused = true;
        line.stage = new LineStage.Unchecked(why);
      }
    }
  }

  /**
   * The provider has made the orders.
   *
   * @param asOf when it was asked for them, by its clock
   * @param askedAt likewise, by ours; null only if none of them was read
   */
  static void accept(StepContext step, Placement placement, ResponseVerifier echo, Instant asOf, @Nullable Instant askedAt) {
    BookingState booking = BookingRecord.state(step);
    if (placement.inDoubt) {
      echo.matches().entrySet().removeIf(match -> isLinkedElsewhere(step, match.getKey(), match.getValue()));
      echo.matches().entrySet().removeIf(match -> isDealtWithSince(step, match.getKey(), match.getValue()));
    }
    placement.inDoubt = false;
    placement.lookups = 0;
    placement.issue = null;
    if (!placement.named().isEmpty()) {
      placement.name(echo.matches().values().stream().map(match -> match.order().id()).distinct().toList());
    }
    if (echo.foreign()) {
      step.journal("ERROR", "DUPLICATE_ORDER_FOUND", "clientOrderId", placement.clientOrderId);
    }
    echo.matches()
        .forEach(
            (lineId, match) -> {
              Line line = booking.line(lineId);
              line.outcome = LineOutcome.BOOKED;
              line.providerOrderId = match.order().id();
              OrderLinks.reserve(step, booking.key(line), match.order().id(), match.line().id());
              Money approved = line.request().unitPrice().multiply(line.quantity);
              match
                  .line()
                  .amount()
                  .filter(amount -> isAbove(amount, approved))
                  .ifPresent(amount -> step.journal("WARN", "PRICE_ABOVE_APPROVED", "lineId", lineId, "cost", amount, "approved", approved));
            });
    step.journal(
        "INFO",
        "PLACED",
        "clientOrderId",
        placement.clientOrderId,
        "orders",
        echo.matches().values().stream().map(m -> m.order().id()).distinct().toList());
    settle(step, placement, echo, asOf, askedAt);
  }

  /** An amount in another currency than the approved one was not approved, however small it is. */
  private static boolean isAbove(Money amount, Money approved) {
    return !amount.currency().equals(approved.currency()) || amount.isGreaterThan(approved);
  }

  /** While an order was in doubt, a person may have found it on the site and linked it to another line. */
  private static boolean isLinkedElsewhere(StepContext step, String lineId, ResponseVerifier.Match match) {
    Line line = BookingRecord.state(step).line(lineId);
    boolean taken = OrderLinks.isTaken(step, BookingRecord.state(step).key(line), match.order().id(), match.line().id());
    if (taken) {
      line.end(LineOutcome.FAILED, "LINKED_ELSEWHERE", "providerLineId", match.line().id(), "providerOrderId", match.order().id());
      step.journal(
          "ERROR", "LINKED_ELSEWHERE", "lineId", lineId, "providerLineId", match.line().id(), "providerOrderId", match.order().id());
    }
    return taken;
  }

  private static boolean isLinkedByOthers(StepContext step, PurchaseRecord purchase) {
    return purchase.providerOrderId != null && !step.body.id.equals(purchase.activity);
  }

  /** While an order was in doubt, its booking may have ended, and others may have bought the line or bound it to another order. */
  private static boolean isDealtWithSince(StepContext step, String lineId, ResponseVerifier.Match match) {
    Line line = BookingRecord.state(step).line(lineId);
    boolean isLinked =
        step.recordStore
            .find(Keys.purchase(BookingRecord.state(step).key(line)), PurchaseRecord.class)
            .filter(purchase -> isLinkedByOthers(step, purchase.body()) && !match.order().id().equals(purchase.body().providerOrderId))
            .isPresent();
    if (isLinked) {
      line.end(LineOutcome.SKIPPED, "LINE_CHANGED_MEANWHILE", "text", "linkedSince", "providerOrderId", match.order().id());
      step.journal("ERROR", "LINE_CHANGED_MEANWHILE", "lineId", lineId, "providerOrderId", match.order().id());
    }
    return isLinked;
  }

  /**
   * Takes over what the orders show, and comes back while the provider still builds them.
   *
   * @param asOf when it was asked for them, by its clock
   * @param askedAt likewise, by ours; null only if none of them was read
   */
  static void settle(StepContext step, Placement placement, ResponseVerifier echo, Instant asOf, @Nullable Instant askedAt) {
    BookingState booking = BookingRecord.state(step);
    echo.matches().entrySet().removeIf(match -> !canBeNoted(step, match.getKey(), match.getValue()));
    echo.matches()
        .forEach(
            (lineId, match) -> {
              Line line = booking.line(lineId);
              Money payableUpTo = ChargedPrices.payableUpTo(step, line);
              Instant readAt = Objects.requireNonNull(askedAt, "when the orders were asked for");
              PurchaseEdit.of(
                  step,
                  booking.key(line),
                  purchase -> {
                    boolean isNew = !match.order().id().equals(purchase.providerOrderId);
                    if (isNew && isLinkedByOthers(step, purchase)) {
                      return false; // what they know of their order must not give way to what we know of ours
                    }
                    purchase.clientOrderId = placement.clientOrderId;
                    purchase.activity = step.body.id;
                    purchase.quantity = line.quantity;
                    boolean changed =
                        isNew
                            ? purchase.read(match.order(), match.line(), readAt)
                            : OrderLinks.renew(step, purchase, match.order(), match.line(), readAt);
                    purchase.ordered(line.item());
                    purchase.payableUpTo = purchase.payableUpTo == null ? payableUpTo : purchase.payableUpTo; // not below what was accepted
                    return changed;
                  });
              boolean failed =
                  match.line().failureCode().isPresent()
                      && (match.line().status() == PurchaseStatus.CLOSED || match.order().status() == PurchaseStatus.CLOSED);
              if (failed && line.outcome == LineOutcome.BOOKED) {
                String code = match.line().failureCode().orElseThrow();
                line.end(LineOutcome.FAILED, Text.said(code, match.line().failureMessage().orElse(null)));
                step.journal("ERROR", code, "text", "orderFailed", "lineId", lineId);
              }
            });
    boolean isUnnoted = booking.linesOf(placement).stream().anyMatch(Line::isUnnoted);
    boolean isOver = booking.linesOf(placement).stream().noneMatch(line -> line.outcome == LineOutcome.BOOKED);
    boolean building =
        !isOver && echo.matches().isEmpty()
            || echo.matches().values().stream().anyMatch(m -> m.order().status() == PurchaseStatus.PENDING);
    Duration rest = Duration.between(asOf, placement.conclusiveAt().plus(SETTLING));
    if (building && !rest.isNegative()) {
      placement.state = PlacementState.SETTLING;
      lookAgainLater(step, placement, rest);
    } else if (isUnnoted) {
      placement.state = PlacementState.SETTLING;
      noteLater(step, placement);
    } else {
      placement.state = PlacementState.CLOSED;
      placement.nextLookup = null;
    }
  }

  /**
   * Whether the outcome of a line that was ordered can be recorded. If it cannot, the line stays held, so that it is not ordered
   * again, and is noted once what is stored of it can be read.
   */
  private static boolean canBeNoted(StepContext step, String lineId, ResponseVerifier.Match match) {
    BookingState booking = BookingRecord.state(step);
    Line line = booking.line(lineId);
    boolean wasUnnoted = line.isUnnoted();
    if (line.outcome != LineOutcome.BOOKED && !wasUnnoted) {
      return false;
    }
    if (!PurchaseEdit.isPossible(step, booking.key(line))) {
      line.end(LineOutcome.UNCERTAIN, Unreadable.UNREADABLE, "text", "notedLater", "providerOrderId", match.order().id());
      if (!wasUnnoted) {
        step.journal("ERROR", Unreadable.UNREADABLE, "text", "notedLater", "lineId", lineId, "providerOrderId", match.order().id());
      }
      return false;
    }
    if (wasUnnoted && !isDealtWithSince(step, lineId, match)) {
      line.end(LineOutcome.BOOKED);
      step.journal("INFO", "PLACED", "text", "noted", "lineId", lineId);
    }
    return line.outcome == LineOutcome.BOOKED;
  }

  /** Whether all that is left of an order is to note it of lines of which that is still not possible. */
  static boolean staysUnnoted(StepContext step, Placement placement) {
    BookingState booking = BookingRecord.state(step);
    List<Line> open = booking.linesOf(placement).stream().filter(line -> line.isUnnoted() || line.outcome == LineOutcome.BOOKED).toList();
    return booking.isUnnoted(placement)
        && open.stream().allMatch(line -> line.isUnnoted() && !PurchaseEdit.isPossible(step, booking.key(line)));
  }

  /** Looks with pauses that grow to hours whether it can be noted now. */
  static void noteLater(StepContext step, Placement placement) {
    placement.unclearLooks++;
    lookAgainMuchLater(step, placement);
  }

  /**
   * With growing pauses, and once right after the end that is waited for; never without a pause.
   *
   * @param rest how long it is until then; negative if it is over
   */
  static void lookAgainLater(StepContext step, Placement placement, Duration rest) {
    long pause = Math.min(FIRST_LOOKUP.toMillis() << Math.min(placement.lookups, 10), LAST_LOOKUP_PAUSE.toMillis());
    if (!rest.isNegative()) {
      pause = Math.max(FIRST_LOOKUP.toMillis(), Math.min(pause, rest.toMillis() + 1));
    }
    placement.nextLookup = step.now().plusMillis(pause);
  }

  /** After the end of what could be waited for: with pauses that grow to hours. */
  static void lookAgainMuchLater(StepContext step, Placement placement) {
    long pause = LAST_LOOKUP_PAUSE.toMillis() << Math.min(placement.unclearLooks, 12);
    placement.nextLookup = step.now().plusMillis(Math.min(pause, LAST_UNCLEAR_PAUSE.toMillis()));
  }

  static void mark(BookingState booking, Placement placement, LineOutcome outcome) {
    booking.linesOf(placement).forEach(line -> line.outcome = outcome);
  }
}
