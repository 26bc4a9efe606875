package io.autopurchase.core.booking;

import io.autopurchase.AnswerOption;
import io.autopurchase.LineOutcome;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.WaitReason;
import io.autopurchase.core.activity.QuestionDraft;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.booking.BookingState.Line;
import io.autopurchase.core.booking.BookingState.Placement;
import io.autopurchase.core.booking.BookingState.PlacementState;
import io.autopurchase.core.purchase.OrderLinks;
import io.autopurchase.core.record.Text;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * Placements that look-ups do not settle: the provider builds for very long, shows something else than was ordered, or cannot
 * be asked. They are looked up with pauses that grow to hours, and a person is asked. What the person says is verified before
 * anything rests on it.
 */
final class UnclearOrders {
  /** After so many looks that have settled nothing, about a quarter of an hour, a person is asked; and so many looks later again. */
  static final int FIRST_QUESTION = 5;

  /** More are not offered one by one. */
  private static final int MOST_CANDIDATES = 20;

  /** A person who says that there is no order is believed against one that the provider names once it was not shown for so long. */
  private static final Duration HIDDEN_FOR = Duration.ofHours(2);

  private static final Duration HIDDEN_PAUSE = Duration.ofMinutes(5);

  private UnclearOrders() {}

  /**
   * Takes over which orders a conclusive look-up names without showing what they are: not at all, or not with a client order id.
   *
   * @param asOf how old the look-up is, by the provider's clock
   * @return whether one of them may be the order: a provider that names one is believed at first, whatever a person says
   */
  static boolean mayBeOneOf(Placement placement, List<String> hidden, Instant asOf) {
    List<String> candidates = hidden.stream().sorted().limit(MOST_CANDIDATES).toList();
    if (candidates.isEmpty()) {
      placement.candidates = null;
      placement.unclearSince = null;
      return false;
    }
    if (!candidates.equals(placement.candidates) || placement.unclearSince == null) {
      placement.candidates = candidates;
      placement.unclearSince = asOf;
    }
    return !placement.denied || asOf.isBefore(placement.unclearSince.plus(HIDDEN_FOR));
  }

  /**
   * A look-up has shown orders that are alive and not what was ordered, or has named some that nothing shows.
   *
   * @param asOf how old it is, by the provider's clock
   */
  static void note(StepContext step, Placement placement, List<ProviderOrder> orders, Instant asOf) {
    if (placement.denied && orders.isEmpty()) {
      // A person was asked already, and may wait for the end of it.
      Instant since = Objects.requireNonNull(placement.unclearSince, "since when it is unclear");
      Duration rest = Duration.between(asOf, since.plus(HIDDEN_FOR)).plusMillis(1);
      placement.nextLookup = step.now().plus(rest.compareTo(HIDDEN_PAUSE) < 0 ? rest : HIDDEN_PAUSE);
      return;
    }
    String shown = orders.stream().map(order -> order.id() + " (" + order.rawStatus() + ")").collect(Collectors.joining(", "));
    List<String> candidates = placement.candidates == null ? List.of() : placement.candidates;
    String names = "the provider names order " + String.join(", ", candidates) + ", and does not show whether that is it";
    if (placement.unclearLooks == 0 && orders.isEmpty()) {
      step.journal("ERROR", Question.UNCLEAR_ORDER, "text", "hidden", "orders", candidates);
    } else if (placement.unclearLooks == 0) {
      step.journal("ERROR", Question.UNCLEAR_ORDER, "orders", shown, "clientOrderId", placement.clientOrderId);
    }
    placement.denied = false; // there is one, whatever it is
    String why = orders.isEmpty() ? names : "the provider shows order " + shown + " for it, and not as it was ordered";
    count(step, placement, why, orders);
    PlacementOutcomes.lookAgainMuchLater(step, placement);
  }

  /** The pages of a look-up have no end, so that nothing is known to be missing from them. */
  static void noteEndless(StepContext step, Placement placement, OrderSearch search) {
    placement.search = null;
    if (placement.unclearLooks == 0) {
      step.journal("ERROR", "LIST_TRUNCATED", "text", "endlessLookup", "clientOrderId", placement.clientOrderId, "pages", search.pages);
    }
    count(step, placement, "its look-up does not end after " + search.pages + " pages", search.orders());
    PlacementOutcomes.lookAgainMuchLater(step, placement);
  }

  /** A look-up has come to its first pages only. */
  static void noteBroken(StepContext step, Placement placement, String code, String message) {
    placement.search = null;
    Duration rest = Duration.between(step.providerTime(), placement.conclusiveAt());
    if (placement.lookups == 1 || placement.unclearLooks == 0 && rest.isNegative()) {
      step.journal("WARN", Text.said(code, message).within("lookupBroken", "clientOrderId", placement.clientOrderId));
    }
    if (rest.isNegative()) {
      count(step, placement, "no look-up comes to its last page", List.of());
      PlacementOutcomes.lookAgainMuchLater(step, placement);
    } else {
      PlacementOutcomes.lookAgainLater(step, placement, rest);
    }
  }

  /** A look-up has not shown the order, and will not be conclusive for hours or days. */
  static void noteLateConclusion(StepContext step, Placement placement, List<ProviderOrder> orders, Instant asOf) {
    if (placement.denied) {
      placement.unclearLooks++; // what a person has said is verified once that is possible
    } else {
      count(step, placement, "it does not show, and may still be carried out until " + placement.conclusiveAt, orders);
    }
    PlacementOutcomes.lookAgainMuchLater(step, placement);
    Instant conclusive = step.now().plus(Duration.between(asOf, placement.conclusiveAt())).plusMillis(1);
    placement.nextLookup = placement.nextLookup().isAfter(conclusive) ? conclusive : placement.nextLookup;
  }

  /** A look-up could not be made. */
  static void noteFailure(StepContext step, Placement placement) {
    boolean isOver = placement.conclusiveAt != null && step.providerTime().isAfter(placement.conclusiveAt);
    if (isOver && placement.state == PlacementState.UNCERTAIN && isUnanswered(step.body.reason)) {
      placement.failedLooks++;
      askInTime(step, placement, "the provider cannot be asked about it", List.of());
    }
  }

  /** Whether an activity waits because its last look-up brought nothing; it need not wait at all. */
  static boolean isUnanswered(@Nullable WaitReason reason) {
    return reason == WaitReason.PROVIDER_UNAVAILABLE || reason == WaitReason.TOO_EARLY;
  }

  private static void count(StepContext step, Placement placement, String why, List<ProviderOrder> shown) {
    placement.unclearLooks++;
    askInTime(step, placement, why, shown);
  }

  private static void askInTime(StepContext step, Placement placement, String why, List<ProviderOrder> shown) {
    if (placement.looks() >= placement.askAfter) {
      placement.issue = issue(step, placement, why, shown);
    }
  }

  private static QuestionDraft issue(StepContext step, Placement placement, String why, List<ProviderOrder> shown) {
    Map<String, String> context = new LinkedHashMap<>();
    context.put("clientOrderId", placement.clientOrderId);
    context.put("sentAt", String.valueOf(placement.sentAt));
    context.put("lines", String.join(", ", placement.lineIds));
    List<AnswerOption> options = new ArrayList<>();
    for (ProviderOrder order : shown) {
      context.put("order " + order.id(), order.rawStatus() + order.total().map(total -> ", " + total).orElse(""));
      options.add(Text.option(AnswerOption.ORDER_IS + order.id(), "text", "orderIs", "providerOrderId", order.id()));
    }
    Stream<String> candidates = placement.candidates == null ? Stream.empty() : placement.candidates.stream();
    for (String id : Stream.concat(placement.named().stream(), candidates).distinct().limit(MOST_CANDIDATES).toList()) {
      if (shown.stream().noneMatch(order -> order.id().equals(id))) {
        context.put("order " + id, "may be it");
        options.add(Text.option(AnswerOption.ORDER_IS + id, "text", "orderIs", "providerOrderId", id));
      }
    }
    options.add(Text.option(AnswerOption.ORDER_IS, "text", "orderByNumber"));
    options.add(Text.option(AnswerOption.NO_ORDER, "text", "noOrder"));
    options.add(Text.option(AnswerOption.KEEP_WAITING, "text", "keepWaiting"));
    options.add(Text.option(AnswerOption.INTERRUPT, "text", "interruptUncertain"));
    return new QuestionDraft(
        Question.UNCLEAR_ORDER,
        "it is not known what became of the order of line " + String.join(", ", placement.lineIds) + ", sent at " + placement.sentAt
            + ": " + why,
        context,
        options);
  }

  static void apply(StepContext step, Placement placement, String option) {
    placement.issue = null;
    placement.askAfter = placement.looks() + FIRST_QUESTION;
    if (option.startsWith(AnswerOption.ORDER_IS)) {
      placement.claimedOrder = option.substring(AnswerOption.ORDER_IS.length());
      placement.nextLookup = step.now();
      return;
    }
    switch (option) {
      case AnswerOption.NO_ORDER -> {
        placement.denied = true;
        placement.askAfter = placement.looks() + 1;
        placement.nextLookup = step.now();
      }
      case AnswerOption.INTERRUPT -> step.body.interrupted = true;
      case AnswerOption.KEEP_WAITING -> step.journal("INFO", Question.UNCLEAR_ORDER, "text", "waitedFor", "clientOrderId", placement.clientOrderId);
      default -> throw new IllegalStateException("no such option: " + option);
    }
  }

  /** Reads the order that a person has named, and links what it holds of the placement. */
  static void verifyClaim(StepContext step, Placement placement, String number) {
    Optional<ProviderResult<List<ProviderOrder>>> result = step.calls.read(context -> step.client().orders(List.of(number), context));
    if (result.isEmpty()) {
      return;
    }
    placement.claimedOrder = null;
    placement.search = null;
    List<ProviderOrder> orders =
        result.get() instanceof ProviderResult.Success<List<ProviderOrder>> yes
            ? yes.value().stream().filter(order -> order.isKnownAs(number)).toList()
            : List.of();
    if (orders.isEmpty()) {
      refuseClaim(step, placement, orders, "text", "claimNotShown", "providerOrderId", number);
    } else {
      verify(step, placement, orders.get(0));
    }
  }

  private static void verify(StepContext step, Placement placement, ProviderOrder order) {
    BookingState booking = BookingRecord.state(step);
    boolean isOthers = !order.clientOrderId().isEmpty() && !order.clientOrderId().equals(placement.clientOrderId);
    ResponseVerifier claim = ResponseVerifier.ofClaim(booking.linesOf(placement), order);
    claim.matches().entrySet().removeIf(
        match -> OrderLinks.isTaken(step, booking.key(booking.line(match.getKey())), order.id(), match.getValue().line().id()));
    if (isOthers) {
      refuseClaim(
          step, placement, List.of(order), "text", "claimOfOther", "providerOrderId", order.id(), "otherClientOrderId", order.clientOrderId());
    } else if (OrderLinks.isBeingUnbound(step, order.id())) {
      refuseClaim(step, placement, List.of(order), "text", "claimHeld", "providerOrderId", order.id());
    } else if (order.status() == PurchaseStatus.CLOSED) {
      // There is nothing to link, and a look-up shows whether that was the end of the placement.
      step.journal("WARN", Question.UNCLEAR_ORDER, "text", "claimClosed", "providerOrderId", order.id());
      placement.askAfter = placement.looks() + 1;
      placement.nextLookup = step.now();
    } else if (claim.matches().isEmpty()) {
      refuseClaim(step, placement, List.of(order), "text", "claimWithoutItems", "providerOrderId", order.id());
    } else {
      link(step, placement, claim);
    }
  }

  private static void refuseClaim(StepContext step, Placement placement, List<ProviderOrder> shown, Object... arguments) {
    Text why = Text.of(Question.UNCLEAR_ORDER, arguments);
    step.journal("WARN", why);
    placement.issue = issue(step, placement, why.ofActivity(), shown);
    placement.nextLookup = step.now(); // answers, however many, put no look-up off
  }

  private static void link(StepContext step, Placement placement, ResponseVerifier claim) {
    BookingState booking = BookingRecord.state(step);
    List<String> missing = placement.lineIds.stream().filter(id -> !claim.matches().containsKey(id)).toList();
    if (!missing.isEmpty()) {
      booking.placements.add(rest(booking, placement, missing, claim));
      placement.lineIds = placement.lineIds.stream().filter(id -> !missing.contains(id)).toList();
    }
    for (Map.Entry<String, ResponseVerifier.Match> match : claim.matches().entrySet()) {
      Line line = booking.line(match.getKey());
      if (match.getValue().line().quantity() != line.quantity) {
        step.journal(
            "WARN",
            "QUANTITY",
            "lineId",
            line.lineId,
            "providerOrderId",
            match.getValue().order().id(),
            "quantity",
            match.getValue().line().quantity(),
            "ordered",
            line.quantity);
      }
      line.outcome = LineOutcome.UNCERTAIN;
    }
    PlacementOutcomes.accept(step, placement, claim, step.providerTime(), step.calls.calledAt());
  }

  /** What the order does not hold stays in doubt, under the same client order id. */
  private static Placement rest(BookingState booking, Placement placement, List<String> missing, ResponseVerifier claim) {
    Placement rest = new Placement();
    rest.number = booking.placements.size() + 1;
    rest.clientOrderId = placement.clientOrderId;
    rest.lineIds = missing;
    rest.state = PlacementState.UNCERTAIN;
    rest.attempt = placement.attempt;
    rest.sentAt = placement.sentAt;
    rest.sendBy = placement.sendBy;
    rest.signedAt = placement.signedAt;
    rest.acceptedUntil = placement.acceptedUntil;
    rest.conclusiveAt = placement.conclusiveAt;
    rest.firstSignedAt = placement.firstSignedAt;
    rest.inDoubt = true;
    rest.name(placement.named().stream().filter(id -> claim.matches().values().stream().noneMatch(match -> match.order().id().equals(id))).toList());
    rest.unclearLooks = placement.unclearLooks;
    rest.failedLooks = placement.failedLooks;
    rest.askAfter = placement.looks() + 1;
    rest.nextLookup = placement.nextLookup;
    return rest;
  }
}
