package io.autopurchase.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.autopurchase.Activities;
import io.autopurchase.Activity;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseListener;
import io.autopurchase.Sessions;
import io.autopurchase.core.InMemoryActivityStore;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.ObjectName;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** A data source and properties give an engine, which lives as the context does. */
class EngineLifecycleTest {
  private final ApplicationContextRunner contexts = Contexts.runner();

  /** A listener that injects the engine, and a bean that keeps what it got of it before it started. */
  @Configuration(proxyBeanMethods = false)
  static class Host {
    @Bean
    Desk desk(AutoPurchase autoPurchase) {
      return new Desk(autoPurchase, autoPurchase.sessions(), autoPurchase.activities());
    }
  }

  static final class Desk implements PurchaseListener {
    final List<String> events = new CopyOnWriteArrayList<>();
    final CountDownLatch heard = new CountDownLatch(1);
    final AutoPurchase autoPurchase;
    final Sessions sessions;
    final Activities activities;

    Desk(AutoPurchase autoPurchase, Sessions sessions, Activities activities) {
      this.autoPurchase = autoPurchase;
      this.sessions = sessions;
      this.activities = activities;
    }

    @Override
    public void onEvent(AutoPurchaseEvent event) {
      event.activity().ifPresent(autoPurchase.activities()::find);
      events.add(event.type());
      heard.countDown();
    }
  }

  @Test
  void dataSource_givesAnEngineThatBuys() {
    contexts
        .withUserConfiguration(Host.class)
        .run(
            Contexts.started(
                context -> {
                  AutoPurchase autoPurchase = context.getBean(AutoPurchase.class);
                  Desk desk = context.getBean(Desk.class);
                  desk.sessions.startAuthorization(Contexts.BUYER);
                  desk.sessions.completeAuthorizationWithCode(Contexts.BUYER, "code");

                  Activity booking = autoPurchase.book(Contexts.plan("A-1"));

                  assertThat(Contexts.rested(autoPurchase, booking).succeeded()).isTrue();
                  assertThat(desk.activities.get(booking.id()).succeeded()).isTrue();
                  assertThat(autoPurchase.purchases().ofOrder("A-1")).extracting(purchase -> purchase.group()).containsExactly(PurchaseGroup.PURCHASED);
                  desk.heard.await();
                  assertThat(context.getBean(JdbcTemplate.class).queryForObject("SELECT COUNT(*) FROM autopurchase_record", Integer.class)).isPositive();
                }));
  }

  @Test
  void engine_beforeItStarts_saysWhenItDoes() {
    contexts
        .withBean("early", String.class, () -> "unused")
        .withInitializer(
            context ->
                context.getBeanFactory().addBeanPostProcessor(
                    new BeanPostProcessor() {
                      @Override
                      public Object postProcessAfterInitialization(Object bean, String name) {
                        if (bean instanceof AutoPurchase early) {
                          assertThatThrownBy(early::providers).isInstanceOf(IllegalStateException.class).hasMessageContaining("starts once all beans").hasMessageContaining("ApplicationRunner");
                        }
                        return bean;
                      }
                    }))
        .run(Contexts.started(context -> assertThat(context.getBean(AutoPurchase.class).providers()).containsExactly("fake")));
  }

  @Test
  void context_stoppedAndStartedAgain_hasAnotherEngineBehindTheSameBean() {
    contexts
        .withUserConfiguration(Host.class)
        .run(
            Contexts.started(
                context -> {
                  AutoPurchase autoPurchase = context.getBean(AutoPurchase.class);
                  Sessions kept = context.getBean(Desk.class).sessions;
                  Contexts.signIn(autoPurchase);
                  ShopEngine engine = context.getBean(ShopEngine.class);
                  AutoPurchase first = engine.engine();
                  ConfigurableApplicationContext life = context.getSourceApplicationContext(ConfigurableApplicationContext.class);

                  life.stop();

                  assertThat(engine.isRunning()).isFalse();
                  assertThatThrownBy(autoPurchase::health).isInstanceOf(IllegalStateException.class).hasMessageContaining("does not run");
                  assertThatThrownBy(first::providers).isInstanceOf(IllegalStateException.class);

                  life.start();

                  assertThat(engine.engine()).isNotSameAs(first);
                  assertThat(kept.get(Contexts.BUYER).id()).isEqualTo(Contexts.BUYER);
                  assertThat(Contexts.rested(autoPurchase, autoPurchase.book(Contexts.plan("A-2"))).succeeded()).isTrue();
                }));
  }

  @Test
  void context_closed_hasClosedTheEngineAndItsOwnPool() throws Exception {
    AtomicReference<AutoPurchase> engine = new AtomicReference<>();
    contexts
        .withPropertyValues("spring.datasource.hikari.register-mbeans=true", "spring.jmx.enabled=false")
        .run(
            Contexts.started(
                context -> {
                  engine.set(context.getBean(ShopEngine.class).engine());
                  assertThat(ownPools()).hasSize(1);
                  HikariDataSource host = (HikariDataSource) context.getBean(DataSource.class);
                  assertThat(host.getMaximumPoolSize()).isEqualTo(10);
                }));

    assertThatThrownBy(() -> engine.get().providers()).isInstanceOf(IllegalStateException.class);
    assertThat(ownPools()).isEmpty();
  }

  @Test
  void poolSizeZero_sharesTheHostsPool() {
    contexts
        .withPropertyValues("spring.datasource.hikari.register-mbeans=true", "autopurchase.pool.size=0")
        .run(
            Contexts.started(
                context -> {
                  assertThat(ownPools()).isEmpty();
                  assertThat(context.getBean(AutoPurchase.class).sessions().list()).isEmpty();
                }));
  }

  /** Pools register as their configuration says, which the engine's takes from the host's. */
  private static Set<ObjectName> ownPools() throws Exception {
    return ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("com.zaxxer.hikari:type=Pool (autopurchase)"), null);
  }

  @Test
  void phase_isBeforeTheWebServerStarts() {
    assertThat(ShopEngine.PHASE).isLessThan(Integer.MAX_VALUE - 2048).isEqualTo(Integer.MAX_VALUE - 4096);
  }

  @Test
  void notEnabled_makesNoBean() {
    contexts
        .withPropertyValues("autopurchase.enabled=false")
        .run(Contexts.started(context -> assertThat(context).doesNotHaveBean(AutoPurchase.class).doesNotHaveBean(SpringBooking.class).doesNotHaveBean(ShopEngine.class)));
  }

  @Test
  void hostsOwnEngine_isLeftAlone() {
    contexts
        .withUserConfiguration(OwnEngine.class)
        .run(Contexts.started(context -> assertThat(context).doesNotHaveBean(ShopEngine.class).hasSingleBean(AutoPurchase.class)));
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnEngine {
    @Bean(destroyMethod = "close")
    AutoPurchase mine() {
      return AutoPurchase.builder().store(new InMemoryActivityStore()).build();
    }
  }

  @Test
  void runFalse_storesRequestsForOtherNodes() {
    contexts
        .withPropertyValues("autopurchase.run=false")
        .run(
            Contexts.started(
                context -> {
                  AutoPurchase autoPurchase = context.getBean(AutoPurchase.class);
                  Contexts.signIn(autoPurchase);

                  Activity booking = autoPurchase.book(Contexts.plan("A-3"));

                  assertThat(autoPurchase.activities().get(booking.id()).state().isFinished()).isFalse();
                  assertThat(autoPurchase.activities().advance(booking.id()).succeeded()).isTrue();
                  assertThatThrownBy(autoPurchase::start).hasMessageContaining("autopurchase.run=false");
                }));
  }

  @Test
  void threadFactory_byName_makesTheEnginesThreads() {
    contexts
        .withUserConfiguration(Threads.class)
        .withPropertyValues("autopurchase.thread-factory=threadsOfTheHost")
        .run(
            Contexts.started(
                context -> assertThat(context.getBean(Threads.class).made).isNotEmpty()));
  }

  @Configuration(proxyBeanMethods = false)
  static class Threads {
    final List<Thread> made = new CopyOnWriteArrayList<>();

    @Bean
    ThreadFactory threadsOfTheHost(ObjectProvider<Threads> self) {
      return work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        self.getObject().made.add(thread);
        return thread;
      };
    }
  }
}
