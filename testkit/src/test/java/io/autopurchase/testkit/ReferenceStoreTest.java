package io.autopurchase.testkit;

import io.autopurchase.spi.ActivityStore;
import java.util.Optional;

/** The contract passes a store that keeps it, cut-offs and transactions of a host included. */
class ReferenceStoreTest extends ActivityStoreContract {
  private final ReferenceStore.Data data = new ReferenceStore.Data();

  @Override
  protected ActivityStore open(String shop) {
    return new HostingStore(data, shop);
  }

  @Override
  protected Optional<StoreOutage> outage() {
    return Optional.of(new CutOff(data));
  }

  @Override
  protected Optional<HostTransactionFixture> hostTransaction() {
    return Optional.of(new HostingStore.Transaction(data));
  }

  /** Begins and ends between the calls of other threads. */
  record CutOff(ReferenceStore.Data data) implements StoreOutage {
    @Override
    public void begin() {
      synchronized (data) {
        data.isCutOff = true;
      }
    }

    @Override
    public void end() {
      synchronized (data) {
        data.isCutOff = false;
      }
    }
  }
}
