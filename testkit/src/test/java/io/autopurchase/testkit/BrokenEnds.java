package io.autopurchase.testkit;

import io.autopurchase.CommitOutcomeUnknownException;
import io.autopurchase.HostTransaction;
import io.autopurchase.StoreException;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.Durability;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Stores that don't tell the truth about how a call ended, or forget what was written: S04, S05, S08, S14, S15,
 * S18, S24.
 */
final class BrokenEnds {
  private BrokenEnds() {}

  static List<BrokenStore> all() {
    return List.of(
        new BrokenStore("says LOST if the end is unclear", "S04a", LostForUnknown::new),
        new BrokenStore("says that certainly nothing was applied if the end is unclear", "S04a", UnavailableForUnknown::new),
        new BrokenStore("says that commits in flight certainly were not applied", "S04c", UnavailableForUnknown::new),
        new BrokenStore("finds nothing if it cannot look", "S04b", EmptyWhileCutOff::new),
        new BrokenStore("recognizes no write", "S05a", ForgetsWrites::new),
        new BrokenStore("recognizes the last write only", "S05a", (data, shop) -> new RemembersWrites(data, shop, 1)),
        new BrokenStore("does not tell write ids apart that differ in capitals", "S05a", WriteIdsWithoutCapitals::new),
        new BrokenStore("tells a write that goes on at the same time that it lost", "S05b", LooksForWritesEarly::new),
        new BrokenStore("remembers refused writes", "S05c", RemembersRefused::new),
        new BrokenStore("remembers the last hundred writes only", "S05d", (data, shop) -> new RemembersWrites(data, shop, 100)),
        new BrokenStore("takes no notice of the host's transaction", "S08c", IgnoresTransactions::new),
        new BrokenStore("fails with an error of its own on an interrupted thread", "S14a", FailsWhenInterrupted::new),
        new BrokenStore("applies what it gives up on an interrupted thread", "S14a", AppliesWhenInterrupted::new),
        new BrokenStore("keeps what a call asked for in a field", "S15a", KeepsTheQuestion::new),
        new BrokenStore("does not declare its durability", "S18a", DeclaresNothing::new),
        new BrokenStore("claims DURABLE and keeps everything in memory", "S18b", ClaimsSync::new),
        new BrokenStore("loses acknowledged commits with the process", "S03a", ClaimsSync::new),
        new BrokenStore("waits for ever if the data cannot be reached", "S14c", WaitsForData::new),
        new BrokenStore("closes the data for everybody", "S24a", ClosesTheData::new));
  }

  private static final class LostForUnknown extends ReferenceStore {
    LostForUnknown(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public CommitResult commit(Commit commit) {
      try {
        return super.commit(commit);
      } catch (CommitOutcomeUnknownException e) {
        return new CommitResult.VersionConflict(commit.puts().get(0).key());
      }
    }
  }

  static final class UnavailableForUnknown extends ReferenceStore {
    UnavailableForUnknown(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public CommitResult commit(Commit commit) {
      try {
        return super.commit(commit);
      } catch (CommitOutcomeUnknownException e) {
        throw new StoreUnavailableException("the connection is broken", e);
      }
    }
  }

  private static final class WaitsForData extends ReferenceStore {
    WaitsForData(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public CommitResult commit(Commit commit) {
      while (true) {
        try {
          return super.commit(commit);
        } catch (StoreException e) {
          if (Thread.currentThread().isInterrupted()) {
            throw e;
          }
        }
      }
    }
  }

  private static final class EmptyWhileCutOff extends ReferenceStore {
    EmptyWhileCutOff(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public Optional<StoredRecord> load(RecordKey key) {
      try {
        return super.load(key);
      } catch (StoreException e) {
        return Optional.empty();
      }
    }
  }

  private static final class ForgetsWrites extends ReferenceStore {
    ForgetsWrites(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean isKnown(String writeId) {
      return false;
    }
  }

  private static final class RemembersWrites extends ReferenceStore {
    private final int limit;

    RemembersWrites(Data data, String shop, int limit) {
      super(data, shop);
      this.limit = limit;
    }

    @Override
    boolean isKnown(String writeId) {
      return written().contains(writeId);
    }

    @Override
    void remember(String writeId) {
      written().add(writeId);
      if (written().size() > limit) {
        written().remove(0);
      }
    }

    @SuppressWarnings("unchecked")
    private List<String> written() {
      return (List<String>) shop.notes.computeIfAbsent("written", key -> new ArrayList<String>());
    }
  }

  private static final class WriteIdsWithoutCapitals extends ReferenceStore {
    WriteIdsWithoutCapitals(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean isKnown(String writeId) {
      return super.isKnown(writeId.toLowerCase(Locale.ROOT));
    }

    @Override
    void remember(String writeId) {
      super.remember(writeId.toLowerCase(Locale.ROOT));
    }
  }

  private static final class LooksForWritesEarly extends ReferenceStore {
    LooksForWritesEarly(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public CommitResult commit(Commit commit) {
      boolean known = read(() -> super.isKnown(commit.writeId()));
      data.meeting.met();
      return known ? new CommitResult.AlreadyApplied() : super.commit(commit);
    }

    @Override
    boolean isKnown(String writeId) {
      return false;
    }
  }

  private static final class RemembersRefused extends ReferenceStore {
    RemembersRefused(Data data, String shop) {
      super(data, shop);
    }

    @Override
    Optional<CommitResult> conflict(Commit commit) {
      remember(commit.writeId());
      return super.conflict(commit);
    }
  }

  private static final class IgnoresTransactions extends ReferenceStore {
    IgnoresTransactions(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public CommitResult commit(Commit commit, HostTransaction transaction) {
      return commit(commit);
    }
  }

  private static final class FailsWhenInterrupted extends ReferenceStore {
    FailsWhenInterrupted(Data data, String shop) {
      super(data, shop);
    }

    @Override
    <T> T read(Supplier<T> read) {
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("interrupted");
      }
      return super.read(read);
    }
  }

  private static final class AppliesWhenInterrupted extends ReferenceStore {
    AppliesWhenInterrupted(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public CommitResult commit(Commit commit) {
      CommitResult result = super.commit(commit);
      if (Thread.currentThread().isInterrupted()) {
        throw new StoreUnavailableException("interrupted", null);
      }
      return result;
    }
  }

  private static final class KeepsTheQuestion extends ReferenceStore {
    private volatile RecordKey asked;

    KeepsTheQuestion(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public Optional<StoredRecord> load(RecordKey key) {
      asked = key;
      data.meeting.met();
      return super.load(asked);
    }
  }

  private static final class DeclaresNothing extends ReferenceStore {
    DeclaresNothing(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public Durability durability() {
      return null;
    }
  }

  private static final class ClaimsSync extends ReferenceStore {
    ClaimsSync(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public Durability durability() {
      return Durability.DURABLE;
    }
  }

  private static final class ClosesTheData extends ReferenceStore {
    ClosesTheData(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public void close() {
      synchronized (data) {
        data.isCutOff = true;
      }
    }
  }
}
