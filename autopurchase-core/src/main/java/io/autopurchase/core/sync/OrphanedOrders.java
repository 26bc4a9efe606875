package io.autopurchase.core.sync;

import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.SignalRecord;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.purchase.OpenPurchases;
import io.autopurchase.core.purchase.OrderLinks;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.core.session.SynchronizationState;
import io.autopurchase.core.session.SynchronizationState.Orphaned;
import io.autopurchase.spi.ProviderOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Orders that were placed here, live, and are linked to no line. Each is reported once, by the commit that notes that it was: as
 * soon as no activity works on it any more, however long after it was listed that is. Before that it is read once more, for
 * it may have been linked and closed since.
 */
final class OrphanedOrders {
  private static final int MOST = 1000;

  private OrphanedOrders() {}

  /** Notes what was read of an order. */
  static void note(StepContext step, ProviderOrder order, boolean linked) {
    SyncState work = SynchronizationRecord.state(step);
    work.orphaned.remove(order.id());
    work.settled.remove(order.id());
    Optional<String> owner = order.clientOrderId().isEmpty() ? Optional.empty() : step.recordStore.store.owner(Keys.CLIENT_ORDER_ID_SCOPE, order.clientOrderId());
    if (owner.isEmpty()) {
      return;
    }
    if (!linked) {
      wakeUncertain(step, owner.get());
    }
    if (linked || order.status() == PurchaseStatus.CLOSED || OrderLinks.isForgotten(step, order.id())) {
      if (work.knownOrphaned.contains(order.id())) {
        work.settled.add(order.id());
      }
    } else {
      work.orphaned.put(order.id(), new Orphaned(order.clientOrderId(), order.rawStatus(), false));
    }
  }

  /** A booking that was interrupted before it knew the outcome of this order looks for it once more. */
  private static void wakeUncertain(StepContext step, String activity) {
    boolean isUncertain = step.recordStore.find(Keys.activity(activity), ActivityRecord.class).filter(found -> found.body().hasEndedUncertain()).isPresent();
    if (isUncertain && step.recordStore.store.load(Keys.wake(activity)).isEmpty()) {
      SignalRecord wake = new SignalRecord(SignalRecord.WAKE, null, null, "synchronization");
      step.changes.put(new Versioned<>(Keys.wake(activity), 0, wake), wake.fields(activity, RecordStore.AT_ONCE));
    }
  }

  /** Those that no activity deals with any more, and that were not reported: to be read once more. */
  static List<String> suspects(StepContext step, SynchronizationState state) {
    return all(step, state).entrySet().stream()
        .filter(order -> !order.getValue().isTold() && !isAtWork(step, order.getValue()) && OpenPurchases.of(step, order.getKey()).isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What was read once more of a suspect: orphaned before it was read, and alive when it was, it is reported. */
  static void confirm(StepContext step, ProviderOrder order, boolean linked) {
    SyncState work = SynchronizationRecord.state(step);
    if (work.suspects.contains(order.id())) {
      note(step, order, linked);
      if (work.orphaned.containsKey(order.id())) {
        work.confirmed.add(order.id());
      }
    }
  }

  /** Reports what was confirmed, and notes that. */
  static void tell(StepContext step, SynchronizationState state) {
    Map<String, Orphaned> all = all(step, state);
    all.entrySet().removeIf(order -> !order.getValue().isTold() && !OpenPurchases.of(step, order.getKey()).isEmpty());
    all.replaceAll(
        (id, order) -> order.isTold() || !SynchronizationRecord.state(step).confirmed.contains(id) ? order : told(step, id, order));
    while (all.size() > MOST) {
      all.remove(all.keySet().iterator().next());
    }
    state.orphaned = all;
  }

  private static Map<String, Orphaned> all(StepContext step, SynchronizationState state) {
    SyncState work = SynchronizationRecord.state(step);
    Map<String, Orphaned> all = new LinkedHashMap<>(state.orphaned);
    work.settled.forEach(all::remove);
    work.orphaned.forEach(
        (id, now) -> all.merge(id, now, (before, next) -> new Orphaned(next.clientOrderId(), next.status(), before.isTold())));
    return all;
  }

  private static boolean isAtWork(StepContext step, Orphaned order) {
    return step.recordStore
        .store
        .owner(Keys.CLIENT_ORDER_ID_SCOPE, order.clientOrderId())
        .flatMap(activity -> step.recordStore.store.load(Keys.activity(activity)))
        // One that cannot be read may be at work; one that has ended without knowing reports the line as uncertain.
        .filter(row -> step.recordStore.view(row, ActivityRecord.class, body -> !body.state.isFinished() || body.hasEndedUncertain()).orElse(true))
        .isPresent();
  }

  private static Orphaned told(StepContext step, String id, Orphaned order) {
    step.journal("ERROR", "ORPHANED_ORDER", "providerOrderId", id, "clientOrderId", order.clientOrderId());
    step.changes.event(
        AutoPurchaseEvent.ORDER_ORPHANED, null, id, null, Map.of("clientOrderId", order.clientOrderId(), "status", order.status()));
    return new Orphaned(order.clientOrderId(), order.status(), true);
  }
}
