package io.autopurchase.core.booking;

import io.autopurchase.core.booking.BookingState.Line;
import io.autopurchase.core.booking.BookingState.Placement;
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.ProviderOrder;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the orders that a provider shows with what was sent: a yes counts only for what it repeats.
 *
 * @param matches the provider's line for each of ours, by our line id
 * @param foreign whether something was shown that we did not ask for
 */
record ResponseVerifier(Map<String, Match> matches, boolean foreign) {

  /** A line of ours in an order of theirs. */
  record Match(ProviderOrder order, ProviderOrder.Line line) {}

  /**
   * @param strict whether anything is compared at all
   */
  static ResponseVerifier of(Placement placement, List<Line> lines, List<ProviderOrder> orders, boolean strict) {
    Map<String, Match> matches = new LinkedHashMap<>();
    Set<ProviderLineId> used = new HashSet<>();
    boolean foreign = false;
    // The oldest order first: should there be a second one for the same line, it is the surplus.
    List<ProviderOrder> sorted = orders.stream().sorted(Comparator.comparing(ResponseVerifier::age)).toList();
    for (ProviderOrder order : sorted) {
      if (strict && !order.clientOrderId().equals(placement.clientOrderId)) {
        foreign = true;
        continue;
      }
      for (ProviderOrder.Line theirs : order.lines()) {
        Line ours = lines.stream().filter(line -> !matches.containsKey(line.lineId) && (!strict || same(line, theirs))).findFirst().orElse(null);
        if (ours == null) {
          foreign = true;
        } else if (used.add(new ProviderLineId(order.id(), theirs.id()))) {
          matches.put(ours.lineId, new Match(order, theirs));
        }
      }
    }
    return new ResponseVerifier(matches, foreign);
  }

  /**
   * What an order holds of some lines, as a person says that it is theirs: the items must be the same, while quantities may
   * differ.
   */
  static ResponseVerifier ofClaim(List<Line> lines, ProviderOrder order) {
    Map<String, Match> matches = new LinkedHashMap<>();
    Set<String> used = new HashSet<>();
    for (Line ours : lines) {
      order.lines().stream()
          .filter(theirs -> !used.contains(theirs.id()) && isSameItem(ours, theirs))
          .min(Comparator.comparing(theirs -> !theirs.lineNo().equals(Optional.of(ours.lineId))))
          .ifPresent(
              theirs -> {
                used.add(theirs.id());
                matches.put(ours.lineId, new Match(order, theirs));
              });
    }
    return new ResponseVerifier(matches, false);
  }

  boolean isComplete(Placement placement) {
    return matches.keySet().containsAll(placement.lineIds);
  }

  private static String age(ProviderOrder order) {
    // Numbers of equal length compare as text; a longer number is a later one.
    return String.format("%3d%s", order.id().length(), order.id());
  }

  private static boolean same(Line ours, ProviderOrder.Line theirs) {
    if (theirs.lineNo().filter(number -> !number.equals(ours.lineId)).isPresent()) {
      return false;
    }
    return isSameItem(ours, theirs) && theirs.quantity() == ours.quantity;
  }

  private static boolean isSameItem(Line ours, ProviderOrder.Line theirs) {
    boolean item = theirs.itemId().equals(ours.orderItemId) || theirs.itemId().equals(ours.itemId);
    boolean sku =
        theirs.skuId().equals(ours.orderSkuId)
            || theirs.skuId().equals(ours.skuId)
            || ours.skuId.isEmpty(); // the only variant: the provider may show the id that we need not give
    boolean currency = theirs.amount().map(amount -> amount.currency().equals(ours.approved.currency())).orElse(true);
    return item && sku && currency;
  }
}
