package io.autopurchase.core.booking;

import io.autopurchase.ActivityType;
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
import io.autopurchase.spi.UniqueName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Turns plans into bookings. Thread-safe. */
public final class BookingRequests {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final RecordStore recordStore;
  private final DefaultSessions sessions;
  private final ProviderRegistry providers;
  private final PlanRules rules;
  private final ActivityCreation creation;

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
    check(plan);
    for (int attempt = 1; ; attempt++) {
      Optional<ActivityRecord> booked = tryOnce(plan, recordStore::begin, commit -> recordStore.commit(commit, PATIENCE));
      if (booked.isPresent()) {
        return booked.get();
      }
      recordStore.pauseBeforeRetry(attempt, "order " + plan.orderId());
    }
  }

  /**
   * The same within a transaction of the host, but once: what is in the way may be in that very transaction, so that it does
   * not go away while the host waits here. No marks of delivered events ride along, for a rollback would lose them.
   */
  public ActivityRecord book(ReservationPlan plan, HostTransaction transaction) {
    check(plan);
    return tryOnce(plan, () -> Commit.builder(recordStore.ids.next()), commit -> recordStore.store.commit(commit, transaction))
        .orElseThrow(
            () ->
                new ConflictException(
                    "LINE_HELD", "another activity has just taken lines of " + plan.orderId() + ", or is just letting them go"));
  }

  /** Returns empty if others are in the way at this moment. */
  private Optional<ActivityRecord> tryOnce(ReservationPlan plan, Supplier<Commit.Builder> begin, Function<Commit, CommitResult> apply) {
    Map<LineKey, Versioned<PurchaseRecord>> purchases = purchases(plan);
    Set<String> holders = holders(plan);
    Optional<ActivityRecord> before = before(plan, holders, purchases);
    if (before.isPresent() || !holders.isEmpty()) {
      return before;
    }
    BookingRecord body = create(plan, purchases);
    return apply.apply(commit(begin.get(), plan, body, purchases)).isApplied() ? Optional.of(body) : Optional.empty();
  }

  private void check(ReservationPlan plan) {
    ProviderClient client = providers.client(plan.session().provider());
    if (sessions.records().require(plan.session()).body().state == SessionState.DISABLED) {
      throw new SessionUnavailableException(plan.session(), SessionState.DISABLED);
    }
    rules.check(plan, client);
    creation.requireDurability();
  }

  /** The activity that is at work on a plan, or has done it; empty where there is none, or it has just let go. */
  private Optional<ActivityRecord> before(
      ReservationPlan plan, Set<String> holders, Map<LineKey, Versioned<PurchaseRecord>> purchases) {
    return holders.isEmpty() ? done(plan, purchases) : running(plan, holders, purchases);
  }

  private BookingRecord create(ReservationPlan plan, Map<LineKey, Versioned<PurchaseRecord>> purchases) {
    BookingRecord body = creation.prepare(new BookingRecord(), ActivityType.BOOKING, plan.session(), plan.requestedBy().orElse(null));
    body.orderId = plan.orderId();
    body.description = "Book " + plan.lines().size() + (plan.lines().size() == 1 ? " line of " : " lines of ") + plan.orderId();
    body.booking = rules.body(plan);
    body.total = 3 * plan.lines().size();
    for (Line line : body.booking.lines) {
      PurchaseRecord purchase = purchases.get(body.booking.key(line)).body();
      if (purchase.group == PurchaseGroup.PURCHASED) {
        line.end(LineOutcome.BOOKED, "ALREADY_PURCHASED", "the line was purchased before");
        line.providerOrderId = purchase.providerOrderId;
      }
    }
    return body;
  }

  private Commit commit(
      Commit.Builder commit, ReservationPlan plan, ActivityRecord body, Map<LineKey, Versioned<PurchaseRecord>> purchases) {
    creation.add(commit, body);
    for (PlanLine line : plan.lines()) {
      Versioned<PurchaseRecord> document = purchases.get(plan.key(line));
      PurchaseRecord purchase = document.body();
      if (purchase.group == PurchaseGroup.PURCHASED) {
        commit.expect(document.key(), document.version());
      } else {
        OrderLinks.begin(commit, purchase, plan.session(), body.id, line.quantity());
        purchase.approved = line.unitPrice().multiply(line.quantity());
        recordStore.put(commit, document, purchase.fields());
        commit.reserve(new UniqueName(Keys.LINE_SCOPE, Keys.name(plan.key(line)), body.id));
      }
    }
    return commit.build();
  }

  private Map<LineKey, Versioned<PurchaseRecord>> purchases(ReservationPlan plan) {
    Map<LineKey, Versioned<PurchaseRecord>> purchases = new LinkedHashMap<>();
    for (PlanLine line : plan.lines()) {
      LineKey key = plan.key(line);
      purchases.put(
          key,
          recordStore
              .load(Keys.purchase(key), PurchaseRecord.class)
              .orElseGet(() -> new Versioned<>(Keys.purchase(key), 0, PurchaseRecord.of(key))));
    }
    return purchases;
  }

  private Set<String> holders(ReservationPlan plan) {
    Set<String> holders = new LinkedHashSet<>();
    plan.lines().forEach(line -> recordStore.store.owner(Keys.LINE_SCOPE, Keys.name(plan.key(line))).ifPresent(holders::add));
    return holders;
  }

  /** The activity that holds all lines that are not purchased; empty where it has just let them go. */
  private Optional<ActivityRecord> running(
      ReservationPlan plan, Set<String> holders, Map<LineKey, Versioned<PurchaseRecord>> purchases) {
    String holder = holders.iterator().next();
    Optional<ActivityRecord> body = load(holder);
    if (body.filter(ActivityRecord::hasEndedUncertain).isPresent()) {
      throw new ConflictException(
          "LINE_UNCERTAIN",
          "activity " + holder + " was interrupted before it was known whether it has ordered lines of " + plan.orderId()
              + ": retry it to look again, or bind the lines to the order that was placed");
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
                        purchases.get(key).body().group == PurchaseGroup.PURCHASED
                            || recordStore.store.owner(Keys.LINE_SCOPE, Keys.name(key)).filter(holder::equals).isPresent());
    if (all || load(holder).map(now -> now.state.isFinished()).orElse(true)) {
      return all ? body : Optional.empty();
    }
    throw new ConflictException("LINE_HELD", "activities " + holders + " hold some of the lines of " + plan.orderId());
  }

  /** The activity that bought all lines of the plan, if it was one. */
  private Optional<ActivityRecord> done(ReservationPlan plan, Map<LineKey, Versioned<PurchaseRecord>> purchases) {
    String activity = purchases.values().iterator().next().body().activity;
    boolean one =
        activity != null
            && purchases.values().stream()
                .allMatch(d -> d.body().group == PurchaseGroup.PURCHASED && activity.equals(d.body().activity));
    return one ? load(activity).filter(BookingRecord.class::isInstance) : Optional.empty();
  }

  private Optional<ActivityRecord> load(String activity) {
    return recordStore.load(Keys.activity(activity), ActivityRecord.class).map(Versioned::body);
  }
}
