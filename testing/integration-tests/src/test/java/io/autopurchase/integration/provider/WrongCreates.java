package io.autopurchase.integration.provider;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.AutoPurchase;
import io.autopurchase.Item;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.Money;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Question;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.Secret;
import io.autopurchase.SessionId;
import io.autopurchase.WaitReason;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.sandbox.alibaba1688.Alibaba1688Sandbox;
import io.autopurchase.sandbox.alibaba1688.Fault;
import io.autopurchase.sandbox.alibaba1688.Fault.Kind;
import io.autopurchase.sandbox.alibaba1688.Ledger;
import io.autopurchase.testkit.ManualTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Bookings at the sandbox of 1688 whose every order goes wrong when it is created, some of them twice. The shop and the marketplace share a clock
 * that is moved by hand. In the end nothing is bought twice, no order is there that the shop does not know, and an order is unclear only where
 * neither our id nor our marker comes back.
 */
public final class WrongCreates {
  private static final String CREATE = "com.alibaba.trade/alibaba.trade.createCrossOrder";
  private static final SessionId SESSION = new SessionId("1688", "our-buyer");
  private static final Recipient WAREHOUSE =
      Recipient.builder().name("张三").phone("13800000000").regionCode("330108").postalCode("310051").street("网商路699号").build();
  private static final String CLOSED = "cancel";
  private static final int MOST_TURNS = 5_000;
  private static final int LINES = 2;
  private static final int QUANTITY = 3;

  private static final List<Fault> FAULTS =
      Stream.of(
              both(Kind.RESET),
              both(Kind.HTTP_STATUS),
              both(Kind.EMPTY_BODY),
              both(Kind.HTML_BODY),
              both(Kind.TRUNCATED_JSON),
              both(Kind.CUT_BODY),
              both(Kind.SERVICE_TIMEOUT),
              both(Kind.GATEWAY_ERROR),
              Stream.of(Kind.LOSE_ANSWER, Kind.DROP_REQUEST, Kind.FALSE_NO, Kind.BUSINESS_ERROR, Kind.FOREIGN_ANSWER).map(Kind::fault),
              Stream.of(Kind.REDIRECT, Kind.WRONG_CONTENT_TYPE, Kind.DEEP_JSON, Kind.CALL_LIMIT, Kind.EXPIRED_TOKEN).map(Kind::fault))
          .flatMap(faults -> faults)
          .toList();

  private final Map<String, String> settings;
  private final Random random;
  private final Tally tally;
  private final ManualTime time = new ManualTime();
  private final Alibaba1688Sandbox sandbox;
  private final AutoPurchase shop;
  private long offer = 740_000_000_000L;

  private WrongCreates(Map<String, String> settings, long seed, Tally tally) {
    this.settings = settings;
    this.tally = tally;
    random = new Random(seed);
    Alibaba1688Sandbox.Builder builder = Alibaba1688Sandbox.builder().clock(time::now).app("123456", "helloworld", "http://localhost/callback");
    settings.forEach(builder::set);
    builder.set("visibilityDelayMillis", seed % 2 == 0 ? "0" : "90000");
    sandbox = builder.start();
    shop =
        AutoPurchase.builder()
            .store(new InMemoryActivityStore())
            .allowPlacingOnVolatileStore()
            .providerSettings(
                "1688",
                ProviderSettings.builder()
                    .set("gateway", sandbox.gatewayUrl().toString())
                    .set("app-key", "123456")
                    .secret("app-secret", Secret.of("helloworld"))
                    .set("callback", "http://localhost/callback")
                    .set("calls-per-second", "1000")
                    .set("lookup-page-size", "5".equals(settings.get("pageSizeLimit")) ? "5" : "20")
                    .build())
            .timeSource(time)
            .workers(0)
            .build();
  }

  private static Stream<Fault> both(Kind kind) {
    return Stream.of(kind.fault().withWorkDone(false), kind.fault().withWorkDone(true));
  }

  /** What came of the bookings. */
  static final class Tally {
    int bookings;
    int creates;
    int booked;
    int doubled;
    int lost;
    int asked;
    int unclear;
    final List<String> problems = new ArrayList<>();

    String text() {
      return "bookings=" + bookings + " creates=" + creates + " lines booked=" + booked + " doubled=" + doubled + " lost=" + lost + " asked=" + asked
          + " unclear where nothing can tell=" + unclear + " problems=" + problems.size();
    }
  }

  /**
   * Runs bookings with each of the sets of answers, in turn.
   *
   * @param bookings at least as many in all
   * @param oneIn one of so many sets, which ones by the seed; 1 for all
   */
  static Tally run(int bookings, long seed, int oneIn) {
    List<Map<String, String>> all = Alibaba1688Answers.combinations();
    List<Map<String, String>> sets = IntStream.range(0, all.size()).filter(i -> i % oneIn == seed % oneIn).mapToObj(all::get).toList();
    Tally tally = new Tally();
    int each = (bookings + sets.size() - 1) / sets.size();
    for (int i = 0; i < sets.size(); i++) {
      new WrongCreates(sets.get(i), seed + i, tally).run(each);
      System.err.println("creates-1688: " + (i + 1) + " of " + sets.size() + " sets of answers, " + tally.text());
    }
    return tally;
  }

  private void run(int bookings) {
    try (sandbox;
        shop) {
      time.advance(Duration.ofMinutes(6)); // an engine trusts its clock after five minutes
      authorize();
      book("ORD-0", 0); // what an order shows of ours has to be seen once, before its absence means anything
      for (int i = 1; i <= bookings; i++) {
        book("ORD-" + i, 1 + random.nextInt(2));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void authorize() throws IOException {
    String page = shop.sessions().startAuthorization(SESSION).url().toString();
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(page + "&auto=true")).build();
      String location =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).headers().firstValue("Location").orElseThrow();
      shop.sessions().completeAuthorizationWithCode(SESSION, location.replaceFirst(".*[?&]code=([^&]*).*", "$1"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /**
   * Two lines of one seller: of two offers, or of one.
   *
   * @param wrong so many creates go wrong
   */
  private void book(String orderId, int wrong) throws IOException {
    boolean isOneOffer = random.nextInt(4) == 0;
    ReservationPlan.Builder plan = ReservationPlan.builder(orderId, SESSION, WAREHOUSE);
    Map<String, String> offers = new HashMap<>();
    String seller = "景德镇瓷器坊" + offer;
    for (int line = 1; line <= LINES; line++) {
      if (line == 1 || !isOneOffer) {
        sandbox.catalog().add(Long.toString(++offer), "茶杯", seller, 1_000, 1_000_000);
      }
      plan.line(Integer.toString(line), Item.of(Long.toString(offer)), QUANTITY, Money.cny("10.00"));
      offers.put(Integer.toString(line), Long.toString(offer));
    }
    List<String> faults = new ArrayList<>();
    long before = sandbox.ledger().count(CREATE);
    sandbox.faults().clear();
    for (int call = 1; call <= wrong; call++) {
      Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
      sandbox.faults().on(CREATE).call(call).inject(fault);
      faults.add(fault.kind() + (fault.workDone() ? " after the work" : ""));
    }
    Activity ended = settle(shop.book(plan.build()));
    sandbox.faults().clear();
    tally.bookings++;
    tally.creates += (int) (sandbox.ledger().count(CREATE) - before);
    if (!ended.state().isFinished()) {
      tally.problems.add(orderId + " does not end: " + ended + faults + settings);
    }
    audit(ended, offers, orderId + " " + faults + " " + settings);
  }

  private Activity settle(Activity started) throws IOException {
    Activity activity = shop.activities().advance(started.id());
    for (int turn = 0; !activity.state().isFinished() && turn < MOST_TURNS; turn++) {
      if (activity.state() == ActivityState.WAITING_FOR_ANSWER) {
        answer(activity);
      } else if (activity.reason().filter(WaitReason.NEEDS_AUTHORIZATION::equals).isPresent()) {
        authorize();
      }
      time.advance(Duration.ofSeconds(Math.min(120, 1 + turn / 4)));
      activity = shop.activities().advance(started.id());
    }
    return activity;
  }

  private void answer(Activity asking) {
    Question question = asking.question().orElseThrow();
    if (!question.code().equals(Question.UNCLEAR_ORDER)) {
      tally.problems.add("a question that nothing gives a reason for: " + question + " " + settings);
    }
    tally.asked++;
    // Where a request can be carried out for hours a person is asked before that is over: what can be recognized is resolved by waiting.
    String answer = question.code().equals(Question.UNCLEAR_ORDER) && canTell() ? AnswerOption.KEEP_WAITING : AnswerOption.INTERRUPT;
    shop.activities().answer(asking.id(), question.id(), answer, "a person");
  }

  private boolean canTell() {
    return Alibaba1688Answers.showsId(settings) || Alibaba1688Answers.showsMarker(settings);
  }

  /**
   * Compares what the marketplace has with what the shop knows.
   *
   * @param offers by line
   */
  private void audit(Activity ended, Map<String, String> offers, String what) {
    List<Ledger.Order> live = sandbox.ledger().orders().stream().filter(order -> !order.status().equals(CLOSED)).toList();
    for (String offered : Set.copyOf(offers.values())) {
      List<LineResult> lines = ended.lines().stream().filter(line -> offered.equals(offers.get(line.line().lineId()))).toList();
      List<LineResult> booked = lines.stream().filter(line -> line.outcome() == LineOutcome.BOOKED).toList();
      long uncertain = lines.stream().filter(line -> line.outcome() == LineOutcome.UNCERTAIN).count();
      tally.unclear += (int) uncertain;
      if (uncertain > 0 && canTell()) {
        tally.problems.add("unclear although an order would show what it is: " + what);
      }
      int bought = live.stream().mapToInt(order -> units(order, offered)).sum();
      tally.booked += booked.size();
      booked.stream()
          .map(line -> line.providerOrderId())
          .filter(linked -> live.stream().noneMatch(order -> order.orderId().equals(linked) && units(order, offered) > 0))
          .forEach(linked -> tally.problems.add("linked to order " + linked + ", which is not there: " + what));
      if (bought > lines.size() * QUANTITY) {
        tally.doubled++;
        tally.problems.add("bought " + bought + " instead of " + lines.size() * QUANTITY + ": " + what);
      } else if (bought > (booked.size() + uncertain) * QUANTITY) {
        tally.lost++;
        tally.problems.add("the shop knows of " + booked.size() + " lines, " + bought + " units are ordered: " + what);
      }
    }
  }

  private static int units(Ledger.Order order, String offer) {
    return order.lines().stream().filter(line -> line.offerId().equals(offer)).mapToInt(Ledger.Line::quantity).sum();
  }

  /** Arguments: how many bookings (1000), and a seed. Exits with 0 if nothing is doubled, lost or unclear without need. */
  public static void main(String[] args) {
    int bookings = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : new Random().nextInt(1_000_000_000);
    System.out.println("seed " + seed);
    Tally tally = run(bookings, seed, 1);
    tally.problems.forEach(System.out::println);
    System.out.println(tally.text());
    System.exit(tally.problems.isEmpty() ? 0 : 1);
  }
}
