package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchase;
import io.autopurchase.ConfigurationException;
import io.autopurchase.HostTransaction;
import io.autopurchase.Item;
import io.autopurchase.KeyRing;
import io.autopurchase.Money;
import io.autopurchase.NotFoundException;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.sandbox.TaobaoSandbox;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import io.autopurchase.store.jdbc.JdbcHostTransaction;
import io.autopurchase.testdatabases.TestDatabase;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** The host's order row and the booking are committed together. */
class HostTransactionTest {
  @Nested
  class OnSqlite extends Cases {
    @TempDir Path folder;

    @Override
    DataSource open() {
      SQLiteDataSource source = new SQLiteDataSource();
      source.setUrl("jdbc:sqlite:" + folder.resolve("shop.db"));
      source.setJournalMode("WAL");
      source.setSynchronous("FULL");
      return source;
    }

    @Override
    void delete() {}

    /** SQLite has one writer, and that is the host. */
    @Test
    @Override
    void book_besideATransactionThatIsRolledBack_staysBooked() throws Exception {
      host().createStatement().execute("INSERT INTO shop_order VALUES ('ORD-0000000053')");
      assertThatThrownBy(() -> engine().book(Shop.sample())).isInstanceOf(StoreUnavailableException.class);
      host().rollback();

      assertThat(ended(engine().book(Shop.sample())).state()).isEqualTo(ActivityState.COMPLETED);
    }
  }

  @Nested
  class OnPostgres extends Cases {
    private final TestDatabase database = TestDatabase.sharedPostgres();

    @Override
    DataSource open() {
      return database.dataSource();
    }

    @Override
    void delete() {
      database.close();
    }
  }

  abstract static class Cases {
    private final Set<Thread> borrowers = ConcurrentHashMap.newKeySet();
    private TaobaoSandbox sandbox;
    private Connection host;
    private DataSource source;
    private AutoPurchase engine;
    private Shop shop;

    abstract DataSource open() throws SQLException;

    abstract void delete();

    @BeforeEach
    void begin() throws SQLException {
      DataSource opened = open();
      source = noting(opened, borrowers);
      sandbox = TaobaoSandbox.builder().start();
      host = source.getConnection();
      execute("CREATE TABLE shop_order (id VARCHAR(64) PRIMARY KEY)");
      ActivityStore store = JdbcActivityStore.create(source);
      shop = Shop.open(sandbox, store, KeyRing.ephemeral(), "unknown");
      shop.authorize();
      engine = shop.engine;
      host.setAutoCommit(false);
    }

    @AfterEach
    void end() throws SQLException {
      shop.close();
      sandbox.close();
      host.rollback();
      host.close();
      delete();
    }

    @Test
    void book_hostCommits_rowAndActivityAreThereAndTheOrderIsPlaced() throws Exception {
      execute("INSERT INTO shop_order VALUES ('ORD-0000000053')");
      Activity booking = engine.book(Shop.sample(), JdbcHostTransaction.of(host));

      assertThat(engine.activities().find(booking.id())).as("before the host commits").isEmpty();
      host.commit();

      assertThat(orders()).isEqualTo(1);
      Activity ended = ended(booking);
      assertThat(ended.state()).isEqualTo(ActivityState.COMPLETED);
      assertThat(sandbox.ledger().orders()).hasSize(1);
      assertThat(host.isClosed()).isFalse();
      assertThat(host.getAutoCommit()).isFalse();
    }

    @Test
    void book_hostRollsBack_nothingIsThereAndTheLineCanBeBooked() throws Exception {
      execute("INSERT INTO shop_order VALUES ('ORD-0000000053')");
      Activity dropped = engine.book(Shop.sample(), JdbcHostTransaction.of(host));
      host.rollback();

      assertThat(orders()).isZero();
      assertThat(engine.activities().find(dropped.id())).isEmpty();
      assertThat(engine.purchases().ofOrder("ORD-0000000053")).isEmpty();
      Activity booking = engine.book(Shop.sample());
      assertThat(booking.id()).isNotEqualTo(dropped.id());
      assertThat(ended(booking).state()).isEqualTo(ActivityState.COMPLETED);
      assertThat(sandbox.ledger().orders()).hasSize(1);
    }

    @Test
    void book_linesAreBookedInThisVeryTransaction_isTheSameActivity() throws Exception {
      JdbcHostTransaction transaction = JdbcHostTransaction.of(host);
      Activity first = engine.book(Shop.sample(), transaction);

      assertThat(engine.book(Shop.sample(), transaction).id()).isEqualTo(first.id());
      assertThat(engine.book(Shop.sample(), JdbcHostTransaction.of(host)).id()).isEqualTo(first.id());

      execute("INSERT INTO shop_order VALUES ('ORD-0000000053')");
      host.commit();
      assertThat(orders()).isEqualTo(1);
      assertThat(ended(first).state()).isEqualTo(ActivityState.COMPLETED);
      assertThat(sandbox.ledger().orders()).hasSize(1);
    }

    /** A pool that has no other connection to give would let the host wait for itself. */
    @Test
    void book_hostHasTheLastConnection_needsNoOther() throws Exception {
      borrowers.clear();
      engine.book(Shop.sample(), JdbcHostTransaction.of(host));

      assertThat(borrowers).doesNotContain(Thread.currentThread());
      host.rollback();
    }

    @Test
    void book_transactionTellsOfItsCommit_isHintedThen() throws Exception {
      List<Runnable> afterCommit = new ArrayList<>();
      Activity booking = engine.book(Shop.sample(), JdbcHostTransaction.of(host, afterCommit::add));
      assertThat(afterCommit).hasSize(1);

      host.commit();
      afterCommit.forEach(Runnable::run);

      assertThat(ended(booking).state()).isEqualTo(ActivityState.COMPLETED);
    }

    @Test
    void book_sessionIsUnknown_leavesTheTransactionAsItIs() throws Exception {
      execute("INSERT INTO shop_order VALUES ('ORD-0000000053')");
      ReservationPlan.Builder plan = ReservationPlan.builder("ORD-0000000053", new SessionId("taobao", "unknown"), Shop.WAREHOUSE);

      assertThatThrownBy(() -> engine.book(plan.line("1", Item.of("1"), 1, Money.cny("1")).build(), JdbcHostTransaction.of(host)))
          .isInstanceOf(NotFoundException.class);

      host.commit();
      assertThat(orders()).isEqualTo(1);
    }

    @Test
    void book_anActivityIsAtWorkAlready_isReturned() throws Exception {
      Activity first = engine.book(Shop.sample());

      Activity same = engine.book(Shop.sample(), JdbcHostTransaction.of(host));

      assertThat(same.id()).isEqualTo(first.id());
    }

    @Test
    void book_autoCommitIsOn_isRefusedByTheRule() throws Exception {
      host.setAutoCommit(true);

      assertThatThrownBy(() -> engine.book(Shop.sample(), JdbcHostTransaction.of(host)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("auto-commit is on");
      assertThat(engine.activities().find(engine.book(Shop.sample()).id())).isPresent();
      host.setAutoCommit(false);
    }

    /** The booking and its steps are committed while the host has a transaction open on the same thread and database. */
    @Test
    void book_besideATransactionThatIsRolledBack_staysBooked() throws Exception {
      execute("INSERT INTO shop_order VALUES ('ORD-0000000053')");
      Activity booking = engine.book(Shop.sample());
      Activity ended = ended(booking);
      host.rollback();

      assertThat(ended.state()).isEqualTo(ActivityState.COMPLETED);
      assertThat(orders()).isZero();
      assertThat(engine.activities().find(booking.id()).map(Activity::state)).contains(ActivityState.COMPLETED);
    }

    /** Notes which threads take a connection. */
    private static DataSource noting(DataSource source, Set<Thread> borrowers) {
      return (DataSource)
          Proxy.newProxyInstance(
              DataSource.class.getClassLoader(),
              new Class<?>[] {DataSource.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("getConnection")) {
                  borrowers.add(Thread.currentThread());
                }
                return method.invoke(source, arguments);
              });
    }

    Connection host() {
      return host;
    }

    AutoPurchase engine() {
      return engine;
    }

    Activity ended(Activity booking) throws Exception {
      return shop.ended(booking.id()).get(10, TimeUnit.MINUTES);
    }

    private int orders() throws SQLException {
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM shop_order")) {
        row.next();
        return row.getInt(1);
      }
    }

    private void execute(String sql) throws SQLException {
      try (Statement statement = host.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void book_storeThatCannotJoin_isRefused() {
    HostTransaction transaction = new HostTransaction() {};
    try (TaobaoSandbox sandbox = TaobaoSandbox.builder().start();
        Shop shop = Shop.open(sandbox, new InMemoryActivityStore(), KeyRing.ephemeral(), "unknown")) {
      shop.authorize();

      assertThatThrownBy(() -> shop.engine.book(Shop.sample(), transaction))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("cannot join");
    }
  }
}
