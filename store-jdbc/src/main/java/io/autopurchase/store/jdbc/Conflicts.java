package io.autopurchase.store.jdbc;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.UniqueName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What new rows ran into. Commits are written without looking first; only if a unique key was violated is it looked up
 * by whom: the commit was applied before, it lost, or the row is its own from before and need not be written.
 */
final class Conflicts {
  private final Tables tables;
  private final String shop;
  private final Statements statements;
  private final Set<UniqueName> heldAlready = new HashSet<>();
  private final Set<String> eventsThere = new HashSet<>();

  Conflicts(Tables tables, String shop, Statements statements) {
    this.tables = tables;
    this.shop = shop;
    this.statements = statements;
  }

  /** Whether the owner holds the name already; then the transaction has it locked. */
  boolean isHeldAlready(UniqueName name) {
    return heldAlready.contains(name);
  }

  boolean isThere(StoredEvent event) {
    return eventsThere.contains(event.id());
  }

  /** Returns which of the commits lost, and how. None if others have taken back what was in the way: then to be tried again. */
  Map<Integer, CommitResult> look(Map<Integer, Commit> commits) throws SQLException {
    Map<Integer, CommitResult> losers = new TreeMap<>();
    heldAlready.clear();
    for (Map.Entry<Integer, Commit> entry : commits.entrySet()) {
      Optional<CommitResult> loser = look(entry.getValue());
      if (loser.isPresent()) {
        losers.put(entry.getKey(), loser.get());
      }
    }
    return losers;
  }

  private Optional<CommitResult> look(Commit commit) throws SQLException {
    if (isWritten(commit)) {
      return Optional.of(new CommitResult.AlreadyApplied());
    }
    Optional<CommitResult> obstacle = obstacle(commit);
    // What is in the way may have been committed by this very write since, at another node or by an attempt that got no answer.
    return obstacle.isPresent() && isWritten(commit) ? Optional.of(new CommitResult.AlreadyApplied()) : obstacle;
  }

  private boolean isWritten(Commit commit) throws SQLException {
    return find("SELECT write_id FROM " + tables.writeLog + " WHERE shop = ? AND write_id = ?", commit.writeId()).isPresent();
  }

  private Optional<CommitResult> obstacle(Commit commit) throws SQLException {
    if (tables.guardsVersions) {
      Optional<CommitResult> late = madeByOthers(commit);
      if (late.isPresent()) {
        return late;
      }
    }
    for (Commit.Put put : commit.puts()) {
      if (put.expectedVersion() == 0 && isLive(put.key())) {
        return Optional.of(new CommitResult.VersionConflict(put.key()));
      }
    }
    for (Commit.Expectation none : commit.expectations()) {
      if (none.version() == 0 && isLive(none.key())) {
        return Optional.of(new CommitResult.VersionConflict(none.key()));
      }
    }
    for (UniqueName wanted : commit.reservations()) {
      Optional<UniqueName> held = holder(wanted).filter(holder -> !commit.releases().contains(holder));
      if (held.isPresent() && !held.get().owner().equals(wanted.owner())) {
        return Optional.of(new CommitResult.NameTaken(wanted.scope(), wanted.name(), held.get().owner()));
      }
      held.ifPresent(heldAlready::add);
    }
    for (StoredEvent event : commit.events()) {
      find("SELECT id FROM " + tables.event + " WHERE shop = ? AND id = ?", event.id()).ifPresent(eventsThere::add);
    }
    return Optional.empty();
  }

  /** The version that the commit wants to make of a record, or that others must not make, is there. */
  private Optional<CommitResult> madeByOthers(Commit commit) throws SQLException {
    Map<RecordKey, Long> expected = new TreeMap<>();
    commit.puts().forEach(put -> expected.put(put.key(), put.expectedVersion()));
    commit.deletions().forEach(gone -> expected.put(gone.key(), gone.expectedVersion()));
    commit.expectations().forEach(same -> expected.put(same.key(), same.version()));
    for (Map.Entry<RecordKey, Long> each : expected.entrySet()) {
      if (each.getValue() > 0 && isMade(each.getKey(), each.getValue() + 1)) {
        return Optional.of(new CommitResult.VersionConflict(each.getKey()));
      }
    }
    return Optional.empty();
  }

  private boolean isMade(RecordKey key, long version) throws SQLException {
    String sql = "SELECT id FROM " + tables.versionGuard + " WHERE shop = ? AND kind = ? AND id = ? AND version = " + version;
    return find(sql, key.kind(), key.id()).isPresent();
  }

  private boolean isLive(RecordKey key) throws SQLException {
    return find(
            "SELECT id FROM " + tables.record + " WHERE shop = ? AND kind = ? AND id = ? AND deleted_at IS NULL",
            key.kind(),
            key.id())
        .isPresent();
  }

  /** The lock keeps the name from being released before this transaction ends. */
  private Optional<UniqueName> holder(UniqueName name) throws SQLException {
    return find(
            "SELECT owner FROM " + tables.reservation + " WHERE shop = ? AND scope = ? AND name = ?" + tables.lock,
            name.scope(),
            name.name())
        .map(owner -> new UniqueName(name.scope(), name.name(), owner));
  }

  private Optional<String> find(String sql, String... key) throws SQLException {
    try (PreparedStatement select = statements.prepare(sql)) {
      select.setString(1, shop);
      for (int i = 0; i < key.length; i++) {
        select.setString(i + 2, key[i]);
      }
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }
}
