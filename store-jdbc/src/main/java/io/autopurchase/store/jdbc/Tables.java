package io.autopurchase.store.jdbc;

/** The statements that write, for one prefix of the tables' names. All take the shop first within their key. */
final class Tables {
  private static final int TIDYING_HOURS = 4;

  final String record;
  final String reservation;
  final String event;
  final String feed;
  final String writeLog;
  final String versionFloor;
  final String word;
  final String text;
  final String versionGuard;
  final boolean guardsVersions;

  final String insertWrite;
  final String putSameText;
  final String put;
  final String revive;
  final String insert;
  final String deleteTextless;
  final String delete;
  final String textOf;
  final String insertText;
  final String deleteText;
  final String deleteWord;
  final String expect;
  final String expectNone;
  final String insertTombstone;
  final String release;
  final String reserve;
  final String append;
  final String insertFeed;
  final String markDelivered;
  final String lock;
  final String longAgo;
  final String guard;
  final String guardTombstone;
  final String unguard;
  final String unguardTombstone;
  final String forgetGuards;
  private final String insertWord;
  private final String unlessThere;

  Tables(Dialect dialect, String prefix) {
    record = prefix + "record";
    reservation = prefix + "reservation";
    event = prefix + "event";
    feed = prefix + "feed";
    writeLog = prefix + "write_log";
    versionFloor = prefix + "version_floor";
    word = prefix + "word";
    text = prefix + "text";
    versionGuard = prefix + "version_guard";
    guardsVersions = dialect.guardsVersions();
    longAgo = dialect.hoursAgo(TIDYING_HOURS);

    String key = " WHERE shop = ? AND kind = ? AND id = ?";
    String live = " AND deleted_at IS NULL AND version = ?";
    String gone = " AND deleted_at IS NOT NULL";
    String write =
        "UPDATE " + record + " SET version = version + 1, deleted_at = NULL, type = ?, state = ?, provider = ?, login = ?,"
            + " order_id = ?, reference = ?, due_at = ?, started_at = ?, changed_at = ?, codec = ?, body = ?";
    // A key that was deleted long ago may have no tombstone any more; then its versions were below the floor.
    String floor = "COALESCE((SELECT version FROM " + versionFloor + " WHERE shop = ? AND kind = ?), 0)";

    // If versions are guarded by a unique key, what ends a version has to make the next one.
    String deletedVersion = guardsVersions ? "version = version + 1, " : "";

    insertWrite = "INSERT INTO " + writeLog + " (shop, write_id) VALUES (?, ?)";
    putSameText = write + key + live + " AND CASE WHEN search IS NULL THEN '' ELSE " + dialect.concat("'='", "search") + " END = ?";
    put = write + ", search = ?" + key + live;
    revive = write + ", search = ?" + key + gone;
    insert =
        "INSERT INTO " + record + " (type, state, provider, login, order_id, reference, due_at, started_at, changed_at, codec,"
            + " body, search, shop, kind, id, expected, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 1 + " + floor + ")";
    delete =
        "UPDATE " + record + " SET " + deletedVersion + "deleted_at = CURRENT_TIMESTAMP, type = NULL, state = NULL, provider = NULL, login = NULL,"
            + " order_id = NULL, reference = NULL, search = NULL, due_at = NULL, started_at = NULL, changed_at = NULL, body = ?" + key + live;
    deleteTextless = delete + " AND search IS NULL";
    textOf = "SELECT search FROM " + record + key + dialect.forUpdate();
    lock = dialect.forUpdate();
    deleteWord = "DELETE FROM " + word + " WHERE shop = ? AND kind = ? AND word = ? AND id = ?";
    insertWord = dialect.insertUnlessThere() + " INTO " + word + " (shop, kind, word, id) VALUES (?, ?, ?, ?)";
    unlessThere = dialect.unlessThere("word");
    deleteText = "DELETE FROM " + text + key;
    insertText =
        dialect.insertUnlessThere() + " INTO " + text + " (shop, kind, id, search) VALUES (?, ?, ?, ?)"
            + dialect.unlessThere("search");
    // A change, and not only a lock, so that drivers count the row whatever they are told to count.
    expect = "UPDATE " + record + " SET expected = expected + 1" + key + live;
    expectNone = "UPDATE " + record + " SET expected = expected + 1" + key + gone;
    insertTombstone =
        "INSERT INTO " + record + " (shop, kind, id, codec, body, expected, deleted_at, version)"
            + " VALUES (?, ?, ?, 0, ?, 0, CURRENT_TIMESTAMP, " + floor + ")";
    release = "DELETE FROM " + reservation + " WHERE shop = ? AND scope = ? AND name = ? AND owner = ?";
    reserve = "INSERT INTO " + reservation + " (shop, scope, name, owner) VALUES (?, ?, ?, ?)";
    append =
        "INSERT INTO " + event + " (shop, " + Sql.EVENT_COLUMNS + ", delivered) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE)";
    insertFeed = dialect.insertUnlessThere() + " INTO " + feed + " (shop, last_position) VALUES (?, 0)" + dialect.unlessThere("last_position");
    guard = "INSERT INTO " + versionGuard + " (shop, kind, id, version) VALUES (?, ?, ?, ?)";
    guardTombstone =
        "INSERT INTO " + versionGuard + " (shop, kind, id, version) SELECT shop, kind, id, version + 1 FROM " + record + key + gone;
    unguard = "DELETE FROM " + versionGuard + key + " AND version = ?";
    unguardTombstone =
        "DELETE FROM " + versionGuard + key + " AND version = (SELECT version + 1 FROM " + record + key + ")";
    forgetGuards = "DELETE FROM " + versionGuard + key + " AND version <= ?";
    markDelivered = "UPDATE " + event + " SET delivered = TRUE WHERE shop = ? AND id = ?";
  }

  /** Words that are there already are left as they are. */
  String insertWords(int count) {
    return insertWord + ", (?, ?, ?, ?)".repeat(count - 1) + unlessThere;
  }
}
