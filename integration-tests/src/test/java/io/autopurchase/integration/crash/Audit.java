package io.autopurchase.integration.crash;

import io.autopurchase.Activity;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.integration.crash.Market.Ordered;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the marketplace's ledger and the shop's records say, line by line.
 *
 * @param lines that were to be ordered
 * @param surplus orders of lines that are ordered already
 * @param lost lines that the shop thinks ordered and the marketplace does not know, or the other way round
 * @param unfinished orders without an ended activity, or with more than one
 * @param inDoubt intents that were found open after their process had died
 * @param ordered sum at the marketplace, in fen
 * @param recorded sum in the shop's purchases, in fen
 * @param unseenEvents that were committed, and delivered to nobody
 * @param problems in words, the first of them
 */
record Audit(
    int lines, int surplus, int lost, int unfinished, int inDoubt, long ordered, long recorded, int unseenEvents, List<String> problems) {
  private static final int MOST_PROBLEMS = 20;

  boolean isClean() {
    return surplus == 0 && lost == 0 && unfinished == 0 && ordered == recorded && unseenEvents == 0 && problems.isEmpty();
  }

  static Audit of(Market market, Office office, OrderBook book) {
    Map<String, List<Ordered>> live = market.live();
    Map<String, List<Activity>> activities =
        office.activities().stream().collect(Collectors.groupingBy(activity -> activity.orderId().orElse("")));
    List<String> problems = new ArrayList<>();
    Set<String> unknown = new HashSet<>(live.keySet());
    int lines = 0;
    int lost = 0;
    int unfinished = 0;
    long recorded = 0;
    for (Order order : book.all()) {
      List<Activity> own = activities.getOrDefault(order.id(), List.of());
      if (own.size() != 1 || !own.get(0).isSuccess()) {
        unfinished++;
        problems.add(order.id() + ": " + own.stream().map(Audit::describe).toList());
      }
      Map<String, Purchase> purchases =
          office.purchases(order).stream().collect(Collectors.toMap(p -> p.line().lineId(), Function.identity()));
      for (String line : order.lineIds()) {
        lines++;
        unknown.remove(line);
        Purchase purchase = purchases.get(line);
        List<Ordered> orders = live.getOrDefault(line, List.of());
        recorded += purchase == null ? 0 : purchase.pricePaid().map(price -> price.minor()).orElse(0L);
        if (!isSame(purchase, orders)) {
          lost++;
          problems.add("line " + line + ": recorded as " + purchase + ", ordered as " + orders);
        } else if (orders.size() > 1) {
          problems.add("line " + line + ": recorded as " + purchase + ", ordered as " + orders);
        }
      }
    }
    unknown.forEach(line -> problems.add("nobody asked for " + live.get(line)));
    Set<String> unseen = office.events();
    unseen.removeAll(book.events());
    return new Audit(
        lines,
        live.values().stream().mapToInt(orders -> orders.size() - 1).sum(),
        lost + unknown.size(),
        unfinished,
        (int)
            activities.values().stream()
                .flatMap(List::stream)
                .flatMap(activity -> activity.journal().stream())
                .filter(entry -> entry.code().equals("INTERRUPTED"))
                .count(),
        live.values().stream().flatMap(List::stream).mapToLong(Ordered::amount).sum(),
        recorded,
        unseen.size(),
        problems.stream().limit(MOST_PROBLEMS).toList());
  }

  /** Whether the shop's record is that of one of the marketplace's lines, or both know nothing. */
  private static boolean isSame(Purchase purchase, List<Ordered> orders) {
    boolean bought = purchase != null && purchase.group() == PurchaseGroup.PURCHASED;
    if (!bought) {
      return orders.isEmpty();
    }
    return orders.stream()
        .anyMatch(
            ordered ->
                purchase.providerOrderId().orElse("").equals(ordered.order().purchaseId())
                    && purchase.providerOrderLineId().orElse("").equals(ordered.line().subOrderId()));
  }

  private static String describe(Activity activity) {
    return activity + activity.reason().map(reason -> " " + reason).orElse("") + " " + activity.journal();
  }
}
