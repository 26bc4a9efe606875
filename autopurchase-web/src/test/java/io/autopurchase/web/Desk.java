package io.autopurchase.web;

import io.autopurchase.Activity;
import io.autopurchase.AutoPurchase;
import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderCapabilities.Cancellation;
import io.autopurchase.testkit.FakeProvider;
import io.autopurchase.testkit.ManualTime;
import io.autopurchase.web.spi.ConsoleUser;
import io.autopurchase.web.spi.Permission;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A shop with a console behind a real server: an engine in memory without threads, a fake provider, a clock that the test moves, and users
 * named by the header {@code X-User}: {@code operator}, {@code viewer}, or {@code only-BOOK} for one with a single right besides.
 */
final class Desk implements AutoCloseable {
  static final SessionId BUYER = new SessionId("fake", "our-buyer");
  private static final int MOST_TURNS = 10_000;

  final FakeProvider provider =
      new FakeProvider("fake").capabilities(ProviderCapabilities.builder().cancellation(Cancellation.LINES).maxOrdersPerPayment(10).build());
  final ManualTime time = new ManualTime();
  final TestOrders orders = new TestOrders();
  final ManualTicker ticker = new ManualTicker();
  final AutoPurchase engine;
  final WebConsole console;
  final ConsoleServer server;

  private Desk(ActivityStore store, String mount, UnaryOperator<WebConsole.Builder> options) {
    engine =
        AutoPurchase.builder()
            .store(store)
            .allowPlacingOnVolatileStore()
            .discoverProviders(false)
            .provider(provider)
            .timeSource(time)
            .workers(0)
            .allowPayment(Money.cny("1000"), Money.cny("5000"))
            .build();
    time.advance(Duration.ofMinutes(6)); // an engine trusts its clock after five minutes
    console = options.apply(builder(engine).orders(orders).allowPayment().zone(ZoneOffset.UTC).ticker(ticker)).build();
    server = ConsoleServer.start(mount, new AutoPurchaseServlet(console));
  }

  static WebConsole.Builder builder(AutoPurchase engine) {
    return WebConsole.builder(engine).access((request, shop) -> user(request.getHeader("X-User")));
  }

  static Desk open() {
    return open("/autopurchase");
  }

  static Desk open(String mount) {
    return new Desk(new InMemoryActivityStore(), mount, options -> options);
  }

  static Desk open(UnaryOperator<WebConsole.Builder> options) {
    return new Desk(new InMemoryActivityStore(), "/autopurchase", options);
  }

  /** Another node on a store. */
  static Desk on(ActivityStore store) {
    return new Desk(store, "/autopurchase", options -> options);
  }

  static Optional<ConsoleUser> user(String name) {
    if (name == null) {
      return Optional.empty();
    }
    if (name.startsWith("only-")) {
      return Optional.of(ConsoleUser.of(name, EnumSet.of(Permission.VIEW, Permission.valueOf(name.substring(5)))));
    }
    return Optional.of(name.equals("viewer") ? ConsoleUser.viewer(name) : ConsoleUser.operator(name));
  }

  Desk signedIn() {
    engine.sessions().startAuthorization(BUYER);
    engine.sessions().completeAuthorizationWithCode(BUYER, "code");
    return this;
  }

  Browser browser(String user) {
    return new Browser(server.address(), user);
  }

  Browser operator() {
    return browser("operator");
  }

  Activity book(String orderId, String price) {
    return engine.book(ReservationPlan.builder(orderId, BUYER, TestOrders.WAREHOUSE).line("1", Item.of("77"), 1, Money.cny(price)).requestedBy("mary").build());
  }

  /** An activity that asks because of a price. */
  Activity asking(String orderId) {
    provider.price("77", Money.cny("12.00"));
    return settle(book(orderId, "10.00"));
  }

  /** Lets an activity run until it has ended or asks; what it waits for passes at once. */
  Activity settle(Activity started) {
    Activity activity = engine.activities().advance(started.id());
    for (int turn = 0; !activity.rests() && turn < MOST_TURNS; turn++) {
      time.advance(Duration.ofSeconds(1));
      activity = engine.activities().advance(started.id());
    }
    return activity;
  }

  @Override
  public void close() {
    console.close(); // or the server would wait for its streams
    server.close();
    engine.close();
  }
}
