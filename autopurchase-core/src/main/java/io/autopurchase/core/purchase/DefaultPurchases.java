package io.autopurchase.core.purchase;

import io.autopurchase.ActivityId;
import io.autopurchase.InvalidInputException;
import io.autopurchase.LineKey;
import io.autopurchase.Money;
import io.autopurchase.NotFoundException;
import io.autopurchase.Parcel;
import io.autopurchase.PaymentDue;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseCounts;
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
import io.autopurchase.engine.Arguments;
import io.autopurchase.spi.PayLinks;
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.TimeRange;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** Shows what was bought. */
public final class DefaultPurchases implements Purchases {
  private static final int PAGE = 500;
  private static final int MOST_UNPAID_LINES = 10_000;
  private static final int MOST_DUE = 1_000;
  private static final Comparator<PurchaseRecord> URGENT_FIRST =
      Comparator.comparing((PurchaseRecord line) -> line.payBy, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(line -> line.providerOrderId);

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
    Objects.requireNonNull(orderIds, "orderIds");
    if (orderIds.size() > PAGE) {
      throw new InvalidInputException("orderIds", "LENGTH", Arguments.of("text", "tooMany", "max", PAGE));
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
    each(fields, Integer.MAX_VALUE, row -> all.add(view(row)));
    all.sort(Comparator.comparing((Purchase purchase) -> purchase.line().orderId()).thenComparing(purchase -> purchase.line().lineId()));
    return all;
  }

  @Override
  public Optional<Purchase> find(LineKey line) {
    Objects.requireNonNull(line, "line");
    return recordStore.store.load(Keys.purchase(line)).map(this::view);
  }

  @Override
  public List<Purchase> find(PurchaseQuery query) {
    Objects.requireNonNull(query, "query");
    List<Purchase> found = new ArrayList<>();
    String before = query.after().map(line -> Keys.purchase(line).id()).orElse(null);
    List<StoredRecord> rows;
    do {
      rows = rows(query, before);
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

  /** The next rows by their ids, of all statuses that are asked for. */
  private List<StoredRecord> rows(PurchaseQuery query, @Nullable String before) {
    Stream<PurchaseStatus> statuses = query.statuses().isEmpty() ? Stream.of((PurchaseStatus) null) : query.statuses().stream();
    return statuses
        .flatMap(status -> recordStore.store.find(records(query, state(query), status, query.limit()).before(before)).records().stream())
        .sorted(Comparator.comparing(StoredRecord::key).reversed())
        .limit(query.limit())
        .toList();
  }

  /** What of a group an index answers: of lines that are not linked it does not know whether an activity deals with them. */
  @Nullable
  private static String state(PurchaseQuery query) {
    boolean isStored = query.group().filter(group -> group == PurchaseGroup.OTHER).isPresent();
    boolean isFree = query.group().filter(group -> group == PurchaseGroup.READY || group == PurchaseGroup.IN_PROGRESS).isPresent();
    return isStored ? PurchaseGroup.OTHER.name() : isFree ? PurchaseGroup.READY.name() : null;
  }

  private static RecordQuery records(PurchaseQuery query, @Nullable String state, @Nullable PurchaseStatus status, int limit) {
    RecordFields fields =
        RecordFields.builder()
            .state(state)
            .type(status == null ? null : status.name())
            .provider(query.session().map(SessionId::provider).orElse(null))
            .login(query.session().map(SessionId::login).orElse(null))
            .orderId(query.orderId().orElse(null))
            .reference(query.providerOrderId().orElse(null))
            .text(PurchaseRecord.varianceAtLeast(query.varianceAtLeast()))
            .build();
    return RecordQuery.of(Keys.PURCHASE, fields, 0, limit)
        .started(range(query.linkedSince(), query.linkedUntil()))
        .changed(range(query.changedSince(), Optional.empty()));
  }

  private static TimeRange range(Optional<Instant> since, Optional<Instant> until) {
    return TimeRange.of(PurchaseRecord.millis(since.orElse(null)), PurchaseRecord.millis(until.orElse(null)));
  }

  @Override
  public PurchaseCounts counts(PurchaseQuery query) {
    Objects.requireNonNull(query, "query");
    PurchaseCounts.Builder counts = PurchaseCounts.builder();
    Set<PurchaseStatus> statuses = query.statuses().isEmpty() ? EnumSet.allOf(PurchaseStatus.class) : query.statuses();
    PurchaseGroup group = query.group().orElse(null);
    if (group == null || group == PurchaseGroup.PURCHASED) {
      // A line that is linked has a status; the index alone distinguishes open purchases from others.
      for (String state : List.of(PurchaseRecord.OPEN, PurchaseGroup.PURCHASED.name())) {
        statuses.forEach(status -> add(counts, PurchaseGroup.PURCHASED, status, page(query, state, status)));
      }
    }
    if (group == null || group == PurchaseGroup.OTHER) {
      long withStatus = 0;
      for (PurchaseStatus status : statuses) {
        RecordPage page = page(query, PurchaseGroup.OTHER.name(), status);
        withStatus += page.total();
        add(counts, PurchaseGroup.OTHER, status, page);
      }
      if (query.statuses().isEmpty()) {
        RecordPage all = page(query, PurchaseGroup.OTHER.name(), null);
        counts.add(PurchaseGroup.OTHER, null, all.total() - withStatus, all.isTotalExact());
      }
    }
    if (query.statuses().isEmpty() && group != PurchaseGroup.PURCHASED && group != PurchaseGroup.OTHER) {
      add(counts, PurchaseGroup.READY, null, page(query, PurchaseGroup.READY.name(), null));
    }
    return counts.build();
  }

  private RecordPage page(PurchaseQuery query, String state, @Nullable PurchaseStatus status) {
    return recordStore.store.find(records(query, state, status, 1));
  }

  private static void add(PurchaseCounts.Builder counts, PurchaseGroup group, @Nullable PurchaseStatus status, RecordPage page) {
    counts.add(group, status, page.total(), page.isTotalExact());
  }

  @Override
  public Stream<Purchase> stream(PurchaseQuery query) {
    Objects.requireNonNull(query, "query");
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
    Objects.requireNonNull(session, "session");
    sessions.records().require(session);
    Map<String, List<PurchaseRecord>> byOrder = new LinkedHashMap<>();
    RecordFields unpaid =
        RecordFields.builder()
            .state(PurchaseRecord.OPEN)
            .type(PurchaseStatus.AWAITING_PAYMENT.name())
            .provider(session.provider())
            .login(session.login())
            .build();
    boolean isAll =
        each(
            unpaid,
            MOST_UNPAID_LINES,
            row -> unpaid(row).ifPresent(line -> byOrder.computeIfAbsent(line.providerOrderId, id -> new ArrayList<>()).add(line)));
    return byOrder.values().stream()
        .map(lines -> lines.get(0))
        .sorted(URGENT_FIRST)
        .map(line -> line.providerOrderId)
        // Of an order that was cut another line may cost too much.
        .flatMap(id -> due(session, id, isAll ? byOrder.getOrDefault(id, List.of()) : linesOf(session, id)).stream())
        .limit(MOST_DUE)
        .toList();
  }

  private List<PurchaseRecord> linesOf(SessionId session, String providerOrderId) {
    List<PurchaseRecord> lines = new ArrayList<>();
    RecordFields ofOrder = RecordFields.builder().provider(session.provider()).login(session.login()).reference(providerOrderId).build();
    each(ofOrder, Integer.MAX_VALUE, row -> unpaid(row).ifPresent(lines::add));
    return lines;
  }

  private Optional<PurchaseRecord> unpaid(StoredRecord row) {
    return recordStore
        .view(row, PurchaseRecord.class, purchase -> purchase)
        .filter(purchase -> purchase.isOpen() && purchase.status == PurchaseStatus.AWAITING_PAYMENT && purchase.providerOrderId != null);
  }

  /** Empty if a line of the order costs more than it may. */
  private static Optional<PaymentDue> due(SessionId session, String id, List<PurchaseRecord> lines) {
    if (lines.isEmpty() || !lines.stream().allMatch(PurchaseRecord::isPayable)) {
      return Optional.empty();
    }
    PurchaseRecord first = lines.get(0);
    List<Money> costs = lines.stream().map(line -> line.cost).filter(Objects::nonNull).toList();
    boolean priced = costs.size() == lines.size() && costs.stream().map(Money::currency).distinct().count() == 1;
    Money goods = priced ? costs.stream().reduce(Money::plus).orElseThrow() : null;
    URI link = PayLinks.safe(first.payLink);
    List<LineKey> keys = lines.stream().map(line -> new LineKey(line.orderId, line.lineId)).toList();
    return Optional.of(PaymentDue.of(session, id, goods, first.orderTotal, link, first.payBy, keys));
  }

  @Override
  public List<Parcel> parcels(LineKey line) {
    Objects.requireNonNull(line, "line");
    PurchaseRecord purchase =
        recordStore
            .load(Keys.purchase(line), PurchaseRecord.class)
            .map(Versioned::body)
            .filter(PurchaseRecord::isLinked)
            .orElseThrow(() -> new NotFoundException("purchase", line.toString()));
    ProviderLineId id = purchase.providerLine();
    return calls.make(
        new SessionId(purchase.provider, purchase.login),
        context -> providers.client(purchase.provider).parcels(id, context));
  }

  /**
   * What matches, by its ids; what is added or taken away in the meantime may be missed.
   *
   * @param atMost rows after which it ends
   * @return whether it was all
   */
  private boolean each(RecordFields fields, int atMost, Consumer<StoredRecord> action) {
    String before = null;
    for (int read = 0; read < atMost; read += PAGE) {
      List<StoredRecord> rows = recordStore.store.find(RecordQuery.of(Keys.PURCHASE, fields, 0, PAGE).before(before)).records();
      rows.forEach(action);
      if (rows.size() < PAGE) {
        return true;
      }
      before = rows.get(PAGE - 1).key().id();
    }
    return false;
  }
}
