package io.autopurchase.core.purchase;

import io.autopurchase.ActivityId;
import io.autopurchase.InvalidInputException;
import io.autopurchase.LineKey;
import io.autopurchase.Money;
import io.autopurchase.NotFoundException;
import io.autopurchase.Parcel;
import io.autopurchase.PaymentDue;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseQuery;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Purchases;
import io.autopurchase.SessionId;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.core.session.DefaultSessions;
import io.autopurchase.core.session.HostCalls;
import io.autopurchase.core.session.ProviderRegistry;
import io.autopurchase.spi.PayLinks;
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Shows what was bought. */
public final class DefaultPurchases implements Purchases {
  private static final int PAGE = 500;

  private final RecordStore recordStore;
  private final DefaultSessions sessions;
  private final HostCalls calls;
  private final ProviderRegistry providers;

  public DefaultPurchases(RecordStore recordStore, DefaultSessions sessions, HostCalls calls, ProviderRegistry providers) {
    this.recordStore = recordStore;
    this.sessions = sessions;
    this.calls = calls;
    this.providers = providers;
  }

  @Override
  public List<Purchase> ofOrder(String orderId) {
    return sorted(RecordFields.builder().orderId(Objects.requireNonNull(orderId, "orderId")).build());
  }

  @Override
  public Map<String, List<Purchase>> ofOrders(Collection<String> orderIds) {
    if (orderIds.size() > PAGE) {
      throw new InvalidInputException("orderIds", "RANGE", orderIds.size() + " orders are more than " + PAGE);
    }
    Map<String, List<Purchase>> all = new LinkedHashMap<>();
    orderIds.forEach(id -> all.computeIfAbsent(id, this::ofOrder));
    return all;
  }

  @Override
  public List<Purchase> ofProviderOrder(String provider, String providerOrderId) {
    RecordFields fields =
        RecordFields.builder()
            .provider(Objects.requireNonNull(provider, "provider"))
            .reference(Objects.requireNonNull(providerOrderId, "providerOrderId"))
            .build();
    return sorted(fields);
  }

  private List<Purchase> sorted(RecordFields fields) {
    List<Purchase> all = new ArrayList<>();
    each(fields, row -> all.add(view(row)));
    all.sort(Comparator.comparing((Purchase purchase) -> purchase.line().orderId()).thenComparing(purchase -> purchase.line().lineId()));
    return all;
  }

  @Override
  public Optional<Purchase> find(LineKey line) {
    return recordStore.store.load(Keys.purchase(line)).map(this::view);
  }

  @Override
  public List<Purchase> find(PurchaseQuery query) {
    List<Purchase> found = new ArrayList<>();
    String before = query.after().map(line -> Keys.purchase(line).id()).orElse(null);
    List<StoredRecord> rows;
    do {
      rows = recordStore.store.find(RecordQuery.of(Keys.PURCHASE, fields(query), 0, query.limit()).before(before)).records();
      for (StoredRecord row : rows) {
        before = row.key().id();
        Purchase purchase = view(row);
        if (found.size() < query.limit() && query.group().filter(group -> group != purchase.group()).isEmpty()) {
          found.add(purchase);
        }
      }
    } while (rows.size() == query.limit() && found.size() < query.limit());
    return found;
  }

  /** What of a query an index answers: of lines that are not bought it does not know whether an activity deals with them. */
  private static RecordFields fields(PurchaseQuery query) {
    boolean isStored = query.group().filter(group -> group == PurchaseGroup.OTHER).isPresent();
    boolean isFree = query.group().filter(group -> group == PurchaseGroup.READY || group == PurchaseGroup.IN_PROGRESS).isPresent();
    return RecordFields.builder()
        .state(isStored ? PurchaseGroup.OTHER.name() : isFree ? PurchaseGroup.READY.name() : null)
        .type(query.status().map(PurchaseStatus::name).orElse(null))
        .provider(query.session().map(SessionId::provider).orElse(null))
        .login(query.session().map(SessionId::login).orElse(null))
        .orderId(query.orderId().orElse(null))
        .reference(query.providerOrderId().orElse(null))
        .build();
  }

  @Override
  public Stream<Purchase> stream(PurchaseQuery query) {
    UnaryOperator<List<Purchase>> next =
        page -> page.size() < query.limit() ? List.of() : find(query.after(page.get(page.size() - 1).line()));
    return Stream.iterate(find(query), page -> !page.isEmpty(), next).flatMap(List::stream);
  }

  /**
   * A line that is not linked is in progress while an activity holds it. One that was held a moment ago may have been linked since it was
   * read, so it is read once more: a line with an order must not be shown as free.
   */
  private Purchase view(StoredRecord row) {
    Purchase read = read(row);
    Optional<ActivityId> holder = holder(read.line());
    if (holder.isEmpty() && read.group() == PurchaseGroup.READY) {
      return recordStore.store.load(row.key()).map(this::read).orElse(read);
    }
    boolean isFree = read.group() == PurchaseGroup.READY;
    return holder.isEmpty()
        ? read
        : read.toBuilder().activity(holder.get()).group(isFree ? PurchaseGroup.IN_PROGRESS : read.group()).build();
  }

  private Optional<ActivityId> holder(LineKey line) {
    return recordStore.store.owner(Keys.LINE_SCOPE, Keys.name(line)).map(ActivityId::new);
  }

  private Purchase read(StoredRecord row) {
    return recordStore.view(row, PurchaseRecord.class, PurchaseRecord::view).orElseGet(() -> PurchaseRecord.unreadable(row));
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
            recordStore
                .view(row, PurchaseRecord.class, purchase -> purchase)
                .filter(purchase -> purchase.status == PurchaseStatus.AWAITING_PAYMENT && purchase.providerOrderId != null)
                .ifPresent(purchase -> byOrder.computeIfAbsent(purchase.providerOrderId, id -> new ArrayList<>()).add(purchase)));
    List<PaymentDue> due = new ArrayList<>();
    byOrder.values().removeIf(lines -> !lines.stream().allMatch(PurchaseRecord::isPayable));
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
    return PaymentDue.of(session, id, goods, first.orderTotal, link, first.payBy, keys);
  }

  @Override
  public List<Parcel> parcels(LineKey line) {
    PurchaseRecord purchase =
        recordStore
            .load(Keys.purchase(line), PurchaseRecord.class)
            .map(Versioned::body)
            .filter(PurchaseRecord::isLinked)
            .orElseThrow(() -> new NotFoundException("purchase", line.toString()));
    ProviderLineId id = new ProviderLineId(purchase.providerOrderId, purchase.providerOrderLineId);
    return calls.make(
        new SessionId(purchase.provider, purchase.login),
        context -> providers.client(purchase.provider).parcels(id, context));
  }

  /** Everything that matches; what is added or taken away in the meantime may be missed. */
  private void each(RecordFields fields, Consumer<StoredRecord> action) {
    List<StoredRecord> rows;
    int offset = 0;
    do {
      rows = recordStore.store.find(RecordQuery.of(Keys.PURCHASE, fields, offset, PAGE)).records();
      rows.forEach(action);
      offset += PAGE;
    } while (rows.size() == PAGE);
  }
}
