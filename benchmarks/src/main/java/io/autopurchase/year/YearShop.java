package io.autopurchase.year;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.Item;
import io.autopurchase.KeyRing;
import io.autopurchase.Money;
import io.autopurchase.PaymentRequest;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.WebhookResult;
import io.autopurchase.core.DrivenEngine;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.engine.PaymentLimits;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.UniqueName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A shop whose days the engine runs for a part of each. In that part, the last of the day, as many bookings are made and paid
 * and as many messages come as in any other part of it; orders of the day before are shipped, and those of the day before that
 * received. For one thread.
 */
final class YearShop implements AutoCloseable {
  static final int SESSIONS = 5;

  /** Of each order: that it was made, paid, shipped, is under way, was received. */
  static final int MESSAGES = 5;

  private static final Duration STEP = Duration.ofSeconds(20);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(30);
  private static final int PHASES = 4;
  private static final Duration TIDY_EVERY = Duration.ofMinutes(30);

  /** What the last pass of a day may still find: as much as each of them. */
  private static final int MOST_LEFT = 10_000;

  private static final int ITEMS = 200_000;
  private static final Recipient WAREHOUSE =
      Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();

  final CompressedTime time = new CompressedTime();
  final DrivenEngine engine;
  final Random random = new Random(1);
  final Messages messages = new Messages();
  private final RecordingStore store;
  private final YearProvider provider;
  private final int parts;
  private final int perPart;
  private long nextOrder;
  private Instant lastLook = Instant.EPOCH;
  private List<List<Order>> open = new ArrayList<>(List.of(List.of(), List.of()));
  long commits;

  /** One of the provider's orders. */
  private record Order(SessionId session, String id) {}

  /** The outcome of the messages. */
  static final class Messages {
    long told;
    long accepted;

    /** Records, events and names that were new in the store after a message was acknowledged. */
    long synchronizations;

    long otherRecords;
    long events;
    long otherNames;

    /** Updates of purchases: due now. */
    long marks;

    private void add(Commit commit) {
      for (Commit.Put put : commit.puts()) {
        if (put.expectedVersion() > 0 && put.key().kind().equals("purchase")) {
          marks++;
        } else if (put.fields().type().filter("SYNCHRONIZATION"::equals).isPresent()) {
          synchronizations++;
        } else {
          otherRecords++;
        }
      }
      events += commit.events().size();
      for (UniqueName name : commit.reservations()) {
        otherNames += name.scope().equals("synchronization") ? 0 : 1;
      }
    }
  }

  /**
   * @param parts of a day, of which the engine runs one
   * @param perPart bookings
   */
  YearShop(ActivityStore store, int parts, int perPart, Duration retention) {
    this.store = new RecordingStore(store);
    this.parts = parts;
    this.perPart = perPart;
    provider = new YearProvider(parts, 4 * perPart + 1000);
    engine =
        DrivenEngine.create(
            EngineOptions.builder()
                .store(this.store)
                .secrets(KeyRing.ephemeral())
                .discoverProviders(false)
                .provider(provider)
                .timeSource(time)
                .random(random)
                .retention(retention)
                .synchronizeEvery(Duration.ofMinutes(15))
                .paymentLimits(new PaymentLimits(Money.cny("1000.00"), Money.cny("100000.00")))
                .allowPlacingOnVolatileStore(true)
                .listener(event -> {}),
            nanos -> time.advance(Duration.ofNanos(nanos)));
    for (int i = 0; i < SESSIONS; i++) {
      engine.api().sessions().startAuthorization(session(i));
      engine.api().sessions().completeAuthorizationWithCode(session(i), "account-" + i);
    }
  }

  static SessionId session(int number) {
    return new SessionId(YearProvider.ID, "buyer-" + number);
  }

  /** Order numbers leave room for those of the copies. */
  String orderNumber(long order) {
    return String.format("ORD-%010d", order * parts);
  }

  long orders() {
    return nextOrder;
  }

  /**
   * Runs the last part of a day. Returns what was committed.
   *
   * @param end of the day
   */
  List<Commit> day(Instant end) {
    Duration part = Duration.ofDays(1).dividedBy(parts);
    Instant begin = end.minus(part);
    store.record(true);
    List<Order> shipped = open.get(1);
    shipped.forEach(order -> provider.ship(order.id(), time.now()));
    open.get(0).forEach(order -> provider.receive(order.id(), time.now()));
    List<ActivityId> bookings = new ArrayList<>();
    for (int i = 0; i < perPart; i++) {
      bookings.add(book(i % SESSIONS, Integer.toString(random.nextInt(ITEMS) + 620_000_000), "36.80").id());
    }
    play(begin.plus(part.dividedBy(PHASES)));
    List<Order> made = bookings.stream().map(this::order).toList();
    tell(Stream.of(made, shipped, shipped, open.get(0)).flatMap(List::stream).toList());
    play(begin.plus(part.multipliedBy(2).dividedBy(PHASES)));
    pay(made);
    play(begin.plus(part.multipliedBy(3).dividedBy(PHASES)));
    tell(made);
    play(end);
    List<Commit> committed = store.take();
    store.record(false);
    commits += committed.size();
    open = List.of(shipped, made);
    return committed;
  }

  Activity book(int session, String item, String price) {
    ReservationPlan plan =
        ReservationPlan.builder(orderNumber(nextOrder++), session(session), WAREHOUSE)
            .line("1", Item.of(item), 1, Money.cny(price))
            .build();
    return engine.api().book(plan);
  }

  private Order order(ActivityId booking) {
    Activity ended = engine.api().activities().get(booking);
    if (!ended.succeeded()) {
      throw new IllegalStateException("a booking has not succeeded: " + ended + " " + ended.journal());
    }
    return new Order(ended.session().orElseThrow(), ended.lines().get(0).providerOrderId());
  }

  private void pay(List<Order> orders) {
    for (int i = 0; i < SESSIONS; i++) {
      SessionId session = session(i);
      List<Order> ofSession = orders.stream().filter(order -> order.session().equals(session)).toList();
      for (int from = 0; from < ofSession.size(); from += 10) {
        PaymentRequest.Builder request = PaymentRequest.builder(session, Money.cny("10000.00")).approved("a person");
        ofSession.subList(from, Math.min(ofSession.size(), from + 10)).forEach(order -> request.order(order.id()));
        engine.api().pay(request.build());
      }
    }
  }

  /** A burst of messages, one of each order. */
  private void tell(List<Order> orders) {
    int before = store.soFar();
    for (Order order : orders) {
      WebhookResult receipt =
          engine.api().handleWebhook(YearProvider.ID, Map.of(), YearProvider.message(order.id(), time.now()));
      if (store.isRecording()) {
        messages.told++;
        messages.accepted += receipt == WebhookResult.ACCEPTED ? 1 : 0;
      }
    }
    store.since(before).forEach(messages::add);
  }

  /** Messages about the open orders of a session, for the probes; what they leave is not counted. */
  void remind(int session) {
    tell(open.get(1).stream().filter(order -> order.session().equals(session(session))).toList());
  }

  /** Runs what is due until a moment, and then whatever has not ended. */
  void play(Instant until) {
    while (time.now().isBefore(until)) {
      if (!lastLook.plus(LOOK_EVERY).isAfter(time.now())) {
        lastLook = time.now();
        engine.look();
      }
      runDue();
      time.advance(STEP);
    }
    while (isAtWork()) {
      runDue();
      time.advance(STEP);
    }
    engine.deliverEvents();
  }

  private boolean isAtWork() {
    return List.of(ActivityState.QUEUED, ActivityState.RUNNING, ActivityState.WAITING).stream()
        .anyMatch(
            state ->
                !engine.api().activities().find(ActivityQuery.builder().state(state).page(1, 1).build()).entries().isEmpty());
  }

  void runDue() {
    List<ActivityId> due = engine.sweep();
    while (!due.isEmpty()) {
      due.forEach(engine::run);
      due = engine.sweep();
    }
  }

  /** The rest of the day, in which the retention removes what has reached its time; more often in the engine's own time. */
  void night(Instant end) {
    Instant until = end.minus(Duration.ofDays(1).dividedBy(parts));
    while (time.now().plus(TIDY_EVERY).isBefore(until)) {
      time.advance(TIDY_EVERY);
      engine.tidy();
    }
    time.advanceTo(until);
    long before = store.removed;
    engine.tidy();
    if (store.removed - before >= MOST_LEFT) {
      throw new IllegalStateException("the retention does not keep up");
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
