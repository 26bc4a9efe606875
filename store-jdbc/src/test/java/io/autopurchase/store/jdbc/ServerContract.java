package io.autopurchase.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.testdatabases.TestDatabase;
import io.autopurchase.testkit.ActivityStoreContract;
import io.autopurchase.testkit.CrashTarget;
import io.autopurchase.testkit.HostTransactionFixture;
import io.autopurchase.testkit.StoreOpener;
import io.autopurchase.testkit.StoreOutage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The contract on a real server, which is killed and started again, and with a small pool, as a shop would have one. */
abstract class ServerContract extends ActivityStoreContract {
  private static final AtomicInteger TESTS = new AtomicInteger();

  /** Tests share the tables, whose making takes longer than most tests, and have shops of their own. */
  private final String ofThisTest = "-" + TESTS.incrementAndGet();

  /** One server for all tests of a class. */
  record Server(TestDatabase database, SmallPool pool) {
    static Server of(TestDatabase database) {
      return new Server(database, new SmallPool(database.url(), database.user()));
    }

    void close() {
      pool.close();
      database.close();
    }
  }

  abstract Server server();

  @Override
  protected ActivityStore open(String shop) {
    return JdbcActivityStore.builder(server().pool())
        .shop(shop + ofThisTest)
        .queryTimeout(Duration.ofSeconds(4))
        .build();
  }

  @Override
  protected Optional<HostTransactionFixture> hostTransaction() throws Exception {
    return Optional.of(new OpenConnection(server().database().dataSource().getConnection()));
  }

  @Override
  protected Optional<StoreOutage> outage() {
    return Optional.of(
        new StoreOutage() {
          @Override
          public void begin() {
            server().database().kill();
          }

          @Override
          public void end() {
            server().database().restart();
          }
        });
  }

  @Test
  void commit_serverIsKilled_whatWasAcknowledgedIsThere() {
    ActivityStore store = open("shop");
    for (int i = 0; i < 50; i++) {
      assertThat(store.commit(Commits.put("r" + i, 0)).isApplied()).isTrue();
    }

    server().database().kill();
    assertThatThrownBy(() -> store.commit(Commits.put("late", 0))).isInstanceOf(StoreUnavailableException.class);
    server().database().restart();

    for (int i = 0; i < 50; i++) {
      assertThat(store.load(Commits.key("r" + i))).isPresent();
    }
    assertThat(store.load(Commits.key("late"))).isEmpty();
  }

  @Override
  protected Optional<CrashTarget> crashTarget() {
    TestDatabase data = server().database().fresh();
    return Optional.of(new CrashTarget(Opener.class, data.user() + " " + data.url()));
  }

  @Override
  protected Optional<CrashTarget> sharedTarget() {
    return crashTarget();
  }

  /** Opens a store in the processes that are killed, or compete. */
  public static final class Opener implements StoreOpener {
    private SmallPool pool;

    @Override
    public ActivityStore open(String location, String shop) {
      String[] parts = location.split(" ");
      pool = new SmallPool(parts[1], parts[0]);
      return JdbcActivityStore.builder(pool).shop(shop).build();
    }

    @Override
    public void close() {
      pool.close();
    }
  }
}
