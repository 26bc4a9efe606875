package io.autopurchase.examples.store;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.Reservation;
import io.autopurchase.spi.StoredEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;

/** Writes commits within a transaction that somebody else begins and ends. */
final class CommitWriter {
  private final Database database;
  private final String shop;

  CommitWriter(Database database, String shop) {
    this.database = database;
    this.shop = shop;
  }

  /** Writes one commit of several, each to a savepoint of its own: a loser takes back its own changes and no others. */
  CommitResult write(Commit commit) throws SQLException {
    database.execute("SAVEPOINT one");
    CommitResult result = changes(commit);
    if (!result.isApplied()) {
      database.execute("ROLLBACK TO one");
    }
    database.execute("RELEASE one");
    return result;
  }

  private CommitResult changes(Commit commit) throws SQLException {
    if (!rememberWrite(commit.writeId())) {
      return new CommitResult.AlreadyApplied();
    }
    for (Commit.Put put : commit.puts()) {
      if (!put(put)) {
        return new CommitResult.Lost(put.key());
      }
    }
    for (Commit.Deletion deletion : commit.deletions()) {
      if (!delete(deletion)) {
        return new CommitResult.Lost(deletion.key());
      }
    }
    for (Commit.Expectation expectation : commit.expectations()) {
      if (!holds(expectation)) {
        return new CommitResult.Lost(expectation.key());
      }
    }
    for (Reservation release : commit.releases()) {
      release(release);
    }
    for (Reservation wanted : commit.reservations()) {
      if (!reserve(wanted)) {
        return new CommitResult.Duplicate(wanted.scope(), wanted.name(), owner(wanted));
      }
    }
    for (StoredEvent event : commit.events()) {
      append(event);
    }
    for (String eventId : commit.delivered()) {
      mark(eventId);
    }
    return new CommitResult.Applied();
  }

  private boolean rememberWrite(String writeId) throws SQLException {
    return database.update("INSERT OR IGNORE INTO applied_write (shop, write_id) VALUES (?, ?)", List.of(shop, writeId)) == 1;
  }

  private boolean put(Commit.Put put) throws SQLException {
    return put.expectedVersion() == 0 ? make(put) : replace(put);
  }

  private boolean make(Commit.Put put) throws SQLException {
    RecordFields fields = put.fields();
    // A deleted record is still there, not alive, so that its versions go on.
    return database.update(
            """
            INSERT INTO record (shop, kind, id, type, state, provider, login, order_id, reference, text, due_at, codec, body,
                version, alive)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1)
            ON CONFLICT (shop, kind, id) DO UPDATE SET version = version + 1, alive = 1, type = excluded.type,
                state = excluded.state, provider = excluded.provider, login = excluded.login, order_id = excluded.order_id,
                reference = excluded.reference, text = excluded.text, due_at = excluded.due_at, codec = excluded.codec,
                body = excluded.body
            WHERE alive = 0""",
            Arrays.asList(
                shop, put.key().kind(), put.key().id(),
                orNull(fields.type()), orNull(fields.state()), orNull(fields.provider()), orNull(fields.login()),
                orNull(fields.orderId()), orNull(fields.reference()), orNull(fields.text()), millis(fields),
                put.codecVersion(), put.body()))
        == 1;
  }

  private boolean replace(Commit.Put put) throws SQLException {
    RecordFields fields = put.fields();
    return database.update(
            """
            UPDATE record SET version = version + 1, type = ?, state = ?, provider = ?, login = ?, order_id = ?, reference = ?,
                text = ?, due_at = ?, codec = ?, body = ?
            WHERE shop = ? AND kind = ? AND id = ? AND alive = 1 AND version = ?""",
            Arrays.asList(
                orNull(fields.type()), orNull(fields.state()), orNull(fields.provider()), orNull(fields.login()),
                orNull(fields.orderId()), orNull(fields.reference()), orNull(fields.text()), millis(fields),
                put.codecVersion(), put.body(),
                shop, put.key().kind(), put.key().id(), put.expectedVersion()))
        == 1;
  }

  private boolean delete(Commit.Deletion deletion) throws SQLException {
    return database.update(
            """
            UPDATE record SET alive = 0, type = NULL, state = NULL, provider = NULL, login = NULL, order_id = NULL,
                reference = NULL, text = NULL, due_at = NULL, body = x''
            WHERE shop = ? AND kind = ? AND id = ? AND alive = 1 AND version = ?""",
            List.of(shop, deletion.key().kind(), deletion.key().id(), deletion.expectedVersion()))
        == 1;
  }

  private boolean holds(Commit.Expectation expectation) throws SQLException {
    RecordKey key = expectation.key();
    // SQLite has one writer at a time, which is us: what we read cannot change before we commit. Elsewhere this is a lock.
    List<Long> versions =
        database.select(
            "SELECT version FROM record WHERE shop = ? AND kind = ? AND id = ? AND alive = 1",
            List.of(shop, key.kind(), key.id()),
            row -> row.getLong(1));
    return (versions.isEmpty() ? 0 : versions.get(0)) == expectation.version();
  }

  private void release(Reservation release) throws SQLException {
    database.update(
        "DELETE FROM reservation WHERE shop = ? AND scope = ? AND name = ? AND owner = ?",
        List.of(shop, release.scope(), release.name(), release.owner()));
  }

  private boolean reserve(Reservation wanted) throws SQLException {
    return database.update(
            """
            INSERT INTO reservation (shop, scope, name, owner) VALUES (?, ?, ?, ?)
            ON CONFLICT (shop, scope, name) DO UPDATE SET owner = owner WHERE owner = excluded.owner""",
            List.of(shop, wanted.scope(), wanted.name(), wanted.owner()))
        == 1;
  }

  private String owner(Reservation wanted) throws SQLException {
    return database
        .select(
            "SELECT owner FROM reservation WHERE shop = ? AND scope = ? AND name = ?",
            List.of(shop, wanted.scope(), wanted.name()),
            row -> row.getString(1))
        .get(0);
  }

  private void append(StoredEvent event) throws SQLException {
    database.update(
        "INSERT OR IGNORE INTO event (shop, id, at, codec, body) VALUES (?, ?, ?, ?, ?)",
        List.of(shop, event.id(), event.at().toEpochMilli(), event.codecVersion(), event.body()));
  }

  private void mark(String eventId) throws SQLException {
    database.update("UPDATE event SET delivered = 1 WHERE shop = ? AND id = ?", List.of(shop, eventId));
  }

  @Nullable
  private static String orNull(Optional<String> text) {
    return text.orElse(null);
  }

  @Nullable
  private static Long millis(RecordFields fields) {
    return fields.dueAt().map(Instant::toEpochMilli).orElse(null);
  }
}
