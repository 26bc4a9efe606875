package io.autopurchase.core.booking;

import io.autopurchase.AnswerOption;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.Question;
import io.autopurchase.core.activity.QuestionDraft;
import io.autopurchase.core.activity.Questions;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.booking.BookingState.Line;
import io.autopurchase.core.purchase.PurchaseEdit;
import io.autopurchase.core.purchase.PurchaseRecord;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.Text;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.spi.ProviderCapabilities.PriceCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.annotation.Nullable;

/**
 * What orders cost that were placed at a provider that takes no price with an order. One that costs more than was approved is there, and
 * unpaid: it is not payable before a person or a policy accepts its price.
 */
final class ChargedPrices {
  private ChargedPrices() {}

  /** What all units of a line may cost for its order to be payable; null if the provider makes no order that costs more than was sent. */
  @Nullable
  static Money payableUpTo(StepContext step, Line line) {
    return isChecked(step) ? LineRules.most(line, step.safety.tolerance(BookingRecord.state(step).tolerance())).multiply(line.quantity) : null;
  }

  private static boolean isChecked(StepContext step) {
    return step.client().capabilities().priceCheck() == PriceCheck.AFTER_PLACING;
  }

  /** Settles by policy, or asks about, the first line that costs too much. Returns whether there was one. */
  static boolean settle(StepContext step, Questions questions) {
    BookingState booking = BookingRecord.state(step);
    if (step.body.interrupted || !isChecked(step)) {
      return false;
    }
    for (Line line : booking.lines) {
      boolean isSettled = line.outcome != LineOutcome.BOOKED || line.stage instanceof LineStage.Unpayable || line.stage instanceof LineStage.Withdrawn;
      Optional<PurchaseRecord> unpayable = isSettled ? Optional.empty() : unpayable(step, booking, line);
      if (unpayable.isPresent()) {
        Money charged = Objects.requireNonNull(unpayable.get().cost, "the cost");
        QuestionDraft issue = issue(line, unpayable.get(), charged);
        line.stage = new LineStage.Overcharged(charged);
        Optional<String> policy = Questions.byPolicy(step, new Policies(booking.policies).forCharge(line, charged), line.lineId, issue);
        policy.ifPresentOrElse(
            option -> apply(step, line, charged, option),
            () -> questions.ask(step, line.lineId, issue, AnswerOption.SKIP_ITEM, BookingLookup.nextDue(booking)));
        return true;
      }
    }
    return false;
  }

  /** Its purchase, if it waits for payment and costs more than may be paid, as far as it was read. */
  private static Optional<PurchaseRecord> unpayable(StepContext step, BookingState booking, Line line) {
    return step.recordStore
        .find(Keys.purchase(booking.key(line)), PurchaseRecord.class)
        .map(Versioned::body)
        .map(purchase -> asAccepted(purchase, line))
        .filter(purchase -> purchase.isLinked() && purchase.mayBePaid() && purchase.cost != null && !purchase.isPayable());
  }

  /** What this very step has accepted is not stored yet. */
  private static PurchaseRecord asAccepted(PurchaseRecord purchase, Line line) {
    purchase.payableUpTo = line.acceptedCharge == null ? purchase.payableUpTo : line.acceptedCharge;
    return purchase;
  }

  private static QuestionDraft issue(Line line, PurchaseRecord purchase, Money charged) {
    Money payable = Objects.requireNonNull(purchase.payableUpTo, "what is payable");
    Map<String, String> context = new LinkedHashMap<>();
    context.put("itemId", line.itemId);
    context.put("skuId", line.skuId);
    context.put("title", line.title);
    context.put("quantity", Integer.toString(line.quantity));
    context.put("oldValue", payable.toString());
    context.put("newValue", charged.toString());
    context.put("providerOrderId", purchase.providerOrderId);
    return new QuestionDraft(
        Question.PRICE_INCREASED,
        "line " + line.lineId + " costs " + charged + " in order " + purchase.providerOrderId + ", which is placed and unpaid; approved are "
            + payable,
        context,
        List.of(
            Text.option(AnswerOption.ACCEPT_PRICE, "text", "acceptCost", "price", charged),
            Text.option(AnswerOption.CANCEL_ORDER, "text", "cancelUnpaid"),
            Text.option(AnswerOption.SKIP_ITEM, "text", "leaveUnpaid"),
            Text.option(AnswerOption.INTERRUPT, "text", "interruptUnpaid")));
  }

  /** Takes an answer about what a line was charged with. */
  static void apply(StepContext step, Line line, Money charged, String option) {
    line.stage = new LineStage.Quoted();
    switch (option) {
      case AnswerOption.ACCEPT_PRICE -> {
        line.acceptedCharge = charged;
        PurchaseEdit.of(
            step,
            BookingRecord.state(step).key(line),
            purchase -> {
              if (line.providerOrder().equals(purchase.providerOrderId)) {
                purchase.payableUpTo = charged;
              }
              return false;
            });
      }
      case AnswerOption.CANCEL_ORDER -> WithdrawnOrders.withdraw(BookingRecord.state(step), line);
      case AnswerOption.SKIP_ITEM -> line.stage = new LineStage.Unpayable();
      case AnswerOption.INTERRUPT -> step.body.interrupted = true;
      default -> throw new IllegalStateException("no such option: " + option);
    }
  }
}
