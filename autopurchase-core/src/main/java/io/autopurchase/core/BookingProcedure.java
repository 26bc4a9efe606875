package io.autopurchase.core;

import io.autopurchase.ActivityState;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.AnswerOption;
import io.autopurchase.PriceTolerance;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.Question;
import io.autopurchase.core.BookingBody.Line;
import io.autopurchase.core.BookingBody.Placement;
import io.autopurchase.core.BookingBody.PlacementState;
import io.autopurchase.spi.ItemListing;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.ProviderSettings;
import io.autopurchase.spi.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Books the lines of a plan: looks every item up, asks about what has changed, asks for the split by seller, and places an
 * order for each seller. What was sent and not answered is looked up before anything else.
 */
final class BookingProcedure implements Procedure {
  private static final PriceTolerance ANY_PRICE = PriceTolerance.of(new BigDecimal("1e9"), null);

  private final BookingPlacing placing;
  private final Questions questions;

  BookingProcedure(BookingPlacing placing, Questions questions) {
    this.placing = placing;
    this.questions = questions;
  }

  @Override
  public void recover(Run run) {
    placing.recover(run);
  }

  @Override
  public void reopen(Run run) {
    BookingBody booking = run.body.booking;
    booking.lines.stream().filter(line -> line.reopen(run, booking.key(line))).forEach(Line::lookAgain);
  }

  /** Since it ended others may have bought its lines, bound them, or given them up. */
  private static void leaveWhatOthersHaveDealtWith(Run run) {
    BookingBody booking = run.body.booking;
    for (Placement placement : booking.placements.stream().filter(p -> p.state == PlacementState.UNCERTAIN).toList()) {
      List<Line> lines = booking.linesOf(placement);
      if (lines.stream().allMatch(line -> OrderLinks.isLinked(run, booking.key(line)) && !OrderLinks.isLastOf(run, booking.key(line)))) {
        lines.forEach(line -> line.end(LineOutcome.SKIPPED, "LINE_CHANGED_MEANWHILE", "another activity has dealt with the line since this one ended"));
        PlacementOutcomes.abandon(run, placement);
      }
    }
    for (Line line : booking.pending().toList()) {
      if (OrderLinks.isLinked(run, booking.key(line))) {
        line.end(LineOutcome.BOOKED, "ALREADY_PURCHASED", "the line was purchased meanwhile");
      } else if (!OrderLinks.isLastOf(run, booking.key(line))) {
        line.end(LineOutcome.SKIPPED, "LINE_CHANGED_MEANWHILE", "another activity has dealt with the line since this one failed");
      }
    }
  }

  @Override
  public void step(Run run) {
    if (run.body.reopened) {
      leaveWhatOthersHaveDealtWith(run);
    }
    Optional<Effect> sending = run.takeSending();
    if (sending.isPresent()) {
      placing.send(run, (Placement) sending.get());
      // The outcome of this order and the intent of the next one share a commit.
      if (run.body.state == ActivityState.RUNNING && isReadyToPlace(run) && !run.isDraining()) {
        placing.intendNext(run);
      }
    } else if (!BookingLookup.lookUpDue(run)) {
      if (run.body.interrupted && run.holds(Rule.INTERRUPTION_STOPS_PLACING)) {
        giveUpTheRest(run);
      }
      proceed(run);
    }
    progress(run);
  }

  private void proceed(Run run) {
    BookingBody booking = run.body.booking;
    if (placing.waitsForTurn(run)) {
      return;
    }
    Optional<Line> unchecked = booking.pending().filter(line -> isFree(booking, line) && !line.checked).findFirst();
    if (unchecked.isPresent()) {
      check(run, unchecked.get());
    } else if (settleIssues(run)) {
      return;
    } else if (booking.pending().anyMatch(line -> isFree(booking, line) && !line.quoted)) {
      quote(run);
    } else {
      plan(run);
      if (booking.any(PlacementState.NEW)) {
        placing.intendOrPrepare(run);
      } else if (!askAboutUnclearOrder(run) && !BookingLookup.restUntilNextLookup(run)) {
        finish(run);
      }
    }
  }

  private static boolean isReadyToPlace(Run run) {
    BookingBody booking = run.body.booking;
    return (!run.body.interrupted || !run.holds(Rule.INTERRUPTION_STOPS_PLACING)) && booking.pending().allMatch(line -> !isFree(booking, line));
  }

  /** Whether no placement holds the line. */
  private static boolean isFree(BookingBody booking, Line line) {
    return booking.placements.stream()
        .noneMatch(p -> p.state.holdsLines() && p.lineIds.contains(line.lineId));
  }

  private LineRules rules(Run run) {
    BookingBody booking = run.body.booking;
    ProviderSettings settings = run.providers().settings(run.body.provider);
    return new LineRules(booking, settings, run.holds(Rule.APPROVED_PRICE) ? booking.tolerance() : ANY_PRICE);
  }

  /** One look-up serves all lines with the item. */
  private void check(Run run, Line first) {
    long asked = run.kernel.time.nanoTime();
    Optional<ProviderResult<Optional<ItemListing>>> result =
        run.read(context -> run.client().item(first.item(), context));
    if (result.isEmpty()) {
      return;
    }
    BookingBody booking = run.body.booking;
    LineRules rules = rules(run);
    run.kernel.readings.itemRead(run.body, first.itemId, asked);
    List<Line> same =
        booking.pending().filter(line -> isFree(booking, line) && !line.checked && line.itemId.equals(first.itemId)).toList();
    for (Line line : same) {
      line.checked = true;
      if (result.get() instanceof ProviderResult.Rejected<Optional<ItemListing>> no) {
        line.end(LineOutcome.FAILED, no.code(), no.message());
        run.journal("ERROR", no.code(), "line " + line.lineId + ": the item cannot be looked up: " + no.message());
      } else if (result.get() instanceof ProviderResult.Success<Optional<ItemListing>> yes) {
        line.issue = rules.check(line, yes.value()).orElse(null);
        if (line.issue == null && line.refusalCode != null) {
          line.end(LineOutcome.REJECTED, line.refusalCode, line.refusalMessage);
        }
      }
    }
  }

  /** Closes what a rule or a policy decides, and asks about the first of the rest. Returns whether there was an issue. */
  private boolean settleIssues(Run run) {
    BookingBody booking = run.body.booking;
    Policies policies = new Policies(booking.policies);
    boolean settled = false;
    for (Line line : booking.pending().filter(l -> l.issue != null).toList()) {
      Issue issue = line.issue;
      Optional<String> policy = Questions.byPolicy(run, policies.forLine(line), line.lineId, issue);
      if (issue.isRefusal()) {
        line.end(LineOutcome.REJECTED, issue.code(), issue.message());
        run.journal("WARN", issue.code(), "line " + line.lineId + ": " + issue.message());
      } else if (policy.isPresent()) {
        apply(run, line, issue, policy.get());
      } else {
        questions.ask(run, line.lineId, line.issue, AnswerOption.SKIP_ITEM, BookingLookup.nextDue(booking));
        return true;
      }
      settled = true;
      if (run.body.interrupted) {
        break;
      }
    }
    return settled;
  }

  /** Look-ups have not settled what became of an order: a policy or a person does. */
  private boolean askAboutUnclearOrder(Run run) {
    BookingBody booking = run.body.booking;
    Optional<Placement> unclear = booking.placements.stream().filter(p -> p.state == PlacementState.UNCERTAIN && p.issue != null).findFirst();
    if (unclear.isEmpty() || run.body.interrupted) {
      return false;
    }
    Placement placement = unclear.get();
    Line line = booking.linesOf(placement).get(0);
    Optional<String> policy = Questions.byPolicy(run, new Policies(booking.policies).forLine(line), line.lineId, placement.issue);
    if (policy.isPresent()) {
      UnclearOrders.apply(run, placement, policy.get());
    } else {
      questions.ask(run, line.lineId, placement.issue, AnswerOption.KEEP_WAITING, BookingLookup.nextDue(booking));
    }
    return true;
  }

  @Override
  public Optional<Instant> attend(Run run) {
    BookingLookup.lookUpDue(run);
    if (run.body.question.code().equals(Question.UNCLEAR_ORDER) && unclear(run, run.body.question).isEmpty()) {
      run.journal("INFO", Question.UNCLEAR_ORDER, "a look-up has settled what was asked; the question is withdrawn");
      run.body.question = null;
      return Optional.empty();
    }
    boolean paused = run.body.state != ActivityState.RUNNING;
    return paused ? Optional.ofNullable(run.body.until) : BookingLookup.nextDue(run.body.booking);
  }

  @Override
  public void answer(Run run, QuestionBody question, String option) {
    if (question.code().equals(Question.UNCLEAR_ORDER)) {
      unclear(run, question).ifPresent(placement -> UnclearOrders.apply(run, placement, option));
      return;
    }
    Line line = run.body.booking.line(question.lineId());
    if (line.issue != null) {
      apply(run, line, line.issue, option);
    }
  }

  /** The placement about which a question was asked, if it is still in doubt. */
  private static Optional<Placement> unclear(Run run, QuestionBody question) {
    return run.body.booking.placements.stream()
        .filter(p -> p.state == PlacementState.UNCERTAIN && p.lineIds.contains(question.lineId()))
        .findFirst();
  }

  private static void apply(Run run, Line line, Issue issue, String option) {
    if (option.startsWith(AnswerOption.CHOOSE_VARIANT)) {
      line.skuId = option.substring(AnswerOption.CHOOSE_VARIANT.length());
      line.lookAgain();
      return;
    }
    switch (option) {
      case AnswerOption.CANCEL_ITEM -> line.end(LineOutcome.CANCELLED, issue.code(), issue.message());
      case AnswerOption.SKIP_ITEM -> line.end(LineOutcome.SKIPPED, issue.code(), issue.message());
      case AnswerOption.INTERRUPT -> run.body.interrupted = true;
      case AnswerOption.ACCEPT_PRICE -> {
        line.approved = line.price;
        // A question may have been open for days: what was looked up then is looked up again.
        line.lookAgain();
      }
      case AnswerOption.RETRY -> line.lookAgain();
      default -> throw new IllegalStateException("no such option: " + option);
    }
  }

  @Override
  public void hurry(Run run) {
    placing.hurry(run);
  }

  /** The lines stay held by this activity, so that nothing orders them again before it is known what became of them. */
  @Override
  public void endUncertain(Run run) {
    giveUpTheRest(run);
    // What the provider still builds is linked, so synchronization follows it; others may deal with its lines from now on.
    run.body.booking.placements.stream().filter(p -> p.state == PlacementState.SETTLING).forEach(p -> {
      p.state = PlacementState.CLOSED;
      p.nextLookup = null;
    });
    finish(run);
    progress(run);
  }

  private static void giveUpTheRest(Run run) {
    BookingBody booking = run.body.booking;
    boolean waitsForDoubt = run.holds(Rule.INTERRUPTION_WAITS_FOR_DOUBT);
    for (Placement placement : booking.placements) {
      if (placement.state == PlacementState.UNCERTAIN && !waitsForDoubt) {
        placement.state = PlacementState.CLOSED;
        booking.linesOf(placement).forEach(line -> line.end(LineOutcome.SKIPPED, "INTERRUPTED", "the booking was interrupted"));
      } else if (placement.state == PlacementState.NEW && placement.inDoubt && waitsForDoubt) {
        placement.state = PlacementState.UNCERTAIN;
      } else if (placement.state == PlacementState.NEW) {
        PlacementOutcomes.abandon(run, placement);
      }
    }
    booking
        .pending()
        .filter(line -> isFree(booking, line))
        .forEach(line -> line.end(LineOutcome.SKIPPED, "INTERRUPTED", "the booking was interrupted"));
  }

  private void quote(Run run) {
    BookingBody booking = run.body.booking;
    long asked = run.kernel.time.nanoTime();
    List<Line> chunk = distinct(booking.pending().filter(l -> isFree(booking, l) && !l.quoted).toList(), run.client().capabilities().maxLines());
    Optional<ProviderResult<Quote>> result =
        run.read(context -> run.client().quote(booking.request(chunk), context));
    if (result.isEmpty()) {
      return;
    }
    if (result.get() instanceof ProviderResult.Rejected<Quote> no) {
      if (chunk.size() == 1) {
        chunk.get(0).end(LineOutcome.REJECTED, no.code(), no.message());
        run.journal("ERROR", no.code(), "line " + chunk.get(0).lineId + ": no quote: " + no.message());
      } else {
        // Without prices of the whole each line is an order of its own; the refusal then shows at the line that causes it.
        chunk.forEach(line -> line.quoted = true);
        chunk.forEach(line -> line.seller = "line " + line.lineId);
        run.journal("WARN", no.code(), "no quote for " + chunk.size() + " lines together: " + no.message());
      }
    } else if (result.get() instanceof ProviderResult.Success<Quote> yes) {
      take(run, chunk, yes.value(), asked);
    }
  }

  private void take(Run run, List<Line> chunk, Quote quote, long asked) {
    LineRules rules = rules(run);
    chunk.forEach(line -> line.quoted = true);
    for (Quote.Seller seller : quote.sellers()) {
      run.body.booking.freights.put(seller.seller(), seller.freight());
      boolean adds = addsUp(run.body.booking, seller);
      for (Quote.PricedLine priced : seller.lines()) {
        Line line = run.body.booking.line(priced.lineNo());
        line.seller = seller.seller();
        if (adds) {
          run.kernel.readings.priced(run.body, line.lineId, asked);
          line.price = priced.unitPrice();
          line.issue = rules.price(line).orElse(null);
        }
      }
    }
    for (Quote.Unavailable unavailable : quote.unavailable()) {
      Line line = run.body.booking.line(unavailable.lineNo());
      line.issue = rules.unavailable(line, unavailable).orElse(null);
    }
  }

  /** Whether the prices are those of single pieces: some gateways mean the whole line. */
  private static boolean addsUp(BookingBody booking, Quote.Seller seller) {
    Money sum = Money.zero(seller.goods().currency());
    for (Quote.PricedLine priced : seller.lines()) {
      if (!priced.unitPrice().currency().equals(sum.currency())) {
        return false;
      }
      sum = sum.plus(priced.unitPrice().multiply(booking.line(priced.lineNo()).quantity));
    }
    return sum.equals(seller.goods());
  }

  /** Makes placements of the lines that have a seller: one for each, as large as the provider allows. */
  private void plan(Run run) {
    BookingBody booking = run.body.booking;
    List<Line> free = new ArrayList<>(booking.pending().filter(line -> isFree(booking, line)).toList());
    while (!free.isEmpty()) {
      String seller = free.get(0).seller;
      List<Line> lines =
          distinct(free.stream().filter(line -> Objects.equals(line.seller, seller)).toList(), run.client().capabilities().maxLines());
      free.removeAll(lines);
      List<String> lineIds = lines.stream().map(line -> line.lineId).toList();
      if (reuse(booking, lineIds)) {
        continue;
      }
      Placement placement = new Placement();
      placement.number = booking.placements.size() + 1;
      placement.clientOrderId = run.body.id + "-" + placement.number;
      placement.lineIds = lineIds;
      if (placement.clientOrderId.length() > run.client().capabilities().maxClientOrderIdLength()) {
        throw new IllegalStateException("the provider takes no client order id of " + placement.clientOrderId.length() + " characters");
      }
      booking.placements.add(placement);
      run.changes.reserve(Keys.CLIENT_ORDER_ID_SCOPE, placement.clientOrderId, run.body.id);
    }
    // What was not needed again: its lines were given up, or are in another placement.
    booking.placements.stream().filter(p -> p.state == PlacementState.TO_CHECK).forEach(p -> PlacementOutcomes.abandon(run, p));
  }

  /** One that was certainly not placed keeps its number and its client order id, so that waiting makes none. */
  private static boolean reuse(BookingBody booking, List<String> lineIds) {
    Optional<Placement> waiting =
        booking.placements.stream()
            .filter(p -> p.state == PlacementState.TO_CHECK && p.lineIds.stream().anyMatch(lineIds::contains))
            .findFirst();
    waiting.ifPresent(
        placement -> {
          placement.lineIds = lineIds;
          placement.state = PlacementState.NEW;
        });
    return waiting.isPresent();
  }

  /** No variant twice in one order: when it is looked up, each line must be recognized. */
  static List<Line> distinct(List<Line> lines, int most) {
    Set<String> seen = new LinkedHashSet<>();
    return lines.stream()
        .filter(line -> seen.add(line.orderItemId + " " + line.orderSkuId))
        .limit(most)
        .toList();
  }

  private static void progress(Run run) {
    BookingBody booking = run.body.booking;
    int steps = 0;
    for (Line line : booking.lines) {
      steps += line.outcome.isFinal() ? 3 : line.outcome != LineOutcome.PENDING || line.quoted ? 2 : line.checked ? 1 : 0;
    }
    run.body.total = 3 * booking.lines.size();
    run.body.done = run.body.state.isFinished() ? run.body.total : Math.max(run.body.done, Math.min(steps, run.body.total - 1));
  }

  private void finish(Run run) {
    BookingBody booking = run.body.booking;
    run.kernel.readings.forget(run.body);
    placing.releaseTurn(run);
    for (Line line : booking.lines) {
      if (line.outcome == LineOutcome.UNCERTAIN) {
        continue;
      }
      run.changes.release(Keys.LINE_SCOPE, Keys.name(booking.key(line)), run.body.id);
      if (line.outcome == LineOutcome.CANCELLED) {
        run.changes.edit(booking.key(line), purchase -> {
          purchase.group = PurchaseGroup.OTHERS;
          return true;
        });
      }
    }
    long booked = booking.lines.stream().filter(line -> line.outcome.isSuccess()).count();
    boolean failed = booking.lines.stream().allMatch(line -> line.outcome == LineOutcome.FAILED);
    ActivityState end =
        run.body.interrupted ? ActivityState.INTERRUPTED : failed ? ActivityState.FAILED : ActivityState.COMPLETED;
    run.journal("INFO", end.name(), booked + " of " + booking.lines.size() + " lines are booked");
    run.body.finish(end, run.now());
  }
}
