package io.autopurchase.core.binding;

import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.Question;
import io.autopurchase.core.activity.ActivityHandler;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.QuestionDraft;
import io.autopurchase.core.activity.QuestionRecord;
import io.autopurchase.core.activity.Questions;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.binding.BindingMatch.Candidate;
import io.autopurchase.core.binding.BindingState.Line;
import io.autopurchase.core.purchase.OrderLinks;
import io.autopurchase.core.purchase.PlacesOrders;
import io.autopurchase.core.purchase.PurchaseEdit;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.Text;
import io.autopurchase.core.record.Unreadable;
import io.autopurchase.spi.ItemListing;
import io.autopurchase.spi.OrderPage;
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
import java.util.function.Predicate;

/**
 * Links lines to an order that a person has placed: finds the order by its number, finds out by which ids it may name the items,
 * reads it once more and links what matches. The last reading and the links share a step: what is linked is what is shown then.
 */
public final class BindingHandler implements ActivityHandler {
  /** How old an order may be that is looked for by the number of the site. */
  private static final Duration LOOK_BACK = Duration.ofDays(30);

  private static final int MOST_PAGES = 1000;

  private final Questions questions;

  public BindingHandler(Questions questions) {
    this.questions = questions;
  }

  @Override
  public void recover(StepContext step) {
    // A read leaves nothing behind that would have to be fixed.
  }

  @Override
  public void reopen(StepContext step) {
    BindingState work = BindingRecord.state(step);
    work.found = null;
    work.page = 0;
    work.lines.forEach(line -> line.reopen(step, work.key(line)));
  }

  @Override
  public void step(StepContext step) {
    BindingState work = BindingRecord.state(step);
    if (step.body.reopened) {
      leaveOutUnreadable(step);
      work.pending().filter(line -> !OrderLinks.isLastOf(step, work.key(line))).toList()
          .forEach(line -> line.end(LineOutcome.SKIPPED, "LINE_CHANGED_MEANWHILE"));
    }
    if (step.body.interrupted) {
      work.pending().forEach(line -> line.end(LineOutcome.SKIPPED, "INTERRUPTED"));
      finish(step);
    } else if (work.pending().findAny().isEmpty()) {
      finish(step);
    } else if (!settleIssues(step)) {
      read(step);
    }
    step.body.total = work.lines.size();
    step.body.done = (int) work.lines.stream().filter(line -> line.outcome.isFinal()).count();
  }

  private static void read(StepContext step) {
    BindingState work = BindingRecord.state(step);
    if (work.found == null && work.page == 0) {
      find(step);
    } else if (work.found == null) {
      search(step);
    } else {
      match(step, work.found);
    }
  }

  // The order

  private static void find(StepContext step) {
    BindingState work = BindingRecord.state(step);
    orders(step, List.of(work.number))
        .ifPresent(
            orders -> {
              if (orders.isEmpty()) {
                work.page = 1;
                work.since = step.providerTime().minus(LOOK_BACK);
              } else {
                work.found = ids(orders);
              }
            });
  }

  /** The number may be that of the site, by which the provider finds nothing: its list is looked through, the newest first. */
  private static void search(StepContext step) {
    BindingState work = BindingRecord.state(step);
    Instant since = Objects.requireNonNull(work.since, "from when on orders are looked through");
    Optional<ProviderResult<OrderPage>> result =
        step.calls.read(context -> step.client().ordersModified(since, work.page, context));
    if (result.isEmpty()) {
      return;
    }
    if (result.get() instanceof ProviderResult.Rejected<OrderPage> no) {
      refuse(step, no.code(), no.message());
    } else if (result.get() instanceof ProviderResult.Success<OrderPage> yes) {
      List<ProviderOrder> known = yes.value().orders().stream().filter(order -> order.isKnownAs(work.number)).toList();
      if (!known.isEmpty()) {
        work.found = ids(known);
      } else if (yes.value().isLast() && work.page > 1 && !work.lookedTwice) {
        // In the meantime it may have been modified, and so have come to the front.
        work.lookedTwice = true;
        work.page = 1;
      } else if (yes.value().isLast() || work.lookedTwice || work.page >= MOST_PAGES) {
        failAll(step, LineOutcome.FAILED, "ORDER_NOT_FOUND");
      } else {
        work.page++;
      }
    }
  }

  private static List<String> ids(List<ProviderOrder> orders) {
    return new ArrayList<>(orders.stream().map(ProviderOrder::id).distinct().toList());
  }

  private static Optional<List<ProviderOrder>> orders(StepContext step, List<String> ids) {
    Optional<ProviderResult<List<ProviderOrder>>> result = step.calls.read(context -> step.client().orders(ids, context));
    if (result.isPresent() && result.get() instanceof ProviderResult.Success<List<ProviderOrder>> yes) {
      boolean foreign = yes.value().stream().anyMatch(order -> !ids.contains(order.id()));
      if (foreign && step.safety.mustLookupBeRepeated()) {
        step.calls.pause("FOREIGN_ANSWER");
        return Optional.empty();
      }
      return Optional.of(yes.value());
    }
    if (result.isPresent() && result.get() instanceof ProviderResult.Rejected<List<ProviderOrder>> no) {
      refuse(step, no.code(), no.message());
    }
    return Optional.empty();
  }

  // The lines

  /** Looks up by which ids orders name an item, one with each step; then reads the order and links. */
  private static void match(StepContext step, List<String> found) {
    BindingState work = BindingRecord.state(step);
    Optional<Line> unknown = work.pending().filter(line -> line.orderItemId == null && line.chosen == null).findFirst();
    if (unknown.isPresent()) {
      learn(step, unknown.get());
    } else {
      orders(step, found).ifPresent(orders -> link(step, orders));
    }
  }

  private static void learn(StepContext step, Line first) {
    Optional<ProviderResult<Optional<ItemListing>>> result = step.calls.read(context -> step.client().item(first.item(), context));
    if (result.isEmpty()) {
      return;
    }
    ItemListing offer =
        result.get() instanceof ProviderResult.Success<Optional<ItemListing>> yes ? yes.value().orElse(null) : null;
    for (Line line : BindingRecord.state(step).pending().filter(line -> line.itemId.equals(first.itemId)).toList()) {
      // An item that is sold no more is known by the site's ids alone.
      line.orderItemId = offer == null ? line.itemId : offer.orderItemId();
      line.severalVariants = offer != null && offer.variants().size() > 1;
      line.orderSkuId =
          offer == null ? line.skuId : offer.variant(line.skuId).map(ItemListing.Variant::orderSkuId).orElse(line.skuId);
    }
  }

  private static void link(StepContext step, List<ProviderOrder> orders) {
    BindingState work = BindingRecord.state(step);
    Optional<QuestionDraft> account = account(step, orders);
    BindingMatch match = new BindingMatch(orders);
    if (orders.isEmpty()) {
      failAll(step, LineOutcome.FAILED, "ORDER_NOT_FOUND");
    } else if (orders.stream().anyMatch(order -> isAtWork(step, order))) {
      failAll(step, LineOutcome.REJECTED, "ORDER_HELD");
    } else if (orders.stream().anyMatch(order -> OrderLinks.isBeingUnbound(step, order.id()))) {
      failAll(step, LineOutcome.REJECTED, "ORDER_HELD");
    } else if (match.isAllClosed()) {
      failAll(step, LineOutcome.REJECTED, "ORDER_CLOSED");
    } else if (account.isPresent()) {
      work.pending().findFirst().ifPresent(line -> line.issue = account.get());
    } else {
      linkWhatMatches(step, match);
    }
  }

  private static void linkWhatMatches(StepContext step, BindingMatch match) {
    BindingState work = BindingRecord.state(step);
    leaveOutUnreadable(step);
    List<Line> unmatched = new ArrayList<>();
    for (Line line : work.pending().toList()) {
      Optional<Candidate> candidate = match.take(line, isTaken(step, work.key(line)));
      if (candidate.isPresent()) {
        Candidate theirs = candidate.get();
        line.end(LineOutcome.BOUND);
        line.providerOrderId = theirs.order().id();
        OrderLinks.link(step, work.key(line), theirs.order().clientOrderId(), line.item(), line.quantity, theirs.order(), theirs.line(), step.calls.calledAt());
        step.journal("INFO", "BOUND", "lineId", line.lineId, "providerLineId", theirs.line().id(), "providerOrderId", theirs.order().id());
      } else {
        unmatched.add(line);
      }
    }
    for (Line line : unmatched) {
      Predicate<Candidate> isTaken = isTaken(step, work.key(line));
      Optional<Candidate> taken = match.taken(line, isTaken);
      if (taken.isPresent()) {
        line.end(LineOutcome.REJECTED, "ALREADY_BOUND", "providerLineId", taken.get().line().id(), "providerOrderId", taken.get().order().id());
      } else {
        line.issue = match.mismatch(line, isTaken);
      }
    }
  }

  /** What cannot be noted of a line is not done; the others are linked. */
  private static void leaveOutUnreadable(StepContext step) {
    BindingState work = BindingRecord.state(step);
    for (Line line : work.pending().filter(line -> !PurchaseEdit.isPossible(step, work.key(line))).toList()) {
      line.end(LineOutcome.FAILED, Unreadable.UNREADABLE);
      step.journal("ERROR", Unreadable.UNREADABLE, "text", "unreadableLine", "lineId", line.lineId);
    }
  }

  private static Predicate<Candidate> isTaken(StepContext step, LineKey line) {
    return candidate -> OrderLinks.isTaken(step, line, candidate.order().id(), candidate.line().id());
  }

  /** Whether an order was placed by a booking that may still find it, or is about to. */
  private static boolean isAtWork(StepContext step, ProviderOrder order) {
    return !order.clientOrderId().isEmpty()
        && step.safety.isLeftToBooking(
            () ->
                step.recordStore
                    .store
                    .owner(Keys.CLIENT_ORDER_ID_SCOPE, order.clientOrderId())
                    .flatMap(activity -> step.recordStore.store.load(Keys.activity(activity)))
                    // One that cannot be read may be at work.
                    .filter(row -> step.recordStore.view(row, ActivityRecord.class, body -> mayStillFind(step, body, order)).orElse(true))
                    .isPresent());
  }

  /** A booking that ended without knowing the outcome of the order leaves it to a person, for the lines that it was placed for. */
  private static boolean mayStillFind(StepContext step, ActivityRecord booking, ProviderOrder order) {
    if (!booking.state.isFinished() || !booking.hasEndedUncertain()) {
      return !booking.state.isFinished();
    }
    BindingState work = BindingRecord.state(step);
    boolean isForTheseLines =
        work.orderId.equals(booking.orderId)
            && booking instanceof PlacesOrders placing
            && placing.placedFor(order.clientOrderId(), work.pending().map(line -> line.lineId).toList());
    return !isForTheseLines;
  }

  /** The provider shows each session its own orders; should it name another account nevertheless, a person decides. */
  private static Optional<QuestionDraft> account(StepContext step, List<ProviderOrder> orders) {
    String ours = step.account().orElse("");
    Optional<String> other =
        orders.stream().flatMap(order -> order.account().stream()).filter(account -> !account.equals(ours)).findFirst();
    if (BindingRecord.state(step).anyAccount || ours.isEmpty() || other.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> context = new LinkedHashMap<>();
    context.put("oldValue", ours);
    context.put("newValue", other.get());
    return Optional.of(
        new QuestionDraft(
            Question.ACCOUNT_MISMATCH,
            "the provider shows order " + BindingRecord.state(step).number + " as one of account " + other.get() + ", the session's is " + ours,
            context,
            List.of(
                Text.option(AnswerOption.APPROVE, "text", "isRightAccount"),
                Text.option(AnswerOption.SKIP_ITEM, "text", "skipLines"),
                Text.option(AnswerOption.INTERRUPT, "text", "interruptBinding"))));
  }

  /** Nothing is at stake that would have to be found out: a person may ask again. */
  private static void refuse(StepContext step, String code, String message) {
    Text why = Text.said(code, message);
    step.journal("ERROR", why.within("orderNotRead", "providerOrderId", BindingRecord.state(step).number));
    BindingRecord.state(step).pending().forEach(line -> line.end(LineOutcome.FAILED, why));
  }

  private static void failAll(StepContext step, LineOutcome outcome, String code) {
    step.journal("ERROR", code, "providerOrderId", BindingRecord.state(step).number);
    BindingRecord.state(step).pending().forEach(line -> line.end(outcome, code));
  }

  // Questions

  private boolean settleIssues(StepContext step) {
    BindingState work = BindingRecord.state(step);
    Optional<Line> first = work.pending().filter(line -> line.issue != null).findFirst();
    if (first.isEmpty()) {
      return false;
    }
    Line line = first.get();
    QuestionDraft issue = Objects.requireNonNull(line.issue, "the issue");
    Optional<String> policy = Questions.byPolicy(step, work.policies, line.lineId, issue);
    if (policy.isPresent()) {
      apply(step, line, issue, policy.get());
    } else {
      questions.ask(step, line.lineId, issue, AnswerOption.SKIP_ITEM, Optional.empty());
    }
    return true;
  }

  @Override
  public void answer(StepContext step, QuestionRecord question, String option) {
    Line line = BindingRecord.state(step).line(question.line());
    if (line.issue != null) {
      apply(step, line, line.issue, option);
    }
  }

  private static void apply(StepContext step, Line line, QuestionDraft issue, String option) {
    BindingState work = BindingRecord.state(step);
    line.issue = null;
    boolean ofOrder = issue.code().equals(Question.ACCOUNT_MISMATCH);
    if (option.startsWith(AnswerOption.BIND_TO)) {
      line.chosen = option.substring(AnswerOption.BIND_TO.length());
      return;
    }
    switch (option) {
      case AnswerOption.APPROVE -> work.anyAccount = true;
      case AnswerOption.SKIP_ITEM -> {
        List<Line> skipped = ofOrder ? work.pending().toList() : List.of(line);
        skipped.forEach(each -> each.end(LineOutcome.SKIPPED, issue.text()));
      }
      case AnswerOption.CANCEL_ITEM -> {
        line.end(LineOutcome.CANCELLED, issue.text());
        PurchaseEdit.ifPossible(
            step,
            work.key(line),
            purchase -> {
              purchase.group = PurchaseGroup.OTHER;
              return true;
            });
      }
      case AnswerOption.INTERRUPT -> step.body.interrupted = true;
      case AnswerOption.RETRY -> line.chosen = null;
      default -> throw new IllegalStateException("no such option: " + option);
    }
  }

  @Override
  public Optional<Instant> stepWhileAsking(StepContext step) {
    return Optional.empty();
  }

  @Override
  public void endUncertain(StepContext step) {
    step(step); // interrupted, it ends at once
  }

  @Override
  public void wake(StepContext step) {
    // It has no appointments of its own.
  }

  private static void finish(StepContext step) {
    BindingState work = BindingRecord.state(step);
    work.lines.forEach(line -> step.changes.release(Keys.LINE_SCOPE, Keys.name(work.key(line)), step.body.id));
    long bound = work.lines.stream().filter(line -> line.outcome == LineOutcome.BOUND).count();
    boolean failed = work.lines.stream().allMatch(line -> line.outcome == LineOutcome.FAILED);
    ActivityState end =
        step.body.interrupted ? ActivityState.INTERRUPTED : failed ? ActivityState.FAILED : ActivityState.COMPLETED;
    step.journal("INFO", end.name(), "text", "bound", "count", bound, "total", work.lines.size());
    step.body.finish(end, step.now());
  }
}
