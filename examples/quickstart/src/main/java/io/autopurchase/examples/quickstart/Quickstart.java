package io.autopurchase.examples.quickstart;

import io.autopurchase.Activity;
import io.autopurchase.ActivityQuery;
import io.autopurchase.AnswerOption;
import io.autopurchase.AuthorizationRequest;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseException;
import io.autopurchase.KeyRing;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.ReservationPlan;
import io.autopurchase.Secret;
import io.autopurchase.SessionId;
import io.autopurchase.sandbox.Ledger;
import io.autopurchase.sandbox.TaobaoSandbox;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Books a shop's order at a marketplace. The marketplace is a sandbox on this machine that speaks Taobao's protocol;
 * everything else is as in a shop. Kill it whenever you like: started again, it goes on where it was.
 */
public final class Quickstart {
  private static final String CALLBACK = "http://localhost/callback";
  private static final SessionId SESSION = new SessionId("taobao", "our-buyer-nick");

  private static final long RAISED_FEN = SampleOrder.FEN + 1_000;
  private static final Set<PurchaseStatus> UNPAID = EnumSet.of(PurchaseStatus.PENDING, PurchaseStatus.AWAITING_PAYMENT);

  private final TaobaoSandbox marketplace;
  private final AutoPurchase autoPurchase;
  private final Terminal terminal = new Terminal();

  /** Of the order that is dealt with: the first that is not done. */
  private int number = SampleOrder.FIRST;

  private Quickstart(TaobaoSandbox marketplace, AutoPurchase autoPurchase) {
    this.marketplace = marketplace;
    this.autoPurchase = autoPurchase;
    while (isDone()) {
      number++;
    }
  }

  public static void main(String[] arguments) throws Exception {
    List<String> options = List.of(arguments);
    if (!options.isEmpty() && !options.equals(List.of("--ask"))) {
      System.err.println("Usage: quickstart [--ask]");
      System.err.println("  --ask   the seller raises the price first, so that the booking asks you what to do");
      System.exit(2);
    }
    Path data = Path.of("quickstart-data");
    // The store makes the folder, which only its owner may read: it holds addresses and tokens.
    try (JdbcActivityStore store = JdbcActivityStore.openSqlite(data.resolve("shop.db"));
        TaobaoSandbox marketplace =
            TaobaoSandbox.builder()
                .app("123456", "helloworld", CALLBACK)
                .data(data.resolve("marketplace.json"))
                .buildingDelay(Duration.ofSeconds(2))
                .start();
        AutoPurchase autoPurchase =
            AutoPurchase.builder()
                .store(store)
                .secrets(KeyRing.open(data.resolve("keys")))
                .providerSettings("taobao", settings(marketplace))
                .build()) {
      autoPurchase.start();
      new Quickstart(marketplace, autoPurchase).run(!options.isEmpty());
    } catch (AutoPurchaseException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static ProviderSettings settings(TaobaoSandbox marketplace) {
    return ProviderSettings.builder()
        .set("gateway", marketplace.restUrl().toString())
        .set("app-key", "123456")
        .secret("app-secret", Secret.of("helloworld"))
        .set("callback", CALLBACK)
        .set("request-ttl", "5") // short times make a lively demonstration
        .set("visibility-lag", "3")
        .build();
  }

  private void run(boolean ask) throws Exception {
    addSession();
    boolean resumed = isUnderWay() || isBooked();
    book(resumed, ask);
    if (isBooked()) {
      payAndLookAgain();
    }
    terminal.say(
        resumed && ask
            ? "That was the order of the last run. Start again with --ask to be asked about the next."
            : "Start again for the next order, with --ask to be asked a question.");
  }

  /** Two steps: the account's owner says yes in a browser, and the shop hands in the address that the browser is sent to. */
  private void addSession() throws Exception {
    if (autoPurchase.sessions().find(SESSION).isPresent()) {
      return;
    }
    AuthorizationRequest authorization = autoPurchase.sessions().startAuthorization(SESSION);
    autoPurchase.sessions().completeAuthorization(SESSION, new Browser().authorize(authorization.url()));
    terminal.say("1. Session " + SESSION + " is authorized.");
  }

  private void book(boolean resumed, boolean ask) throws InterruptedException {
    ReservationPlan.Builder order = SampleOrder.plan(number, SESSION);
    if (!resumed) {
      marketplace.catalog().setPrice(SampleOrder.ITEM, ask ? RAISED_FEN : SampleOrder.FEN);
    }
    if (!resumed && ask) {
      terminal.say("The seller has just raised the price from 128.50 to 138.50 yuan.");
      if (!terminal.isInteractive()) {
        order.on(Question.PRICE_INCREASED, AnswerOption.ACCEPT_PRICE);
        terminal.say("There is no terminal to ask on: a policy accepts the price.");
      }
    }
    ReservationPlan plan = order.build();
    if (resumed) {
      terminal.say("Going on where the last run stopped.");
    } else {
      terminal.show(autoPurchase.preview(plan));
    }
    // Safe to repeat: while a booking of these lines is unfinished it is returned, and what is bought is not bought again.
    Activity booking = autoPurchase.book(plan);
    terminal.say("3. " + booking.description());
    boolean success = terminal.follow(autoPurchase, booking).succeeded();
    terminal.say(success ? "   Booked; the order waits for its payment:" : "   Not everything was booked:", purchases());
  }

  /** The library never pays: a person does, on the marketplace's site. A synchronization finds out. */
  private void payAndLookAgain() throws InterruptedException {
    for (Ledger.Order order : marketplace.ledger().orders()) {
      if (order.status().startsWith("WAIT_BUYER_P")) {
        marketplace.site().pay(order.purchaseId());
        terminal.say("4. A person pays order " + order.purchaseId() + " on the marketplace's site.");
      }
    }
    terminal.say("5. Looking again.");
    terminal.follow(autoPurchase, autoPurchase.synchronize(SESSION));
    terminal.say("   What the shop knows now:", purchases());
  }

  private List<Purchase> purchases() {
    return autoPurchase.purchases().ofOrder(SampleOrder.id(number));
  }

  private List<Activity> bookings() {
    return autoPurchase.activities().find(ActivityQuery.builder().orderId(SampleOrder.id(number)).build()).entries();
  }

  private boolean isUnderWay() {
    return bookings().stream().anyMatch(activity -> !activity.state().isFinished());
  }

  private boolean isBooked() {
    return purchases().stream().anyMatch(purchase -> purchase.providerOrderId().isPresent());
  }

  /** Bought and paid, or given up. */
  private boolean isDone() {
    boolean unpaid = purchases().stream().anyMatch(purchase -> purchase.status().filter(UNPAID::contains).isPresent());
    return !bookings().isEmpty() && !isUnderWay() && !unpaid;
  }
}
