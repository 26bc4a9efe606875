package io.autopurchase.spring;

import io.autopurchase.Activity;
import io.autopurchase.AutoPurchase;
import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.testkit.FakeProvider;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DeferredImportSelector;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/** Contexts with a database in memory and a provider in memory, on the Spring Boot that the module has. */
final class Contexts {
  static final SessionId BUYER = new SessionId("fake", "our-buyer");

  /** What the tests need of Spring Boot, which is little, so that a context costs little. */
  private static final Class<?>[] AUTO = {
    boot("autoconfigure.jdbc.DataSourceAutoConfiguration", "jdbc.autoconfigure.DataSourceAutoConfiguration"),
    boot("autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration", "jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration"),
    boot("autoconfigure.jdbc.JdbcTemplateAutoConfiguration", "jdbc.autoconfigure.JdbcTemplateAutoConfiguration"),
    boot("autoconfigure.transaction.TransactionAutoConfiguration", "transaction.autoconfigure.TransactionAutoConfiguration"),
    AutoPurchaseAutoConfiguration.class
  };

  private Contexts() {}

  /** The same for contexts of Spring's own test support. */
  static final class Auto implements DeferredImportSelector {
    @Override
    public String[] selectImports(AnnotationMetadata metadata) {
      return Stream.of(AUTO).map(Class::getName).toArray(String[]::new);
    }
  }

  /** The provider. */
  @Configuration(proxyBeanMethods = false)
  static class Fake {
    @Bean
    FakeProvider fakeProvider() {
      return new FakeProvider("fake");
    }
  }

  /** A context with the engine, a database of its own, and transactions. */
  static ApplicationContextRunner runner() {
    return new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(AUTO))
        .withUserConfiguration(Fake.class)
        .withPropertyValues(
            "spring.datasource.url=" + database(), "autopurchase.allow-placing-on-volatile-store=true", "autopurchase.discover-providers=false");
  }

  /** A new database in memory, which lives as long as the process. */
  static String database() {
    return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  }

  /**
   * A class of Spring Boot, whose packages have moved.
   *
   * @param three its name in Boot 3, below org.springframework.boot
   * @param four its name in Boot 4
   */
  static Class<?> boot(String three, String four) {
    String prefix = "org.springframework.boot.";
    ClassLoader loader = Contexts.class.getClassLoader();
    return ClassUtils.resolveClassName(prefix + (ClassUtils.isPresent(prefix + three, loader) ? three : four), loader);
  }

  /** What is to be done must be done: a context that does not start fails the test with its reason. */
  static ContextConsumer<AssertableApplicationContext> started(ContextConsumer<AssertableApplicationContext> test) {
    return context -> {
      if (context.getStartupFailure() != null) {
        throw new AssertionError("the context does not start", context.getStartupFailure());
      }
      test.accept(context);
    };
  }

  static void signIn(AutoPurchase autoPurchase) {
    autoPurchase.sessions().startAuthorization(BUYER);
    autoPurchase.sessions().completeAuthorizationWithCode(BUYER, "code");
  }

  static ReservationPlan plan(String orderId) {
    Recipient recipient =
        Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();
    return ReservationPlan.builder(orderId, BUYER, recipient).line("1", Item.of("77"), 1, Money.cny("10.00")).build();
  }

  /** Waits until it rests, by the engine, however long the machine takes. */
  static Activity rested(AutoPurchase autoPurchase, Activity activity) {
    return autoPurchase.activities().whenResting(activity.id()).toCompletableFuture().join();
  }
}
