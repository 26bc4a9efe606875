package io.autopurchase.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.LineKey;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The status of a line in the shop follows its purchase. */
class PurchaseUpdatesTest {
  @ParameterizedTest
  @CsvSource({
    "PURCHASED, AWAITING_PAYMENT, PAID, ORDERED",
    "PURCHASED, SHIPPED, ORDERED, ORDERED",
    "PURCHASED, RECEIVED, ORDERED, RECEIVED",
    "IN_PROGRESS, , PAID, PAID",
    "IN_PROGRESS, , ORDERED, PAID", // unbound, by an activity that has not ended yet
    "READY, , ORDERED, PAID",
    "READY, , AWAITING_PAYMENT, AWAITING_PAYMENT",
    "OTHER, , PAID, CANCELLED",
    "OTHER, CLOSED, ORDERED, PAID",
    "UNKNOWN, , ORDERED, ORDERED",
  })
  void line_isInTheShopAsItsPurchaseSays(PurchaseGroup group, PurchaseStatus status, LineStatus before, LineStatus after) {
    Purchase purchase = Purchase.builder(new LineKey("ORD-1", "1-1"), group).status(status, null).build();

    assertThat(PurchaseUpdates.statusOf(purchase, before)).isEqualTo(after);
  }
}
