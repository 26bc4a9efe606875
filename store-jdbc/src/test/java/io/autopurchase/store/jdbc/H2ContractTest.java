package io.autopurchase.store.jdbc;

import io.autopurchase.spi.ActivityStore;
import io.autopurchase.testkit.ActivityStoreContract;
import io.autopurchase.testkit.CrashTarget;
import io.autopurchase.testkit.HostTransactionFixture;
import io.autopurchase.testkit.StoreOpener;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on H2 with a file. It runs within the process: it has no connections to cut and no server to kill. */
class H2ContractTest extends ActivityStoreContract {
  @TempDir Path folder;
  private SmallPool pool;

  @BeforeEach
  void openPool() {
    pool = pool(folder.resolve("store").toString());
  }

  @AfterEach
  void closePool() {
    pool.close();
  }

  @Override
  protected ActivityStore open(String shop) {
    return JdbcActivityStore.builder(pool).shop(shop).build();
  }

  @Override
  protected Optional<HostTransactionFixture> hostWork() throws Exception {
    return Optional.of(new OpenConnection(pool.getConnection()));
  }

  @Override
  protected Optional<CrashTarget> crashSite() {
    return Optional.of(new CrashTarget(Opener.class, folder.resolve("crash").toString()));
  }

  /** A version for which threads compete takes a tenth of a second here; the long form is as long for all. */
  @Override
  protected int contestedVersions() {
    int versions = super.contestedVersions();
    return versions <= 5_000 ? Math.min(versions, 500) : versions;
  }

  /** Whichever process opens the file first serves the others, on the loopback. */
  @Override
  protected Optional<CrashTarget> sharedSite() {
    return Optional.of(new CrashTarget(Opener.class, folder.resolve("shared") + ";AUTO_SERVER=TRUE"));
  }

  private static SmallPool pool(String file) {
    return new SmallPool("jdbc:h2:file:" + file, "");
  }

  /** Opens a store in the process that is killed. */
  public static final class Opener implements StoreOpener {
    private SmallPool pool;

    @Override
    public ActivityStore open(String location, String shop) {
      pool = pool(location);
      return JdbcActivityStore.builder(pool).shop(shop).build();
    }

    @Override
    public void close() {
      pool.close();
    }
  }
}
