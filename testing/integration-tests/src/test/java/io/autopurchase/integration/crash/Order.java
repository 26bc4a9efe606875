package io.autopurchase.integration.crash;

import io.autopurchase.Item;
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

  /** What the office wants of an order besides, from ten orders: six are only booked, two are paid, two are unbound. */
  enum Fate {
    BOOKED,
    PAID,
    UNBOUND,
    UNBOUND_AND_BOOKED_AGAIN
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

  Fate fate() {
    return switch (isPoisoned() ? 0 : number % 10) {
      case 3, 7 -> Fate.PAID;
      case 4 -> Fate.UNBOUND;
      case 8 -> Fate.UNBOUND_AND_BOOKED_AGAIN;
      default -> Fate.BOOKED;
    };
  }

  /** Whether it is to be paid in the same moment as unbound; either may win. */
  boolean isContested() {
    return fate() == Fate.UNBOUND && number % 20 == 4;
  }

  /** What is asked for, one stage after the other; that of one stage at once. */
  List<List<Errand.Kind>> stages() {
    List<Errand.Kind> book = List.of(Errand.Kind.BOOK);
    return switch (fate()) {
      case BOOKED -> List.of(book);
      case PAID -> List.of(book, List.of(Errand.Kind.PAY));
      case UNBOUND -> List.of(book, isContested() ? List.of(Errand.Kind.PAY, Errand.Kind.UNBIND) : List.of(Errand.Kind.UNBIND));
      case UNBOUND_AND_BOOKED_AGAIN -> List.of(book, List.of(Errand.Kind.UNBIND), List.of(Errand.Kind.BOOK_AGAIN));
    };
  }

  /** Whether a person has approved its payment in advance; if not, one is asked. */
  boolean isApprovedInAdvance() {
    return number % 20 < 10;
  }

  /** Whether its payment is asked for with a limit that it is above. */
  boolean isAboveLimit() {
    return fate() == Fate.PAID && number % 40 == 27;
  }

  /** What its payment may cost at most. */
  Money limit() {
    return Money.cny(isAboveLimit() ? "50.00" : "1000.00");
  }

  ReservationPlan plan() {
    ReservationPlan.Builder plan = ReservationPlan.builder(id(), SESSION, WAREHOUSE);
    for (int line = 0; line < lineIds().size(); line++) {
      String itemId = isPoisoned() ? poison() : Long.toString(FIRST_ITEM + (number * 5L + line * 3L) % (ITEMS - 1));
      plan.line(lineIds().get(line), Item.of(itemId), 1 + (number + line & 1), PRICE);
    }
    return plan.build();
  }
}
