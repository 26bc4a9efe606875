package io.autopurchase.core.activity;

import io.autopurchase.ActivityState;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.session.DefaultSessions;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.DueQuery;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.annotation.Nullable;
import javax.annotation.concurrent.GuardedBy;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Finds what has waited for a session that can be used again, page by page with the sweeps, and until a whole pass finds nothing
 * more: a node that dies in the meantime leaves the rest to the others. Thread-safe.
 */
@ThreadSafe
final class SessionWakes {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PAGE = 200;
  private static final int PAGES = 5;
  private static final int SESSIONS = 10;

  private final RecordStore recordStore;
  private final DefaultSessions sessions;

  /** Activities that were found and not run here since. */
  private final Set<String> woken = ConcurrentHashMap.newKeySet();

  @GuardedBy("this")
  private final Map<SessionId, Pass> passes = new HashMap<>();

  SessionWakes(RecordStore recordStore, DefaultSessions sessions) {
    this.recordStore = recordStore;
    this.sessions = sessions;
  }

  /** How far a pass through what waits for a session has come. */
  private static final class Pass {
    /** The last activity that it has looked at; null before the first. */
    @Nullable String before;

    boolean hasFound;
  }

  /** An activity that was found is taken up. */
  void taken(String activityId) {
    woken.remove(activityId);
  }

  /** Looks some pages further. Returns what is to be run. */
  synchronized Set<String> look() {
    for (StoredRecord row : recordStore.store.due(DueQuery.of(Keys.SESSION_WAKE, recordStore.now(), SESSIONS))) {
      SessionId id = Keys.session(row.key());
      Optional<Session> session = sessions.find(id);
      boolean isOver = session.isEmpty() || session.get().state() == SessionState.DISABLED;
      if (isOver) {
        end(row, id);
      } else if (session.get().state() == SessionState.ACTIVE && woken.size() < PAGE * PAGES) {
        // If this node lacks the key, the session needs authorization here: another node wakes what waits.
        look(row, id);
      }
    }
    return new LinkedHashSet<>(woken);
  }

  @GuardedBy("this")
  private void look(StoredRecord row, SessionId id) {
    Pass pass = passes.computeIfAbsent(id, key -> new Pass());
    RecordFields waiting =
        RecordFields.builder().state(ActivityState.WAITING.name()).provider(id.provider()).login(id.login()).build();
    for (int page = 0; page < PAGES; page++) {
      List<StoredRecord> rows = recordStore.store.find(RecordQuery.of(Keys.ACTIVITY, waiting, 0, PAGE).before(pass.before)).records();
      for (StoredRecord each : rows) {
        // First of all, as the store may fail: then the next look begins with this one.
        boolean waits = waitsForSession(each);
        pass.before = each.key().id();
        if (waits) {
          woken.add(each.key().id());
          pass.hasFound = true;
        }
      }
      if (rows.size() < PAGE) {
        passes.remove(id);
        if (!pass.hasFound) {
          end(row, id);
        }
        return;
      }
    }
  }

  /** One that cannot be read is left as it is, and keeps no other from being woken. */
  private boolean waitsForSession(StoredRecord row) {
    return recordStore.view(row, ActivityRecord.class, body -> body.reason != null && StepContext.WAITS_FOR_SESSION.contains(body.reason)).orElse(false);
  }

  @GuardedBy("this")
  private void end(StoredRecord row, SessionId id) {
    passes.remove(id);
    Commit.Builder commit = recordStore.begin();
    commit.delete(row.key(), row.version());
    recordStore.commit(commit.build(), PATIENCE); // if it loses a race, the session was authorized once more
  }
}
