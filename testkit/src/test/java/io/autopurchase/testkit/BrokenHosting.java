package io.autopurchase.testkit;

import io.autopurchase.HostTransaction;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import java.util.List;
import java.util.Optional;

/** Stores that are wrong about transactions of their host: S08, S14. */
final class BrokenHosting {
  private BrokenHosting() {}

  static List<BrokenStore> all() {
    return List.of(
        new BrokenStore("joins whatever transaction is open", "S08a", JoinsUnasked::new),
        new BrokenStore("does not join the transaction that it is given", "S08b", DoesNotJoin::new),
        new BrokenStore("shows what the host has not committed", "S08b", ShowsTheUncommitted::new),
        new BrokenStore("takes back the host's transaction for one refused commit", "S08b", TakesTooMuchBack::new),
        new BrokenStore("reads beside the transaction that it joins", "S08d", ReadsBeside::new),
        new BrokenStore("waits for a transaction without bound", "S14b", WaitsForEver::new));
  }

  private static final class JoinsUnasked extends HostingStore {
    JoinsUnasked(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public CommitResult commit(Commit commit) {
      synchronized (data) {
        return data.transaction == null ? super.commit(commit) : commit(commit, data.transaction);
      }
    }
  }

  private static final class DoesNotJoin extends HostingStore {
    DoesNotJoin(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public CommitResult commit(Commit commit, HostTransaction transaction) {
      return transaction instanceof Transaction ? commit(commit) : super.commit(commit, transaction);
    }
  }

  private static final class ShowsTheUncommitted extends HostingStore {
    ShowsTheUncommitted(Data data, String shop) {
      super(data, shop);
    }

    @Override
    Shop view() {
      return shop;
    }
  }

  private static final class TakesTooMuchBack extends HostingStore {
    TakesTooMuchBack(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public CommitResult commit(Commit commit, HostTransaction transaction) {
      CommitResult result = super.commit(commit, transaction);
      if (!result.isApplied()) {
        ((Transaction) transaction).rollback();
      }
      return result;
    }
  }

  private static final class ReadsBeside extends HostingStore {
    ReadsBeside(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public Optional<StoredRecord> load(RecordKey key, HostTransaction transaction) {
      return transaction instanceof Transaction ? load(key) : super.load(key, transaction);
    }
  }

  private static final class WaitsForEver extends HostingStore {
    WaitsForEver(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public CommitResult commit(Commit commit) {
      synchronized (data) {
        while (isBlocked()) {
          try {
            data.wait();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted", e);
          }
        }
        return super.commit(commit);
      }
    }
  }
}
