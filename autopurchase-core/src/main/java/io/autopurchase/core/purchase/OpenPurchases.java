package io.autopurchase.core.purchase;

import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.LineKey;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.record.Keys;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The purchases of a session that are linked to orders of the provider, and what a reading of those changes. */
public final class OpenPurchases {
  private static final int PAGE = 500;
  private static final int READS_BEFORE_TELLING = 5;
  private static final int MOST_MISSING_READS = 20;

  private OpenPurchases() {}

  public static RecordFields ofSession(StepContext step) {
    return RecordFields.builder().provider(step.body.provider).login(step.body.login).build();
  }

  /** Those that are linked to one of the provider's orders. */
  public static List<PurchaseRecord> of(StepContext step, String providerOrderId) {
    RecordFields fields =
        RecordFields.builder().provider(step.body.provider).login(step.body.login).reference(providerOrderId).build();
    return step.recordStore.store.find(RecordQuery.of(Keys.PURCHASE, fields, 0, PAGE)).records().stream()
        .flatMap(row -> step.recordStore.view(row, PurchaseRecord.class, purchase -> purchase).stream())
        .toList();
  }

  /**
   * Takes over what an order shows; what was read later counts, however late it arrives.
   *
   * @return whether any purchase is linked to it
   */
  public static boolean read(StepContext step, ProviderOrder order, Instant askedAt) {
    List<PurchaseRecord> linked = of(step, order.id());
    for (PurchaseRecord purchase : linked) {
      order.lines().stream()
          .filter(line -> line.id().equals(purchase.providerOrderLineId))
          .findFirst()
          .ifPresent(
              line ->
                  PurchaseEdit.of(
                      step,
                      new LineKey(purchase.orderId, purchase.lineId),
                      stored -> OrderLinks.renew(step, stored, order, line, askedAt)));
    }
    return !linked.isEmpty();
  }

  /**
   * The provider has not shown an order: it is looked for again after pauses that double up to a week, and for three months. An event
   * reports it after about a day, and when the search ends.
   */
  public static void missing(StepContext step, String providerOrderId) {
    for (PurchaseRecord purchase : of(step, providerOrderId)) {
      int reads = purchase.missingReads + 1;
      if (reads == READS_BEFORE_TELLING || reads == MOST_MISSING_READS) {
        step.journal("WARN", AutoPurchaseEvent.ORDER_NOT_SHOWN, "providerOrderId", providerOrderId, "reads", reads);
        LineKey line = new LineKey(purchase.orderId, purchase.lineId);
        step.changes.event(AutoPurchaseEvent.ORDER_NOT_SHOWN, line, providerOrderId, Map.of("reads", Integer.toString(reads)));
      }
      PurchaseEdit.of(
          step,
          new LineKey(purchase.orderId, purchase.lineId),
          stored -> {
            if (providerOrderId.equals(stored.providerOrderId) && stored.isOpen()) {
              stored.missingReads = reads;
              stored.notShown = reads >= MOST_MISSING_READS;
              stored.readBy = stored.notShown ? null : step.now().plus(StalenessPolicy.missing(reads));
            }
            return false;
          });
    }
  }

  /** What the last answer has not made younger is asked for again later. */
  public static void postpone(StepContext step, String providerOrderId, Duration pause) {
    for (PurchaseRecord purchase : of(step, providerOrderId)) {
      PurchaseEdit.of(
          step,
          new LineKey(purchase.orderId, purchase.lineId),
          stored -> {
            boolean due = stored.readBy == null || !stored.readBy.isAfter(step.now());
            if (providerOrderId.equals(stored.providerOrderId) && stored.isOpen() && due) {
              stored.readBy = step.now().plus(pause);
            }
            return false;
          });
    }
  }
}
