package io.autopurchase.core;

import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.spi.ProviderOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Orders that were placed here, live, and are linked to no line. Each is told of once, by the commit that notes that it was: as
 * soon as nobody is at work on it any more, however long after it was listed that is. Before that it is read once more, for
 * it may have been linked and closed since.
 */
final class OrphanedOrders {
  private static final int MOST = 1000;

  private OrphanedOrders() {}

  /** One of them, as it is stored. */
  record Orphaned(String clientOrderId, String status, boolean isTold) {}

  /** Notes what was read of an order. */
  static void note(Run run, ProviderOrder order, boolean linked) {
    SynchronizationBody work = run.body.synchronization;
    work.orphaned.remove(order.id());
    work.settled.remove(order.id());
    Optional<String> owner = order.clientOrderId().isEmpty() ? Optional.empty() : run.kernel.store.owner(Keys.CLIENT_ORDER_ID_SCOPE, order.clientOrderId());
    if (owner.isEmpty()) {
      return;
    }
    if (!linked) {
      wakeUncertain(run, owner.get());
    }
    if (linked || order.status() == PurchaseStatus.CLOSED || OrderLinks.isForgotten(run, order.id())) {
      if (work.knownOrphaned.contains(order.id())) {
        work.settled.add(order.id());
      }
    } else {
      work.orphaned.put(order.id(), new Orphaned(order.clientOrderId(), order.rawStatus(), false));
    }
  }

  /** A booking that was interrupted before it knew what became of this order looks for it once more. */
  private static void wakeUncertain(Run run, String activity) {
    boolean isUncertain = run.kernel.find(Keys.activity(activity), ActivityBody.class).filter(found -> found.body().hasEndedUncertain()).isPresent();
    if (isUncertain && run.kernel.store.load(Keys.wake(activity)).isEmpty()) {
      SignalBody wake = new SignalBody(SignalBody.WAKE, null, null, "synchronization");
      run.changes.put(new Document<>(Keys.wake(activity), 0, wake), wake.fields(activity, SignalBody.AT_ONCE));
    }
  }

  /** Those with which nobody deals any more, and that nobody was told of: to be read once more. */
  static List<String> suspects(Run run, SynchronizationState state) {
    return all(run, state).entrySet().stream()
        .filter(order -> !order.getValue().isTold() && !isAtWork(run, order.getValue()) && OpenPurchases.of(run, order.getKey()).isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What was read once more of a suspect: orphaned before it was read, and alive when it was, it is told of. */
  static void confirm(Run run, ProviderOrder order, boolean linked) {
    SynchronizationBody work = run.body.synchronization;
    if (work.suspects.contains(order.id())) {
      note(run, order, linked);
      if (work.orphaned.containsKey(order.id())) {
        work.confirmed.add(order.id());
      }
    }
  }

  /** Tells of what was confirmed, and notes that. */
  static void tell(Run run, SynchronizationState state) {
    Map<String, Orphaned> all = all(run, state);
    all.entrySet().removeIf(order -> !order.getValue().isTold() && !OpenPurchases.of(run, order.getKey()).isEmpty());
    all.replaceAll(
        (id, order) -> order.isTold() || !run.body.synchronization.confirmed.contains(id) ? order : told(run, id, order));
    while (all.size() > MOST) {
      all.remove(all.keySet().iterator().next());
    }
    state.orphaned = all;
  }

  private static Map<String, Orphaned> all(Run run, SynchronizationState state) {
    SynchronizationBody work = run.body.synchronization;
    Map<String, Orphaned> all = new LinkedHashMap<>(state.orphaned);
    work.settled.forEach(all::remove);
    work.orphaned.forEach(
        (id, now) -> all.merge(id, now, (before, next) -> new Orphaned(next.clientOrderId(), next.status(), before.isTold())));
    return all;
  }

  private static boolean isAtWork(Run run, Orphaned order) {
    return run.kernel
        .store
        .owner(Keys.CLIENT_ORDER_ID_SCOPE, order.clientOrderId())
        .flatMap(activity -> run.kernel.store.load(Keys.activity(activity)))
        // One that cannot be read may be at work; one that has ended without knowing reports the line as uncertain.
        .filter(row -> run.kernel.view(row, ActivityBody.class, body -> !body.state.isFinished() || body.hasEndedUncertain()).orElse(true))
        .isPresent();
  }

  private static Orphaned told(Run run, String id, Orphaned order) {
    run.journal("ERROR", "ORPHANED_ORDER", "order " + id + " was placed here as " + order.clientOrderId() + " and is linked to no line");
    run.changes.event(
        AutoPurchaseEvent.ORDER_ORPHANED, null, id, null, Map.of("clientOrderId", order.clientOrderId(), "status", order.status()));
    return new Orphaned(order.clientOrderId(), order.status(), true);
  }
}
