package io.autopurchase.examples.quickstart;

import io.autopurchase.Activity;
import io.autopurchase.ActivityQuery;
import io.autopurchase.AnswerOption;
import io.autopurchase.AuthorizationRequest;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseException;
import io.autopurchase.KeyRing;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.ReservationPlan;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Books a shop's order at a marketplace. The marketplace is a sandbox on this machine that speaks the protocol of Taobao, or of 1688;
 * everything else is as in a shop. Kill it whenever you like: started again, it goes on where it was.
 */
public final class Quickstart {
  private static final String ASK = "--ask";
  private static final String AT_1688 = "--1688";

  private static final long RAISED_FEN = SampleOrder.FEN + 1_000;
  private static final Set<PurchaseStatus> UNPAID = EnumSet.of(PurchaseStatus.PENDING, PurchaseStatus.AWAITING_PAYMENT);

  private final Market market;
  private final AutoPurchase autoPurchase;
  private final Terminal terminal = new Terminal();

  /** Of the order that is dealt with: the first that is not done. */
  private int number;

  private Quickstart(Market market, AutoPurchase autoPurchase) {
    this.market = market;
    this.autoPurchase = autoPurchase;
    number = market.firstOrder();
    while (isDone()) {
      number++;
    }
  }

  public static void main(String[] arguments) throws Exception {
    List<String> options = List.of(arguments);
    if (!Set.of(ASK, AT_1688).containsAll(options)) {
      System.err.println("Usage: quickstart [--ask] [--1688]");
      System.err.println("  --ask    the seller raises the price first, so that the booking asks you what to do");
      System.err.println("  --1688   buys at a fake 1688.com instead of a fake Taobao");
      System.exit(2);
    }
    Path data = Path.of("quickstart-data");
    // The store makes the folder, which only its owner may read: it holds addresses and tokens.
    try (JdbcActivityStore store = JdbcActivityStore.openSqlite(data.resolve("shop.db"));
        Market market = options.contains(AT_1688) ? new Market1688(data) : new TaobaoMarket(data);
        AutoPurchase autoPurchase =
            AutoPurchase.builder()
                .store(store)
                .secrets(KeyRing.open(data.resolve("keys")))
                .providerSettings(market.session().provider(), market.settings())
                .build()) {
      autoPurchase.start();
      new Quickstart(market, autoPurchase).run(options.contains(ASK));
    } catch (AutoPurchaseException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
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
    if (autoPurchase.sessions().find(market.session()).isPresent()) {
      return;
    }
    AuthorizationRequest authorization = autoPurchase.sessions().startAuthorization(market.session());
    autoPurchase.sessions().completeAuthorization(market.session(), new Browser().authorize(authorization.url()));
    terminal.say("1. Session " + market.session() + " is authorized.");
  }

  private void book(boolean resumed, boolean ask) throws InterruptedException {
    ReservationPlan.Builder order = SampleOrder.plan(number, market.session(), market.item());
    if (!resumed) {
      market.price(ask ? RAISED_FEN : SampleOrder.FEN);
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
    for (String order : market.payAll()) {
      terminal.say("4. A person pays order " + order + " on the marketplace's site.");
    }
    terminal.say("5. Looking again.");
    terminal.follow(autoPurchase, autoPurchase.synchronize(market.session()));
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
