package io.autopurchase.core;

import io.autopurchase.ActivityState;
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
 * incomplete: an order that is modified meanwhile comes to the front, the others only move back. It ends where a whole page
 * holds nothing new. Then the orders are read whose last reading has grown too old.
 */
final class SynchronizationProcedure implements Procedure {
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
  public void recover(Run run) {
    // A read leaves nothing behind that would have to be mended.
  }

  @Override
  public void reopen(Run run) {
    run.body.synchronization = new SynchronizationBody();
    run.changes.reserve(Keys.SYNCHRONIZATION_SCOPE, Keys.name(run.session()), run.body.id);
  }

  @Override
  public void step(Run run) {
    SynchronizationBody work = run.body.synchronization;
    if (run.body.interrupted) {
      finish(run, ActivityState.INTERRUPTED, null);
    } else if (work.page > 0) {
      list(run, work);
    } else if (work.toRead == null || work.toRead.isEmpty()) {
      fetch(run, work);
    } else {
      reread(run, work);
    }
    if (run.body.state == ActivityState.RUNNING) {
      run.body.done = work.listed + work.reread;
      run.body.total = run.body.done + (work.toRead == null ? 1 : work.toRead.size());
    } else if (run.body.state.isFinished()) {
      run.body.total = Math.max(1, work.listed + work.reread);
      run.body.done = run.body.total;
    }
  }

  // The list

  private static void list(Run run, SynchronizationBody work) {
    if (work.since == null) {
      begin(run, work);
    }
    Optional<ProviderResult<OrderPage>> result =
        run.read(context -> run.client().ordersModified(work.since, work.page, context));
    if (result.isEmpty()) {
      return;
    }
    if (result.get() instanceof ProviderResult.Rejected<OrderPage> no) {
      fail(run, no.code(), no.message());
    } else if (result.get() instanceof ProviderResult.Success<OrderPage> yes) {
      take(run, work, yes.value());
    }
  }

  private static void begin(Run run, SynchronizationBody work) {
    SynchronizationState last = state(run).body();
    work.startedAt = run.now();
    work.first = last.watermark == null;
    work.watermark = last.watermark;
    work.since = since(work, run.providerTime());
    work.known = last.seen;
    work.knownOrphaned.addAll(last.orphaned.keySet());
  }

  private static Instant since(SynchronizationBody work, Instant now) {
    if (work.watermark == null) {
      return now.minus(FIRST_LOOK_BACK);
    }
    Instant overlapping = work.watermark.minus(OVERLAP);
    Instant earliest = now.minus(LONGEST_LOOK_BACK);
    return overlapping.isBefore(earliest) ? earliest : overlapping;
  }

  private static void take(Run run, SynchronizationBody work, OrderPage page) {
    Instant since = since(work, page.asOf());
    if (work.begun == null && work.since.isAfter(since.plus(ClockWatch.TOLERANCE))) {
      work.since = since; // after a jump of our clock the provider's was taken to be far ahead: the list is read once more
      return;
    }
    if (work.begun == null) {
      work.begun = page.asOf();
    }
    boolean news = false;
    work.unsorted |= !isSorted(page.orders());
    for (ProviderOrder order : page.orders()) {
      Optional<Seen> now = Seen.of(order);
      boolean known = now.filter(seen -> seen.equals(work.known.get(order.id()))).isPresent();
      boolean repeated = now.filter(seen -> seen.equals(work.seen.get(order.id()))).isPresent();
      now.ifPresent(seen -> work.seen.put(order.id(), seen));
      if (!known) {
        news = true;
      }
      if (!known && !repeated) {
        work.listed++;
        OrphanedOrders.note(run, order, OpenPurchases.read(run, order, run.calledAt()));
      }
    }
    forgetOld(work, page.orders());
    if (work.page >= MOST_PAGES && !page.isLast()) {
      run.journal("ERROR", "LIST_TRUNCATED", "the list of modified orders is longer than " + MOST_PAGES + " pages; the rest is read when it grows old");
    }
    // Where the provider does not sort its list, what is known says nothing of the pages that follow.
    boolean isOver =
        page.isLast()
            || !news && !work.unsorted
            || work.page >= MOST_PAGES
            || !run.holds(Rule.LIST_UNTIL_NOTHING_NEW);
    work.page = isOver ? 0 : work.page + 1;
  }

  /** However long the list is, what has been seen stays small: only the last page's may show again on the next. */
  private static void forgetOld(SynchronizationBody work, List<ProviderOrder> page) {
    Instant from = work.begun.minus(OVERLAP);
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

  /** First what may be linked to nothing, then some more, until none is due; messages may tell of more meanwhile. */
  private static void fetch(Run run, SynchronizationBody work) {
    if (work.toRead == null) {
      work.suspects = OrphanedOrders.suspects(run, state(run).body());
      work.toRead = work.suspects;
    }
    if (work.toRead.isEmpty() && work.first) {
      work.toRead = OpenPurchases.notRead(run, work);
    }
    while (work.toRead.isEmpty() && work.passes < MOST_PASSES) {
      work.toRead = OpenPurchases.due(run, work);
    }
    if (work.toRead.isEmpty()) {
      finish(run, ActivityState.COMPLETED, null);
    }
  }

  private static void reread(Run run, SynchronizationBody work) {
    int most = work.singly > 0 ? 1 : Math.min(work.toRead.size(), run.client().capabilities().maxOrdersPerRead());
    List<String> ids = List.copyOf(work.toRead.subList(0, most));
    Optional<ProviderResult<List<ProviderOrder>>> result = run.read(context -> run.client().orders(ids, context));
    if (result.isEmpty()) {
      return;
    }
    if (result.get() instanceof ProviderResult.Success<List<ProviderOrder>> yes) {
      for (String id : ids) {
        Optional<ProviderOrder> shown = yes.value().stream().filter(order -> order.id().equals(id)).findFirst();
        shown.ifPresent(order -> OrphanedOrders.confirm(run, order, OpenPurchases.read(run, order, run.calledAt())));
        if (shown.isPresent()) {
          OpenPurchases.postpone(run, id, STALE);
        } else {
          OpenPurchases.missing(run, id);
        }
      }
      done(work, most);
    } else if (result.get() instanceof ProviderResult.Rejected<List<ProviderOrder>> no) {
      refused(run, work, ids, no);
    }
  }

  private static void done(SynchronizationBody work, int count) {
    work.forgetReread(count);
    work.reread += count;
    work.singly = Math.max(0, work.singly - count);
  }

  /** One order that the provider refuses to show must not hide the others: they are read one by one. */
  private static void refused(
      Run run, SynchronizationBody work, List<String> ids, ProviderResult.Rejected<List<ProviderOrder>> no) {
    if (ids.size() > 1) {
      work.singly = ids.size();
    } else {
      run.journal("WARN", no.code(), "order " + ids.get(0) + " cannot be read: " + no.message());
      OpenPurchases.missing(run, ids.get(0));
      done(work, 1);
    }
  }

  // The end

  private static void fail(Run run, String code, String message) {
    run.journal("ERROR", code, "orders cannot be read: " + message);
    finish(run, ActivityState.FAILED, code + ": " + message);
  }

  private static void finish(Run run, ActivityState end, @Nullable String failure) {
    SynchronizationBody work = run.body.synchronization;
    Document<SynchronizationState> stored = state(run);
    SynchronizationState state = stored.body();
    state.begunAt = work.startedAt == null ? run.now() : work.startedAt;
    if (end == ActivityState.COMPLETED) {
      state.watermark = work.begun;
      state.seen = remembered(work);
      state.succeededAt = run.now();
      state.failure = null;
      // Whoever has marked something as due has said so: that it is read must not be missed in this very moment.
      run.changes.expectNone(Keys.wake(run.body.id));
    } else if (end == ActivityState.FAILED) {
      state.failure = failure;
    }
    OrphanedOrders.tell(run, state);
    run.changes.put(stored, OpenPurchases.ofSession(run));
    run.changes.release(Keys.SYNCHRONIZATION_SCOPE, Keys.name(run.session()), run.body.id);
    run.journal("INFO", end.name(), work.listed + " orders were modified, " + work.reread + " were read again");
    run.body.synchronization = work.ended();
    run.body.finish(end, run.now());
  }

  /** What the next list shows again because of the overlap. */
  private static Map<String, Seen> remembered(SynchronizationBody work) {
    Instant from = work.begun.minus(OVERLAP);
    Map<String, Seen> all = new HashMap<>(work.known);
    all.putAll(work.seen);
    Map<String, Seen> newest = new LinkedHashMap<>();
    all.entrySet().stream()
        .filter(order -> !order.getValue().at().isBefore(from))
        .sorted(Map.Entry.<String, Seen>comparingByValue(Comparator.comparing(Seen::at)).reversed())
        .limit(MOST_REMEMBERED)
        .forEach(order -> newest.put(order.getKey(), order.getValue()));
    return newest;
  }

  private static Document<SynchronizationState> state(Run run) {
    RecordKey key = Keys.synchronization(run.session());
    return run.kernel
        .load(key, SynchronizationState.class)
        .orElseGet(() -> new Document<>(key, 0, new SynchronizationState()));
  }

  @Override
  public Optional<Instant> attend(Run run) {
    return Optional.empty();
  }

  @Override
  public void answer(Run run, QuestionBody question, String option) {
    throw new IllegalStateException("a synchronization asks nothing");
  }

  @Override
  public void endUncertain(Run run) {
    step(run); // interrupted, it ends at once
  }

  /** Something has become due meanwhile. */
  @Override
  public void hurry(Run run) {
    run.body.synchronization.passes = 0;
  }
}
