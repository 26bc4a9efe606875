package io.autopurchase.core;

import io.autopurchase.ActivityState;
import io.autopurchase.LineOutcome;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.core.BookingBody.Line;
import io.autopurchase.core.BookingBody.Placement;
import io.autopurchase.core.BookingBody.PlacementState;
import io.autopurchase.spi.EffectTerms;
import io.autopurchase.spi.FoundOrders;
import io.autopurchase.spi.PlacementLimit;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.ProviderTraits.RepeatedOuterId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Sends placements and finds out what became of them.
 *
 * <p>The rules: every attempt is committed before it is sent. What is not a clear yes or a listed no is in doubt, and stays
 * so until it is found, or until a "not found" that was asked after the horizon. Only then, or where the provider is proven
 * to make no second order, the same outer id is sent again.
 */
final class BookingPlacing {
  /** From the reading of the clock before the intent's commit; then the intent is not sent any more. */
  static final Duration SEND_WITHIN = Duration.ofSeconds(4);

  private static final int MOST_ATTEMPTS = 5;
  private static final Duration FIRST_LOOKUP = Duration.ofMillis(500);
  private static final Duration LAST_LOOKUP_PAUSE = Duration.ofSeconds(30);

  /** How long after the horizon an order may still be under construction before synchronization takes over. */
  private static final Duration SETTLING = Duration.ofSeconds(60);

  private final Optional<PlacementLimit> limit;

  BookingPlacing(Optional<PlacementLimit> limit) {
    this.limit = limit;
  }

  void recover(Run run) {
    for (Placement placement : run.body.booking.placements) {
      if (placement.state != PlacementState.SENDING) {
        continue;
      }
      if (!run.holds(Rule.OPEN_INTENT_IS_DOUBT)) {
        ready(run.body.booking, placement);
      } else {
        doubt(run, placement, "INTERRUPTED", "the program ended while the order was being sent", run.now());
      }
    }
  }

  void hurry(Run run) {
    run.body.booking.placements.stream().filter(p -> p.nextLookup != null).forEach(p -> p.nextLookup = run.now());
  }

  // Sending

  /** Commits to send the next order, or finds out first what must be known for it. */
  void intendOrPrepare(Run run) {
    if (!run.mayCall()) {
      return;
    }
    if (run.client().terms(run.now()).isEmpty()) {
      run.read(context -> run.client().prepare(context))
          .filter(ProviderResult.Rejected.class::isInstance)
          .ifPresent(
              result -> {
                ProviderResult.Rejected<Boolean> no = (ProviderResult.Rejected<Boolean>) result;
                run.pause(no.code(), no.message());
              });
    } else {
      intendNext(run);
    }
  }

  /** Marks the next order as being sent, if its turn has come; the commit that follows makes it so. */
  void intendNext(Run run) {
    Optional<Placement> next = run.body.booking.first(PlacementState.NEW);
    if (next.isEmpty() || !run.mayCall()) {
      return;
    }
    Optional<EffectTerms> terms = run.client().terms(run.now());
    if (terms.isEmpty() || !takesTurn(run)) {
      return;
    }
    Placement placement = next.get();
    placement.state = PlacementState.SENDING;
    placement.attempt++;
    if (!run.holds(Rule.ONE_OUTER_ID)) {
      placement.outerId = run.body.id + "-" + placement.number + "." + placement.attempt;
    }
    placement.sentAt = run.now();
    placement.sendBy = placement.sentAt.plus(SEND_WITHIN);
    placement.signedAt = terms.get().signedAt();
    placement.acceptedUntil = terms.get().acceptedUntil();
    boolean later = placement.visibleBy == null || terms.get().visibleBy().isAfter(placement.visibleBy);
    if (placement.visibleBy == null || later && run.holds(Rule.HORIZON_OF_EVERY_ATTEMPT)) {
      placement.visibleBy = terms.get().visibleBy();
    }
    mark(run.body.booking, placement, LineOutcome.PLACING);
    run.intend(placement);
    if (!run.holds(Rule.INTENT_FIRST)) {
      send(run, placement);
    }
  }

  /** Whether the session may place an order now; then the commit that follows counts it. */
  private boolean takesTurn(Run run) {
    if (limit.isEmpty()) {
      return true;
    }
    Instant there = run.providerTime();
    Duration wait = Duration.between(there, run.limiter().placeableAt(limit.get()));
    if (!wait.isNegative() && !wait.isZero()) {
      run.body.rest(ActivityState.WAITING, "LIMIT", run.now().plus(wait));
      return false;
    }
    run.editLimiter(session -> session.placed(limit.get(), there));
    return true;
  }

  /** Takes an intent back that was not committed. */
  static void withdraw(BookingBody booking, Placement placement) {
    placement.attempt--;
    ready(booking, placement);
  }

  private static void ready(BookingBody booking, Placement placement) {
    placement.state = PlacementState.NEW;
    mark(booking, placement, placement.inDoubt ? LineOutcome.UNCERTAIN : LineOutcome.PENDING);
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
      if (isWhole(run, echo, placement) && !echo.foreign()) {
        run.body.failures = 0;
        accept(run, placement, echo, run.providerTime());
      } else {
        doubt(run, placement, "ECHO", "the answer does not repeat what was ordered", now);
      }
    } else if (result instanceof ProviderResult.Unknown<List<ProviderOrder>> unknown) {
      if (unknown.refusal()) {
        placement.refusalCode = unknown.code();
        placement.refusalMessage = unknown.message();
      }
      doubt(run, placement, unknown.code(), unknown.message(), now);
    } else if (placement.inDoubt && run.holds(Rule.REFUSAL_CLEARS_NO_DOUBT)) {
      // A later "no" says nothing about an earlier attempt that is in doubt.
      if (result instanceof ProviderResult.Rejected<List<ProviderOrder>> no) {
        placement.refusalCode = no.code();
        placement.refusalMessage = no.message();
      }
      doubt(run, placement, "EARLIER_ATTEMPT", "an earlier attempt may still be carried out", now);
    } else {
      notDone(run, placement, result);
    }
  }

  /** The provider has certainly not carried out this attempt, and no other is in doubt. */
  private void notDone(Run run, Placement placement, ProviderResult<List<ProviderOrder>> result) {
    if (result instanceof ProviderResult.Rejected<List<ProviderOrder>> no) {
      placement.refusalCode = no.code();
      placement.refusalMessage = no.message();
      refuse(run, placement);
      return;
    }
    ready(run.body.booking, placement);
    if (result instanceof ProviderResult.Limited<List<ProviderOrder>> limited) {
      run.waitForLimit(limited.code(), limited.retryAfter());
    } else if (result instanceof ProviderResult.NotSent<List<ProviderOrder>> notSent) {
      run.pause(notSent.code(), notSent.message());
    } else {
      run.journal("INFO", "NEEDS_AUTHORIZATION", "the access token was refused; the order was not placed");
    }
  }

  /** The order is refused for good. The first time the lines are looked at again: perhaps there is a question in it. */
  private static void refuse(Run run, Placement placement) {
    placement.state = PlacementState.CLOSED;
    run.journal(
        "ERROR",
        placement.refusalCode,
        "order " + placement.outerId + " was refused: " + placement.refusalMessage);
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

  private static void doubt(Run run, Placement placement, String code, String message, Instant now) {
    if (!run.holds(Rule.DOUBT_IS_LOOKED_UP)) {
      ready(run.body.booking, placement);
      return;
    }
    placement.state = PlacementState.UNCERTAIN;
    placement.inDoubt = true;
    placement.lookups = 0;
    placement.nextLookup = code.equals("INTERRUPTED") ? now : now.plus(FIRST_LOOKUP);
    mark(run.body.booking, placement, LineOutcome.UNCERTAIN);
    run.journal("WARN", code, "order " + placement.outerId + " may or may not have been placed: " + message);
  }

  // Looking up

  /** Looks up one order whose turn has come. Returns whether there was one. */
  boolean lookUpDue(Run run) {
    Instant now = run.now();
    Optional<Placement> due =
        open(run.body.booking).stream()
            .filter(p -> !p.nextLookup.isAfter(now))
            .min(Comparator.comparing((Placement p) -> p.nextLookup));
    due.ifPresent(placement -> lookUp(run, placement));
    return due.isPresent();
  }

  /** Lets the activity rest until the next look-up. Returns whether there is one to wait for. */
  boolean restUntilNextLookup(Run run) {
    Optional<Placement> next =
        open(run.body.booking).stream().min(Comparator.comparing((Placement p) -> p.nextLookup));
    next.ifPresent(
        p ->
            run.body.rest(
                ActivityState.WAITING,
                p.state == PlacementState.UNCERTAIN ? "LOOKING_UP" : "SETTLING",
                p.nextLookup));
    return next.isPresent();
  }

  private static List<Placement> open(BookingBody booking) {
    return booking.placements.stream()
        .filter(p -> p.state == PlacementState.UNCERTAIN || p.state == PlacementState.SETTLING)
        .toList();
  }

  private static void lookUp(Run run, Placement placement) {
    Optional<ProviderResult<FoundOrders>> result =
        run.read(context -> run.client().ordersByOuterId(placement.outerId, context));
    if (result.isEmpty()) {
      return;
    }
    if (result.get() instanceof ProviderResult.Success<FoundOrders> yes) {
      List<ProviderOrder> orders = yes.value().orders();
      // A "not found" is as old as its question, however late the answer is read.
      Instant asOf = run.holds(Rule.AGE_OF_QUESTION) ? yes.value().asOf() : run.providerTime();
      EchoCheck echo =
          EchoCheck.of(placement, run.body.booking.linesOf(placement), orders, run.holds(Rule.ECHO_OF_LOOKUP));
      placement.lookups++;
      boolean foreign = orders.stream().anyMatch(order -> !order.outerId().equals(placement.outerId));
      if (foreign && run.holds(Rule.ECHO_OF_LOOKUP)) {
        run.pause("FOREIGN_ANSWER", "the answer shows orders that were not asked for");
      } else if (placement.state == PlacementState.SETTLING) {
        settle(run, placement, echo, asOf);
      } else if (isWhole(run, echo, placement)) {
        accept(run, placement, echo, asOf);
      } else if (asOf.isAfter(placement.visibleBy) || !run.holds(Rule.HORIZON)) {
        conclude(run, placement, echo, orders, asOf);
      } else if (orders.isEmpty() && mayRepeat(run, placement)) {
        run.journal("INFO", "REPEATED", "order " + placement.outerId + " is sent again: the provider makes no second one");
        ready(run.body.booking, placement);
      } else {
        lookAgainLater(run, placement, Duration.between(asOf, placement.visibleBy));
      }
    } else if (result.get() instanceof ProviderResult.Rejected<FoundOrders> no) {
      run.pause(no.code(), no.message());
    }
  }

  private static boolean isWhole(Run run, EchoCheck echo, Placement placement) {
    return echo.isComplete(placement) || !echo.matches().isEmpty() && !run.holds(Rule.ECHO_OF_EVERY_LINE);
  }

  private static boolean mayRepeat(Run run, Placement placement) {
    return placement.refusalCode == null
        && !run.body.interrupted
        && placement.attempt < MOST_ATTEMPTS
        && (run.client().traits().repeatedOuterId() != RepeatedOuterId.UNKNOWN || !run.holds(Rule.REPEAT_ONLY_IF_PROVEN));
  }

  /** The horizon has passed: what is not there will not come. */
  private static void conclude(
      Run run, Placement placement, EchoCheck echo, List<ProviderOrder> orders, Instant asOf) {
    placement.inDoubt = false;
    List<Line> missing =
        run.body.booking.linesOf(placement).stream()
            .filter(line -> !echo.matches().containsKey(line.lineId))
            .toList();
    if (!orders.isEmpty()) {
      accept(run, placement, echo, asOf);
      String code = echo.foreign() ? "FOREIGN_ORDER" : "NOT_ORDERED";
      missing.forEach(
          line ->
              line.end(
                  LineOutcome.FAILED,
                  code,
                  "the provider shows " + orders + " for " + placement.outerId + ", without this line"));
      run.journal("ERROR", code, missing.size() + " lines of " + placement.outerId + " are not in the provider's orders");
    } else if (placement.refusalCode != null) {
      refuse(run, placement);
    } else if (run.body.interrupted) {
      placement.state = PlacementState.CLOSED;
      missing.forEach(line -> line.end(LineOutcome.SKIPPED, "INTERRUPTED", "the booking was interrupted"));
    } else if (placement.attempt >= MOST_ATTEMPTS) {
      placement.state = PlacementState.CLOSED;
      missing.forEach(
          line ->
              line.end(LineOutcome.FAILED, "NOT_ACCEPTED", "the provider did not take the order in " + MOST_ATTEMPTS + " attempts"));
    } else {
      run.journal("INFO", "NOT_PLACED", "order " + placement.outerId + " was certainly not placed; it is sent again");
      ready(run.body.booking, placement);
    }
  }

  private static void accept(Run run, Placement placement, EchoCheck echo, Instant asOf) {
    BookingBody booking = run.body.booking;
    placement.inDoubt = false;
    placement.lookups = 0;
    if (echo.foreign()) {
      run.journal("ERROR", "SURPLUS_ORDER", "the provider shows more orders for " + placement.outerId + " than were asked for");
    }
    echo.matches()
        .forEach(
            (lineId, match) -> {
              Line line = booking.line(lineId);
              line.outcome = LineOutcome.BOOKED;
              line.providerOrderId = match.order().id();
              run.reserve(
                  Keys.PROVIDER_LINE_SCOPE,
                  Keys.providerLine(run.body.provider, match.order().id(), match.line().id()),
                  Keys.name(booking.key(line)));
              if (match.line().amount() != null && match.line().amount().isMoreThan(line.request().unitPrice().times(line.quantity))) {
                run.journal("WARN", "PRICE_ABOVE_APPROVED", "line " + lineId + " costs " + match.line().amount());
              }
            });
    run.journal(
        "INFO",
        "PLACED",
        "order " + placement.outerId + " is placed as "
            + echo.matches().values().stream().map(m -> m.order().id()).distinct().toList());
    settle(run, placement, echo, asOf);
  }

  /** Takes over what the orders show, and comes back while the provider still builds them. */
  private static void settle(Run run, Placement placement, EchoCheck echo, Instant asOf) {
    BookingBody booking = run.body.booking;
    Instant askedAt = run.calledAt();
    echo.matches()
        .forEach(
            (lineId, match) -> {
              Line line = booking.line(lineId);
              run.edit(
                  booking.key(line),
                  purchase -> {
                    purchase.outerId = placement.outerId;
                    purchase.activity = run.body.id;
                    purchase.quantity = line.quantity;
                    return purchase.read(match.order(), match.line(), askedAt);
                  });
              boolean failed =
                  match.line().failureCode() != null
                      && (match.line().status() == PurchaseStatus.CLOSED || match.order().status() == PurchaseStatus.CLOSED);
              if (failed && line.outcome == LineOutcome.BOOKED) {
                line.end(LineOutcome.FAILED, match.line().failureCode(), match.line().failureMessage());
                run.journal("ERROR", match.line().failureCode(), "line " + lineId + ": the provider failed to make the order");
              }
            });
    boolean building =
        echo.matches().isEmpty()
            || echo.matches().values().stream().anyMatch(m -> m.order().status() == PurchaseStatus.CREATING);
    Duration rest = Duration.between(asOf, placement.visibleBy.plus(SETTLING));
    if (building && !rest.isNegative()) {
      placement.state = PlacementState.SETTLING;
      lookAgainLater(run, placement, rest);
    } else {
      placement.state = PlacementState.CLOSED;
      placement.nextLookup = null;
    }
  }

  /**
   * With growing pauses, and once right after the end that is waited for.
   *
   * @param rest how long it is until then
   */
  private static void lookAgainLater(Run run, Placement placement, Duration rest) {
    long pause = Math.min(FIRST_LOOKUP.toMillis() << Math.min(placement.lookups, 10), LAST_LOOKUP_PAUSE.toMillis());
    long untilEnd = rest.toMillis() + 1;
    placement.nextLookup = run.now().plusMillis(untilEnd > 0 ? Math.min(pause, untilEnd) : pause);
  }

  private static void mark(BookingBody booking, Placement placement, LineOutcome outcome) {
    booking.linesOf(placement).forEach(line -> line.outcome = outcome);
  }
}
