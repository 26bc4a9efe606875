package io.autopurchase.core.booking;

import io.autopurchase.ActivityId;
import io.autopurchase.ConflictException;
import io.autopurchase.HostTransaction;
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.PlanLine;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionState;
import io.autopurchase.SessionUnavailableException;
import io.autopurchase.core.activity.ActivityCreation;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.booking.BookingState.Line;
import io.autopurchase.core.purchase.HeldLines;
import io.autopurchase.core.purchase.OrderLinks;
import io.autopurchase.core.purchase.PurchaseRecord;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.core.session.DefaultSessions;
import io.autopurchase.core.session.ProviderRegistry;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.UniqueName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.annotation.concurrent.ThreadSafe;

/** Turns plans into bookings. Thread-safe. */
@ThreadSafe
public final class BookingRequests {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final RecordStore recordStore;
  private final DefaultSessions sessions;
  private final ProviderRegistry providers;
  private final PlanRules rules;
  private final ActivityCreation creation;
  private final Access own = new OwnAccess();

  public BookingRequests(
      RecordStore recordStore, DefaultSessions sessions, ProviderRegistry providers, PlanRules rules, ActivityCreation creation) {
    this.recordStore = recordStore;
    this.sessions = sessions;
    this.providers = providers;
    this.rules = rules;
    this.creation = creation;
  }

  /** Stores the activity of a plan, or finds the one that is at work on it, or has done it. */
  public ActivityRecord book(ReservationPlan plan) {
    check(plan, own);
    Optional<ActivityRecord> first = tryAsFirst(plan);
    if (first.isPresent()) {
      return first.get();
    }
    for (int attempt = 1; ; attempt++) {
      Optional<ActivityRecord> booked = tryOnce(plan, own);
      if (booked.isPresent()) {
        return booked.get();
      }
      recordStore.pauseBeforeRetry(attempt, "order " + plan.orderId());
    }
  }

  /**
   * The same within a transaction of the host, but once: what is in the way may be in that very transaction, so that it does not go away
   * while the host waits here. It carries no marks of delivered events, because a rollback would lose them.
   */
  public ActivityRecord book(ReservationPlan plan, HostTransaction transaction) {
    Access joined = new JoinedAccess(transaction);
    check(plan, joined);
    return tryOnce(plan, joined)
        .orElseThrow(
            () ->
                new ConflictException(
                    "LINE_HELD", "another activity has just taken lines of " + plan.orderId() + ", or is just letting them go"));
  }

  /** What a booking reads and writes. */
  private interface Access {
    Optional<StoredRecord> load(RecordKey key);

    List<StoredRecord> loadAll(List<RecordKey> keys);

    Optional<String> owner(String scope, String name);

    Commit.Builder begin();

    CommitResult commit(Commit commit);
  }

  /** In transactions of the store's own. */
  private final class OwnAccess implements Access {
    @Override
    public Optional<StoredRecord> load(RecordKey key) {
      return recordStore.store.load(key);
    }

    @Override
    public List<StoredRecord> loadAll(List<RecordKey> keys) {
      return recordStore.store.loadAll(keys);
    }

    @Override
    public Optional<String> owner(String scope, String name) {
      return recordStore.store.owner(scope, name);
    }

    @Override
    public Commit.Builder begin() {
      return recordStore.begin();
    }

    @Override
    public CommitResult commit(Commit commit) {
      return recordStore.commit(commit, PATIENCE);
    }
  }

  /** Within a transaction of the host, and on its connection alone. */
  private final class JoinedAccess implements Access {
    private final HostTransaction transaction;

    JoinedAccess(HostTransaction transaction) {
      this.transaction = transaction;
    }

    @Override
    public Optional<StoredRecord> load(RecordKey key) {
      return recordStore.store.load(key, transaction);
    }

    @Override
    public List<StoredRecord> loadAll(List<RecordKey> keys) {
      return recordStore.store.loadAll(keys, transaction);
    }

    @Override
    public Optional<String> owner(String scope, String name) {
      return recordStore.store.owner(scope, name, transaction);
    }

    @Override
    public Commit.Builder begin() {
      return Commit.builder(recordStore.ids.next());
    }

    @Override
    public CommitResult commit(Commit commit) {
      return recordStore.store.commit(commit, transaction);
    }
  }

  /** Mostly nothing is stored of the lines yet, and the commit finds out whether that is so. Returns empty if it is not. */
  private Optional<ActivityRecord> tryAsFirst(ReservationPlan plan) {
    Map<LineKey, Versioned<PurchaseRecord>> none = new LinkedHashMap<>();
    plan.lines().stream().map(plan::key).forEach(key -> none.put(key, unknown(key)));
    BookingRecord body = create(plan, none);
    return own.commit(commit(own.begin(), plan, body, none)).isApplied() ? Optional.of(body) : Optional.empty();
  }

  private static Versioned<PurchaseRecord> unknown(LineKey key) {
    return new Versioned<>(Keys.purchase(key), 0, PurchaseRecord.of(key));
  }

  /** Returns empty if others are in the way at this moment. */
  private Optional<ActivityRecord> tryOnce(ReservationPlan plan, Access access) {
    Map<LineKey, Versioned<PurchaseRecord>> purchases = purchases(plan, access);
    Set<String> holders = holders(plan, access);
    Optional<ActivityRecord> before = before(plan, holders, purchases, access);
    if (before.isPresent() || !holders.isEmpty()) {
      return before;
    }
    BookingRecord body = create(plan, purchases);
    return access.commit(commit(access.begin(), plan, body, purchases)).isApplied() ? Optional.of(body) : Optional.empty();
  }

  private void check(ReservationPlan plan, Access access) {
    ProviderClient client = providers.client(plan.session().provider());
    if (sessions.records().require(plan.session(), access::load).body().state == SessionState.DISABLED) {
      throw new SessionUnavailableException(plan.session(), SessionState.DISABLED);
    }
    rules.check(plan, client);
    creation.requireDurability();
  }

  /** The activity that is at work on a plan, or has done it; empty if there is none, or it has just let go. */
  private Optional<ActivityRecord> before(
      ReservationPlan plan, Set<String> holders, Map<LineKey, Versioned<PurchaseRecord>> purchases, Access access) {
    return holders.isEmpty() ? done(purchases, access) : running(plan, holders, purchases, access);
  }

  private BookingRecord create(ReservationPlan plan, Map<LineKey, Versioned<PurchaseRecord>> purchases) {
    BookingRecord body = creation.prepare(new BookingRecord(), plan.session(), plan.requestedBy().orElse(null));
    body.orderId = plan.orderId();
    body.description = "Book " + plan.lines().size() + (plan.lines().size() == 1 ? " line of " : " lines of ") + plan.orderId();
    body.booking = rules.body(plan);
    body.total = 3 * plan.lines().size();
    for (Line line : body.booking.lines) {
      PurchaseRecord purchase = of(purchases, body.booking.key(line)).body();
      if (purchase.group == PurchaseGroup.PURCHASED) {
        line.end(LineOutcome.BOOKED, "ALREADY_PURCHASED");
        line.providerOrderId = purchase.providerOrderId;
      }
    }
    return body;
  }

  private Commit commit(
      Commit.Builder commit, ReservationPlan plan, ActivityRecord body, Map<LineKey, Versioned<PurchaseRecord>> purchases) {
    creation.add(commit, body);
    for (PlanLine line : plan.lines()) {
      Versioned<PurchaseRecord> document = of(purchases, plan.key(line));
      PurchaseRecord purchase = document.body();
      if (purchase.group == PurchaseGroup.PURCHASED) {
        commit.expect(document.key(), document.version());
      } else {
        OrderLinks.begin(commit, purchase, plan.session(), body.id, line.quantity(), recordStore.now());
        purchase.approved = line.unitPrice().multiply(line.quantity());
        recordStore.put(commit, document, purchase.fields());
        commit.reserve(new UniqueName(Keys.LINE_SCOPE, Keys.name(plan.key(line)), body.id));
      }
    }
    return commit.build();
  }

  private Map<LineKey, Versioned<PurchaseRecord>> purchases(ReservationPlan plan, Access access) {
    Map<LineKey, Versioned<PurchaseRecord>> purchases = new LinkedHashMap<>();
    List<LineKey> lines = plan.lines().stream().map(plan::key).toList();
    lines.forEach(key -> purchases.put(key, unknown(key)));
    for (StoredRecord row : access.loadAll(lines.stream().map(Keys::purchase).toList())) {
      purchases.put(Keys.line(row.key()), recordStore.read(row, PurchaseRecord.class));
    }
    return purchases;
  }

  /** The purchase of a line of the plan. */
  private static Versioned<PurchaseRecord> of(Map<LineKey, Versioned<PurchaseRecord>> purchases, LineKey line) {
    return Objects.requireNonNull(purchases.get(line), () -> line + " of the plan");
  }

  private Set<String> holders(ReservationPlan plan, Access access) {
    Set<String> holders = new LinkedHashSet<>();
    plan.lines().forEach(line -> access.owner(Keys.LINE_SCOPE, Keys.name(plan.key(line))).ifPresent(holders::add));
    return holders;
  }

  /** The activity that holds all lines that are not purchased; empty if it has just let them go. */
  private Optional<ActivityRecord> running(
      ReservationPlan plan, Set<String> holders, Map<LineKey, Versioned<PurchaseRecord>> purchases, Access access) {
    String holder = holders.iterator().next();
    Optional<ActivityRecord> body = load(holder, access);
    if (body.filter(ActivityRecord::hasEndedUncertain).isPresent()) {
      throw new ConflictException(
          "LINE_UNCERTAIN",
          "activity " + holder + " was interrupted before it was known whether it has ordered lines of " + plan.orderId()
              + ": retry it to look again, or bind the lines to the order that was placed",
          new ActivityId(holder));
    }
    if (body.isEmpty() || body.get().state.isFinished()) {
      return Optional.empty();
    }
    boolean all =
        holders.size() == 1
            && body.get() instanceof BookingRecord
            && plan.lines().stream()
                .map(plan::key)
                .allMatch(
                    key ->
                        of(purchases, key).body().group == PurchaseGroup.PURCHASED
                            || access.owner(Keys.LINE_SCOPE, Keys.name(key)).filter(holder::equals).isPresent());
    if (all || load(holder, access).map(now -> now.state.isFinished()).orElse(true)) {
      return all ? body : Optional.empty();
    }
    throw HeldLines.held(holders, "hold", plan.orderId());
  }

  /** The activity that bought all lines of the plan, if it was one. */
  private Optional<ActivityRecord> done(Map<LineKey, Versioned<PurchaseRecord>> purchases, Access access) {
    String activity = purchases.values().iterator().next().body().activity;
    boolean one =
        purchases.values().stream()
            .allMatch(d -> d.body().group == PurchaseGroup.PURCHASED && Objects.equals(activity, d.body().activity));
    return activity != null && one ? load(activity, access).filter(BookingRecord.class::isInstance) : Optional.empty();
  }

  private Optional<ActivityRecord> load(String activity, Access access) {
    return load(access, Keys.activity(activity), ActivityRecord.class).map(Versioned::body);
  }

  private <T> Optional<Versioned<T>> load(Access access, RecordKey key, Class<T> type) {
    return access.load(key).map(row -> recordStore.read(row, type, access::load, access::loadAll));
  }
}
