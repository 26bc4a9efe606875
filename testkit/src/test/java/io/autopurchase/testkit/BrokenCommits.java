package io.autopurchase.testkit;

import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.UniqueName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.annotation.Nullable;

/** Stores whose guards, versions or atomicity are broken: S01, S02, S07, S10, S17. */
final class BrokenCommits {
  private BrokenCommits() {}

  static List<BrokenStore> all() {
    return List.of(
        new BrokenStore("lets names go only in commits that do nothing else", "S01a", ReleasesAlone::new),
        new BrokenStore("writes records before it looks at names", "S01b", RecordsBeforeNames::new),
        new BrokenStore("writes events after the commit", "S01c", EventsAfterwards::new),
        new BrokenStore("takes small commits only", "S01d", SmallCommitsOnly::new),
        new BrokenStore("marks events before it appends them", "S01e", MarksFirst::new),
        new BrokenStore("reserves before it releases", "S01e", ReservesFirst::new),
        new BrokenStore("lets the last write win", "S00a", LastWriteWins::new),
        new BrokenStore("lets the last write win of two", "S02a", LastWriteWins::new),
        new BrokenStore("deletes whatever version is there", "S02a", DeletesAnyVersion::new),
        new BrokenStore("reads the version, then writes", "S02b", ReadThenWrite::new),
        new BrokenStore("ignores expectations", "S02c", IgnoresExpectations::new),
        new BrokenStore("raises the version of what is only expected", "S02c", TouchesExpectations::new),
        new BrokenStore("costs a record its version when others point to it", "S10b", TouchesExpectations::new),
        new BrokenStore("checks expectations before it locks", "S02d", ChecksExpectationsEarly::new),
        new BrokenStore("guards the whole store by one version", "S02e", OneVersionForAll::new),
        new BrokenStore("tells both sides of a deadlock that they lost", "S17a", LosesAllDeadlocks::new),
        new BrokenStore("tells a second commit now and then that it has won a version", "S02f", SecondWinners::new),
        new BrokenStore("raises versions by two", "S07a", RaisesByTwo::new),
        new BrokenStore("begins at version 1 after a deletion", "S07b", ForgetsDeleted::new),
        new BrokenStore("overwrites what should not be there yet", "S10a", Upserts::new));
  }

  private static final class ReleasesAlone extends ReferenceStore {
    ReleasesAlone(Data data, String shop) {
      super(data, shop);
    }

    @Override
    void apply(Commit commit) {
      Map<List<String>, String> before = Map.copyOf(shop.owners);
      super.apply(commit);
      if (!commit.puts().isEmpty()) {
        before.forEach(shop.owners::putIfAbsent);
      }
    }
  }

  private static final class RecordsBeforeNames extends ReferenceStore {
    RecordsBeforeNames(Data data, String shop) {
      super(data, shop);
    }

    @Override
    Optional<CommitResult> conflict(Commit commit) {
      Optional<CommitResult> conflict = super.conflict(commit);
      if (conflict.orElse(null) instanceof CommitResult.NameTaken) {
        commit.puts().forEach(this::put);
      }
      return conflict;
    }
  }

  private static final class EventsAfterwards extends ReferenceStore {
    private static final AtomicLong READS = new AtomicLong();
    private static final Duration PATIENCE = Duration.ofMillis(500);

    EventsAfterwards(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public CommitResult commit(Commit commit) {
      CommitResult result = super.commit(commit);
      if (result instanceof CommitResult.Applied) {
        letReadersLook();
        synchronized (data) {
          commit.events().forEach(super::append);
          commit.delivered().forEach(super::mark);
        }
      }
      return result;
    }

    /** The lock is free in the meantime, until a reader has looked, if there is one. */
    private static void letReadersLook() {
      long before = READS.get();
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (READS.get() == before && System.nanoTime() - end < 0) {
        LockSupport.parkNanos(20_000);
      }
    }

    @Override
    public List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
      READS.incrementAndGet();
      return super.events(afterId, undeliveredOnly, limit);
    }

    @Override
    void append(StoredEvent event) {
      // Later.
    }

    @Override
    void mark(String eventId) {
      // Later.
    }
  }

  /** As H2 does without a unique key: of 1,500 versions for which several commits compete, one is acknowledged to two. */
  private static final class SecondWinners extends ReferenceStore {
    private static final int ONE_OF = 1500;

    SecondWinners(Data data, String shop) {
      super(data, shop);
    }

    @Override
    CommitResult commitReached(Commit commit) {
      CommitResult result = super.commitReached(commit);
      if (result instanceof CommitResult.VersionConflict && !commit.puts().isEmpty() && isFirstLoser(commit.puts().get(0)) && contests() % ONE_OF == 0) {
        return new CommitResult.Applied();
      }
      return result;
    }

    private boolean isFirstLoser(Commit.Put put) {
      return shop.notes.put(List.of(put.key(), put.expectedVersion()), true) == null;
    }

    private int contests() {
      return (int) shop.notes.merge("contests", 1, (before, one) -> (int) before + (int) one);
    }
  }

  private static final class SmallCommitsOnly extends ReferenceStore {
    SmallCommitsOnly(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public CommitResult commit(Commit commit) {
      if (commit.puts().size() + commit.reservations().size() + commit.events().size() > 100) {
        throw new StoreUnavailableException("too many changes", null);
      }
      return super.commit(commit);
    }
  }

  private static final class MarksFirst extends ReferenceStore {
    MarksFirst(Data data, String shop) {
      super(data, shop);
    }

    @Override
    void apply(Commit commit) {
      commit.delivered().stream().filter(shop.events::containsKey).forEach(shop.delivered::add);
      super.apply(commit);
    }

    @Override
    void mark(String eventId) {
      // It was done before.
    }
  }

  private static final class ReservesFirst extends ReferenceStore {
    ReservesFirst(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean isTaken(UniqueName wanted, Commit commit) {
      String owner = shop.owners.get(name(wanted));
      return owner != null && !owner.equals(wanted.owner());
    }
  }

  private static final class LastWriteWins extends ReferenceStore {
    LastWriteWins(Data data, String shop) {
      super(data, shop);
    }

    @Override
    Optional<CommitResult> conflict(Commit commit) {
      boolean updates = commit.puts().stream().anyMatch(put -> put.expectedVersion() > 0 && version(put.key()) > 0);
      return updates ? Optional.empty() : super.conflict(commit);
    }
  }

  private static final class DeletesAnyVersion extends ReferenceStore {
    DeletesAnyVersion(Data data, String shop) {
      super(data, shop);
    }

    @Override
    Optional<CommitResult> conflict(Commit commit) {
      return commit.puts().isEmpty() && !commit.deletions().isEmpty() ? Optional.empty() : super.conflict(commit);
    }
  }

  static final class ReadThenWrite extends ReferenceStore {
    ReadThenWrite(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public CommitResult commit(Commit commit) {
      Optional<CommitResult> conflict = read(() -> conflict(commit));
      data.meeting.met();
      return conflict.orElseGet(() -> super.commit(commit));
    }

    @Override
    CommitResult commitReached(Commit commit) {
      if (isKnown(commit.writeId())) {
        return new CommitResult.AlreadyApplied();
      }
      remember(commit.writeId());
      apply(commit);
      return new CommitResult.Applied();
    }
  }

  private static final class IgnoresExpectations extends ReferenceStore {
    IgnoresExpectations(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean holds(Commit.Expectation same) {
      return true;
    }
  }

  private static final class TouchesExpectations extends ReferenceStore {
    TouchesExpectations(Data data, String shop) {
      super(data, shop);
    }

    @Override
    void apply(Commit commit) {
      super.apply(commit);
      for (Commit.Expectation same : commit.expectations()) {
        StoredRecord row = shop.records.get(same.key());
        if (row != null) {
          long version = row.version() + 1;
          shop.records.put(same.key(), new StoredRecord(row.key(), version, row.fields(), row.codecVersion(), row.body()));
        }
      }
    }
  }

  private static final class ChecksExpectationsEarly extends ReferenceStore {
    ChecksExpectationsEarly(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public CommitResult commit(Commit commit) {
      for (Commit.Expectation same : commit.expectations()) {
        if (!read(() -> version(same.key()) == same.version())) {
          return new CommitResult.VersionConflict(same.key());
        }
      }
      data.meeting.met();
      return super.commit(commit);
    }

    @Override
    boolean holds(Commit.Expectation same) {
      return true;
    }
  }

  /** Of two commits at the same time both are told that they lost, whatever they change. */
  private static final class OneVersionForAll extends ReferenceStore {
    OneVersionForAll(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public CommitResult commit(Commit commit) {
      return data.meeting.met() && !commit.puts().isEmpty()
          ? new CommitResult.VersionConflict(commit.puts().get(0).key())
          : super.commit(commit);
    }
  }

  /** All commits that want two names are said to have lost, as if each had met another one that wants them in the opposite order. */
  private static final class LosesAllDeadlocks extends ReferenceStore {
    LosesAllDeadlocks(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public CommitResult commit(Commit commit) {
      return commit.reservations().size() > 1 && !commit.puts().isEmpty()
          ? new CommitResult.VersionConflict(commit.puts().get(0).key())
          : super.commit(commit);
    }
  }

  private static final class RaisesByTwo extends ReferenceStore {
    RaisesByTwo(Data data, String shop) {
      super(data, shop);
    }

    @Override
    long floor(RecordKey key) {
      return version(key) + 1;
    }
  }

  private static final class ForgetsDeleted extends ReferenceStore {
    ForgetsDeleted(Data data, String shop) {
      super(data, shop);
    }

    @Override
    long floor(RecordKey key) {
      return 0;
    }
  }

  private static final class Upserts extends ReferenceStore {
    Upserts(Data data, String shop) {
      super(data, shop);
    }

    @Override
    Optional<CommitResult> conflict(Commit commit) {
      boolean makes = commit.puts().stream().allMatch(put -> put.expectedVersion() == 0) && !commit.puts().isEmpty();
      return makes && commit.reservations().isEmpty() ? Optional.empty() : super.conflict(commit);
    }
  }
}
