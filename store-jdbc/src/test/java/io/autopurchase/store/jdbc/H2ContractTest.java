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

/**
 * The contract on H2 with a file. It runs within the process: it has no connections to cut and no server to kill, and is exact for one
 * process only.
 */
class H2ContractTest extends ActivityStoreContract {
  @TempDir Path folder;
  private SmallPool pool;

  @BeforeEach
  void openPool() {
    // H2 would make its file smaller whenever a test is through, which takes longer than most tests.
    pool = pool(folder.resolve("store") + ";MAX_COMPACT_TIME=0");
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
  protected Optional<HostTransactionFixture> hostTransaction() throws Exception {
    return Optional.of(new OpenConnection(pool.getConnection()));
  }

  @Override
  protected Optional<CrashTarget> crashTarget() {
    return Optional.of(new CrashTarget(Opener.class, folder.resolve("crash").toString()));
  }

  private static SmallPool pool(String file) {
    return new SmallPool("jdbc:h2:file:" + file, "");
  }

  /** Opens a store in the process that is killed; left to itself it would use the space of its file again at once. */
  public static final class Opener implements StoreOpener {
    private SmallPool pool;

    @Override
    public ActivityStore open(String location, String shop) {
      pool = pool(location + ";RETENTION_TIME=1");
      return JdbcActivityStore.builder(pool).shop(shop).build();
    }

    @Override
    public void close() {
      pool.close();
    }
  }
}
