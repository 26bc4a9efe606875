package io.autopurchase.core.booking;

import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.ProviderSettings;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.booking.BookingState.Line;
import io.autopurchase.core.record.Text;
import io.autopurchase.spi.ItemListing;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.Quote;
import java.util.List;
import java.util.Optional;

/**
 * Looks up what the lines of a plan are and cost: first each item, then the prices with the split by seller. A line leaves it at the
 * next stage, blocked by an issue, or at its end.
 */
final class LineQuotes {
  private LineQuotes() {}

  /** One look-up serves all lines with the item. */
  static void readItem(StepContext step, Line first) {
    long asked = step.recordStore.time.nanoTime();
    Optional<ProviderResult<Optional<ItemListing>>> result =
        step.calls.read(context -> step.client().item(first.item(), context));
    if (result.isEmpty()) {
      return;
    }
    step.calls.mayBeReadAgain();
    BookingState booking = BookingRecord.state(step);
    LineRules rules = rules(step);
    PriceReadings.itemRead(step, first.itemId, asked);
    List<Line> same = booking.free(LineStage.Unchecked.class).filter(line -> line.itemId.equals(first.itemId)).toList();
    for (Line line : same) {
      if (result.get() instanceof ProviderResult.Rejected<Optional<ItemListing>> no) {
        Text why = Text.said(no.code(), no.message());
        line.end(LineOutcome.FAILED, why);
        step.journal("ERROR", why.within("itemRefused", "lineId", line.lineId));
      } else if (result.get() instanceof ProviderResult.Success<Optional<ItemListing>> yes) {
        LineStage before = line.stage;
        line.stage = LineStage.blockedOr(rules.check(line, yes.value()), new LineStage.Checked());
        if (line.stage instanceof LineStage.Checked && before instanceof LineStage.Unchecked unchecked && unchecked.refusal() != null) {
          line.end(LineOutcome.REJECTED, unchecked.refusal());
        }
      }
    }
  }

  /** One request asks for the prices of as many lines as it takes. */
  static void readPrices(StepContext step) {
    BookingState booking = BookingRecord.state(step);
    long asked = step.recordStore.time.nanoTime();
    List<Line> chunk = PlacementPlan.together(booking.free(LineStage.Checked.class).toList(), step.client().capabilities());
    Optional<ProviderResult<Quote>> result =
        step.calls.read(context -> step.client().quote(booking.request(chunk), context));
    if (result.isEmpty()) {
      return;
    }
    step.calls.mayBeReadAgain();
    if (result.get() instanceof ProviderResult.Rejected<Quote> no) {
      Text why = Text.said(no.code(), no.message());
      if (chunk.size() == 1) {
        chunk.get(0).end(LineOutcome.REJECTED, why);
        step.journal("ERROR", why.within("quoteRefused", "lineId", chunk.get(0).lineId));
      } else {
        // Without prices of the whole each line is an order of its own; the refusal then shows at the line that causes it.
        chunk.forEach(line -> line.stage = new LineStage.Quoted());
        chunk.forEach(line -> line.seller = "line " + line.lineId);
        step.journal("WARN", why.within("quoteOfSeveralRefused", "count", chunk.size()));
      }
    } else if (result.get() instanceof ProviderResult.Success<Quote> yes) {
      take(step, chunk, yes.value(), asked);
    }
  }

  private static void take(StepContext step, List<Line> chunk, Quote quote, long asked) {
    LineRules rules = rules(step);
    chunk.forEach(line -> line.stage = new LineStage.Quoted());
    for (Quote.Seller seller : quote.sellers()) {
      boolean adds = addsUp(BookingRecord.state(step), seller);
      for (Quote.PricedLine priced : seller.lines()) {
        Line line = BookingRecord.state(step).line(priced.lineNo());
        line.seller = seller.seller();
        line.freight = seller.freight();
        if (adds) {
          PriceReadings.quoted(step, line.lineId, asked);
          line.price = priced.unitPrice();
          line.stage = LineStage.blockedOr(rules.price(line, priced.unitPrice()), new LineStage.Quoted());
        }
      }
    }
    for (Quote.Unavailable unavailable : quote.unavailable()) {
      Line line = BookingRecord.state(step).line(unavailable.lineNo());
      line.stage = LineStage.blockedOr(rules.unavailable(line, unavailable), new LineStage.Quoted());
    }
  }

  /** Whether the prices are those of single units: some gateways mean the whole line. */
  private static boolean addsUp(BookingState booking, Quote.Seller seller) {
    Money sum = Money.zero(seller.goods().currency());
    for (Quote.PricedLine priced : seller.lines()) {
      if (!priced.unitPrice().currency().equals(sum.currency())) {
        return false;
      }
      sum = sum.plus(priced.unitPrice().multiply(booking.line(priced.lineNo()).quantity));
    }
    return sum.equals(seller.goods());
  }

  private static LineRules rules(StepContext step) {
    BookingState booking = BookingRecord.state(step);
    ProviderSettings settings = step.services.providers.settings(step.body.provider);
    return new LineRules(booking, settings, step.safety.tolerance(booking.tolerance()));
  }
}
