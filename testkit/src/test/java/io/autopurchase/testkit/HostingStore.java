package io.autopurchase.testkit;

import io.autopurchase.ConfigurationException;
import io.autopurchase.HostTransaction;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.UniqueName;
import java.util.Optional;
import java.util.function.Supplier;
import javax.annotation.Nullable;

/** A store that keeps the rules and can join a transaction of its host, one at a time; others are refused in the meantime. */
class HostingStore extends ReferenceStore {
  /** What a host has open. What it changes is applied at once, and others see what was there before. */
  static final class Transaction implements HostTransaction, HostTransactionFixture {
    private final Data data;
    @Nullable private Shop live;
    @Nullable private Shop before;

    Transaction(Data data) {
      this.data = data;
      synchronized (data) {
        data.transaction = this;
      }
    }

    void touch(Shop shop) {
      if (live == null) {
        live = shop;
        before = shop.copy();
      }
    }

    boolean hasTouched(Shop shop) {
      return live == shop;
    }

    @Override
    public HostTransaction transaction() {
      return this;
    }

    @Override
    public void commit() {
      end();
    }

    @Override
    public void rollback() {
      synchronized (data) {
        if (live != null && before != null) {
          live.become(before);
        }
        end();
      }
    }

    private void end() {
      synchronized (data) {
        live = null;
        data.transaction = null;
        data.notifyAll();
      }
    }

    @Override
    public void close() {
      rollback();
    }
  }

  HostingStore(Data data, String shop) {
    super(data, shop);
  }

  @Override
  public CommitResult commit(Commit commit) {
    synchronized (data) {
      if (isBlocked()) {
        throw new StoreUnavailableException("a transaction is open", null);
      }
      return super.commit(commit);
    }
  }

  boolean isBlocked() {
    return data.transaction != null && data.transaction.hasTouched(shop);
  }

  @Override
  public CommitResult commit(Commit commit, HostTransaction transaction) {
    if (!(transaction instanceof Transaction)) {
      throw new ConfigurationException("not a transaction of this store");
    }
    synchronized (data) {
      ((Transaction) transaction).touch(shop);
      return commitReached(commit);
    }
  }

  @Override
  public Optional<StoredRecord> load(RecordKey key, HostTransaction transaction) {
    return within(transaction, () -> Optional.ofNullable(shop.records.get(key(key))).map(this::out));
  }

  @Override
  public Optional<String> owner(String scope, String name, HostTransaction transaction) {
    return within(transaction, () -> Optional.ofNullable(shop.owners.get(name(new UniqueName(scope, name, "anybody")))));
  }

  /** What the transaction has changed is in the shop already. */
  private <T> T within(HostTransaction transaction, Supplier<T> read) {
    if (!(transaction instanceof Transaction)) {
      throw new ConfigurationException("not a transaction of this store");
    }
    synchronized (data) {
      return read.get();
    }
  }

  @Override
  Shop view() {
    return isBlocked() ? data.transaction.before : shop;
  }
}
