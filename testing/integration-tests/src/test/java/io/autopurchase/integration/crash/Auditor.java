package io.autopurchase.integration.crash;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.WaitReason;
import io.autopurchase.integration.crash.Market.Ordered;
import io.autopurchase.integration.crash.Order.Fate;
import io.autopurchase.sandbox.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares the marketplace's ledger with the shop's records, order by order. What the activities report counts, not what was wished. For
 * one audit.
 */
final class Auditor {
  private static final int MOST_PROBLEMS = 20;

  private final List<Activity> activities;
  private final Function<Order, List<Purchase>> purchasesOf;
  private final List<Order> orders;
  private final Map<String, Ledger.Order> ledger;
  private final Map<String, List<Ordered>> live;
  private final Set<String> unknownLines;
  private final Set<String> reportedPaid = new HashSet<>();
  private final Map<String, Long> paidByHostOrder = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  private int lines;
  private int unconfirmed;
  private int unbound;
  private int bookedAgain;
  private int lost;
  private int unfinished;
  private int wrongPayments;
  private int wrongUnbindings;
  private long recorded;

  private Auditor(
      List<Order> orders, List<Ledger.Order> ledger, List<Activity> activities, Function<Order, List<Purchase>> purchasesOf) {
    this.orders = orders;
    this.activities = activities;
    this.purchasesOf = purchasesOf;
    this.ledger = ledger.stream().collect(Collectors.toMap(Ledger.Order::purchaseId, Function.identity()));
    live = Market.live(ledger);
    unknownLines = new HashSet<>(live.keySet());
  }

  static Audit audit(Market market, Office office, OrderBook book) {
    Set<String> unseen = office.events();
    unseen.removeAll(book.events());
    return audit(book.all(), market.orders(), office.activities(), office::purchases, unseen.size());
  }

  /**
   * @param orders that the host wanted
   * @param ledger all that was ever ordered
   * @param activities all that there are
   */
  static Audit audit(
      List<Order> orders,
      List<Ledger.Order> ledger,
      List<Activity> activities,
      Function<Order, List<Purchase>> purchasesOf,
      int unseenEvents) {
    return new Auditor(orders, ledger, activities, purchasesOf).audit(unseenEvents);
  }

  private Audit audit(int unseenEvents) {
    Map<String, List<Activity>> byOrder = activities.stream().collect(Collectors.groupingBy(activity -> activity.orderId().orElse("")));
    for (Order order : orders) {
      List<Activity> own = byOrder.getOrDefault(order.id(), List.of());
      requireEnds(order, own);
      ofType(own, ActivityType.UNBINDING).forEach(this::checkUnbinding);
      ofType(own, ActivityType.PAYMENT).forEach(this::checkPayment);
      checkLines(order, own);
    }
    unknownLines.forEach(line -> problems.add("not asked for: " + live.get(line)));
    checkLedger();
    return new Audit(
        lines,
        (int) ledger.values().stream().filter(Market::isPaid).count(),
        unconfirmed,
        unbound,
        bookedAgain,
        Market.surplus(live),
        lost + unknownLines.size(),
        unfinished,
        wrongPayments,
        wrongUnbindings,
        (int)
            activities.stream()
                .flatMap(activity -> activity.journal().stream())
                .filter(entry -> entry.level().equals("WARN") && entry.code().equals("NODE_STOPPED"))
                .count(),
        live.values().stream().flatMap(List::stream).mapToLong(Ordered::amount).sum(),
        recorded,
        unseenEvents,
        problems.stream().limit(MOST_PROBLEMS).toList());
  }

  private static List<Activity> ofType(List<Activity> activities, ActivityType type) {
    return activities.stream().filter(activity -> activity.type() == type).toList();
  }

  // Ends

  private void requireEnds(Order order, List<Activity> own) {
    List<Activity> bookings = ofType(own, ActivityType.BOOKING);
    List<Activity> unbindings = ofType(own, ActivityType.UNBINDING);
    List<Activity> payments = ofType(own, ActivityType.PAYMENT);
    boolean again = order.fate() == Fate.UNBOUND_AND_BOOKED_AGAIN;
    boolean unbinds = again || order.fate() == Fate.UNBOUND;
    boolean good =
        bookings.size() == (again ? 2 : 1)
            && bookings.stream().allMatch(Activity::succeeded)
            && (order.isContested()
                ? !unbindings.isEmpty() || payments.stream().anyMatch(Auditor::isFollowed)
                : unbindings.size() == (unbinds ? 1 : 0))
            && unbindings.stream().allMatch(unbinding -> isUnboundAsItMust(order, unbinding))
            && (order.isContested() || payments.isEmpty() == (order.fate() != Fate.PAID))
            && payments.stream().allMatch(payment -> isPaidAsItMust(order, payment));
    if (!good) {
      unfinished++;
      problems.add(order.id() + " (" + order.fate() + "): " + own.stream().map(Auditor::describe).toList());
    }
    if (again && bookings.size() == 2) {
      bookedAgain += order.lineIds().size();
    }
  }

  /** A contested line may have been paid before; then it is left. */
  private static boolean isUnboundAsItMust(Order order, Activity unbinding) {
    return unbinding.succeeded()
        || order.isContested()
            && unbinding.state() == ActivityState.COMPLETED
            && unbinding.lines().stream().allMatch(line -> line.outcome() == LineOutcome.UNBOUND || line.outcome() == LineOutcome.SKIPPED);
  }

  /** It was perhaps sent, and its orders are looked at for half an hour; until then none of them can be unbound. */
  private static boolean isFollowed(Activity payment) {
    return payment.journal().stream().anyMatch(entry -> entry.message().contains("may or may not have been sent"))
        && payment.state() == ActivityState.WAITING
        && payment.reason().equals(Optional.of(WaitReason.PAYMENT_PENDING))
        && payment.lines().stream().allMatch(line -> line.outcome() == LineOutcome.UNCERTAIN || line.outcome() == LineOutcome.PAID);
  }

  private boolean isPaidAsItMust(Order order, Activity payment) {
    boolean isFollowed = isFollowed(payment);
    unconfirmed += isFollowed ? 1 : 0;
    if (isFollowed || payment.succeeded()) {
      return !order.isAboveLimit();
    } else if (order.isAboveLimit()) {
      return payment.state() == ActivityState.COMPLETED && payment.lines().stream().allMatch(line -> "ABOVE_LIMIT".equals(line.code()));
    }
    // An order that an unbinding has closed is not paid; one that was sent to be paid before is not sent once more.
    return order.isContested() && payment.state().isFinished() || payment.state() == ActivityState.INTERRUPTED;
  }

  // Unbindings and payments against the ledger

  private void checkUnbinding(Activity unbinding) {
    for (LineResult line : unbinding.lines()) {
      if (line.outcome() == LineOutcome.UNBOUND) {
        unbound++;
        Ledger.Order order = ledger.get(String.valueOf(line.providerOrderId()));
        boolean isClosed =
            order != null
                && order.lines().stream()
                    .filter(theirs -> theirs.orderLineNo().equals(line.line().lineId()))
                    .allMatch(theirs -> theirs.status().equals("TRADE_CLOSED"));
        if (!isClosed) {
          wrongUnbindings++;
          problems.add("line " + line.line() + " is reported free of " + order);
        }
      }
    }
  }

  private void checkPayment(Activity payment) {
    for (LineResult line : payment.lines()) {
      String id = String.valueOf(line.providerOrderId());
      if (line.outcome() == LineOutcome.PAID || line.outcome() == LineOutcome.UNCERTAIN) {
        reportedPaid.add(id);
      }
      Ledger.Order order = ledger.get(id);
      if (line.outcome() == LineOutcome.PAID && (order == null || !Market.isPaid(order))) {
        wrongPayment("line " + line.line() + " is reported paid with " + order);
      }
    }
  }

  private void checkLedger() {
    Map<String, Order> orderOf = new HashMap<>();
    orders.forEach(order -> order.lineIds().forEach(line -> orderOf.put(line, order)));
    for (Ledger.Order order : ledger.values()) {
      if (order.paymentRequests() > 1) {
        wrongPayment("was asked " + order.paymentRequests() + " times to pay " + order);
      }
      if (Market.isPaid(order)) {
        if (!reportedPaid.contains(order.purchaseId())) {
          wrongPayment("no activity reports to have paid " + order);
        }
        Optional.ofNullable(orderOf.get(order.lines().get(0).orderLineNo()))
            .ifPresent(host -> paidByHostOrder.merge(host.id(), order.amount(), Long::sum));
      }
    }
    for (Order order : orders) {
      long paid = paidByHostOrder.getOrDefault(order.id(), 0L);
      if (paid > order.limit().toMinorUnits()) {
        wrongPayment(order.id() + " was paid with " + paid + " fen, above " + order.limit());
      }
    }
  }

  private void wrongPayment(String words) {
    wrongPayments++;
    problems.add(words);
  }

  // Lines against the ledger

  private void checkLines(Order order, List<Activity> own) {
    Map<String, Purchase> purchases =
        purchasesOf.apply(order).stream().collect(Collectors.toMap(purchase -> purchase.line().lineId(), Function.identity()));
    for (String line : order.lineIds()) {
      lines++;
      unknownLines.remove(line);
      Purchase purchase = purchases.get(line);
      List<Ordered> ordered = live.getOrDefault(line, List.of());
      boolean isBought = purchase != null && purchase.group() == PurchaseGroup.PURCHASED;
      recorded += isBought ? purchase.cost().map(price -> price.toMinorUnits()).orElse(0L) : 0;
      boolean same = isBought ? isOneOf(purchase, ordered) : ordered.isEmpty();
      lost += same ? 0 : 1;
      if (!same || ordered.size() > 1) {
        problems.add("line " + line + ": recorded as " + purchase + ", ordered as " + ordered);
      }
      if (isBought == isFree(line, own)) {
        unfinished++;
        problems.add("line " + line + " is recorded as " + purchase + " after " + own.stream().map(Auditor::describe).toList());
      }
    }
  }

  private static boolean isOneOf(Purchase purchase, List<Ordered> orders) {
    return orders.stream()
        .anyMatch(
            ordered ->
                purchase.providerOrderId().orElse("").equals(ordered.order().purchaseId())
                    && purchase.providerOrderLineId().orElse("").equals(ordered.line().subOrderId()));
  }

  /** Whether as many unbindings have set a line free as bookings have bought it. */
  private static boolean isFree(String line, List<Activity> own) {
    return count(line, own, LineOutcome.UNBOUND) >= count(line, own, LineOutcome.BOOKED);
  }

  private static long count(String line, List<Activity> own, LineOutcome outcome) {
    return own.stream()
        .flatMap(activity -> activity.lines().stream())
        .filter(result -> result.line().lineId().equals(line) && result.outcome() == outcome)
        .count();
  }

  private static String describe(Activity activity) {
    return activity + activity.reason().map(reason -> " " + reason).orElse("") + " " + activity.lines() + " " + activity.journal();
  }
}
