package io.autopurchase.core;

import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
  private static final int PAGE = 500;

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
    long pause =
        interval.isZero() ? FORECAST_EVERY.toMillis() : Math.max(1, Math.min(LOOK_EVERY.toMillis(), interval.toMillis() / 4));
    thread.scheduleWithFixedDelay(this::lookSafely, kernel.ids.jitter(pause), pause, TimeUnit.MILLISECONDS);
  }

  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException e) {
      log.warn("Background work is left out once: {}", e.getMessage());
    }
  }

  /** Begins what is due at this moment. */
  void look() {
    Instant now = kernel.now();
    sessions.forecast(now);
    if (!interval.isZero()) {
      synchronizeDue(now);
    }
  }

  private void synchronizeDue(Instant now) {
    Set<SessionId> waiting = waiting(now);
    for (Session session : sessions.list()) {
      if (session.state() == SessionState.ACTIVE && !dueAt(session.id(), waiting.contains(session.id())).isAfter(now)) {
        synchronize.accept(session.id());
      }
    }
  }

  /** Up to a tenth earlier or later than the interval, the same on all nodes, so that sessions don't come all at once. */
  private Instant dueAt(SessionId session, boolean somethingWaits) {
    Instant last =
        kernel.load(Keys.synchronization(session), SynchronizationState.class)
            .map(state -> state.body().begunAt)
            .orElse(Instant.EPOCH);
    if (somethingWaits) {
      return last.plus(interval.dividedBy(4));
    }
    long tenth = Math.max(1, interval.toMillis() / 10);
    long seed = 31L * last.toEpochMilli() + Keys.name(session).hashCode();
    return last.plus(interval).plusMillis(new SplittableRandom(seed).nextLong(-tenth, tenth));
  }

  private Set<SessionId> waiting(Instant now) {
    Set<SessionId> waiting = new HashSet<>();
    String after = null;
    List<StoredRecord> rows;
    do {
      rows = kernel.store.due(Keys.PURCHASE, now, after, PAGE);
      for (StoredRecord row : rows) {
        if (row.fields().provider().isPresent() && row.fields().login().isPresent()) {
          waiting.add(new SessionId(row.fields().provider().get(), row.fields().login().get()));
        }
        after = row.key().id();
      }
    } while (rows.size() == PAGE);
    return waiting;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
