package io.autopurchase.integration.crash;

import static io.autopurchase.Item.item;

import io.autopurchase.Money;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A customer's order, made of its number alone, so that every node and the audit know the same orders without telling each
 * other. It has one to three lines, of one to three sellers.
 */
record Order(int number) {
  static final SessionId SESSION = new SessionId("taobao", "our-buyer");

  /** Of the marketplace's generated items; the price is the same for all. */
  static final int ITEMS = 40;

  static final int SELLERS = 7;
  private static final long FIRST_ITEM = 700_000_000_001L;
  private static final Money PRICE = Money.cny("100.00");
  private static final Recipient WAREHOUSE =
      Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();

  /** The item that no other order has, for orders with a negative number. */
  static String poison() {
    return Long.toString(FIRST_ITEM + ITEMS - 1);
  }

  boolean isPoisoned() {
    return number < 0;
  }

  String id() {
    return isPoisoned() ? "BAD-" + -number : "ORD-" + number;
  }

  List<String> lineIds() {
    int lines = isPoisoned() ? 1 : 1 + number % 3;
    return IntStream.rangeClosed(1, lines).mapToObj(line -> id() + "/" + line).toList();
  }

  ReservationPlan plan() {
    ReservationPlan.Builder plan = ReservationPlan.builder(id(), SESSION, WAREHOUSE);
    for (int line = 0; line < lineIds().size(); line++) {
      String itemId = isPoisoned() ? poison() : Long.toString(FIRST_ITEM + (number * 5L + line * 3L) % (ITEMS - 1));
      plan.line(lineIds().get(line), item(itemId), 1 + (number + line & 1), PRICE);
    }
    return plan.build();
  }
}
