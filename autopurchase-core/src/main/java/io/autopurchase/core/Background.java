package io.autopurchase.core;

import io.autopurchase.AutoPurchaseException;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins synchronizations when they are due, earlier where something is due to be read, and tells of authorizations that end
 * soon. All nodes look; as the time of the last synchronization, and what was told, is stored, one of them does it.
 */
final class Background implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Background.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(15);
  private static final Duration FORECAST_EVERY = Duration.ofMinutes(10);
  private static final Duration PUT_OFF = Duration.ofHours(6);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PAGE = 100;

  private final Kernel kernel;
  private final SessionDesk sessions;
  private final Duration interval;
  private final Consumer<SessionId> synchronize;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "autopurchase-background");
            made.setDaemon(true);
            return made;
          });

  Background(Kernel kernel, SessionDesk sessions, Duration interval, Consumer<SessionId> synchronize) {
    this.kernel = kernel;
    this.sessions = sessions;
    this.interval = interval;
    this.synchronize = synchronize;
  }

  void start() {
    long forecasts = FORECAST_EVERY.toMillis();
    if (interval.isZero()) {
      every(forecasts, forecasts, this::forecast);
    } else {
      long looks = Math.max(1, Math.min(LOOK_EVERY.toMillis(), interval.toMillis() / 4));
      every(looks, looks, this::look);
      every(looks, forecasts, this::forecast);
    }
  }

  /**
   * @param first at most so many milliseconds from now
   */
  private void every(long first, long pause, Runnable work) {
    thread.scheduleWithFixedDelay(() -> runSafely(work), kernel.ids.jitter(first), pause, TimeUnit.MILLISECONDS);
  }

  private static void runSafely(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      log.warn("Background work is left out once: {}", e.toString());
    }
  }

  /** Tells of the authorizations that end soon. */
  void forecast() {
    sessions.forecast(kernel.now());
  }

  /** Begins the synchronizations that are due at this moment. */
  void look() {
    Instant now = kernel.now();
    Set<SessionId> active =
        sessions.list().stream()
            .filter(session -> session.state() == SessionState.ACTIVE)
            .map(Session::id)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<SessionId> waiting = waiting(now, active);
    for (SessionId session : active) {
      try {
        if (!dueAt(session, waiting.contains(session)).isAfter(now)) {
          synchronize.accept(session);
        }
      } catch (AutoPurchaseException e) {
        log.warn("Session {} is not synchronized this time: {}", session, e.getMessage());
      }
    }
  }

  /** Up to a tenth earlier or later than the interval, the same on all nodes, so that sessions don't come all at once. */
  private Instant dueAt(SessionId session, boolean somethingWaits) {
    Instant last =
        kernel.store
            .load(Keys.synchronization(session))
            .flatMap(row -> kernel.view(row, SynchronizationState.class, state -> state.begunAt))
            .orElse(Instant.EPOCH);
    if (somethingWaits) {
      return last.plus(interval.dividedBy(4));
    }
    long tenth = Math.max(1, interval.toMillis() / 10);
    long seed = 31L * last.toEpochMilli() + Keys.name(session).hashCode();
    return last.plus(interval).plusMillis(new SplittableRandom(seed).nextLong(-tenth, tenth));
  }

  /**
   * The active sessions of which something is due to be read. What is due for others is put off, or it would be in the way of
   * every look.
   */
  private Set<SessionId> waiting(Instant now, Set<SessionId> active) {
    Set<SessionId> waiting = new HashSet<>();
    String after = null;
    List<StoredRecord> rows;
    do {
      rows = kernel.store.due(Keys.PURCHASE, now, after, PAGE);
      List<StoredRecord> useless = new ArrayList<>();
      for (StoredRecord row : rows) {
        after = row.key().id();
        if (row.fields().provider().isPresent() && row.fields().login().isPresent()) {
          SessionId session = new SessionId(row.fields().provider().get(), row.fields().login().get());
          if (active.contains(session)) {
            waiting.add(session);
          } else {
            useless.add(row);
          }
        }
      }
      putOff(useless, now);
    } while (rows.size() == PAGE && !waiting.containsAll(active));
    return waiting;
  }

  private void putOff(List<StoredRecord> rows, Instant now) {
    if (!rows.isEmpty()) {
      Commit.Builder commit = kernel.begin();
      for (StoredRecord row : rows) {
        kernel
            .view(row, PurchaseBody.class, body -> new Document<>(row.key(), row.version(), body))
            .ifPresent(
                purchase -> {
                  purchase.body().readBy = now.plus(PUT_OFF);
                  kernel.put(commit, purchase, purchase.body().fields());
                });
      }
      kernel.commit(commit.build(), PATIENCE); // if it loses a race, the next look finds the rest
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
