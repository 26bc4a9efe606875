package io.autopurchase.core.sync;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.core.activity.ActivityCreation;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.DefaultActivities;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.core.session.DefaultSessions;
import io.autopurchase.core.session.ProviderRegistry;
import io.autopurchase.core.session.SynchronizationState;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.UniqueName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/** Turns what a host, a webhook or the clock wants to be synchronized into activities: one at a time for a session. Thread-safe. */
@ThreadSafe
public final class SyncRequests {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Webhooks of so long a time are read together. */
  private static final Duration AFTER_WEBHOOKS = Duration.ofSeconds(10);

  private final RecordStore recordStore;
  private final DefaultSessions sessions;
  private final ProviderRegistry providers;
  private final DefaultActivities activities;
  private final ActivityCreation creation;
  private final Function<ActivityRecord, Activity> started;

  /**
   * @param started lets a new activity be run, and shows it
   */
  public SyncRequests(
      RecordStore recordStore,
      DefaultSessions sessions,
      ProviderRegistry providers,
      DefaultActivities activities,
      ActivityCreation creation,
      Function<ActivityRecord, Activity> started) {
    this.recordStore = recordStore;
    this.sessions = sessions;
    this.providers = providers;
    this.activities = activities;
    this.creation = creation;
    this.started = started;
  }

  /**
   * Begins a synchronization; if one of the session is under way, returns that.
   *
   * @param pause since the last one began, so that many messages don't cause as many readings
   * @param by who asks for it; null if not given
   */
  public Activity request(SessionId session, Duration pause, @Nullable String by) {
    sessions.records().require(session);
    providers.client(session.provider());
    for (int attempt = 1; ; attempt++) {
      SynchronizationRecord body = creation.prepare(new SynchronizationRecord(), session, by);
      body.description = "Synchronize " + session;
      body.synchronization = new SyncState();
      Instant earliest =
          recordStore.store
              .load(Keys.synchronization(session))
              .flatMap(row -> recordStore.view(row, SynchronizationState.class, state -> state.begunAt))
              .filter(last -> !ClockWatch.isAhead(last, body.createdAt))
              .map(last -> last.plus(pause))
              .orElse(body.createdAt);
      if (earliest.isAfter(body.createdAt) && !pause.isZero()) {
        body.until = earliest;
      }
      Commit.Builder commit = creation.begin(body);
      commit.reserve(new UniqueName(Keys.SYNCHRONIZATION_SCOPE, Keys.name(session), body.id));
      CommitResult result = recordStore.commit(commit.build(), PATIENCE);
      if (result.isApplied()) {
        return started.apply(body);
      }
      Optional<Activity> running =
          recordStore.store.owner(Keys.SYNCHRONIZATION_SCOPE, Keys.name(session)).map(ActivityId::new).flatMap(activities::find);
      if (running.isPresent()) {
        return running.get();
      }
      recordStore.pauseBeforeRetry(attempt, "the synchronization of session " + session);
    }
  }

  /**
   * Something has become due. A synchronization that has not begun finds it in its own time; one that is at work looks for it
   * before it ends. A session that cannot be used now finds it when it can.
   */
  public void readWhatIsDue(SessionId id) {
    if (sessions.find(id).filter(session -> session.state() == SessionState.ACTIVE).isEmpty()) {
      return;
    }
    Activity reading = request(id, AFTER_WEBHOOKS, null);
    while (reading.state() != ActivityState.QUEUED) {
      reading = activities.wake(reading.id(), "message", reading.until().orElse(recordStore.now()));
      if (!reading.state().isFinished()) {
        return;
      }
      reading = request(id, AFTER_WEBHOOKS, null);
    }
  }
}
