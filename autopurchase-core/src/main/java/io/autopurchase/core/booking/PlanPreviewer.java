package io.autopurchase.core.booking;

import io.autopurchase.LineKey;
import io.autopurchase.Money;
import io.autopurchase.PlanPreview;
import io.autopurchase.PlanPreview.SellerOrder;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionState;
import io.autopurchase.SessionUnavailableException;
import io.autopurchase.Violation;
import io.autopurchase.core.activity.QuestionDraft;
import io.autopurchase.core.booking.BookingState.Line;
import io.autopurchase.core.purchase.PurchaseRecord;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Text;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.core.session.DefaultSessions;
import io.autopurchase.core.session.HostCalls;
import io.autopurchase.core.session.ProviderRegistry;
import io.autopurchase.engine.Arguments;
import io.autopurchase.spi.ItemListing;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.Quote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.concurrent.ThreadSafe;

/** Shows what carrying out a plan would mean now. Only reads are sent. Thread-safe. */
@ThreadSafe
public final class PlanPreviewer {
  private final RecordStore recordStore;
  private final DefaultSessions sessions;
  private final ProviderRegistry providers;
  private final HostCalls calls;
  private final PlanRules rules;

  public PlanPreviewer(RecordStore recordStore, DefaultSessions sessions, ProviderRegistry providers, HostCalls calls, PlanRules rules) {
    this.recordStore = recordStore;
    this.sessions = sessions;
    this.providers = providers;
    this.calls = calls;
    this.rules = rules;
  }

  public PlanPreview of(ReservationPlan plan) {
    ProviderClient client = providers.client(plan.session().provider());
    SessionState state = sessions.records().require(plan.session()).body().state;
    List<Violation> violations = new ArrayList<>(rules.violations(plan, client));
    BookingState body = rules.body(plan);
    PlanPreview.Builder preview =
        PlanPreview.builder(plan)
            .recipients(body.recipient.toRecipient(), body.warehouse == null ? null : body.warehouse.toRecipient());
    if (violations.stream().anyMatch(violation -> !violation.isWarning())) {
      return preview
          .lines(plan.lines().stream().map(line -> line(line.lineId(), Text.of("PLAN_INVALID"))).toList())
          .violations(violations)
          .build();
    }
    if (state != SessionState.ACTIVE) {
      throw new SessionUnavailableException(plan.session(), state);
    }
    Map<String, QuestionDraft> issues = new HashMap<>();
    LineRules lineRules = new LineRules(body, providers.settings(plan.session().provider()));
    Map<String, Optional<ItemListing>> offers = lookUp(plan, client, body, lineRules, issues);
    List<SellerOrder> orders = quote(plan, client, body, lineRules, issues);
    warnOfCap(plan, client, orders).ifPresent(violations::add);
    return preview.lines(lines(body, issues, offers)).orders(orders).violations(violations).build();
  }

  /** What is offered, by the ids of items. */
  private Map<String, Optional<ItemListing>> lookUp(
      ReservationPlan plan, ProviderClient client, BookingState body, LineRules lineRules, Map<String, QuestionDraft> issues) {
    Map<String, Optional<ItemListing>> offers = new HashMap<>();
    for (Line line : body.lines) {
      Optional<ItemListing> offer =
          offers.computeIfAbsent(line.itemId, id -> calls.make(plan.session(), context -> client.item(line.item(), context)));
      held(body.key(line))
          .or(() -> lineRules.check(line, offer))
          .ifPresent(issue -> issues.put(line.lineId, issue));
    }
    return offers;
  }

  private List<SellerOrder> quote(
      ReservationPlan plan, ProviderClient client, BookingState body, LineRules lineRules, Map<String, QuestionDraft> issues) {
    List<SellerOrder> orders = new ArrayList<>();
    List<Line> eligible = new ArrayList<>(body.lines.stream().filter(line -> !issues.containsKey(line.lineId)).toList());
    while (!eligible.isEmpty()) {
      List<Line> chunk = PlacementPlan.together(eligible, client.capabilities());
      eligible.removeAll(chunk);
      Quote quote = calls.make(plan.session(), context -> client.quote(body.request(chunk), context));
      for (Quote.Seller seller : quote.sellers()) {
        Optional<QuestionDraft> unlike = unlike(plan, seller);
        if (unlike.isPresent()) {
          seller.lines().forEach(line -> issues.put(line.lineNo(), unlike.get()));
          continue;
        }
        SellerOrder order =
            SellerOrder.of(seller.seller(), seller.goods(), seller.freight(), seller.goods().plus(seller.freight()))
                .withLineIds(seller.lines().stream().map(Quote.PricedLine::lineNo).toList());
        orders.add(order);
        aboveCap(order).ifPresent(issue -> seller.lines().forEach(line -> issues.put(line.lineNo(), issue)));
      }
      quote
          .unavailable()
          .forEach(u -> lineRules.unavailable(body.line(u.lineNo()), u).ifPresent(issue -> issues.put(u.lineNo(), issue)));
    }
    return orders;
  }

  /** Amounts in different currencies are neither added nor compared. */
  private static Optional<QuestionDraft> unlike(ReservationPlan plan, Quote.Seller seller) {
    String currency = plan.lines().get(0).unitPrice().currency();
    if (seller.goods().currency().equals(currency) && seller.freight().currency().equals(currency)) {
      return Optional.empty();
    }
    Text why = Text.of(LineRules.CURRENCY, "text", "currencyOfOrder", "goods", seller.goods(), "freight", seller.freight(), "currency", currency);
    return Optional.of(QuestionDraft.refusal(why));
  }

  private Optional<QuestionDraft> aboveCap(SellerOrder order) {
    return rules
        .cap()
        .filter(cap -> order.total().isGreaterThan(cap.amount()))
        .map(cap -> QuestionDraft.refusal(Text.of("SPEND_CAP", "cost", order.total(), "cap", cap.amount())));
  }

  private Optional<Violation> warnOfCap(ReservationPlan plan, ProviderClient client, List<SellerOrder> orders) {
    Optional<Money> left =
        rules.left(sessions.throttle().limiter(sessions.throttle().key(plan.session())).body(), client.providerTime(recordStore.now()));
    return orders.stream()
        .map(SellerOrder::total)
        .reduce(Money::plus)
        .filter(total -> left.filter(total::isGreaterThan).isPresent())
        .map(
            total ->
                Violation.warning("lines", "SPEND_CAP", Arguments.of("total", total, "left", left.get())));
  }

  private static List<PlanPreview.Line> lines(
      BookingState body, Map<String, QuestionDraft> issues, Map<String, Optional<ItemListing>> offers) {
    return body.lines.stream()
        .map(
            line -> {
              QuestionDraft issue = issues.get(line.lineId);
              PlanPreview.Line shown = issue == null ? PlanPreview.Line.of(line.lineId, true, null, null) : line(line.lineId, issue.text());
              return offers.getOrDefault(line.itemId, Optional.empty()).flatMap(offer -> offer.variant(line.skuId)).map(variant -> withOffer(shown, variant)).orElse(shown);
            })
        .toList();
  }

  private static PlanPreview.Line line(String lineId, Text why) {
    return PlanPreview.Line.of(lineId, false, why.code(), why.ofLine()).withArguments(why.arguments());
  }

  private static PlanPreview.Line withOffer(PlanPreview.Line line, ItemListing.Variant variant) {
    return line.withOffer(variant.price(), variant.available() == Integer.MAX_VALUE ? null : variant.available());
  }

  private Optional<QuestionDraft> held(LineKey line) {
    Optional<Versioned<PurchaseRecord>> purchase = recordStore.load(Keys.purchase(line), PurchaseRecord.class);
    if (purchase.isPresent() && purchase.get().body().group == PurchaseGroup.PURCHASED) {
      return Optional.of(
          QuestionDraft.refusal(
              Text.of("ALREADY_PURCHASED", "text", "purchasedAs", "providerOrderId", String.valueOf(purchase.get().body().providerOrderId))));
    }
    return recordStore
        .store
        .owner(Keys.LINE_SCOPE, Keys.name(line))
        .map(owner -> QuestionDraft.refusal(Text.of("LINE_HELD", "activity", owner)));
  }
}
