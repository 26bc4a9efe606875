package io.autopurchase.store.jdbc;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.UniqueName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import javax.annotation.Nullable;

/**
 * Commits that have nothing in common, written in one round trip: one statement for each table that they touch, whose parameters are
 * arrays, so that its text and its plan stay the same however many rows there are, and COMMIT. For one thread.
 *
 * <p>All or nothing: a guard that does not hold divides by zero, which ends the transaction before its COMMIT is reached, as a unique key
 * does that is violated. Who has lost is then for {@link CommitBatch} to find out. Each statement writes its rows in the order of their keys; two
 * scripts that change what the other one expects may meet in a deadlock, which the server ends, and then one was certainly not made.
 */
final class PostgresqlScript {
  private static final Comparator<UniqueName> BY_NAME = Comparator.comparing(UniqueName::scope).thenComparing(UniqueName::name);
  private static final String COUNT = "SELECT 1 / (CASE WHEN count(*) = ? THEN 1 ELSE 0 END) FROM ";
  private static final byte[] NO_BODY = {};

  private final Tables tables;
  private final String shop;
  private final Connection connection;
  private final List<String> statements = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  /** The text of a record at a version; null if it is not known. Its answer may become another one at any time. */
  interface TextsBefore {
    @Nullable
    Optional<String> at(RecordKey key, long version);
  }

  private PostgresqlScript(Tables tables, String shop, Connection connection) {
    this.tables = tables;
    this.shop = shop;
    this.connection = connection;
  }

  /** Whether a commit is one that this writes; what is rare is not. */
  static boolean fits(Commit commit) {
    return commit.expectations().stream().allMatch(same -> same.version() > 0);
  }

  /**
   * Writes and commits, on a connection whose auto-commit is off and that has no open transaction.
   *
   * @throws SQLException {@link #isObstacle} says whether something was in the way
   */
  static void run(
      Connection connection, Tables tables, String shop, TextsBefore texts, Collection<Commit> commits, int lockSeconds, int timeoutSeconds)
      throws SQLException {
    PostgresqlScript script = new PostgresqlScript(tables, shop, connection);
    script.begin(lockSeconds);
    script.add(commits, texts);
    script.statements.add("COMMIT");
    try (PreparedStatement statement = connection.prepareStatement(String.join(";\n", script.statements))) {
      statement.setQueryTimeout(timeoutSeconds);
      for (int i = 0; i < script.values.size(); i++) {
        statement.setObject(i + 1, script.values.get(i));
      }
      statement.execute();
    }
  }

  /** Whether a guard did not hold, or a unique key was violated, so that nothing was written. */
  static boolean isObstacle(SQLException e) {
    return "22012".equals(e.getSQLState()) || Sql.isDuplicate(e);
  }

  /**
   * At read committed, whatever the server's default; the settings hold for this transaction alone. A server that acknowledges commits
   * before they are on disk is told otherwise. One plan serves however many rows there are: it goes by the keys.
   */
  private void begin(int lockSeconds) {
    statements.add("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
    add(
        "SELECT 1 WHERE concat(set_config('lock_timeout', ?, true), set_config('plan_cache_mode', 'force_generic_plan', true),"
            + " set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),"
            + " CASE WHEN current_setting('synchronous_commit') = 'off' THEN set_config('synchronous_commit', 'on', true) END) = ''",
        lockSeconds + "s");
  }

  private void add(String statement, Object... parameters) {
    statements.add(statement);
    values.addAll(List.of(parameters));
  }

  private void add(Collection<Commit> commits, TextsBefore texts) throws SQLException {
    add(
        "INSERT INTO " + tables.writeLog + " (shop, write_id) SELECT ?, u.id FROM unnest(?::text[]) AS u(id)",
        shop,
        texts(commits.stream().map(Commit::writeId).sorted().toList(), id -> id));
    List<Commit.Put> puts = commits.stream().flatMap(commit -> commit.puts().stream()).sorted(Comparator.comparing(Commit.Put::key)).toList();
    List<Commit.Put> sameText = new ArrayList<>();
    List<NewText> newTexts = new ArrayList<>();
    for (Commit.Put put : puts) {
      // Asked once: other threads make the memory of texts forget.
      Optional<String> before = put.expectedVersion() == 0 ? null : texts.at(put.key(), put.expectedVersion());
      if (before != null && !before.equals(put.fields().text())) {
        newTexts.add(new NewText(put, orNull(before)));
      } else if (put.expectedVersion() > 0) {
        sameText.add(put);
      }
    }
    change(sameText, IS_TEXT_THE_SAME, "");
    changeTexts(newTexts);
    delete(
        commits.stream().flatMap(commit -> commit.deletions().stream()).sorted(Comparator.comparing(Commit.Deletion::key)).toList());
    expect(
        commits.stream().flatMap(commit -> commit.expectations().stream()).sorted(Comparator.comparing(Commit.Expectation::key)).toList());
    create(puts.stream().filter(put -> put.expectedVersion() == 0).toList());
    release(commits.stream().flatMap(commit -> commit.releases().stream()).sorted(BY_NAME).toList());
    reserve(commits.stream().flatMap(commit -> commit.reservations().stream()).sorted(BY_NAME).distinct().toList());
    append(commits.stream().flatMap(commit -> commit.events().stream()).sorted(Comparator.comparing(StoredEvent::id)).toList());
    mark(commits.stream().flatMap(commit -> commit.delivered().stream()).sorted().toList());
  }

  /**
   * A record whose text is known to become another one.
   *
   * @param before the text at the version that is expected; null for none
   */
  private record NewText(Commit.Put put, @Nullable String before) {}

  /** The index of words follows. */
  private void changeTexts(List<NewText> newTexts) throws SQLException {
    if (newTexts.isEmpty()) {
      return;
    }
    List<Commit.Put> puts = newTexts.stream().map(NewText::put).toList();
    change(puts, "", ", search = EXCLUDED.search");
    List<Commit.Put> without = puts.stream().filter(put -> put.fields().text().isEmpty()).toList();
    if (!without.isEmpty()) {
      add(
          "DELETE FROM " + tables.text + " WHERE ctid = ANY (ARRAY(SELECT it.ctid FROM unnest(?::text[], ?::text[]) AS u(kind, id)"
              + " CROSS JOIN LATERAL (SELECT t.ctid FROM " + tables.text + " t WHERE t.shop = ? AND t.kind = u.kind AND t.id = u.id LIMIT 1) it))",
          texts(without, put -> put.key().kind()),
          texts(without, put -> put.key().id()),
          shop);
    }
    insertTexts(puts.stream().filter(put -> put.fields().text().isPresent()).toList());
    List<Word> gone = new ArrayList<>();
    List<Word> come = new ArrayList<>();
    for (NewText text : newTexts) {
      RecordKey key = text.put().key();
      TreeSet<String> before = SearchWords.of(text.before());
      TreeSet<String> after = words(text.put());
      before.stream().filter(word -> !after.contains(word)).forEach(word -> gone.add(new Word(key, word)));
      after.stream().filter(word -> !before.contains(word)).forEach(word -> come.add(new Word(key, word)));
    }
    if (!gone.isEmpty()) {
      add(
          "DELETE FROM " + tables.word + " WHERE ctid = ANY (ARRAY(SELECT it.ctid FROM " + WORD + " CROSS JOIN LATERAL (SELECT w.ctid FROM "
              + tables.word + " w WHERE w.shop = ? AND w.kind = u.kind AND w.word = u.word AND w.id = u.id LIMIT 1) it))",
          concat(wordValues(gone), shop));
    }
    insertWords(come);
  }

  private record Word(RecordKey key, String word) {}

  private static final String WORD = "unnest(?::text[], ?::text[], ?::text[]) AS u(kind, word, id)";

  private Object[] wordValues(List<Word> words) throws SQLException {
    return new Object[] {texts(words, word -> word.key().kind()), texts(words, Word::word), texts(words, word -> word.key().id())};
  }

  private void insertTexts(List<Commit.Put> puts) throws SQLException {
    if (!puts.isEmpty()) {
      add(
          "INSERT INTO " + tables.text + " (shop, kind, id, search) SELECT ?, u.kind, u.id, u.search"
              + " FROM unnest(?::text[], ?::text[], ?::text[]) AS u(kind, id, search) ON CONFLICT (shop, kind, id) DO UPDATE SET search = EXCLUDED.search",
          shop,
          texts(puts, put -> put.key().kind()),
          texts(puts, put -> put.key().id()),
          fields(puts, RecordFields::text));
    }
  }

  private void insertWords(List<Word> words) throws SQLException {
    if (!words.isEmpty()) {
      add(
          "INSERT INTO " + tables.word + " (shop, kind, word, id) SELECT ?, u.kind, u.word, u.id FROM " + WORD + " ON CONFLICT DO NOTHING",
          concat(new Object[] {shop}, wordValues(words)));
    }
  }

  /**
   * @param more what must hold besides the version: a text that changes, and is not known to, is an obstacle
   * @param text how it is changed
   */
  private void change(List<Commit.Put> puts, String more, String text) throws SQLException {
    if (puts.isEmpty()) {
      return;
    }
    add(
        "WITH changed AS (INSERT INTO " + tables.record + " AS r (shop, kind, id, version, expected, type, state, provider, login, order_id,"
            + " reference, search, due_at, started_at, changed_at, codec, body) SELECT ?, u.kind, u.id, u.expected, 0, u.type, u.state,"
            + " u.provider, u.login, u.order_id, u.reference, u.search, u.due_at, u.started_at, u.changed_at, u.codec, u.body FROM " + PUT
            + ON_KEY + "version = r.version + 1, type = EXCLUDED.type, state = EXCLUDED.state, provider = EXCLUDED.provider,"
            + " login = EXCLUDED.login, order_id = EXCLUDED.order_id, reference = EXCLUDED.reference, due_at = EXCLUDED.due_at,"
            + " started_at = EXCLUDED.started_at, changed_at = EXCLUDED.changed_at, codec = EXCLUDED.codec, body = EXCLUDED.body" + text + AS_EXPECTED + more
            + HAS_CHANGED + ") " + COUNT + "changed WHERE has_changed",
        concat(new Object[] {shop}, concat(putValues(puts), puts.size())));
  }

  /**
   * How rows are changed by their keys, whatever the database knows of a table's size: a join with a table that it takes for empty goes
   * through all of it. A row that is not there is inserted, and counts as not changed, which ends the transaction.
   */
  private static final String ON_KEY = " ON CONFLICT (shop, kind, id) DO UPDATE SET ";

  private static final String AS_EXPECTED = " WHERE r.deleted_at IS NULL AND r.version = EXCLUDED.version";
  private static final String IS_TEXT_THE_SAME = " AND r.search IS NOT DISTINCT FROM EXCLUDED.search";
  private static final String HAS_CHANGED = " RETURNING xmax <> 0 AS has_changed";

  private static final String PUT =
      "unnest(?::text[], ?::text[], ?::int8[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int8[], ?::int8[],"
          + " ?::int8[], ?::int4[], ?::bytea[]) AS u(kind, id, expected, type, state, provider, login, order_id, reference, search, due_at,"
          + " started_at, changed_at, codec, body)";

  private Object[] putValues(List<Commit.Put> puts) throws SQLException {
    return new Object[] {
      texts(puts, put -> put.key().kind()),
      texts(puts, put -> put.key().id()),
      longs(puts, Commit.Put::expectedVersion),
      fields(puts, RecordFields::type),
      fields(puts, RecordFields::state),
      fields(puts, RecordFields::provider),
      fields(puts, RecordFields::login),
      fields(puts, RecordFields::orderId),
      fields(puts, RecordFields::reference),
      fields(puts, RecordFields::text),
      millis(puts, RecordFields::dueAt),
      millis(puts, RecordFields::startedAt),
      millis(puts, RecordFields::changedAt),
      array("int4", puts, Commit.Put::codecVersion),
      array("bytea", puts, Commit.Put::body)
    };
  }

  /** A key that was deleted long ago may have no tombstone any more; then its versions were below the floor. One that has is an obstacle. */
  private void create(List<Commit.Put> puts) throws SQLException {
    if (puts.isEmpty()) {
      return;
    }
    add(
        "INSERT INTO " + tables.record + " (shop, kind, id, version, expected, type, state, provider, login, order_id, reference, search, due_at,"
            + " started_at, changed_at, codec, body) SELECT ?, u.kind, u.id, 1 + COALESCE(f.version, 0), 0, u.type, u.state, u.provider, u.login,"
            + " u.order_id, u.reference, u.search, u.due_at, u.started_at, u.changed_at, u.codec, u.body FROM " + PUT
            + " LEFT JOIN " + tables.versionFloor + " f ON f.shop = ? AND f.kind = u.kind",
        concat(new Object[] {shop}, concat(putValues(puts), shop)));
    List<Commit.Put> withText = puts.stream().filter(put -> put.fields().text().isPresent()).toList();
    insertTexts(withText);
    insertWords(withText.stream().flatMap(put -> words(put).stream().map(word -> new Word(put.key(), word))).toList());
  }

  private static TreeSet<String> words(Commit.Put put) {
    return SearchWords.of(put.fields().text().orElse(null));
  }

  /** The row stays as a tombstone. One with a text is an obstacle. */
  private void delete(List<Commit.Deletion> deletions) throws SQLException {
    if (deletions.isEmpty()) {
      return;
    }
    add(
        "WITH gone AS (INSERT INTO " + tables.record + " AS r (shop, kind, id, version, expected, codec, body)"
            + " SELECT ?, u.kind, u.id, u.expected, 0, 0, ? FROM unnest(?::text[], ?::text[], ?::int8[]) AS u(kind, id, expected)"
            + ON_KEY + "deleted_at = CURRENT_TIMESTAMP, type = NULL, state = NULL, provider = NULL, login = NULL, order_id = NULL,"
            + " reference = NULL, due_at = NULL, started_at = NULL, changed_at = NULL, body = EXCLUDED.body" + AS_EXPECTED
            + " AND r.search IS NULL" + HAS_CHANGED + ") " + COUNT + "gone WHERE has_changed",
        shop,
        NO_BODY,
        texts(deletions, gone -> gone.key().kind()),
        texts(deletions, gone -> gone.key().id()),
        longs(deletions, Commit.Deletion::expectedVersion),
        deletions.size());
  }

  /** The lock keeps others from changing the record before this transaction has ended. */
  private void expect(List<Commit.Expectation> expectations) throws SQLException {
    if (expectations.isEmpty()) {
      return;
    }
    add(
        COUNT + "(SELECT 1 FROM unnest(?::text[], ?::text[], ?::int8[]) AS u(kind, id, expected) CROSS JOIN LATERAL (SELECT 1 FROM "
            + tables.record + " r WHERE r.shop = ? AND r.kind = u.kind AND r.id = u.id AND r.deleted_at IS NULL AND r.version = u.expected"
            + " LIMIT 1 FOR NO KEY UPDATE) same) same",
        expectations.size(),
        texts(expectations, same -> same.key().kind()),
        texts(expectations, same -> same.key().id()),
        longs(expectations, Commit.Expectation::version),
        shop);
  }

  private void release(List<UniqueName> names) throws SQLException {
    if (!names.isEmpty()) {
      add(
          "DELETE FROM " + tables.reservation + " WHERE ctid = ANY (ARRAY(SELECT held.ctid FROM " + NAME + " CROSS JOIN LATERAL (SELECT r.ctid FROM "
              + tables.reservation + " r WHERE r.shop = ? AND r.scope = u.scope AND r.name = u.name AND r.owner = u.owner LIMIT 1 FOR UPDATE) held))",
          concat(nameValues(names), shop));
    }
  }

  /** A name that its owner holds already is an obstacle, too. */
  private void reserve(List<UniqueName> names) throws SQLException {
    if (!names.isEmpty()) {
      add(
          "INSERT INTO " + tables.reservation + " (shop, scope, name, owner) SELECT ?, u.scope, u.name, u.owner FROM " + NAME,
          concat(new Object[] {shop}, nameValues(names)));
    }
  }

  private static final String NAME = "unnest(?::text[], ?::text[], ?::text[]) AS u(scope, name, owner)";

  private Object[] nameValues(List<UniqueName> names) throws SQLException {
    return new Object[] {texts(names, UniqueName::scope), texts(names, UniqueName::name), texts(names, UniqueName::owner)};
  }

  private void append(List<StoredEvent> events) throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    add(
        "INSERT INTO " + tables.event + " (shop, " + Sql.EVENT_COLUMNS + ", delivered) SELECT ?, u.*, FALSE FROM unnest(?::text[], ?::int8[],"
            + " ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int4[], ?::bytea[]) AS u",
        shop,
        texts(events, StoredEvent::id),
        longs(events, event -> event.at().toEpochMilli()),
        texts(events, event -> orNull(event.fields().type())),
        texts(events, event -> orNull(event.fields().orderId())),
        texts(events, event -> orNull(event.fields().lineId())),
        texts(events, event -> orNull(event.fields().activity())),
        texts(events, event -> orNull(event.fields().provider())),
        texts(events, event -> orNull(event.fields().login())),
        array("int4", events, StoredEvent::codecVersion),
        array("bytea", events, StoredEvent::body));
  }

  private void mark(List<String> delivered) throws SQLException {
    if (!delivered.isEmpty()) {
      add(
          "UPDATE " + tables.event + " SET delivered = TRUE WHERE ctid = ANY (ARRAY(SELECT it.ctid FROM unnest(?::text[]) AS u(id)"
              + " CROSS JOIN LATERAL (SELECT e.ctid FROM " + tables.event + " e WHERE e.shop = ? AND e.id = u.id LIMIT 1 FOR UPDATE) it))",
          texts(delivered, id -> id),
          shop);
    }
  }

  private static Object[] concat(Object[] some, Object... more) {
    List<Object> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray();
  }

  private Object fields(List<Commit.Put> puts, Function<RecordFields, Optional<String>> field) throws SQLException {
    return texts(puts, put -> orNull(field.apply(put.fields())));
  }

  private Object millis(List<Commit.Put> puts, Function<RecordFields, Optional<Instant>> field) throws SQLException {
    return array("int8", puts, put -> field.apply(put.fields()).map(Instant::toEpochMilli).orElse(null));
  }

  private <T> Object longs(List<T> rows, Function<T, Long> value) throws SQLException {
    return array("int8", rows, value);
  }

  private <T> Object texts(List<T> rows, Function<T, String> value) throws SQLException {
    return array("text", rows, value);
  }

  private <T> Object array(String type, List<T> rows, Function<T, ?> value) throws SQLException {
    Object[] array =
        switch (type) {
          case "text" -> new String[rows.size()];
          case "int8" -> new Long[rows.size()];
          case "int4" -> new Integer[rows.size()];
          default -> new byte[rows.size()][];
        };
    for (int i = 0; i < array.length; i++) {
      array[i] = value.apply(rows.get(i));
    }
    return connection.createArrayOf(type, array);
  }

  @Nullable
  private static String orNull(Optional<String> value) {
    return value.orElse(null);
  }
}
