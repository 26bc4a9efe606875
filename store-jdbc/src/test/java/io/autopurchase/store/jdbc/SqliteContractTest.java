package io.autopurchase.store.jdbc;

import io.autopurchase.spi.ActivityStore;
import io.autopurchase.testkit.ActivityStoreContract;
import io.autopurchase.testkit.CrashTarget;
import io.autopurchase.testkit.HostTransactionFixture;
import io.autopurchase.testkit.StoreOpener;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a SQLite file that the store opens itself. It has no connections to cut and no server to kill. */
class SqliteContractTest extends ActivityStoreContract {
  @TempDir Path folder;

  @Override
  protected ActivityStore open(String shop) {
    return JdbcActivityStore.sqlite(file()).shop(shop).queryTimeout(Duration.ofSeconds(4)).build();
  }

  private Path file() {
    return folder.resolve("store.db");
  }

  @Override
  protected Optional<HostTransactionFixture> hostTransaction() throws Exception {
    return Optional.of(new OpenConnection(DriverManager.getConnection("jdbc:sqlite:" + file())));
  }

  @Override
  protected Optional<CrashTarget> crashTarget() {
    return Optional.of(new CrashTarget(Opener.class, folder.resolve("killed.db").toString()));
  }

  @Override
  protected Optional<CrashTarget> sharedTarget() {
    return Optional.of(new CrashTarget(Opener.class, folder.resolve("shared.db").toString()));
  }

  /** Opens a store in the processes that are killed, or compete. */
  public static final class Opener implements StoreOpener {
    @Override
    public ActivityStore open(String location, String shop) {
      return JdbcActivityStore.sqlite(Path.of(location)).shop(shop).build();
    }
  }
}
