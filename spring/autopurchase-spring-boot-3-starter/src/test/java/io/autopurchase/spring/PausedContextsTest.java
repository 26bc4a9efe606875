package io.autopurchase.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.AutoPurchase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.SpringVersion;
import org.springframework.test.context.NestedTestConfiguration;

/** Spring 7 stops the context of one test while that of another takes its turn, and starts it again; Spring 6 leaves both running. */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
@NestedTestConfiguration(NestedTestConfiguration.EnclosingConfiguration.OVERRIDE)
class PausedContextsTest {
  private static final boolean PAUSES = String.valueOf(SpringVersion.getVersion()).startsWith("7.");

  @Nullable private static ShopEngine first;
  @Nullable private static AutoPurchase firstEngine;

  @Configuration(proxyBeanMethods = false)
  @Import({Contexts.Fake.class, Contexts.Auto.class})
  static class App {}

  @Nested
  @Order(1)
  @SpringBootTest(
      classes = App.class,
      webEnvironment = SpringBootTest.WebEnvironment.NONE,
      properties = {"autopurchase.allow-placing-on-volatile-store=true", "autopurchase.discover-providers=false", "spring.datasource.url=jdbc:h2:mem:paused-a;DB_CLOSE_DELAY=-1"})
  class A {
    @Test
    void buys(@Autowired AutoPurchase autoPurchase, @Autowired ShopEngine engine) {
      Contexts.signIn(autoPurchase);
      assertThat(Contexts.rested(autoPurchase, autoPurchase.book(Contexts.plan("A-1"))).succeeded()).isTrue();
      first = engine;
      firstEngine = engine.engine();
    }
  }

  @Nested
  @Order(2)
  @SpringBootTest(
      classes = App.class,
      webEnvironment = SpringBootTest.WebEnvironment.NONE,
      properties = {"autopurchase.allow-placing-on-volatile-store=true", "autopurchase.discover-providers=false", "spring.datasource.url=jdbc:h2:mem:paused-b;DB_CLOSE_DELAY=-1"})
  class B {
    @Test
    void buysToo(@Autowired AutoPurchase autoPurchase) {
      Contexts.signIn(autoPurchase);
      assertThat(Contexts.rested(autoPurchase, autoPurchase.book(Contexts.plan("B-1"))).succeeded()).isTrue();
      assertThat(first).isNotNull();
      assertThat(first.isRunning()).as("the engine of A").isEqualTo(!PAUSES);
    }
  }

  @Nested
  @Order(3)
  @SpringBootTest(
      classes = App.class,
      webEnvironment = SpringBootTest.WebEnvironment.NONE,
      properties = {"autopurchase.allow-placing-on-volatile-store=true", "autopurchase.discover-providers=false", "spring.datasource.url=jdbc:h2:mem:paused-a;DB_CLOSE_DELAY=-1"})
  class AAgain {
    @Test
    void buysAgain(@Autowired AutoPurchase autoPurchase, @Autowired ShopEngine engine) {
      assertThat(engine).as("the context of A").isSameAs(first);
      assertThat(engine.engine() == firstEngine).as("the same engine").isEqualTo(!PAUSES);
      assertThat(Contexts.rested(autoPurchase, autoPurchase.book(Contexts.plan("A-2"))).succeeded()).isTrue();
      assertThat(autoPurchase.purchases().ofOrder("A-1")).hasSize(1);
    }
  }
}
