package io.autopurchase.json;

import io.autopurchase.Activity;
import io.autopurchase.ActivityCounts;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivitySummary;
import io.autopurchase.ActivityType;
import io.autopurchase.AnswerOption;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.EventFeedPage;
import io.autopurchase.EventGap;
import io.autopurchase.Health;
import io.autopurchase.Item;
import io.autopurchase.JournalEntry;
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.Money;
import io.autopurchase.Parcel;
import io.autopurchase.PaymentDue;
import io.autopurchase.PlanPreview;
import io.autopurchase.PriceVariance;
import io.autopurchase.Progress;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseCounts;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.Recipient;
import io.autopurchase.Refund;
import io.autopurchase.RefundStatus;
import io.autopurchase.ReservationPlan;
import io.autopurchase.ResultPage;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.Tracking;
import io.autopurchase.Violation;
import io.autopurchase.WaitReason;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One of each view with every value, and one with as few as possible. */
final class Samples {
  static final Instant AT = Instant.parse("2026-11-29T18:00:00.123Z");
  static final SessionId SESSION = new SessionId("taobao", "our-buyer");
  static final LineKey LINE = new LineKey("ORD-1", "1");

  private static final Map<String, String> ARGUMENTS = Map.of("price", "12.50 CNY");

  private Samples() {}

  static Activity activity() {
    return Activity.builder(new ActivityId("01A"), ActivityType.BOOKING, ActivityState.WAITING_FOR_ANSWER)
        .description("Book 1 line of ORD-1")
        .session(SESSION)
        .orderId("ORD-1")
        .progress(new Progress(1, 3))
        .waiting(WaitReason.PROVIDER_RATE_LIMIT, AT.plusSeconds(60))
        .createdAt(AT)
        .finishedAt(AT.plusSeconds(1))
        .requestedBy("mary")
        .lines(List.of(LineResult.of(LINE, LineOutcome.BOOKED, "CODE", "message", "200077").withArguments(ARGUMENTS)))
        .question(question())
        .journal(List.of(JournalEntry.of(AT, "INFO", "PLACED", "it is placed").withArguments(ARGUMENTS)))
        .build();
  }

  static Activity shortActivity() {
    return Activity.builder(new ActivityId("01A"), ActivityType.SYNCHRONIZATION, ActivityState.QUEUED).createdAt(AT).build();
  }

  static Question question() {
    return Question.builder("q1", Question.PRICE_INCREASED, "The price rose", List.of(new AnswerOption("ACCEPT_PRICE", "Accept", ARGUMENTS)))
        .line(LINE)
        .context(Map.of("newValue", "12.00 CNY"))
        .defaultOption("SKIP_ITEM", AT)
        .build();
  }

  static Purchase purchase() {
    return Purchase.builder(LINE, PurchaseGroup.PURCHASED)
        .session(SESSION)
        .activity(new ActivityId("01A"))
        .clientOrderId("01A-1")
        .providerOrder("200077", "200077-1")
        .item(Item.of("610010010005", "5002001"))
        .quantity(2)
        .cost(Money.cny("20.00"))
        .approvedCost(Money.cny("19.50"))
        .orderTotal(Money.cny("25.00"))
        .priceVariance(PriceVariance.MINOR)
        .status(PurchaseStatus.AWAITING_PAYMENT, "WAIT_BUYER_PAY")
        .tracking(List.of(Tracking.of("SF", "SF100")))
        .refund(Refund.of("9", RefundStatus.values()[0], "APPLIED"))
        .closeReason("no stock")
        .siteOrderId("33")
        .payment(URI.create("https://pay.example/1"), AT)
        .asOf(AT)
        .linkedAt(AT.minusSeconds(60))
        .changedAt(AT.minusSeconds(30))
        .build();
  }

  static Session session() {
    return Session.builder(SESSION, SessionState.ACTIVE)
        .account("account-1")
        .authorizedAt(AT)
        .expiresAt(AT)
        .authorizationEndsAt(AT)
        .expiring(true)
        .synchronization(AT, "LIMIT")
        .build();
  }

  static AutoPurchaseEvent event() {
    return AutoPurchaseEvent.builder("01B", AutoPurchaseEvent.PURCHASE_CHANGED, AT)
        .activity(new ActivityId("01A"))
        .line(LINE)
        .session(SESSION)
        .change("AWAITING_PAYMENT", "SHIPPED")
        .actor("mary")
        .attributes(Map.of("providerOrderId", "200077"))
        .build();
  }

  static PlanPreview preview() {
    Recipient recipient =
        Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();
    ReservationPlan plan = ReservationPlan.builder("ORD-1", SESSION, recipient).line("1", Item.of("77"), 1, Money.cny("10.00")).build();
    return PlanPreview.builder(plan)
        .lines(List.of(PlanPreview.Line.of("1", false, "OUT_OF_STOCK", "none is left").withArguments(ARGUMENTS).withOffer(Money.cny("10.00"), 0)))
        .orders(List.of(PlanPreview.SellerOrder.of("seller", Money.cny("10.00"), Money.cny("1.00"), Money.cny("11.00")).withLineIds(List.of("1"))))
        .violations(List.of(Violation.error("lines[0]", "X", "is wrong"), Violation.warning("note", "Y", "is long")))
        .build();
  }

  /** By the names of their schemas. */
  static Map<String, List<Object>> readable() {
    return Map.ofEntries(
        Map.entry("activity", List.of(activity(), shortActivity())),
        Map.entry("activity-summary", List.of(ActivitySummary.of(activity()), ActivitySummary.of(shortActivity()))),
        Map.entry(
            "activity-counts",
            List.of(
                ActivityCounts.builder().add(ActivityState.PARKED, ActivityType.BOOKING, 3, true).add(ActivityState.FAILED, ActivityType.PAYMENT, 1, false).build(),
                ActivityCounts.builder().build())),
        Map.entry(
            "purchase-counts",
            List.of(
                PurchaseCounts.builder()
                    .add(PurchaseGroup.PURCHASED, PurchaseStatus.SHIPPED, 3, true)
                    .add(PurchaseGroup.OTHER, null, 1, true)
                    .add(PurchaseGroup.READY, null, 10_000, false)
                    .build(),
                PurchaseCounts.builder().build())),
        Map.entry("answer-option", List.of(new AnswerOption("ORDER_IS:1", "It is 1", ARGUMENTS), new AnswerOption("RETRY", "Try again"))),
        Map.entry("journal-entry", List.of(activity().journal().get(0))),
        Map.entry("line-result", List.of(activity().lines().get(0), LineResult.of(LINE, LineOutcome.PENDING, null, null, null))),
        Map.entry("progress", List.of(new Progress(1, 3))),
        Map.entry("question", List.of(question(), Question.builder("q", "C", "m", List.of()).build())),
        Map.entry("line-key", List.of(LINE)),
        Map.entry("money", List.of(Money.cny("12.50"), Money.of("-3", "JPY"))),
        Map.entry("session-id", List.of(SESSION)),
        Map.entry("violation", List.of(Violation.error("a.b", "LENGTH", "is too long").withArguments(ARGUMENTS), Violation.warning("a", "B", "c"))),
        Map.entry("purchase", List.of(purchase(), Purchase.builder(LINE, PurchaseGroup.READY).build())),
        Map.entry("tracking", List.of(Tracking.of("SF", "SF100"))),
        Map.entry("refund", List.of(purchase().refund().orElseThrow())),
        Map.entry(
            "payment-due",
            List.of(
                PaymentDue.of(SESSION, "200077", Money.cny("1.00"), Money.cny("2.00"), URI.create("https://pay.example/1"), AT, List.of(LINE)),
                PaymentDue.of(SESSION, "200077", null, null, null, null, List.of()))),
        Map.entry("parcel", List.of(Parcel.of("SF", "SF100", "SENT", List.of(Parcel.Trace.of(AT, "SENT", "sent"))))),
        Map.entry("session", List.of(session(), Session.builder(SESSION, SessionState.DISABLED).build())),
        Map.entry("event", List.of(event(), AutoPurchaseEvent.builder("01B", AutoPurchaseEvent.SESSION_CHANGED, AT).build(), AutoPurchaseEvent.builder("01B", AutoPurchaseEvent.ACTIVITY_CHANGED, AT).orderId("ORD-1").build())),
        Map.entry("event-feed-page", List.of(EventFeedPage.of(List.of(event()), "17"), EventFeedPage.of(List.of(), "0"))),
        Map.entry("event-gap", List.of(new EventGap(new ActivityId("01A"), 2, 3))),
        Map.entry(
            "health",
            List.of(
                Health.of(AT, List.of(new Health.Issue(Health.Code.STUCK_CALL, "01A", AT, "a call is stuck")), true, 3),
                Health.of(AT, List.of(), true, 0))));
  }

  static Map<String, Object> onlyWritten() {
    return Map.of("plan-preview", preview(), "result-page", ResultPage.of(List.of(activity()), 1, 10, 11, false));
  }
}
