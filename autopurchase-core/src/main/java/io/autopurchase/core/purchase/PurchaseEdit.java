package io.autopurchase.core.purchase;

import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.LineKey;
import io.autopurchase.Money;
import io.autopurchase.PriceVariance;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.activity.UnitOfWork;
import io.autopurchase.core.event.EventRecord;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Unreadable;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.spi.Commit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** A step's changes of a purchase, with the events that report them. */
public final class PurchaseEdit implements UnitOfWork.LateChange {
  private final StepContext step;
  private final LineKey line;
  private final List<Predicate<PurchaseRecord>> edits = new ArrayList<>();

  private PurchaseEdit(StepContext step, LineKey line) {
    this.step = step;
    this.line = line;
  }

  /**
   * Changes a purchase in the commit of a step.
   *
   * @param edit applied to what is stored at the moment of the commit, again if another commit was first; returns whether
   *     there is something to report
   */
  public static void of(StepContext step, LineKey line, Predicate<PurchaseRecord> edit) {
    step.changes.late(Keys.purchase(line), PurchaseEdit.class, () -> new PurchaseEdit(step, line)).edits.add(edit);
  }

  /** Whether what is stored of a line can be read, and so be changed by a step. If it cannot, that is reported, and it is left as it is. */
  public static boolean isPossible(StepContext step, LineKey line) {
    RecordStore recordStore = step.recordStore;
    // The outcome of a call must not be forgotten because a read of the store fails in this moment.
    return recordStore
        .patiently(StepContext.COMMIT_PATIENCE, () -> step.known.load(Keys.purchase(line)))
        .map(row -> recordStore.find(row, PurchaseRecord.class).isPresent())
        .orElse(true);
  }

  /** As {@link #of}, for what is not needed later; left undone, and noted in the journal, if the line's record cannot be read. */
  public static void ifPossible(StepContext step, LineKey line, Predicate<PurchaseRecord> edit) {
    if (isPossible(step, line)) {
      of(step, line, edit);
    } else {
      step.journal("WARN", Unreadable.UNREADABLE, "text", "unreadableLine", "lineId", line.lineId());
    }
  }

  @Override
  public void into(Commit.Builder commit, List<EventRecord> events) {
    RecordStore recordStore = step.recordStore;
    Versioned<PurchaseRecord> document =
        step.known
            .load(Keys.purchase(line))
            .map(row -> recordStore.read(row, PurchaseRecord.class))
            .orElseGet(() -> new Versioned<>(Keys.purchase(line), 0, newPurchase()));
    PurchaseRecord purchase = document.body();
    byte[] stored = recordStore.codec.encode(purchase);
    List<Object> shown = purchase.shown();
    PurchaseChanges seen = new PurchaseChanges(purchase, document.version() == 0);
    PriceVariance before = purchase.priceVariance;
    boolean changed = false;
    for (Predicate<PurchaseRecord> edit : edits) {
      changed |= edit.test(purchase);
    }
    if (changed) {
      events.addAll(seen.eventsOf(purchase, step.body));
    }
    purchase.priceVariance = purchase.overpaid(step.services.priceVarianceLevels);
    if (purchase.priceVariance.compareTo(before) > 0) {
      events.add(costExceeded(purchase, before));
    }
    if (document.version() == 0 || !shown.equals(purchase.shown())) {
      purchase.changedAt = step.now();
    }
    if (!Arrays.equals(stored, recordStore.codec.encode(purchase))) {
      recordStore.put(commit, document, purchase.fields());
    }
  }

  private EventRecord costExceeded(PurchaseRecord purchase, PriceVariance before) {
    Money approved = Objects.requireNonNull(purchase.approved, "approved");
    Money cost = Objects.requireNonNull(purchase.cost, "cost");
    return new EventRecord(
        AutoPurchaseEvent.COST_EXCEEDED,
        step.body.id,
        line.orderId(),
        line.lineId(),
        step.body.provider,
        step.body.login,
        before.name(),
        purchase.priceVariance.name(),
        null,
        Map.of("approved", approved.toString(), "cost", cost.toString()));
  }

  private PurchaseRecord newPurchase() {
    PurchaseRecord purchase = PurchaseRecord.of(line);
    purchase.provider = step.body.provider;
    purchase.login = step.body.login;
    purchase.activity = step.body.id;
    return purchase;
  }
}
