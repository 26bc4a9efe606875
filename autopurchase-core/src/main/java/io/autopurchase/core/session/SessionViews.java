package io.autopurchase.core.session;

import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Unreadable;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.annotation.concurrent.ThreadSafe;

/** Sessions as hosts see them, on this node. Thread-safe. */
@ThreadSafe
final class SessionViews {
  private static final int PAGE = 500;

  private final RecordStore recordStore;
  private final SessionSecrets secrets;
  private final Duration notice;

  /**
   * @param notice how long before the end of an authorization it is shown; zero for never
   */
  SessionViews(RecordStore recordStore, SessionSecrets secrets, Duration notice) {
    this.recordStore = recordStore;
    this.secrets = secrets;
    this.notice = notice;
  }

  Optional<Session> load(SessionId id) {
    return recordStore.store.load(Keys.session(id)).map(this::of);
  }

  List<Session> list() {
    return rows(RecordFields.none()).stream().map(this::of).sorted(Comparator.comparing(session -> session.id().toString())).toList();
  }

  /** Those of a provider that can be used, the one whose authorization lasts longest first. */
  List<Session> active(String provider) {
    RecordFields active = RecordFields.builder().provider(provider).state(SessionState.ACTIVE.name()).build();
    return rows(active).stream()
        .map(this::of)
        .filter(session -> session.state() == SessionState.ACTIVE) // without the key to its tokens it is not
        .sorted(Comparator.comparing((Session session) -> session.authorizationEndsAt().orElse(Instant.EPOCH)).reversed())
        .toList();
  }

  List<StoredRecord> rows(RecordFields fields) {
    List<StoredRecord> all = new ArrayList<>();
    List<StoredRecord> page;
    do {
      // By ids: sessions may be added and removed in the meantime.
      String before = all.isEmpty() ? null : all.get(all.size() - 1).key().id();
      page = recordStore.store.find(RecordQuery.of(Keys.SESSION, fields, 0, PAGE).before(before)).records();
      all.addAll(page);
    } while (page.size() == PAGE);
    return all;
  }

  private Session of(StoredRecord row) {
    return recordStore.view(row, SessionRecord.class, this::of).orElseGet(() -> unreadable(row));
  }

  /** As this node can use it: without the key to its tokens it needs authorization here. */
  Session of(SessionRecord session) {
    boolean locked = session.state == SessionState.ACTIVE && secrets.areLocked(session);
    Optional<SynchronizationState> synchronization = synchronization(session.id());
    return session
        .view(locked ? SessionState.NEEDS_AUTHORIZATION : session.state)
        .expiring(session.endsWithin(notice, recordStore.now()))
        .synchronization(
            synchronization.map(state -> state.succeededAt).orElse(null), synchronization.map(state -> state.failure).orElse(null))
        .build();
  }

  private Optional<SynchronizationState> synchronization(SessionId id) {
    return recordStore.store.load(Keys.synchronization(id)).flatMap(row -> recordStore.view(row, SynchronizationState.class, state -> state));
  }

  private static Session unreadable(StoredRecord row) {
    SessionState state = Unreadable.word(SessionState.class, row.fields().state(), SessionState.UNKNOWN);
    return Session.builder(Keys.session(row.key()), state).build();
  }
}
