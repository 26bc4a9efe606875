package io.autopurchase.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.AutoPurchase;
import io.autopurchase.PurchaseListener;
import io.autopurchase.testkit.FakeProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Several shops in one context. */
class ShopsTest {
  private final ApplicationContextRunner contexts =
      Contexts.runner()
          .withUserConfiguration(Host.class)
          .withPropertyValues(
              "autopurchase.question-timeout=2d",
              "autopurchase.providers.fake.one=1",
              "autopurchase.providers.fake.two=2",
              "autopurchase.shops.north.workers=1",
              "autopurchase.shops.north.providers.fake.two=3",
              "autopurchase.shops.south.shop=the-south",
              "autopurchase.primary=south");

  @Configuration(proxyBeanMethods = false)
  static class Host {
    final BlockingQueue<String> north = new LinkedBlockingQueue<>();
    final BlockingQueue<String> both = new LinkedBlockingQueue<>();
    final List<String> customized = new CopyOnWriteArrayList<>();

    @Bean
    @Qualifier("north")
    PurchaseListener listenerOfTheNorth() {
      return event -> north.add(event.orderId().orElse(event.type()));
    }

    @Bean
    PurchaseListener listenerOfBoth() {
      return event -> both.add(event.orderId().orElse(event.type()));
    }

    @Bean
    AutoPurchaseCustomizer customizer() {
      return (shop, builder) -> customized.add(shop);
    }

    @Bean
    Desks desks(AutoPurchase primary, @Qualifier("north") AutoPurchase north, @Qualifier("south") AutoPurchase south, @Qualifier("north") SpringBooking booking) {
      return new Desks(primary, north, south, booking);
    }
  }

  record Desks(AutoPurchase primary, AutoPurchase north, AutoPurchase south, SpringBooking bookingOfTheNorth) {}

  @Test
  void qualifiers_chooseTheShop() {
    contexts.run(
        Contexts.started(
            context -> {
              Desks desks = context.getBean(Desks.class);
              Host host = context.getBean(Host.class);
              Contexts.signIn(desks.north);
              assertThat(desks.north).isNotSameAs(desks.south);
              assertThat(desks.primary).isSameAs(desks.south);
              assertThat(desks.south.sessions().list()).as("shops in one database do not see each other").isEmpty();

              Activity booking = desks.bookingOfTheNorth.book(Contexts.plan("N-1"));
              Contexts.rested(desks.north, booking);
              Contexts.signIn(desks.south);
              Contexts.rested(desks.south, desks.south.book(Contexts.plan("S-1")));

              assertThat(desks.north.purchases().ofOrder("N-1")).hasSize(1);
              assertThat(desks.south.purchases().ofOrder("N-1")).isEmpty();
              assertThat(host.customized).containsExactlyInAnyOrder("north", "south");
              while (!host.both.take().equals("S-1")) {
                // Until the event of the south has come.
              }
              assertThat(host.north).isNotEmpty().doesNotContain("S-1");
            }));
  }

  @Test
  void shop_takesFromAllWhatItDoesNotSay() {
    contexts.run(
        Contexts.started(
            context -> {
              Shops shops = Shops.of(context.getEnvironment());
              assertThat(shops.names()).containsExactly("south", "north");
              assertThat(shops.of("north").getWorkers()).isEqualTo(1);
              assertThat(shops.of("south").getWorkers()).isEqualTo(4);
              assertThat(shops.of("south").getQuestionTimeout()).hasDays(2);
              assertThat(shops.of("north").getProviders()).isEqualTo(Map.of("fake.one", "1", "fake.two", "3"));
              assertThat(shops.of("north").getShop()).isEqualTo("north");
              assertThat(shops.of("south").getShop()).isEqualTo("the-south");
              assertThat(context.getBean(FakeProvider.class).calls()).isEmpty();
            }));
  }
}
