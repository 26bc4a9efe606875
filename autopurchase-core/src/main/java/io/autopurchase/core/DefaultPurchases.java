package io.autopurchase.core;

import io.autopurchase.LineKey;
import io.autopurchase.Money;
import io.autopurchase.NotFoundException;
import io.autopurchase.Parcel;
import io.autopurchase.PaymentDue;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Purchases;
import io.autopurchase.SessionId;
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.PayLinks;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Shows what was bought. */
final class DefaultPurchases implements Purchases {
  private static final int PAGE = 500;

  private final RecordStore kernel;
  private final DefaultSessions sessions;
  private final Planning planning;
  private final ProviderRegistry providers;

  DefaultPurchases(RecordStore kernel, DefaultSessions sessions, Planning planning, ProviderRegistry providers) {
    this.kernel = kernel;
    this.sessions = sessions;
    this.planning = planning;
    this.providers = providers;
  }

  @Override
  public List<Purchase> ofOrder(String orderId) {
    List<Purchase> all = new ArrayList<>();
    each(RecordFields.builder().orderId(orderId).build(), row -> all.add(view(row)));
    all.sort(Comparator.comparing(purchase -> purchase.line().lineId()));
    return all;
  }

  @Override
  public Optional<Purchase> find(LineKey line) {
    return kernel.store.load(Keys.purchase(line)).map(this::view);
  }

  private Purchase view(StoredRecord row) {
    return kernel.view(row, PurchaseRecord.class, PurchaseRecord::view).orElseGet(() -> Unreadable.purchase(row));
  }

  @Override
  public List<PaymentDue> awaitingPayment(SessionId session) {
    sessions.records().require(session);
    Map<String, List<PurchaseRecord>> byOrder = new LinkedHashMap<>();
    RecordFields open =
        RecordFields.builder().state(PurchaseRecord.OPEN).provider(session.provider()).login(session.login()).build();
    each(
        open,
        row ->
            kernel
                .view(row, PurchaseRecord.class, purchase -> purchase)
                .filter(purchase -> purchase.status == PurchaseStatus.AWAITING_PAYMENT && purchase.providerOrderId != null)
                .ifPresent(purchase -> byOrder.computeIfAbsent(purchase.providerOrderId, id -> new ArrayList<>()).add(purchase)));
    List<PaymentDue> due = new ArrayList<>();
    byOrder.forEach((id, lines) -> due.add(due(session, id, lines)));
    due.sort(
        Comparator.comparing(PaymentDue::payBy, Comparator.nullsLast(Comparator.naturalOrder())).thenComparing(PaymentDue::providerOrderId));
    return due;
  }

  private static PaymentDue due(SessionId session, String id, List<PurchaseRecord> lines) {
    PurchaseRecord first = lines.get(0);
    boolean priced =
        lines.stream().allMatch(line -> line.cost != null)
            && lines.stream().map(line -> line.cost.currency()).distinct().count() == 1;
    Money goods = priced ? lines.stream().map(line -> line.cost).reduce(Money::plus).orElseThrow() : null;
    URI link = PayLinks.safe(first.payLink);
    List<LineKey> keys = lines.stream().map(line -> new LineKey(line.orderId, line.lineId)).toList();
    return new PaymentDue(session, id, goods, first.orderTotal, link, first.payBy, keys);
  }

  @Override
  public List<Parcel> parcels(LineKey line) {
    PurchaseRecord purchase =
        kernel
            .load(Keys.purchase(line), PurchaseRecord.class)
            .map(Versioned::body)
            .filter(PurchaseRecord::isLinked)
            .orElseThrow(() -> new NotFoundException("purchase", line.toString()));
    ProviderLineId id = new ProviderLineId(purchase.providerOrderId, purchase.providerOrderLineId);
    return planning.call(
        new SessionId(purchase.provider, purchase.login),
        context -> providers.client(purchase.provider).parcels(id, context));
  }

  /** Everything that matches; what is added or taken away in the meantime may be missed. */
  private void each(RecordFields fields, Consumer<StoredRecord> action) {
    List<StoredRecord> rows;
    int offset = 0;
    do {
      rows = kernel.store.find(RecordQuery.of(Keys.PURCHASE, fields, offset, PAGE)).records();
      rows.forEach(action);
      offset += PAGE;
    } while (rows.size() == PAGE);
  }
}
