package io.autopurchase.examples.store;

import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.Durability;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoreUnavailableException;
import io.autopurchase.spi.StoreUnknownException;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.annotation.Nullable;

/** Keeps everything in a SQLite file, which several processes of one machine may share. */
public final class SqliteActivityStore implements ActivityStore {
  private static final long TURN_SECONDS = 20;
  private static final String COLUMNS =
      "kind, id, version, type, state, provider, login, order_id, reference, text, due_at, codec, body";

  private final Path file;
  private final String shop;
  private final ReentrantLock turn = new ReentrantLock();
  @Nullable private Database database;

  private SqliteActivityStore(Path file, String shop) {
    this.file = file;
    this.shop = shop;
  }

  /**
   * @param file made where there is none
   * @param shop whose data it is
   * @throws StoreUnavailableException where the file cannot be opened
   */
  public static SqliteActivityStore open(Path file, String shop) {
    SqliteActivityStore store = new SqliteActivityStore(file, shop);
    store.read(opened -> opened);
    return store;
  }

  // Commits

  @Override
  public CommitResult commit(Commit commit) {
    return commitAll(List.of(commit)).get(0);
  }

  @Override
  public List<CommitResult> commitAll(List<Commit> commits) {
    takeTurn();
    boolean commitWasSent = false;
    try {
      Database database = database();
      database.execute("BEGIN IMMEDIATE");
      CommitWriter writer = new CommitWriter(database, shop);
      List<CommitResult> results = new ArrayList<>();
      for (Commit commit : commits) {
        results.add(writer.write(commit));
      }
      commitWasSent = true;
      database.execute("COMMIT");
      return results;
    } catch (SQLException e) {
      discard(e);
      if (commitWasSent) {
        throw new StoreUnknownException("COMMIT was not answered: " + e.getMessage(), e);
      }
      throw new StoreUnavailableException("nothing was committed: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      discard(e);
      throw e;
    } finally {
      turn.unlock();
    }
  }

  // Reads

  @Override
  public Optional<StoredRecord> load(RecordKey key) {
    String sql = "SELECT " + COLUMNS + " FROM record WHERE shop = ? AND kind = ? AND id = ? AND alive = 1";
    return read(database -> database.select(sql, List.of(shop, key.kind(), key.id()), SqliteActivityStore::record))
        .stream()
        .findFirst();
  }

  @Override
  public RecordPage find(RecordQuery query) {
    List<Object> values = new ArrayList<>(List.of(shop, query.kind()));
    String matches = " FROM record WHERE shop = ? AND kind = ? AND alive = 1" + conditions(query, values);
    List<Object> paged = new ArrayList<>(values);
    paged.add(query.limit());
    paged.add(query.offset());
    return read(
        database ->
            new RecordPage(
                database.select(
                    "SELECT " + COLUMNS + matches + " ORDER BY id DESC LIMIT ? OFFSET ?", paged, SqliteActivityStore::record),
                database.select("SELECT count(*)" + matches, values, row -> row.getLong(1)).get(0)));
  }

  private static String conditions(RecordQuery query, List<Object> values) {
    RecordFields fields = query.fields();
    StringBuilder sql = new StringBuilder();
    add(sql, " AND type = ?", fields.type(), values);
    add(sql, " AND state = ?", fields.state(), values);
    add(sql, " AND provider = ?", fields.provider(), values);
    add(sql, " AND login = ?", fields.login(), values);
    add(sql, " AND order_id = ?", fields.orderId(), values);
    add(sql, " AND reference = ?", fields.reference(), values);
    for (String word : query.words()) {
      // LIKE has wildcards and takes capitals for small letters; instr has and does neither.
      add(sql, " AND instr(' ' || text, ?) > 0", Optional.of(" " + word), values);
    }
    add(sql, " AND id < ?", query.beforeId(), values);
    return sql.toString();
  }

  private static void add(StringBuilder sql, String condition, Optional<String> value, List<Object> values) {
    value.ifPresent(
        text -> {
          sql.append(condition);
          values.add(text);
        });
  }

  @Override
  public List<StoredRecord> due(String kind, Instant now, @Nullable String afterId, int limit) {
    String sql =
        "SELECT " + COLUMNS + " FROM record WHERE shop = ? AND kind = ? AND due_at <= ? AND id > ? ORDER BY id LIMIT ?";
    List<Object> values = List.of(shop, kind, now.toEpochMilli(), orBeginning(afterId), limit);
    return read(database -> database.select(sql, values, SqliteActivityStore::record));
  }

  @Override
  public Optional<String> owner(String scope, String name) {
    String sql = "SELECT owner FROM reservation WHERE shop = ? AND scope = ? AND name = ?";
    return read(database -> database.select(sql, List.of(shop, scope, name), row -> row.getString(1))).stream().findFirst();
  }

  @Override
  public List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
    String sql =
        "SELECT id, at, codec, body FROM event WHERE shop = ? AND id > ?"
            + (undeliveredOnly ? " AND delivered = 0" : "")
            + " ORDER BY id LIMIT ?";
    return read(database -> database.select(sql, List.of(shop, orBeginning(afterId), limit), SqliteActivityStore::event));
  }

  private static String orBeginning(@Nullable String afterId) {
    return afterId == null ? "" : afterId;
  }

  private static StoredRecord record(ResultSet row) throws SQLException {
    long due = row.getLong("due_at");
    RecordFields fields =
        RecordFields.builder()
            .dueAt(row.wasNull() ? null : Instant.ofEpochMilli(due))
            .type(row.getString("type"))
            .state(row.getString("state"))
            .provider(row.getString("provider"))
            .login(row.getString("login"))
            .orderId(row.getString("order_id"))
            .reference(row.getString("reference"))
            .text(row.getString("text"))
            .build();
    RecordKey key = new RecordKey(row.getString("kind"), row.getString("id"));
    return new StoredRecord(key, row.getLong("version"), fields, row.getInt("codec"), row.getBytes("body"));
  }

  private static StoredEvent event(ResultSet row) throws SQLException {
    return new StoredEvent(row.getString(1), Instant.ofEpochMilli(row.getLong(2)), row.getInt(3), row.getBytes(4));
  }

  // The connection

  @Override
  public Durability durability() {
    return Durability.SYNC;
  }

  @Override
  public void close() {
    turn.lock();
    try {
      discard(null);
    } finally {
      turn.unlock();
    }
  }

  /** Something that is read. */
  private interface Read<T> {
    T from(Database database) throws SQLException;
  }

  private <T> T read(Read<T> read) {
    takeTurn();
    try {
      return read.from(database());
    } catch (SQLException e) {
      discard(e);
      throw new StoreUnavailableException("the database cannot be read: " + e.getMessage(), e);
    } finally {
      turn.unlock();
    }
  }

  /** One thread uses the connection at a time; no thread waits for ever, and an interrupted one does not wait at all. */
  private void takeTurn() {
    try {
      if (!turn.tryLock(TURN_SECONDS, TimeUnit.SECONDS)) {
        throw new StoreUnavailableException("other calls have taken longer than " + TURN_SECONDS + " seconds", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted before the database was asked", e);
    }
  }

  private Database database() throws SQLException {
    if (database == null) {
      database = Database.open(file);
    }
    return database;
  }

  /** After a failure the connection is thrown away, and with it a transaction that may be open; the next call opens another. */
  private void discard(@Nullable Throwable failure) {
    if (database != null) {
      try {
        database.close();
      } catch (SQLException e) {
        if (failure != null) {
          failure.addSuppressed(e);
        }
      }
      database = null;
    }
  }
}
