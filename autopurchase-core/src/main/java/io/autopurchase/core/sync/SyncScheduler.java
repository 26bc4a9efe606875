package io.autopurchase.core.sync;

import io.autopurchase.AutoPurchaseException;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.core.activity.PutOffWatch;
import io.autopurchase.core.activity.Retention;
import io.autopurchase.core.purchase.PurchaseRecord;
import io.autopurchase.core.purchase.StalenessPolicy;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.core.runtime.Threads;
import io.autopurchase.core.session.DefaultSessions;
import io.autopurchase.core.session.SynchronizationState;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.DueQuery;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins synchronizations when they are due, earlier if something is due to be read, and reports authorizations that end soon. All nodes
 * look; because the time of the last synchronization, and the reports, are stored, one of them does it.
 */
public final class SyncScheduler implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SyncScheduler.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(15);
  private static final Duration TIDY_EVERY = Duration.ofMinutes(5);
  private static final Duration CHECK_EVERY = Duration.ofHours(1);
  private static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
  private static final int PAGE = 100;

  private final RecordStore recordStore;
  private final DefaultSessions sessions;
  private final Retention retention;
  private final Duration interval;
  private final Consumer<SessionId> synchronize;
  private final PutOffWatch watch;
  private final ScheduledExecutorService thread;

  public SyncScheduler(
      RecordStore recordStore,
      DefaultSessions sessions,
      Retention retention,
      Duration interval,
      Consumer<SessionId> synchronize,
      ThreadFactory threads) {
    thread = Executors.newSingleThreadScheduledExecutor(Threads.named("autopurchase-background", threads));
    this.recordStore = recordStore;
    this.sessions = sessions;
    this.retention = retention;
    this.interval = interval;
    this.synchronize = synchronize;
    watch = new PutOffWatch(recordStore, CHECK_EVERY);
  }

  public void start() {
    every(TIDY_EVERY, this::tidy);
    Duration looks = interval.isZero() ? LOOK_EVERY : shorter(LOOK_EVERY, interval.dividedBy(4));
    every(looks, this::forecast);
    if (!interval.isZero()) {
      every(looks, this::look);
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** For the first time after a part of the pause, so that the nodes of a shop do not work in step. */
  private void every(Duration pause, Runnable work) {
    long millis = Math.max(1, pause.toMillis());
    thread.scheduleWithFixedDelay(() -> runSafely(work), recordStore.ids.jitter(millis), millis, TimeUnit.MILLISECONDS);
  }

  static void runSafely(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      // An exception ends a periodic task permanently and silently.
      log.error("Background work failed; it is tried again at its next time", e);
    }
  }

  /** Removes what has ended long ago. */
  public void tidy() {
    retention.run();
  }

  /** Reports the authorizations that end soon. */
  public void forecast() {
    sessions.forecast(recordStore.now());
  }

  /** Begins the synchronizations that are due at this moment. */
  public void look() {
    Instant now = recordStore.now();
    Set<SessionId> active =
        sessions.list().stream()
            .filter(session -> session.state() == SessionState.ACTIVE)
            .map(Session::id)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    bringForwardWhatAWrongClockPutOff(now);
    for (SessionId session : active) {
      try {
        if (!dueAt(session, now, isWaiting(session, now)).isAfter(now)) {
          synchronize.accept(session);
        }
      } catch (AutoPurchaseException e) {
        log.warn("Session {} is not synchronized this time: {}", session, e.getMessage());
      }
    }
  }

  /** Up to a tenth earlier or later than the interval, the same on all nodes, so that sessions don't come all at once. */
  private Instant dueAt(SessionId session, Instant now, boolean somethingWaits) {
    Instant last =
        recordStore.store
            .load(Keys.synchronization(session))
            .flatMap(row -> recordStore.view(row, SynchronizationState.class, state -> state.begunAt))
            .filter(begun -> !ClockWatch.isAhead(begun, now))
            .orElse(Instant.EPOCH);
    if (somethingWaits) {
      return last.plus(interval.dividedBy(4));
    }
    long tenth = Math.max(1, interval.toMillis() / 10);
    long seed = 31L * last.toEpochMilli() + Keys.name(session).hashCode();
    return last.plus(interval).plusMillis(new SplittableRandom(seed).nextLong(-tenth, tenth));
  }

  /** Whether something of a session is due to be read. */
  private boolean isWaiting(SessionId session, Instant now) {
    return !recordStore.store.due(DueQuery.of(Keys.PURCHASE, now, 1).ofSession(session.provider(), session.login())).isEmpty();
  }

  /** A clock that was ahead has put readings off for as long as it was ahead. */
  private void bringForwardWhatAWrongClockPutOff(Instant now) {
    if (!watch.isTimeToLook()) {
      return;
    }
    String after = null;
    List<StoredRecord> rows;
    do {
      rows = recordStore.store.due(DueQuery.of(Keys.PURCHASE, FAR, PAGE).dueAfter(now.plus(StalenessPolicy.LONGEST_USUAL)).afterId(after));
      for (StoredRecord row : rows) {
        after = row.key().id();
        recordStore
            .find(row.key(), PurchaseRecord.class)
            .filter(found -> ClockWatch.isAhead(found.body().asOf, now))
            .ifPresent(found -> bringForward(found, now));
      }
    } while (rows.size() == PAGE);
  }

  private void bringForward(Versioned<PurchaseRecord> purchase, Instant now) {
    purchase.body().readBy = now;
    Commit.Builder commit = recordStore.begin();
    recordStore.put(commit, purchase, purchase.body().fields());
    recordStore.commit(commit.build(), PATIENCE); // if it loses a race, it was read in this moment
  }

  /** A look that is at work comes to its end: an interruption in the middle of a commit would leave its end unknown. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("Background work has not ended in {} s", CLOSE_LIMIT.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
