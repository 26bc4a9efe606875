package io.autopurchase.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityQuery;
import io.autopurchase.AutoPurchase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

/** Bookings and the transactions of the host. */
@ExtendWith(OutputCaptureExtension.class)
class BookingInTransactionTest {
  private final ApplicationContextRunner contexts = Contexts.runner().withUserConfiguration(Host.class);

  @Configuration(proxyBeanMethods = false)
  static class Host {
    @Bean
    Orders orders(AutoPurchase autoPurchase, SpringBooking booking, JdbcTemplate jdbc) {
      return new Orders(autoPurchase, booking, jdbc);
    }
  }

  /** A service of the host, as hosts write them. */
  static class Orders {
    private final AutoPurchase autoPurchase;
    private final SpringBooking booking;
    private final JdbcTemplate jdbc;

    Orders(AutoPurchase autoPurchase, SpringBooking booking, JdbcTemplate jdbc) {
      this.autoPurchase = autoPurchase;
      this.booking = booking;
      this.jdbc = jdbc;
    }

    void create() {
      jdbc.execute("CREATE TABLE orders (id VARCHAR(20) PRIMARY KEY)");
    }

    List<String> saved() {
      return jdbc.queryForList("SELECT id FROM orders ORDER BY id", String.class);
    }

    @Transactional
    public Activity buy(String id) {
      jdbc.update("INSERT INTO orders VALUES (?)", id);
      return booking.book(Contexts.plan(id));
    }

    @Transactional
    public void buyAndFail(String id) {
      buy(id);
      throw new IllegalStateException("changed my mind");
    }

    @Transactional
    public Activity buyPlainly(String id) {
      return autoPurchase.book(Contexts.plan(id));
    }

    @Transactional(readOnly = true)
    public Activity buyWhileReading(String id) {
      return booking.book(Contexts.plan(id));
    }
  }

  @Test
  void springBooking_commits_orderAndActivityTogetherAndBuys() {
    contexts.run(
        Contexts.started(
            context -> {
              AutoPurchase autoPurchase = context.getBean(AutoPurchase.class);
              Contexts.signIn(autoPurchase);
              Orders orders = context.getBean(Orders.class);
              orders.create();

              Activity booking = orders.buy("T-1");

              assertThat(orders.saved()).containsExactly("T-1");
              assertThat(Contexts.rested(autoPurchase, booking).succeeded()).isTrue();
            }));
  }

  @Test
  void springBooking_rollsBack_neitherOrderNorActivity() {
    contexts.run(
        Contexts.started(
            context -> {
              AutoPurchase autoPurchase = context.getBean(AutoPurchase.class);
              Contexts.signIn(autoPurchase);
              Orders orders = context.getBean(Orders.class);
              orders.create();

              assertThatThrownBy(() -> orders.buyAndFail("T-2")).hasMessage("changed my mind");

              assertThat(orders.saved()).isEmpty();
              assertThat(autoPurchase.activities().find(ActivityQuery.builder().orderId("T-2").build()).total()).isZero();
            }));
  }

  @Test
  void springBooking_withoutATransaction_isPlain() {
    contexts.run(
        Contexts.started(
            context -> {
              AutoPurchase autoPurchase = context.getBean(AutoPurchase.class);
              Contexts.signIn(autoPurchase);

              Activity booking = context.getBean(SpringBooking.class).book(Contexts.plan("T-3"));

              assertThat(Contexts.rested(autoPurchase, booking).succeeded()).isTrue();
            }));
  }

  @Test
  void springBooking_inAReadOnlyTransaction_isRefused() {
    contexts.run(
        Contexts.started(
            context -> {
              Contexts.signIn(context.getBean(AutoPurchase.class));
              assertThatThrownBy(() -> context.getBean(Orders.class).buyWhileReading("T-4")).isInstanceOf(IllegalStateException.class).hasMessageContaining("read-only");
            }));
  }

  @Test
  void plainBooking_inATransaction_warns(CapturedOutput output) {
    contexts.run(
        Contexts.started(
            context -> {
              Contexts.signIn(context.getBean(AutoPurchase.class));

              context.getBean(Orders.class).buyPlainly("T-5");

              assertThat(output).contains("order T-5 was called within a transaction").contains("SpringBooking.book(plan)").contains("autopurchase.transactions=allow");
            }));
  }

  @Test
  void plainBooking_inATransaction_strict_isRefused() {
    contexts
        .withPropertyValues("autopurchase.transactions=strict")
        .run(
            Contexts.started(
                context -> {
                  AutoPurchase autoPurchase = context.getBean(AutoPurchase.class);
                  Contexts.signIn(autoPurchase);

                  assertThatThrownBy(() -> context.getBean(Orders.class).buyPlainly("T-6"))
                      .isInstanceOf(IllegalStateException.class)
                      .hasMessageContaining("autopurchase.transactions=strict");
                  assertThat(autoPurchase.book(Contexts.plan("T-6")).orderId()).contains("T-6");
                }));
  }

  /** Neither by the transactions' own connections nor by the engine's: with a bounded wait of the pool, a starved one would throw. */
  @Test
  void thirtyBookingsAtOnce_overAPoolOfTen_allSucceed() throws Exception {
    contexts
        .withPropertyValues("spring.datasource.hikari.maximum-pool-size=10", "autopurchase.run=false")
        .run(
            Contexts.started(
                context -> {
                  AutoPurchase autoPurchase = context.getBean(AutoPurchase.class);
                  Contexts.signIn(autoPurchase);
                  Orders orders = context.getBean(Orders.class);
                  orders.create();
                  CountDownLatch together = new CountDownLatch(30);
                  ExecutorService requests = Executors.newFixedThreadPool(30);
                  List<Future<Activity>> bookings = new ArrayList<>();
                  for (int i = 0; i < 30; i++) {
                    String id = String.format("P-%02d", i);
                    bookings.add(
                        requests.submit(
                            () -> {
                              together.countDown();
                              together.await();
                              return orders.buy(id);
                            }));
                  }

                  for (Future<Activity> booking : bookings) {
                    assertThat(booking.get().orderId()).isPresent();
                  }
                  requests.shutdown();
                  assertThat(orders.saved()).hasSize(30);
                  assertThat(autoPurchase.activities().find(ActivityQuery.builder().finished(false).build()).total()).isEqualTo(30);
                }));
  }
}
