package io.autopurchase.cluster.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchase;
import io.autopurchase.Item;
import io.autopurchase.KeyRing;
import io.autopurchase.Money;
import io.autopurchase.Purchase;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.core.EngineNode;
import io.autopurchase.core.EngineNode.FaultHook;
import io.autopurchase.sandbox.Ledger;
import io.autopurchase.sandbox.Repeat;
import io.autopurchase.sandbox.TaobaoSandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The real engine on several nodes, over HTTP: whatever the dispatcher does, each line is ordered once. The marketplace makes
 * a second order of a repeated id, so that it would show.
 */
class EngineTest {
  private static final String CREATE = "/purchase/order/create";

  /** The read before the first order: whether the gateway refuses old times. */
  private static final String PROBE = "/purchase/orders/query";

  private static final SessionId SESSION = new SessionId("taobao", "our-buyer");
  private static final Recipient WAREHOUSE =
      Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();

  private final KeyRing keys = KeyRing.ephemeral();
  private final List<AutoPurchase> engines = new ArrayList<>();
  private final List<HikariDataSource> pools = new ArrayList<>();
  private TaobaoSandbox sandbox;

  @BeforeEach
  void open() {
    sandbox = TaobaoSandbox.builder().repeat(Repeat.DUPLICATE).start();
  }

  @AfterEach
  void close() {
    engines.forEach(AutoPurchase::close);
    pools.forEach(HikariDataSource::close);
    sandbox.close();
  }

  @ParameterizedTest
  @EnumSource
  void threeNodes_oneIsCutOffForAWhile_eachLineIsOrderedOnce(Databases databases) throws Exception {
    DataSource database = databases.open();
    Link link = new Link(pool(database));
    AutoPurchase one = node(link.dataSource(), at -> {});
    AutoPurchase two = node(pool(database), at -> {});
    AutoPurchase three = node(pool(database), at -> {});
    authorize(one);
    List<ActivityId> bookings = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      bookings.add(List.of(one, two, three).get(i % 3).book(plan(i)).id());
    }
    link.cut();
    for (int i = 12; i < 24; i++) {
      bookings.add(List.of(two, three).get(i % 2).book(plan(i)).id());
    }
    awaitCompleted(two, bookings.get(23));
    link.fix();

    bookings.forEach(booking -> awaitCompleted(two, booking));
    assertThat(sandbox.ledger().orders()).hasSize(24);
    assertThat(sandbox.ledger().orders()).extracting(Ledger.Order::outerPurchaseId).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"call.before-send, 0", "call.after, 1"})
  void nodeFreezesAroundTheOrder_anotherTakesOver_oneOrderAlsoOnceItThaws(String place, int ordersSent) throws Exception {
    CountDownLatch frozen = new CountDownLatch(1);
    CountDownLatch thaw = new CountDownLatch(1);
    CountDownLatch thawed = new CountDownLatch(1);
    DataSource database = Databases.POSTGRESQL.open();
    Link heartbeats = new Link(pool(database));
    FaultHook freezing =
        at -> {
          boolean around = sandbox.ledger().count(PROBE) > 0 && sandbox.ledger().count(CREATE) == ordersSent;
          if (at.equals(place) && around && frozen.getCount() > 0) {
            frozen.countDown();
            await(thaw);
            thawed.countDown();
          }
        };
    AutoPurchase one = node(heartbeats.dataSource(), freezing);
    authorize(one);
    ActivityId booking = one.book(plan(1)).id();
    await(frozen);
    heartbeats.cut();
    AutoPurchase two = node(pool(database), at -> {});

    awaitCompleted(two, booking);
    heartbeats.fix();
    thaw.countDown();
    await(thawed);
    one.close();

    assertThat(sandbox.ledger().orders()).hasSize(1);
    Purchase purchase = two.purchases().ofOrder("ORD-1").get(0);
    assertThat(purchase.providerOrderId()).contains(sandbox.ledger().orders().get(0).purchaseId());
  }

  private HikariDataSource pool(DataSource database) {
    HikariDataSource pool = Nodes.pool(database, 10);
    pools.add(pool);
    return pool;
  }

  private AutoPurchase node(DataSource path, FaultHook hook) {
    AutoPurchase engine = EngineNode.open(sandbox, path, Nodes.suspicious(path).build(), keys, hook);
    engines.add(engine);
    return engine;
  }

  private static ReservationPlan plan(int number) {
    return ReservationPlan.builder("ORD-" + number, SESSION, WAREHOUSE)
        .line("line-" + number, Item.of("42602653803"), 1, Money.cny("128.50"))
        .build();
  }

  private static void awaitCompleted(AutoPurchase engine, ActivityId id) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    Activity activity = engine.activities().find(id).orElseThrow();
    while (!activity.state().isFinished() && System.nanoTime() < end) {
      LockSupport.parkNanos(20_000_000);
      activity = engine.activities().find(id).orElseThrow();
    }
    assertThat(activity.state()).as("%s", activity.journal()).isEqualTo(ActivityState.COMPLETED);
  }

  /** Does what a person does in a browser. */
  private static void authorize(AutoPurchase engine) throws IOException, InterruptedException {
    URI url = engine.sessions().startAuthorization(SESSION).url();
    HttpResponse<Void> page =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create(url + "&auto=true")).build(), HttpResponse.BodyHandlers.discarding());
    engine.sessions().completeAuthorization(SESSION, URI.create(page.headers().firstValue("Location").orElseThrow()));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
