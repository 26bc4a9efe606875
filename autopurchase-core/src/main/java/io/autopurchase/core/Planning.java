package io.autopurchase.core;

import io.autopurchase.ActivityType;
import io.autopurchase.ConfigurationException;
import io.autopurchase.ConflictException;
import io.autopurchase.HostTransaction;
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.PlanLine;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.SessionUnavailableException;
import io.autopurchase.core.BookingState.Line;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.Durability;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.UniqueName;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Turns plans into activities. */
final class Planning {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** So short a pause is waited out by a call that a caller waits for, as long as they add up to little. */
  private static final Duration SHORT_PAUSE = Duration.ofSeconds(2);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final RecordStore kernel;
  private final DefaultSessions sessions;
  private final ProviderRegistry providers;
  private final PlanRules rules;
  private final boolean volatileAllowed;

  Planning(RecordStore kernel, DefaultSessions sessions, ProviderRegistry providers, PlanRules rules, boolean volatileAllowed) {
    this.kernel = kernel;
    this.sessions = sessions;
    this.providers = providers;
    this.rules = rules;
    this.volatileAllowed = volatileAllowed;
  }

  /** A call that the host waits for; a token that has run out is refreshed once. */
  <T> T call(SessionId id, Function<CallContext, ProviderResult<T>> call) {
    TokenRefresh.Access access = sessions.tokens().access(id, null);
    long begun = kernel.time.nanoTime();
    for (int attempt = 1; ; attempt++) {
      if (access.kind() == TokenRefresh.Access.Kind.REFRESH_DUE) {
        sessions.tokens().refresh(access.session());
        access = sessions.tokens().access(id, null);
      }
      if (access.kind() != TokenRefresh.Access.Kind.READY) {
        throw new SessionUnavailableException(id, SessionState.NEEDS_AUTHORIZATION);
      }
      ProviderClient client = providers.client(id.provider());
      CallContext context = SessionThrottle.context(kernel, client, id).withAccessToken(access.token());
      ProviderResult<T> result = call.apply(context);
      boolean patient = kernel.time.nanoTime() - begun < LONGEST_WAIT.toNanos();
      if (result instanceof ProviderResult.Limited<T> limited && limited.retryAfter().compareTo(SHORT_PAUSE) <= 0 && patient) {
        kernel.pause(limited.retryAfter());
        attempt--;
        continue;
      }
      SessionThrottle.note(kernel, client, id, result);
      if (!(result instanceof ProviderResult.NeedsAuthorization) || attempt > 1) {
        return ProviderFailures.value(id.provider(), result);
      }
      access = sessions.tokens().access(id, access.grant());
    }
  }

  // Booking

  /** Stores the activity of a plan, or finds the one that is at work on it, or has done it. */
  ActivityRecord book(ReservationPlan plan) {
    check(plan);
    for (int attempt = 1; ; attempt++) {
      Map<LineKey, Versioned<PurchaseRecord>> purchases = purchases(plan);
      Set<String> holders = holders(plan);
      Optional<ActivityRecord> before = before(plan, holders, purchases);
      if (before.isPresent()) {
        return before.get();
      }
      if (holders.isEmpty()) {
        ActivityRecord body = create(plan, purchases);
        if (kernel.commit(commit(kernel.begin(), plan, body, purchases), PATIENCE).isApplied()) {
          return body;
        }
      }
      kernel.pauseBeforeRetry(attempt, "order " + plan.orderId());
    }
  }

  /**
   * The same within a transaction of the host, but once: what is in the way may be in that very transaction, so that it does
   * not go away while the host waits here. No marks of delivered events ride along, for a rollback would lose them.
   */
  ActivityRecord book(ReservationPlan plan, HostTransaction transaction) {
    check(plan);
    Map<LineKey, Versioned<PurchaseRecord>> purchases = purchases(plan);
    Set<String> holders = holders(plan);
    Optional<ActivityRecord> before = before(plan, holders, purchases);
    if (before.isPresent()) {
      return before.get();
    }
    if (holders.isEmpty()) {
      ActivityRecord body = create(plan, purchases);
      Commit commit = commit(Commit.builder(kernel.ids.next()), plan, body, purchases);
      if (kernel.store.commit(commit, transaction).isApplied()) {
        return body;
      }
    }
    throw new ConflictException("LINE_HELD", "another activity has just taken lines of " + plan.orderId() + ", or is just letting them go");
  }

  private void check(ReservationPlan plan) {
    ProviderClient client = providers.client(plan.session().provider());
    if (sessions.records().require(plan.session()).body().state == SessionState.DISABLED) {
      throw new SessionUnavailableException(plan.session(), SessionState.DISABLED);
    }
    rules.check(plan, client);
    requireDurability();
  }

  /** What is bought, cancelled or paid must be known after a crash. */
  void requireDurability() {
    if (kernel.store.durability() == Durability.VOLATILE && !volatileAllowed) {
      throw new ConfigurationException(
          "this store forgets what was bought when the process ends; allowPlacingOnVolatileStore() permits that");
    }
  }

  /** The activity that is at work on a plan, or has done it; empty where there is none, or it has just let go. */
  private Optional<ActivityRecord> before(
      ReservationPlan plan, Set<String> holders, Map<LineKey, Versioned<PurchaseRecord>> purchases) {
    return holders.isEmpty() ? done(plan, purchases) : running(plan, holders, purchases);
  }

  private ActivityRecord create(ReservationPlan plan, Map<LineKey, Versioned<PurchaseRecord>> purchases) {
    Instant now = kernel.now();
    ActivityRecord body = newActivity(ActivityType.BOOKING, plan.session(), now);
    Requests.note(body, plan.requestedBy().orElse(null));
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
    kernel.put(commit, new Versioned<>(Keys.activity(body.id), 0, body), ActivityView.fields(body));
    Requests.append(kernel, commit, body);
    for (PlanLine line : plan.lines()) {
      Versioned<PurchaseRecord> document = purchases.get(plan.key(line));
      PurchaseRecord purchase = document.body();
      if (purchase.group == PurchaseGroup.PURCHASED) {
        commit.expect(document.key(), document.version());
      } else {
        OrderLinks.begin(commit, purchase, plan.session(), body.id, line.quantity());
        purchase.approved = line.unitPrice().multiply(line.quantity());
        kernel.put(commit, document, purchase.fields());
        commit.reserve(new UniqueName(Keys.LINE_SCOPE, Keys.name(plan.key(line)), body.id));
      }
    }
    return commit.build();
  }

  ActivityRecord newActivity(ActivityType type, SessionId session, Instant now) {
    ActivityRecord body = new ActivityRecord();
    body.id = kernel.ids.next();
    body.type = type;
    body.provider = session.provider();
    body.login = session.login();
    body.createdAt = now;
    body.writtenAt = now;
    body.until = now;
    return body;
  }

  private Map<LineKey, Versioned<PurchaseRecord>> purchases(ReservationPlan plan) {
    Map<LineKey, Versioned<PurchaseRecord>> purchases = new LinkedHashMap<>();
    for (PlanLine line : plan.lines()) {
      LineKey key = plan.key(line);
      purchases.put(
          key,
          kernel
              .load(Keys.purchase(key), PurchaseRecord.class)
              .orElseGet(() -> new Versioned<>(Keys.purchase(key), 0, PurchaseRecord.of(key))));
    }
    return purchases;
  }

  private Set<String> holders(ReservationPlan plan) {
    Set<String> holders = new LinkedHashSet<>();
    plan.lines().forEach(line -> kernel.store.owner(Keys.LINE_SCOPE, Keys.name(plan.key(line))).ifPresent(holders::add));
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
            && body.get().booking != null
            && plan.lines().stream()
                .map(plan::key)
                .allMatch(
                    key ->
                        purchases.get(key).body().group == PurchaseGroup.PURCHASED
                            || kernel.store.owner(Keys.LINE_SCOPE, Keys.name(key)).filter(holder::equals).isPresent());
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
    return one ? load(activity).filter(body -> body.booking != null) : Optional.empty();
  }

  private Optional<ActivityRecord> load(String activity) {
    return kernel.load(Keys.activity(activity), ActivityRecord.class).map(Versioned::body);
  }
}
