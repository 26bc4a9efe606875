package io.autopurchase.integration.crash;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchase;
import io.autopurchase.PurchaseEvent;
import io.autopurchase.cluster.dbscheduler.DbSchedulerDispatcher;
import io.autopurchase.core.KeyRing;
import io.autopurchase.core.WatchedEngine;
import io.autopurchase.provider.taobao.TaobaoAdapter;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.EngineOptions;
import io.autopurchase.spi.StoreException;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A node of a shop, as a process of its own. Argument: the file with its {@link NodeSettings}.
 *
 * <p>It books the orders whose numbers come by standard input, one a line, and ends at once when that ends, so that it never
 * outlives whoever started it. What happens it says by standard output, a line for each: a word and what belongs to it. A
 * line is written before the call that it tells of returns, so that it is never missing when the process is killed.
 */
public final class ShopNode {
  static final int LEFT_ALONE = 3;
  static final int POISONED = 42;

  /** The database is away at the start; whoever started the node starts it again. */
  static final int NO_DATABASE = 75;

  private static final int HOST_THREADS = 4;

  /** Its buffer is never larger than a line. */
  private static final PrintStream OUT =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();

  private ShopNode() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    NodeSettings settings = NodeSettings.read(Path.of(args[0]));
    ShopNode node = new ShopNode();
    daemon("standard-input", node::listen);
    try {
      node.work(settings);
    } catch (StoreException e) {
      System.err.println("no database: " + e.getMessage());
      Runtime.getRuntime().halt(NO_DATABASE);
    }
  }

  private void listen() {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        orders.add(new Order(Integer.parseInt(line)));
      }
    } catch (IOException e) {
      System.err.println("standard input is broken: " + e);
    }
    Runtime.getRuntime().halt(LEFT_ALONE);
  }

  private void work(NodeSettings settings) throws InterruptedException {
    HikariDataSource pool = pool(settings);
    AutoPurchase engine = open(settings, pool);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  engine.close();
                  pool.close();
                  say("closed");
                }));
    say("ready");
    for (int i = 1; i < HOST_THREADS; i++) {
      daemon("host-" + i, () -> book(engine));
    }
    book(engine);
  }

  private static HikariDataSource pool(NodeSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.workers() + HOST_THREADS + 4);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  private static AutoPurchase open(NodeSettings settings, HikariDataSource pool) {
    EngineOptions.Builder options =
        EngineOptions.builder()
            .store(JdbcActivityStore.builder(pool).shop(settings.shop()).build())
            .secrets(KeyRing.open(settings.keys()))
            .discoverProviders(false)
            .provider(settings.poison().isEmpty() ? new TaobaoAdapter() : new PoisonedAdapter(settings.poison()))
            .providerSettings("taobao", settings.provider())
            .listener(ShopNode::report);
    if (settings.clustered()) {
      options.dispatcher(dispatcher(settings, pool));
    }
    return WatchedEngine.open(options.workers(settings.workers()), settings.withdrawn(), ShopNode::report);
  }

  /** Finds dead nodes within seconds, where a shop would allow a minute. */
  private static ActivityDispatcher dispatcher(NodeSettings settings, HikariDataSource pool) {
    return DbSchedulerDispatcher.builder(pool)
        .threads(settings.workers())
        .heartbeatInterval(Duration.ofSeconds(1))
        .missedHeartbeats(5)
        .build();
  }

  private void book(AutoPurchase engine) {
    while (true) {
      Order order = next();
      try {
        say("booked " + order.number() + " " + engine.book(order.plan()).id());
      } catch (StoreException e) {
        say("failed " + order.number() + " " + e.getMessage());
      } catch (RuntimeException e) {
        e.printStackTrace();
        say("refused " + order.number() + " " + e);
      }
    }
  }

  private Order next() {
    try {
      return orders.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }

  private static void report(PurchaseEvent event) {
    say(
        "event "
            + event.id()
            + " "
            + event.activity().map(ActivityId::value).orElse("-")
            + " "
            + event.type()
            + " "
            + event.newValue().orElse("-")
            + " "
            + event.attributes().getOrDefault("reason", "-"));
  }

  private static void report(ActivityId activity, boolean begins) {
    say((begins ? "run " : "rest ") + activity);
  }

  private static void say(String line) {
    synchronized (OUT) {
      OUT.println(line.replace('\n', ' '));
    }
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
