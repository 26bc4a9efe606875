package io.autopurchase.core.purchase;

import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.Money;
import io.autopurchase.Tracking;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.event.EventRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/** How a purchase stood before a commit edits it, and which events report what the edits have changed. */
final class PurchaseChanges {
  private final boolean isNew;
  private final String word;
  private final List<Object> rest;
  private final List<Tracking> tracking;
  @Nullable private final Money cost;
  @Nullable private final String providerOrderId;

  PurchaseChanges(PurchaseRecord purchase, boolean isNew) {
    this.isNew = isNew;
    word = word(purchase);
    rest = rest(purchase);
    tracking = purchase.tracking;
    cost = purchase.cost;
    providerOrderId = purchase.providerOrderId;
  }

  /** Of a purchase that has changed; at least one. */
  List<EventRecord> eventsOf(PurchaseRecord purchase, ActivityRecord by) {
    List<EventRecord> events = new ArrayList<>();
    // A purchase that is linked, or linked to another order, has all values of that order: they have not changed.
    boolean isSameOrder = !isNew && Objects.equals(providerOrderId, purchase.providerOrderId);
    boolean hasOtherTracking = isSameOrder && !tracking.equals(purchase.tracking);
    Optional<EventRecord> otherCost = isSameOrder ? otherCost(purchase, by) : Optional.empty();
    if (!word.equals(word(purchase)) || !rest.equals(rest(purchase)) || !hasOtherTracking && otherCost.isEmpty()) {
      events.add(event(AutoPurchaseEvent.PURCHASE_CHANGED, purchase, by, isNew ? null : word, word(purchase)));
    }
    if (hasOtherTracking) {
      events.add(event(AutoPurchaseEvent.TRACKING_CHANGED, purchase, by, numbers(tracking), numbers(purchase.tracking)));
    }
    otherCost.ifPresent(events::add);
    return events;
  }

  /** Empty if the cost is the same, or was not known, or is not known any more. */
  private Optional<EventRecord> otherCost(PurchaseRecord purchase, ActivityRecord by) {
    return cost == null || purchase.cost == null || cost.equals(purchase.cost)
        ? Optional.empty()
        : Optional.of(event(AutoPurchaseEvent.COST_CHANGED, purchase, by, cost.toString(), purchase.cost.toString()));
  }

  private static EventRecord event(String type, PurchaseRecord purchase, ActivityRecord by, @Nullable String from, @Nullable String to) {
    Map<String, String> more = purchase.providerOrderId == null ? null : Map.of("providerOrderId", purchase.providerOrderId);
    return new EventRecord(type, by.id, purchase.orderId, purchase.lineId, by.provider, by.login, from, to, null, more);
  }

  private static String word(PurchaseRecord purchase) {
    return purchase.status == null ? purchase.group.name() : purchase.status.name();
  }

  /** What changes without a type of its own. */
  private static List<Object> rest(PurchaseRecord purchase) {
    return Arrays.asList(purchase.rawStatus, purchase.providerOrderLineId, purchase.refund);
  }

  @Nullable
  private static String numbers(List<Tracking> tracking) {
    return tracking.isEmpty() ? null : tracking.stream().map(Tracking::number).collect(Collectors.joining(" "));
  }
}
