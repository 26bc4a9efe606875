package io.autopurchase.core.booking;

import io.autopurchase.AnswerOption;
import io.autopurchase.Money;
import io.autopurchase.PriceTolerance;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Question;
import io.autopurchase.core.activity.QuestionDraft;
import io.autopurchase.core.booking.BookingState.Line;
import io.autopurchase.core.record.Text;
import io.autopurchase.core.session.ProviderRegistry;
import io.autopurchase.spi.ItemListing;
import io.autopurchase.spi.Quote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a line can be bought as it was approved, by what the provider offers now. */
final class LineRules {
  /** The provider asks for another currency than the plan's. */
  static final String CURRENCY = "CURRENCY";

  private static final String TMALL = "TMALL";
  private static final int ALTERNATIVES = 20;

  private final PriceTolerance tolerance;
  private final boolean excludeTmall;

  /**
   * @param body of the booking, or of one that would be made
   * @param settings of the provider: they decide when the plan does not
   */
  LineRules(BookingState body, ProviderSettings settings) {
    this(body, settings, body.tolerance());
  }

  LineRules(BookingState body, ProviderSettings settings, PriceTolerance tolerance) {
    this.tolerance = tolerance;
    excludeTmall =
        body.excludeTmall == null ? Boolean.parseBoolean(settings.getOrDefault(ProviderRegistry.EXCLUDE_TMALL, "false")) : body.excludeTmall;
  }

  /** Compares a line with the offer, and takes over into the line what an order needs to name it. */
  Optional<QuestionDraft> check(Line line, Optional<ItemListing> found) {
    if (found.isEmpty() || !found.get().onSale()) {
      return issue(line, Question.ITEM_DISCONTINUED, "item " + line.itemId + " is no longer sold", "", List.of());
    }
    ItemListing offer = found.get();
    line.title = offer.title();
    if (excludeTmall && offer.market().equals(TMALL)) {
      return Optional.of(QuestionDraft.refusal(Text.of("TMALL_EXCLUDED", "itemId", line.itemId)));
    }
    Optional<ItemListing.Variant> variant = offer.variant(line.skuId).filter(ItemListing.Variant::onSale);
    if (variant.isEmpty()) {
      return withAlternatives(
          line,
          offer,
          Question.CONFIGURATION_OUTDATED,
          line.skuId.isEmpty()
              ? "item " + line.itemId + " has several variants, and none was chosen"
              : "item " + line.itemId + " is no longer sold in variant " + line.skuId,
          "");
    }
    line.orderItemId = offer.orderItemId();
    line.orderSkuId = variant.get().orderSkuId();
    Money price = variant.get().price();
    line.price = price;
    if (variant.get().available() < line.quantity) {
      return withAlternatives(
          line,
          offer,
          Question.OUT_OF_STOCK,
          "of item " + line.itemId + " " + variant.get().available() + " units are left, " + line.quantity + " are wanted",
          Integer.toString(variant.get().available()));
    }
    return price(line, price);
  }

  /** What the provider says of a line in an order that it cannot deliver. */
  Optional<QuestionDraft> unavailable(Line line, Quote.Unavailable answer) {
    return issue(line, answer.questionCode(), answer.message() + " (" + answer.code() + ")", "", List.of());
  }

  /** Compares the line's price with what was approved: by the plan with its tolerance, or by an answer to the very yuan. */
  Optional<QuestionDraft> price(Line line, Money price) {
    if (!price.currency().equals(line.planned().currency())) {
      // A price that cannot be compared was not approved; there is nothing to choose.
      return Optional.of(QuestionDraft.refusal(Text.of(CURRENCY, "price", price, "currency", line.planned().currency())));
    }
    if (!price.isGreaterThan(most(line, tolerance))) {
      return Optional.empty();
    }
    return issue(
        line,
        Question.PRICE_INCREASED,
        "Unit price of item " + line.itemId + " rose from " + line.approved.amount() + " to " + price,
        price.toString(),
        List.of(Text.option(AnswerOption.ACCEPT_PRICE, "text", "buyAt", "price", price)));
  }

  /** What a unit may cost: the plan's price with its tolerance, or what an answer has accepted. */
  static Money most(Line line, PriceTolerance tolerance) {
    Money highest = tolerance.maxPrice(line.planned());
    return line.approved.isGreaterThan(highest) ? line.approved : highest;
  }

  /** Offers the other variants, each with its price and stock, for people in the option and for programs in the context. */
  private static Optional<QuestionDraft> withAlternatives(Line line, ItemListing offer, String code, String message, String newValue) {
    List<AnswerOption> options = new ArrayList<>();
    Map<String, String> facts = new LinkedHashMap<>();
    offer.variants().stream()
        .filter(variant -> variant.onSale() && variant.available() >= line.quantity)
        .filter(variant -> !variant.skuId().isEmpty() && !variant.skuId().equals(line.skuId))
        .limit(ALTERNATIVES)
        .forEach(
            variant -> {
              boolean counted = variant.available() != Integer.MAX_VALUE;
              String label = variant.label().isEmpty() ? variant.skuId() : variant.label();
              String id = AnswerOption.CHOOSE_VARIANT + variant.skuId();
              options.add(
                  counted
                      ? Text.option(id, "text", "variantLeft", "variant", label, "price", variant.price(), "available", variant.available())
                      : Text.option(id, "text", "variant", "variant", label, "price", variant.price()));
              facts.put("variant." + variant.skuId() + ".label", label);
              facts.put("variant." + variant.skuId() + ".price", variant.price().toString());
              if (counted) {
                facts.put("variant." + variant.skuId() + ".available", Integer.toString(variant.available()));
              }
            });
    return issue(line, code, message, newValue, options, facts);
  }

  private static Optional<QuestionDraft> issue(Line line, String code, String message, String newValue, List<AnswerOption> more) {
    return issue(line, code, message, newValue, more, Map.of());
  }

  private static Optional<QuestionDraft> issue(
      Line line, String code, String message, String newValue, List<AnswerOption> more, Map<String, String> facts) {
    Map<String, String> context = new LinkedHashMap<>();
    context.put("itemId", line.itemId);
    context.put("skuId", line.skuId);
    context.put("title", line.title);
    context.put("quantity", Integer.toString(line.quantity));
    context.put("oldValue", oldValue(line, code));
    context.put("newValue", newValue);
    context.putAll(facts);
    List<AnswerOption> options = new ArrayList<>(more);
    options.add(new AnswerOption(AnswerOption.CANCEL_ITEM, "Cancel this item"));
    options.add(Text.option(AnswerOption.SKIP_ITEM, "text", "skipItem"));
    options.add(Text.option(AnswerOption.INTERRUPT, "text", "interruptBooking"));
    options.add(Text.option(AnswerOption.RETRY, "text", "checkAgain"));
    return Optional.of(new QuestionDraft(code, message, context, options));
  }

  private static String oldValue(Line line, String code) {
    return switch (code) {
      case Question.PRICE_INCREASED -> line.approved.toString();
      case Question.OUT_OF_STOCK -> Integer.toString(line.quantity);
      case Question.CONFIGURATION_OUTDATED -> line.skuId;
      default -> line.itemId;
    };
  }
}
