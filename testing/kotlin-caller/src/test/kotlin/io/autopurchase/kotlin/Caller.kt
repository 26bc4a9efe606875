package io.autopurchase.kotlin

import io.autopurchase.*
import java.net.URI
import java.time.Duration
import java.time.Instant
import java.util.Optional

/** A shop's code as one writes it in Kotlin: every type is named, so that a result of another nullness does not compile. */
class Caller(private val autoPurchase: AutoPurchase) {
  fun book(order: String, session: SessionId, warehouse: Recipient): ActivityId {
    val plan: ReservationPlan =
      ReservationPlan.builder(order, session, warehouse)
        .line("1", Item.of("42602653803"), 1, Money.cny("128.50"))
        .requestedBy("mary")
        .build()
    val booking: Activity = autoPurchase.book(plan)
    return booking.id()
  }

  fun why(id: ActivityId): String {
    val activity: Activity = autoPurchase.activities().get(id)
    val reason: WaitReason? = activity.reason().orElse(null)
    val question: Question? = activity.question().orElse(null)
    val codes: List<String> = activity.lines().mapNotNull { line -> line.code() }
    return question?.code() ?: reason?.name ?: codes.joinToString()
  }

  fun attention(): List<ActivitySummary> {
    val query: ActivityQuery = ActivityQuery.builder().needsAttention().text(null).page(1, 50).build()
    val page: ResultPage<ActivitySummary> = autoPurchase.activities().summaries(query)
    return page.entries()
  }

  fun toPay(session: SessionId): Map<String, URI> {
    val due: List<PaymentDue> = autoPurchase.purchases().awaitingPayment(session)
    return due.mapNotNull { order -> order.payLink()?.let { link: URI -> order.providerOrderId() to link } }.toMap()
  }

  fun tooDear(since: Instant?): Long {
    val query: PurchaseQuery =
      PurchaseQuery.builder().statuses(setOf(PurchaseStatus.AWAITING_PAYMENT)).varianceAtLeast(PriceVariance.MINOR).changedSince(since).build()
    val counts: PurchaseCounts = autoPurchase.purchases().counts(query)
    return counts.of(PurchaseStatus.AWAITING_PAYMENT)
  }

  fun holder(conflict: ConflictException): ActivityId? = conflict.activity().orElse(null)

  fun history(order: String, cursor: String?): Pair<List<AutoPurchaseEvent>, String> {
    val events: List<AutoPurchaseEvent> = autoPurchase.events().find(EventQuery.builder().orderId(order).build())
    val page: EventFeedPage = autoPurchase.events().feed(cursor, 100)
    val actors: List<String> = events.map { event -> event.actor().orElse("nobody") }
    return Pair(page.events().filter { event -> event.actor().orElse("nobody") in actors }, page.cursor())
  }

  fun wait(id: ActivityId): Boolean = autoPurchase.activities().await(id, Duration.ofSeconds(1)).needsPerson()

  fun signedIn(login: String): Boolean {
    val session: Optional<Session> = autoPurchase.sessions().find(SessionId("taobao", login))
    return session.map { found -> found.state() == SessionState.ACTIVE }.orElse(false)
  }
}
