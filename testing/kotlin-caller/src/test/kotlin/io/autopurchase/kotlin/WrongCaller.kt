package io.autopurchase.kotlin

import io.autopurchase.*
import java.net.URI

/** Each marked line is a mistake that the compiler has to find. */
class WrongCaller(private val autoPurchase: AutoPurchase) {
  fun code(line: LineResult): String = line.code() // may be null

  fun link(due: PaymentDue): URI = due.payLink() // may be null

  fun total(due: PaymentDue): Money = due.total() // may be null

  fun book(plan: ReservationPlan?): Activity = autoPurchase.book(plan) // must not be null

  fun find(id: ActivityId?): Activity = autoPurchase.activities().get(id) // must not be null

  fun line(): LineKey = LineKey("ORD-1", null) // must not be null

  fun query(): EventQuery = EventQuery.builder().orderId(null).types(null).build() // types must not be null
}
