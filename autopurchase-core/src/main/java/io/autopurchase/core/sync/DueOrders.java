package io.autopurchase.core.sync;

import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.purchase.PurchaseRecord;
import io.autopurchase.core.record.Keys;
import io.autopurchase.spi.DueQuery;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which orders of a session its synchronization reads though no list has shown them. */
final class DueOrders {
  private static final int PAGE = 500;

  private DueOrders() {}

  /**
   * Orders whose last reading has grown too old, up to a number that fits into an activity. Goes on where it has ended the last time;
   * orders that cannot be read at all stay due, and must not be read forever.
   */
  static List<String> due(StepContext step, SyncState work) {
    Set<String> ids = new LinkedHashSet<>();
    List<StoredRecord> rows;
    do {
      rows =
          step.recordStore.store.due(
              DueQuery.of(Keys.PURCHASE, step.now(), PAGE).ofSession(step.body.provider, step.body.login).afterId(work.dueAfter));
      for (StoredRecord row : rows) {
        row.fields().reference().ifPresent(ids::add);
        work.dueAfter = row.key().id();
      }
    } while (rows.size() == PAGE && ids.size() < PAGE);
    if (rows.size() < PAGE) {
      work.dueAfter = null;
      work.passes = ids.isEmpty() ? Integer.MAX_VALUE : work.passes + 1;
    }
    return new ArrayList<>(ids);
  }

  /**
   * Some more of the open orders that this run has not read; the first time, because a provider may not know when its orders were
   * modified.
   */
  static List<String> notRead(StepContext step, SyncState work) {
    RecordFields fields =
        RecordFields.builder().state(PurchaseRecord.OPEN).provider(step.body.provider).login(step.body.login).build();
    Set<String> ids = new LinkedHashSet<>();
    List<StoredRecord> rows;
    do {
      rows = step.recordStore.store.find(RecordQuery.of(Keys.PURCHASE, fields, 0, PAGE).before(work.openBefore)).records();
      for (StoredRecord row : rows) {
        step.recordStore
            .view(row, PurchaseRecord.class, purchase -> purchase)
            .filter(purchase -> purchase.asOf == null || purchase.asOf.isBefore(step.body.createdAt))
            .ifPresent(purchase -> ids.add(purchase.providerOrderId));
        work.openBefore = row.key().id();
      }
    } while (rows.size() == PAGE && ids.isEmpty());
    return new ArrayList<>(ids);
  }
}
