package io.autopurchase.core.session;

import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.NotFoundException;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.core.event.EventIds;
import io.autopurchase.core.event.EventRecord;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/** The records of sessions. Every change is one commit with the event that describes it. Thread-safe. */
@ThreadSafe
public final class SessionRecords {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final RecordStore recordStore;
  private final SessionSecrets secrets;

  SessionRecords(RecordStore recordStore, SessionSecrets secrets) {
    this.recordStore = recordStore;
    this.secrets = secrets;
  }

  /** What to change in a session, and what to report it. */
  interface Edit {
    @Nullable
    EventRecord apply(SessionRecord session);
  }

  /** Changes a session that must be there. */
  SessionRecord change(SessionId id, Edit edit) {
    return change(id, false, edit, PATIENCE);
  }

  /** Changes a session, and makes it if it is missing. */
  SessionRecord changeOrCreate(SessionId id, Edit edit) {
    return change(id, true, edit, PATIENCE);
  }

  /** As {@link #change(SessionId, Edit)}, for what must not be forgotten because the store is away for a moment. */
  SessionRecord change(SessionId id, Edit edit, Duration patience) {
    return change(id, false, edit, patience);
  }

  private SessionRecord change(SessionId id, boolean mayCreate, Edit edit, Duration patience) {
    while (true) {
      Versioned<SessionRecord> document =
          recordStore.patiently(patience, () -> load(id))
              .orElseGet(
                  () -> {
                    if (!mayCreate) {
                      throw new NotFoundException("session", id.toString());
                    }
                    return new Versioned<>(Keys.session(id), 0, newSession(id));
                  });
      boolean wasUsable = document.body().state == SessionState.ACTIVE;
      EventRecord event = edit.apply(document.body());
      Commit.Builder commit = recordStore.begin();
      put(commit, document);
      if (!wasUsable && document.body().state == SessionState.ACTIVE) {
        wake(commit, id);
      }
      if (event != null) {
        append(commit, event);
      }
      CommitResult result = recordStore.commit(commit.build(), patience);
      if (result.isApplied()) {
        return document.body();
      }
    }
  }

  /** However many activities wait for the session, this is all that it costs the caller: sweeps find them. */
  private void wake(Commit.Builder commit, SessionId id) {
    RecordKey key = Keys.sessionWake(id);
    long version = recordStore.store.load(key).map(StoredRecord::version).orElse(0L);
    RecordFields due = RecordFields.builder().provider(id.provider()).login(id.login()).dueAt(RecordStore.AT_ONCE).build();
    recordStore.put(commit, new Versioned<>(key, version, new SessionWake(recordStore.now())), due);
  }

  void put(Commit.Builder commit, Versioned<SessionRecord> session) {
    secrets.renew(session.body());
    recordStore.put(commit, session, session.body().fields());
  }

  private static SessionRecord newSession(SessionId id) {
    SessionRecord session = new SessionRecord();
    session.provider = id.provider();
    session.login = id.login();
    return session;
  }

  static EventRecord changed(SessionRecord session, String from, @Nullable String why) {
    return body(session, from, session.state.name(), why, null);
  }

  /** The same, if a person has changed it. */
  static EventRecord changedBy(@Nullable String by, SessionRecord session, String from) {
    return body(session, from, session.state.name(), null, by);
  }

  /** What an actor requests of a session. */
  static EventRecord requested(SessionRecord session, String what, String by) {
    return new EventRecord(
        AutoPurchaseEvent.SESSION_REQUESTED, null, null, null, session.provider, session.login, null, what, by, null);
  }

  /**
   * @param why null if it is the end of the authorization that comes near
   */
  static EventRecord expiring(SessionRecord session, @Nullable String why) {
    return new EventRecord(
        AutoPurchaseEvent.SESSION_EXPIRING,
        null,
        null,
        null,
        session.provider,
        session.login,
        null,
        session.authorizationEndsAt == null ? null : session.authorizationEndsAt.toString(),
        null,
        why == null ? null : Map.of("reason", why));
  }

  void event(Commit.Builder commit, SessionRecord session, String from, String to, @Nullable String why) {
    append(commit, body(session, from, to, why, null));
  }

  void removed(Commit.Builder commit, SessionRecord session, @Nullable String by) {
    append(commit, body(session, session.state.name(), "REMOVED", null, by));
  }

  private static EventRecord body(SessionRecord session, String from, String to, @Nullable String why, @Nullable String by) {
    return new EventRecord(
        AutoPurchaseEvent.SESSION_CHANGED,
        null,
        null,
        null,
        session.provider,
        session.login,
        from,
        to,
        by,
        attributes(session, why));
  }

  private static Map<String, String> attributes(SessionRecord session, @Nullable String why) {
    Map<String, String> attributes = new LinkedHashMap<>();
    if (session.account != null) {
      attributes.put("account", session.account);
    }
    if (why != null) {
      attributes.put("reason", why);
    }
    return attributes;
  }

  private void append(Commit.Builder commit, EventRecord event) {
    Instant now = recordStore.now();
    commit.append(event.stored(EventIds.single(now, recordStore.ids.next()), now, recordStore));
  }

  /** Empty also for a login in which a character was lost: two accounts may have become one name. */
  Optional<Versioned<SessionRecord>> load(SessionId id) {
    return load(id, recordStore.store::load);
  }

  private Optional<Versioned<SessionRecord>> load(SessionId id, Function<RecordKey, Optional<StoredRecord>> rows) {
    return isBroken(id) ? Optional.empty() : rows.apply(Keys.session(id)).map(row -> recordStore.read(row, SessionRecord.class));
  }

  static boolean isBroken(SessionId id) {
    return id.login().indexOf('\uFFFD') >= 0 || id.provider().indexOf('\uFFFD') >= 0;
  }

  public Versioned<SessionRecord> require(SessionId id) {
    return require(id, recordStore.store::load);
  }

  /** @param rows reads a record, such as within a transaction of the host */
  public Versioned<SessionRecord> require(SessionId id, Function<RecordKey, Optional<StoredRecord>> rows) {
    return load(id, rows).orElseThrow(() -> new NotFoundException("session", id.toString()));
  }
}
