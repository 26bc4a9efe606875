package io.autopurchase.core;

import io.autopurchase.ActivityState;
import io.autopurchase.LineKey;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the open purchases of a session again, some orders with each call. */
final class SynchronizationProcedure implements Procedure {
  private static final int PAGE = 500;

  @Override
  public void recover(Run run) {
    // A read leaves nothing behind that would have to be mended.
  }

  @Override
  public void step(Run run) {
    SynchronizationBody work = run.body.synchronization;
    if (run.body.interrupted) {
      finish(run, ActivityState.INTERRUPTED);
    } else if (!work.listed) {
      work.toRead = openOrders(run);
      work.listed = true;
      run.body.total = work.toRead.size();
    } else if (work.toRead.isEmpty()) {
      finish(run, ActivityState.COMPLETED);
    } else {
      read(run, work);
    }
  }

  private static void read(Run run, SynchronizationBody work) {
    int most = Math.min(work.toRead.size(), run.client().traits().maxOrdersPerRead());
    List<String> ids = List.copyOf(work.toRead.subList(0, most));
    Instant askedAt = run.now();
    Optional<ProviderResult<List<ProviderOrder>>> result =
        run.read(context -> run.client().orders(ids, context));
    if (result.isEmpty()) {
      return;
    }
    if (result.get() instanceof ProviderResult.Success<List<ProviderOrder>> yes) {
      yes.value().forEach(order -> take(run, order, askedAt));
      work.toRead = new ArrayList<>(work.toRead.subList(most, work.toRead.size()));
      run.body.done += most;
    } else if (result.get() instanceof ProviderResult.Rejected<List<ProviderOrder>> no) {
      run.journal("ERROR", no.code(), "orders cannot be read: " + no.message());
      finish(run, ActivityState.FAILED);
    }
  }

  private static void take(Run run, ProviderOrder order, Instant askedAt) {
    for (PurchaseBody purchase : purchasesOf(run, order.id())) {
      LineKey key = new LineKey(purchase.orderId, purchase.lineId);
      order.lines().stream()
          .filter(line -> line.id().equals(purchase.providerOrderLineId))
          .findFirst()
          .ifPresent(
              line ->
                  run.changes.edit(
                      key,
                      stored ->
                          order.id().equals(stored.providerOrderId)
                              && (stored.asOf == null || !stored.asOf.isAfter(askedAt))
                              && stored.read(order, line, askedAt)));
    }
  }

  private static List<PurchaseBody> purchasesOf(Run run, String providerOrderId) {
    RecordFields fields =
        RecordFields.builder().provider(run.body.provider).login(run.body.login).reference(providerOrderId).build();
    return run.kernel.store.find(RecordQuery.of(Keys.PURCHASE, fields, 0, PAGE)).records().stream()
        .flatMap(row -> run.kernel.view(row, PurchaseBody.class, purchase -> purchase).stream())
        .toList();
  }

  private static List<String> openOrders(Run run) {
    RecordFields fields =
        RecordFields.builder().state(PurchaseBody.OPEN).provider(run.body.provider).login(run.body.login).build();
    Set<String> ids = new LinkedHashSet<>();
    for (int offset = 0; ; offset += PAGE) {
      List<StoredRecord> rows = run.kernel.store.find(RecordQuery.of(Keys.PURCHASE, fields, offset, PAGE)).records();
      rows.forEach(row -> row.fields().reference().ifPresent(ids::add));
      if (rows.size() < PAGE) {
        return new ArrayList<>(ids);
      }
    }
  }

  private static void finish(Run run, ActivityState end) {
    run.changes.release(Keys.SYNCHRONIZATION_SCOPE, Keys.name(run.session()), run.body.id);
    run.journal("INFO", end.name(), run.body.done + " orders were read");
    run.body.finish(end, run.now());
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
  public void hurry(Run run) {
    // It has no appointments of its own.
  }
}
