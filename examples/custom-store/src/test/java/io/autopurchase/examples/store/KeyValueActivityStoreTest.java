package io.autopurchase.examples.store;

import io.autopurchase.spi.ActivityStore;
import io.autopurchase.testkit.ActivityStoreContract;
import io.autopurchase.testkit.CrashTarget;
import io.autopurchase.testkit.StoreOpener;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class KeyValueActivityStoreTest extends ActivityStoreContract {
  @TempDir Path folder;

  @Override
  protected ActivityStore open(String shop) {
    return KeyValueActivityStore.open(folder.resolve("store.mv"), shop);
  }

  @Override
  protected Optional<CrashTarget> crashTarget() {
    return Optional.of(new CrashTarget(Opener.class, folder.resolve("killed.mv").toString()));
  }

  /** Opens the store in the processes that are killed, so that they copy the file again and again. */
  public static final class Opener implements StoreOpener {
    @Override
    public ActivityStore open(String location, String shop) {
      return KeyValueActivityStore.open(Path.of(location), shop, 100_000);
    }
  }
}
