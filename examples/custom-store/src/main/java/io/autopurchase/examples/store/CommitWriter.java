package io.autopurchase.examples.store;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.UniqueName;
import java.util.Optional;

/** Writes a commit into the maps. One thread writes, so what was checked cannot change before it is written. */
final class CommitWriter {
  private final Maps maps;
  private final String shop;

  CommitWriter(Maps maps, String shop) {
    this.maps = maps;
    this.shop = shop;
  }

  /** Looks at everything first, and writes only if nothing stands in the way: so nothing has to be taken back. */
  CommitResult write(Commit commit) {
    if (maps.writes.containsKey(Keys.of(shop, commit.writeId()))) {
      return new CommitResult.AlreadyApplied();
    }
    Optional<CommitResult> obstacle = lost(commit).or(() -> duplicate(commit));
    if (obstacle.isEmpty()) {
      apply(commit);
    }
    return obstacle.orElse(new CommitResult.Applied());
  }

  private Optional<CommitResult> lost(Commit commit) {
    for (Commit.Put put : commit.puts()) {
      if (version(put.key()) != put.expectedVersion()) {
        return Optional.of(new CommitResult.VersionConflict(put.key()));
      }
    }
    for (Commit.Deletion deletion : commit.deletions()) {
      if (version(deletion.key()) != deletion.expectedVersion()) {
        return Optional.of(new CommitResult.VersionConflict(deletion.key()));
      }
    }
    for (Commit.Expectation expectation : commit.expectations()) {
      if (version(expectation.key()) != expectation.version()) {
        return Optional.of(new CommitResult.VersionConflict(expectation.key()));
      }
    }
    return Optional.empty();
  }

  /** A name that the same commit lets go is free. */
  private Optional<CommitResult> duplicate(Commit commit) {
    for (UniqueName wanted : commit.reservations()) {
      String owner = maps.owners.get(name(wanted));
      if (owner != null
          && !owner.equals(wanted.owner())
          && !commit.releases().contains(new UniqueName(wanted.scope(), wanted.name(), owner))) {
        return Optional.of(new CommitResult.NameTaken(wanted.scope(), wanted.name(), owner));
      }
    }
    return Optional.empty();
  }

  private void apply(Commit commit) {
    maps.writes.put(Keys.of(shop, commit.writeId()), "");
    for (Commit.Put put : commit.puts()) {
      maps.put(shop, put.key(), Codec.live(next(put.key()), put.fields(), put.codecVersion(), put.body()));
    }
    for (Commit.Deletion deletion : commit.deletions()) {
      maps.put(shop, deletion.key(), Codec.deleted(deletion.expectedVersion()));
    }
    for (UniqueName release : commit.releases()) {
      maps.owners.remove(name(release), release.owner());
    }
    for (UniqueName wanted : commit.reservations()) {
      maps.owners.put(name(wanted), wanted.owner());
    }
    for (StoredEvent event : commit.events()) {
      if (!maps.events.containsKey(Keys.of(shop, event.id()))) {
        maps.append(shop, event);
      }
    }
    commit.delivered().forEach(id -> maps.undelivered.remove(Keys.of(shop, id)));
  }

  /** Of the record that is there; 0 if none is. */
  private long version(RecordKey key) {
    return maps.row(shop, key).filter(row -> row.record() != null).map(Codec.Row::version).orElse(0L);
  }

  /** Above any that the key has had, deleted or not. */
  private long next(RecordKey key) {
    return maps.row(shop, key).map(Codec.Row::version).orElse(0L) + 1;
  }

  private String name(UniqueName reservation) {
    return Keys.of(shop, reservation.scope(), reservation.name());
  }
}
