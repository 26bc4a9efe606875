package io.autopurchase.core.sync;

import io.autopurchase.ActivityState;
import io.autopurchase.core.activity.ActivityHandler;
import io.autopurchase.core.activity.QuestionRecord;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.purchase.OpenPurchases;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.Text;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.core.session.OrderFingerprint;
import io.autopurchase.core.session.SynchronizationState;
import io.autopurchase.spi.OrderPage;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RecordKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * Reads what has changed for a session. The provider's list is read from its newest end, which no shifting of pages can make
 * incomplete: an order that is modified in the meantime comes to the front, the others only move back. It ends if a whole page
 * holds nothing new. Then the orders are read whose last reading has grown too old.
 */
public final class SynchronizationHandler implements ActivityHandler {
  /** How much earlier than the last time's beginning a list begins: orders may show late. */
  private static final Duration OVERLAP = Duration.ofMinutes(10);

  /** How far the first list of a session looks back, and every other at most. */
  private static final Duration FIRST_LOOK_BACK = Duration.ofDays(1);

  private static final Duration LONGEST_LOOK_BACK = Duration.ofDays(30);
  private static final int MOST_REMEMBERED = 2000;
  private static final int MOST_PAGES = 5000;
  private static final int MOST_PASSES = 3;

  /** When an order is read again that the provider shows older than it was. */
  private static final Duration STALE = Duration.ofMinutes(5);

  @Override
  public void recover(StepContext step) {
    // A read leaves nothing behind that would have to be fixed.
  }

  @Override
  public void reopen(StepContext step) {
    ((SynchronizationRecord) step.body).synchronization = new SyncState();
    step.changes.reserve(Keys.SYNCHRONIZATION_SCOPE, Keys.name(step.session()), step.body.id);
  }

  @Override
  public void step(StepContext step) {
    SyncState work = SynchronizationRecord.state(step);
    if (step.body.interrupted) {
      finish(step, ActivityState.INTERRUPTED, null);
    } else if (work.page > 0) {
      list(step, work);
    } else if (work.toRead == null || work.toRead.isEmpty()) {
      fetch(step, work);
    } else {
      reread(step, work);
    }
    if (step.body.state == ActivityState.RUNNING) {
      step.body.done = work.listed + work.reread;
      step.body.total = step.body.done + (work.toRead == null ? 1 : work.toRead.size());
    } else if (step.body.state.isFinished()) {
      step.body.total = Math.max(1, work.listed + work.reread);
      step.body.done = step.body.total;
    }
  }

  // The list

  private static void list(StepContext step, SyncState work) {
    Instant since = work.since == null ? begin(step, work) : work.since;
    Optional<ProviderResult<OrderPage>> result =
        step.calls.read(context -> step.client().ordersModified(since, work.page, context));
    if (result.isEmpty()) {
      return;
    }
    if (result.get() instanceof ProviderResult.Rejected<OrderPage> no) {
      fail(step, no.code(), no.message());
    } else if (result.get() instanceof ProviderResult.Success<OrderPage> yes) {
      take(step, work, since, yes.value());
    }
  }

  /** Returns from when on orders are listed. */
  private static Instant begin(StepContext step, SyncState work) {
    SynchronizationState last = state(step).body();
    work.startedAt = step.now();
    work.first = last.watermark == null;
    work.watermark = last.watermark;
    Instant since = since(work, step.providerTime());
    work.since = since;
    work.known = last.seen;
    work.knownOrphaned.addAll(last.orphaned.keySet());
    return since;
  }

  private static Instant since(SyncState work, Instant now) {
    if (work.watermark == null) {
      return now.minus(FIRST_LOOK_BACK);
    }
    Instant overlapping = work.watermark.minus(OVERLAP);
    Instant earliest = now.minus(LONGEST_LOOK_BACK);
    return overlapping.isBefore(earliest) ? earliest : overlapping;
  }

  private static void take(StepContext step, SyncState work, Instant listedSince, OrderPage page) {
    Instant since = since(work, page.asOf());
    if (work.begun == null && listedSince.isAfter(since.plus(ClockWatch.TOLERANCE))) {
      work.since = since; // after a jump of our clock the provider's was taken to be far ahead: the list is read once more
      return;
    }
    if (work.begun == null) {
      work.begun = page.asOf();
    }
    boolean news = false;
    work.unsorted |= !isSorted(page.orders());
    for (ProviderOrder order : page.orders()) {
      Optional<OrderFingerprint> now = OrderFingerprint.of(order);
      boolean known = now.filter(seen -> seen.equals(work.known.get(order.id()))).isPresent();
      boolean repeated = now.filter(seen -> seen.equals(work.seen.get(order.id()))).isPresent();
      now.ifPresent(seen -> work.seen.put(order.id(), seen));
      if (!known) {
        news = true;
      }
      if (!known && !repeated) {
        work.listed++;
        OrphanedOrders.note(step, order, OpenPurchases.read(step, order, step.calls.calledAt()));
      }
    }
    forgetOld(work, page.orders());
    if (work.page >= MOST_PAGES && !page.isLast()) {
      step.journal("ERROR", "LIST_TRUNCATED", "pages", MOST_PAGES);
    }
    // If the provider does not sort its list, what is known says nothing of the pages that follow.
    boolean isOver = step.safety.isListRead(page.isLast() || !news && !work.unsorted || work.page >= MOST_PAGES);
    work.page = isOver ? 0 : work.page + 1;
  }

  /** However long the list is, what has been seen stays small: only the last page's may show again on the next. */
  private static void forgetOld(SyncState work, List<ProviderOrder> page) {
    Instant from = work.begun().minus(OVERLAP);
    Set<String> shown = page.stream().map(ProviderOrder::id).collect(Collectors.toSet());
    work.seen.entrySet().removeIf(order -> order.getValue().at().isBefore(from) && !shown.contains(order.getKey()));
  }

  private static boolean isSorted(List<ProviderOrder> orders) {
    Instant last = Instant.MAX;
    for (ProviderOrder order : orders) {
      if (order.modifiedAt().isEmpty() || order.modifiedAt().get().isAfter(last)) {
        return false;
      }
      last = order.modifiedAt().get();
    }
    return true;
  }

  // Readings that grew old

  /** First what may be linked to nothing, then some more, until none is due; webhooks may name more in the meantime. */
  private static void fetch(StepContext step, SyncState work) {
    if (work.toRead == null) {
      work.suspects = OrphanedOrders.suspects(step, state(step).body());
      work.toRead = work.suspects;
    }
    if (work.toRead.isEmpty() && work.first) {
      work.toRead = DueOrders.notRead(step, work);
    }
    while (work.toRead.isEmpty() && work.passes < MOST_PASSES) {
      work.toRead = DueOrders.due(step, work);
    }
    if (work.toRead.isEmpty()) {
      finish(step, ActivityState.COMPLETED, null);
    }
  }

  private static void reread(StepContext step, SyncState work) {
    List<String> toRead = work.toRead();
    int most = work.singly > 0 ? 1 : Math.min(toRead.size(), step.client().capabilities().maxOrdersPerRead());
    List<String> ids = List.copyOf(toRead.subList(0, most));
    Optional<ProviderResult<List<ProviderOrder>>> result = step.calls.read(context -> step.client().orders(ids, context));
    if (result.isEmpty()) {
      return;
    }
    if (result.get() instanceof ProviderResult.Success<List<ProviderOrder>> yes) {
      for (String id : ids) {
        Optional<ProviderOrder> shown = yes.value().stream().filter(order -> order.id().equals(id)).findFirst();
        shown.ifPresent(order -> OrphanedOrders.confirm(step, order, OpenPurchases.read(step, order, step.calls.calledAt())));
        if (shown.isPresent()) {
          OpenPurchases.postpone(step, id, STALE);
        } else {
          OpenPurchases.missing(step, id);
        }
      }
      done(work, most);
    } else if (result.get() instanceof ProviderResult.Rejected<List<ProviderOrder>> no) {
      refused(step, work, ids, no);
    }
  }

  private static void done(SyncState work, int count) {
    work.forgetReread(count);
    work.reread += count;
    work.singly = Math.max(0, work.singly - count);
  }

  /** One order that the provider refuses to show must not hide the others: they are read one by one. */
  private static void refused(
      StepContext step, SyncState work, List<String> ids, ProviderResult.Rejected<List<ProviderOrder>> no) {
    if (ids.size() > 1) {
      work.singly = ids.size();
    } else {
      step.journal("WARN", Text.said(no.code(), no.message()).within("ordersNotRead", "orders", ids));
      OpenPurchases.missing(step, ids.get(0));
      done(work, 1);
    }
  }

  // The end

  private static void fail(StepContext step, String code, String message) {
    step.journal("ERROR", Text.said(code, message).within("listNotRead"));
    finish(step, ActivityState.FAILED, code + ": " + message);
  }

  private static void finish(StepContext step, ActivityState end, @Nullable String failure) {
    SyncState work = SynchronizationRecord.state(step);
    if (end != ActivityState.INTERRUPTED || isStateReadable(step)) {
      noteEnd(step, end, failure);
    }
    step.changes.release(Keys.SYNCHRONIZATION_SCOPE, Keys.name(step.session()), step.body.id);
    step.journal("INFO", end.name(), "text", "synchronized", "modified", work.listed, "reread", work.reread);
    ((SynchronizationRecord) step.body).synchronization = work.ended();
    step.body.finish(end, step.now());
  }

  private static void noteEnd(StepContext step, ActivityState end, @Nullable String failure) {
    SyncState work = SynchronizationRecord.state(step);
    Versioned<SynchronizationState> stored = state(step);
    SynchronizationState state = stored.body();
    state.begunAt = work.startedAt == null ? step.now() : work.startedAt;
    if (end == ActivityState.COMPLETED) {
      state.watermark = work.begun;
      state.seen = remembered(work);
      state.succeededAt = step.now();
      state.failure = null;
      // The commit that marked something as due has said so: that it is read must not be missed in this very moment.
      step.changes.expectNone(Keys.wake(step.body.id));
    } else if (end == ActivityState.FAILED) {
      state.failure = failure;
    }
    OrphanedOrders.tell(step, state);
    step.changes.put(stored, OpenPurchases.ofSession(step));
  }

  /** What the next list shows again because of the overlap. */
  private static Map<String, OrderFingerprint> remembered(SyncState work) {
    Instant from = work.begun().minus(OVERLAP);
    Map<String, OrderFingerprint> all = new HashMap<>(work.known);
    all.putAll(work.seen);
    Map<String, OrderFingerprint> newest = new LinkedHashMap<>();
    all.entrySet().stream()
        .filter(order -> !order.getValue().at().isBefore(from))
        .sorted(Map.Entry.<String, OrderFingerprint>comparingByValue(Comparator.comparing(OrderFingerprint::at)).reversed())
        .limit(MOST_REMEMBERED)
        .forEach(order -> newest.put(order.getKey(), order.getValue()));
    return newest;
  }

  private static boolean isStateReadable(StepContext step) {
    return step.recordStore.store.load(Keys.synchronization(step.session()))
        .map(row -> step.recordStore.find(row, SynchronizationState.class).isPresent())
        .orElse(true);
  }

  private static Versioned<SynchronizationState> state(StepContext step) {
    RecordKey key = Keys.synchronization(step.session());
    return step.recordStore
        .load(key, SynchronizationState.class)
        .orElseGet(() -> new Versioned<>(key, 0, new SynchronizationState()));
  }

  @Override
  public Optional<Instant> stepWhileAsking(StepContext step) {
    return Optional.empty();
  }

  @Override
  public void answer(StepContext step, QuestionRecord question, String option) {
    throw new IllegalStateException("a synchronization asks nothing");
  }

  @Override
  public void endUncertain(StepContext step) {
    step(step); // interrupted, it ends at once
  }

  /** Something has become due in the meantime. */
  @Override
  public void wake(StepContext step) {
    SynchronizationRecord.state(step).passes = 0;
  }
}
