package io.autopurchase.core.activity;

import io.autopurchase.LineKey;
import io.autopurchase.core.event.EventIds;
import io.autopurchase.core.event.EventRecord;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.core.session.SessionThrottle;
import io.autopurchase.core.session.ThrottleState;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.UniqueName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** What a step of an activity wants to change besides the activity itself, for one commit. For one thread. */
public final class UnitOfWork {
  private final RecordStore recordStore;
  private final SessionThrottle throttle;
  private final ActivityRecord body;
  private final Supplier<RecordKey> limiterKey;
  private final Supplier<Instant> providerTime;
  private final List<EventRecord> events = new ArrayList<>();
  private final List<UniqueName> reservations = new ArrayList<>();
  private final List<UniqueName> releases = new ArrayList<>();
  private final Map<RecordKey, Long> consumed = new LinkedHashMap<>();
  private final Set<RecordKey> absent = new LinkedHashSet<>();
  private final Map<RecordKey, Long> expected = new LinkedHashMap<>();
  private final Map<RecordKey, LateChange> lateChanges = new LinkedHashMap<>();
  private final List<BiConsumer<ThrottleState, Instant>> limiterEdits = new ArrayList<>();
  private final Map<Versioned<?>, RecordFields> puts = new LinkedHashMap<>();
  private final List<Consumer<ThrottleState>> limiterCounts = new ArrayList<>();
  private int numberedEvents;
  @Nullable private Commit.Builder lateEvents;

  /**
   * @param limiterKey found out only if the limiter is changed
   * @param providerTime likewise
   */
  UnitOfWork(
      RecordStore recordStore, SessionThrottle throttle, ActivityRecord body, Supplier<RecordKey> limiterKey, Supplier<Instant> providerTime) {
    this.recordStore = recordStore;
    this.throttle = throttle;
    this.body = body;
    this.limiterKey = limiterKey;
    this.providerTime = providerTime;
    numberedEvents = body.events;
  }

  public void event(String type, @Nullable String from, @Nullable String to, @Nullable String actor, Map<String, String> more) {
    events.add(
        new EventRecord(type, body.id, body.orderId, null, body.provider, body.login, from, to, actor, more.isEmpty() ? null : more));
  }

  /** Of a question about a line of the activity's order. */
  void questionEvent(String type, @Nullable String lineId, @Nullable String from, String to, @Nullable String actor, Map<String, String> more) {
    events.add(new EventRecord(type, body.id, body.orderId, lineId, body.provider, body.login, from, to, actor, more));
  }

  /** Of a line. */
  public void event(String type, LineKey line, @Nullable String to, Map<String, String> more) {
    eventBy(null, type, line, to, more);
  }

  /** Of a line, by an actor. */
  public void eventBy(@Nullable String actor, String type, LineKey line, @Nullable String to, Map<String, String> more) {
    events.add(new EventRecord(type, body.id, line.orderId(), line.lineId(), body.provider, body.login, null, to, actor, more));
  }

  public void reserve(String scope, String name, String owner) {
    reservations.add(new UniqueName(scope, name, owner));
  }

  public void release(String scope, String name, String owner) {
    releases.add(new UniqueName(scope, name, owner));
  }

  void consume(Versioned<SignalRecord> signal) {
    consumed.put(signal.key(), signal.version());
  }

  /** A record that is changed as it stands at the moment of a commit: read then, and again if another commit was first. */
  public interface LateChange {
    /**
     * @param events added to, in their order
     */
    void into(Commit.Builder commit, List<EventRecord> events);
  }

  /**
   * The change that is made of a record, to be added to.
   *
   * @param first made if there is none yet
   */
  public <C extends LateChange> C late(RecordKey key, Class<C> type, Supplier<C> first) {
    return type.cast(lateChanges.computeIfAbsent(key, k -> first.get()));
  }

  /** Whether a record is changed as it stands, so that the step does not give up when others change it, too. */
  boolean changesLate(RecordKey key) {
    return lateChanges.containsKey(key);
  }

  /** The next commit counts only if there is no such record. */
  public void expectNone(RecordKey absentKey) {
    absent.add(absentKey);
  }

  /** The next commit counts only if a record is still as it was seen. */
  void expect(RecordKey key, long version) {
    expected.put(key, version);
  }

  /** Writes a record of the activity's own. */
  public void put(Versioned<?> document, RecordFields fields) {
    puts.put(document, fields);
  }

  /**
   * Changes what the session may do when.
   *
   * @param edit is given the provider's time after what it changes was read: an earlier one, of a node that was suspended since, would
   *     take what others have noted in between for the work of a clock that is ahead
   */
  public void editLimiter(BiConsumer<ThrottleState, Instant> edit) {
    limiterEdits.add(edit);
  }

  /** Whether what the session may do when is changed. */
  boolean editsLimiter() {
    return !limiterEdits.isEmpty() || !limiterCounts.isEmpty();
  }

  /** Counts what is intended in what the session may do when. */
  public void countInLimiter(Consumer<ThrottleState> edit) {
    limiterCounts.add(edit);
  }

  /** The intent is taken back. */
  void dropLimiterCounts() {
    limiterCounts.clear();
  }

  /** Whether nothing but the activity itself has changed. */
  boolean isEmpty() {
    return Stream.of(events, reservations, releases, absent, limiterEdits, limiterCounts).allMatch(Collection::isEmpty)
        && Stream.of(consumed, expected, lateChanges, puts).allMatch(Map::isEmpty);
  }

  /**
   * All changes and the activity as one commit. May be built again if another commit was first: what is edited is read again.
   *
   * @param limiter what the session may do when, as it must still stand; null to take it as it stands now
   * @param last what is to be done once all of the activity is as it will be stored
   */
  Commit build(Versioned<ActivityRecord> activity, Instant now, @Nullable Versioned<ThrottleState> limiter, Runnable last) {
    Commit.Builder commit = recordStore.begin();
    try {
      return build(commit, activity, now, limiter, last);
    } catch (RuntimeException | Error e) {
      recordStore.events.notApplied(commit.build());
      throw e;
    }
  }

  private Commit build(
      Commit.Builder commit, Versioned<ActivityRecord> activity, Instant now, @Nullable Versioned<ThrottleState> limiter, Runnable last) {
    List<EventRecord> all = new ArrayList<>(events);
    lateChanges.values().forEach(change -> change.into(commit, all));
    putLimiter(commit, limiter);
    puts.forEach((document, fields) -> recordStore.put(commit, document, fields));
    consumed.forEach(commit::delete);
    absent.stream().filter(none -> !consumed.containsKey(none)).forEach(none -> commit.expect(none, 0));
    expected.forEach(commit::expect);
    reservations.forEach(commit::reserve);
    releases.forEach(commit::release);
    Commit.Builder ofEvents = recordStore.safety.commitOfEvents(commit, recordStore::begin);
    lateEvents = ofEvents == commit ? null : ofEvents;
    Instant at = body.lastEventAt.isAfter(now) ? body.lastEventAt : now;
    int number = numberedEvents;
    for (EventRecord event : all) {
      ofEvents.append(event.stored(EventIds.ofActivity(at, body.id, ++number), at, recordStore));
    }
    body.lastEventAt = all.isEmpty() ? body.lastEventAt : at;
    body.events = number;
    last.run();
    recordStore.put(commit, activity, ActivityView.fields(body));
    return commit.build();
  }

  private void putLimiter(Commit.Builder commit, @Nullable Versioned<ThrottleState> guarded) {
    if (body.state.isFinished() && guarded == null && !isLimiterReadable()) {
      return; // it gives back what it has not used: its end does not depend on that
    }
    if (!limiterEdits.isEmpty() || !limiterCounts.isEmpty()) {
      Versioned<ThrottleState> read = guarded == null ? throttle.limiter(limiterKey.get()) : guarded;
      ThrottleState changed = read.body().copy();
      limiterEdits.forEach(edit -> edit.accept(changed, providerTime.get()));
      limiterCounts.forEach(edit -> edit.accept(changed));
      recordStore.put(commit, new Versioned<>(read.key(), read.version(), changed), RecordFields.none());
    }
  }

  private boolean isLimiterReadable() {
    boolean isChanged = !limiterEdits.isEmpty() || !limiterCounts.isEmpty();
    return !isChanged || recordStore.store.load(limiterKey.get()).map(row -> recordStore.find(row, ThrottleState.class).isPresent()).orElse(true);
  }

  /** The commit was applied: there is nothing to change any more. */
  void applied(Duration patience) {
    numberedEvents = body.events;
    events.clear();
    reservations.clear();
    releases.clear();
    consumed.clear();
    absent.clear();
    expected.clear();
    lateChanges.clear();
    limiterEdits.clear();
    puts.clear();
    limiterCounts.clear();
    if (lateEvents != null) {
      recordStore.commit(lateEvents.build(), patience);
    }
  }
}
