package io.autopurchase.integration.crash;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.AnswerOption;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.ConflictException;
import io.autopurchase.KeyRing;
import io.autopurchase.Money;
import io.autopurchase.PaymentRequest;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.Question;
import io.autopurchase.StoreException;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.cluster.dbscheduler.DbSchedulerDispatcher;
import io.autopurchase.core.WatchedEngine;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.engine.PaymentLimits;
import io.autopurchase.provider.taobao.TaobaoAdapter;
import io.autopurchase.spi.ActivityDispatcher;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.sql.DataSource;

/**
 * A node of a shop, as a process of its own. Argument: the file with its {@link NodeSettings}.
 *
 * <p>It runs the errands that come by standard input, one a line, and ends at once when that ends, so that it never
 * outlives the process that started it. What happens it says by standard output, a line for each: a word and what belongs to it. A
 * line is written before the call that it reports returns, so that it is never missing when the process is killed.
 */
public final class ShopNode {
  static final int LEFT_ALONE = 3;
  static final int POISONED = 42;

  /** The database is away at the start; the process that started the node starts it again. */
  static final int NO_DATABASE = 75;

  private static final int HOST_THREADS = 4;

  /** Its buffer is never larger than a line. */
  private static final PrintStream OUT =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  private static final Money MOST_TO_PAY = Money.cny("5000.00");

  private final BlockingQueue<Errand> errands = new LinkedBlockingQueue<>();

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
        errands.add(Errand.parse(line));
      }
    } catch (IOException e) {
      System.err.println("standard input is broken: " + e);
    }
    Runtime.getRuntime().halt(LEFT_ALONE);
  }

  private void work(NodeSettings settings) throws InterruptedException {
    Storage storage = Storage.open(settings, settings.workers() + HOST_THREADS + 4);
    AutoPurchase engine = open(settings, storage);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  engine.close();
                  storage.close();
                  say("closed");
                }));
    say("ready");
    for (int i = 1; i < HOST_THREADS; i++) {
      daemon("host-" + i, () -> run(engine));
    }
    run(engine);
  }

  private static AutoPurchase open(NodeSettings settings, Storage storage) {
    EngineOptions.Builder options =
        EngineOptions.builder()
            .store(storage.store())
            .secrets(KeyRing.open(settings.keys()))
            .discoverProviders(false)
            .provider(settings.poison().isEmpty() ? new TaobaoAdapter() : new PoisonedAdapter(settings.poison()))
            .providerSettings("taobao", settings.provider())
            .paymentLimits(new PaymentLimits(MOST_TO_PAY, MOST_TO_PAY))
            .listener(ShopNode::report);
    if (settings.clustered()) {
      options.dispatcher(dispatcher(settings, storage.pool().orElseThrow()));
    }
    return WatchedEngine.open(options.workers(settings.workers()), settings.withdrawn(), ShopNode::report);
  }

  /** Finds dead nodes within seconds, where a shop would allow a minute. */
  private static ActivityDispatcher dispatcher(NodeSettings settings, DataSource pool) {
    return DbSchedulerDispatcher.builder(pool)
        .threads(settings.workers())
        .heartbeatInterval(Duration.ofSeconds(1))
        .missedHeartbeats(5)
        .build();
  }

  private void run(AutoPurchase engine) {
    while (true) {
      Errand errand = next();
      try {
        say("done " + errand + " " + run(engine, errand));
      } catch (StoreException | IllegalStateException e) {
        // The latter says that this node is closed: another one takes the errand.
        say("failed " + errand + " " + e.getMessage());
      } catch (ConflictException e) {
        say("conflict " + errand + " " + e.code());
      } catch (RuntimeException e) {
        e.printStackTrace();
        say("refused " + errand + " " + e);
      }
    }
  }

  private static ActivityId run(AutoPurchase engine, Errand errand) {
    return switch (errand.kind()) {
      case BOOK, BOOK_AGAIN -> engine.book(errand.order().plan()).id();
      case PAY -> pay(engine, errand.order());
      case UNBIND ->
          engine.unbind(UnbindingRequest.builder(errand.order().id()).on(Question.CANCEL_PAID_ORDER, AnswerOption.SKIP_ITEM).build()).id();
      case ANSWER -> answer(engine, new ActivityId(errand.subject()));
    };
  }

  private static ActivityId pay(AutoPurchase engine, Order order) {
    List<String> providerOrders =
        engine.purchases().ofOrder(order.id()).stream()
            .filter(purchase -> purchase.group() == PurchaseGroup.PURCHASED)
            .map(Purchase::providerOrderId)
            .flatMap(Optional::stream)
            .distinct()
            .sorted()
            .toList();
    if (providerOrders.isEmpty()) {
      throw new ConflictException("NOT_PURCHASED", order.id() + " has nothing to pay");
    }
    PaymentRequest.Builder request = PaymentRequest.builder(Order.SESSION, order.limit());
    providerOrders.forEach(request::order);
    return engine.pay(order.isApprovedInAdvance() ? request.approved("office").build() : request.build()).id();
  }

  /** Approves a payment, unless it was sent before: then a person would look at the marketplace first. */
  private static ActivityId answer(AutoPurchase engine, ActivityId id) {
    Activity asking = engine.activities().get(id);
    asking
        .question()
        .filter(question -> question.code().equals(Question.APPROVE_PAYMENT))
        .ifPresent(
            question -> {
              boolean sentBefore = question.context().values().stream().anyMatch(value -> value.contains("sent to be paid before"));
              engine.activities().answer(id, question.id(), sentBefore ? AnswerOption.INTERRUPT : AnswerOption.APPROVE, "office");
            });
    return id;
  }

  private Errand next() {
    try {
      return errands.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException("this thread is never interrupted", e);
    }
  }

  private static void report(AutoPurchaseEvent event) {
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
