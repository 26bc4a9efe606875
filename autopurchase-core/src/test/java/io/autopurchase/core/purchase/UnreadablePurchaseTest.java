package io.autopurchase.core.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseException;
import io.autopurchase.BindingRequest;
import io.autopurchase.Health;
import io.autopurchase.Item;
import io.autopurchase.JournalEntry;
import io.autopurchase.KeyRing;
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.Money;
import io.autopurchase.ProviderSettings;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.WaitReason;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.payment.PaymentTrading;
import io.autopurchase.core.record.Codec;
import io.autopurchase.core.record.Keys;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.Quote;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is stored of one line cannot be read: that line is set aside, and loses no order; the others of its activity go on. */
class UnreadablePurchaseTest extends PaymentTrading {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Map<RecordKey, StoredRecord> whole = new HashMap<>();
  private int writes;

  /** How a row becomes unreadable. */
  enum Damage {
    OTHER_RELEASE(99, new byte[] {1, 2, 3}),
    NO_JSON(Codec.VERSION, new byte[] {1, 2, 3}),
    WITHOUT_ITS_PARTS(Codec.VERSION, "{}".getBytes(StandardCharsets.US_ASCII));

    final int codec;
    final byte[] body;

    Damage(int codec, byte[] body) {
      this.codec = codec;
      this.body = body;
    }
  }

  // Bookings

  @ParameterizedTest
  @EnumSource
  void book_recordOfOneLineUnreadable_isRefusedBeforeItIsOrderedAndTheOthersAreBooked(Damage damage) {
    Activity booking = node.engine.book(Nodes.plan("ORD-1", 3));
    damage(purchaseKey("2"), damage);

    Activity ended = settle(booking);

    assertThat(ended.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(outcomes(ended)).containsExactly(LineOutcome.BOOKED, LineOutcome.FAILED, LineOutcome.BOOKED);
    assertThat(ended.lines().get(1).code()).isEqualTo("UNREADABLE");
    assertThat(ended.journal()).extracting(JournalEntry::code).contains("UNREADABLE");
    assertThat(calls(Operation.PLACE)).isEqualTo(2);
    repair();
    assertThat(settle(node.engine.book(Nodes.plan("ORD-1", 3))).succeeded()).isTrue();
    assertThat(calls(Operation.PLACE)).as("what was bought is not bought again").isEqualTo(3);
  }

  @Test
  void book_recordOfALineOfAnOrderUnreadable_theRestOfTheOrderIsBooked() {
    EngineOptions options =
        EngineOptions.builder()
            .store(nodes.store)
            .secrets(KeyRing.ephemeral())
            .replaceLostKeys(true)
            .discoverProviders(false)
            .provider(oneSeller())
            .timeSource(nodes.time)
            .allowPlacingOnVolatileStore(true)
            .build();
    try (AutoPurchase engine = Nodes.built(options)) {
      engine.sessions().startAuthorization(Nodes.SESSION);
      engine.sessions().completeAuthorizationWithCode(Nodes.SESSION, "code");
      Activity booking = engine.book(Nodes.plan("ORD-1", 3));
      damage(purchaseKey("2"), Damage.NO_JSON);

      while (!booking.state().isFinished()) {
        booking = engine.activities().advance(booking.id());
      }

      assertThat(outcomes(booking)).containsExactly(LineOutcome.BOOKED, LineOutcome.FAILED, LineOutcome.BOOKED);
      assertThat(provider.orders()).hasSize(1);
      assertThat(provider.orders().get(0).lines()).hasSize(2);
      repair();
    }
  }

  /** The provider as one at which all items are of one seller, and so in one order. */
  private ProviderAdapter oneSeller() {
    return new ProviderAdapter() {
      @Override
      public String id() {
        return "fake";
      }

      @Override
      public ProviderClient open(ProviderSettings settings) {
        ProviderClient client = provider.open(settings);
        InvocationHandler handler =
            (proxy, method, arguments) -> {
              method.setAccessible(true);
              Object result = method.invoke(client, arguments);
              return result instanceof ProviderResult.Success<?> yes && yes.value() instanceof Quote quote
                  ? new ProviderResult.Success<>(together(quote))
                  : result;
            };
        return (ProviderClient) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ProviderClient.class}, handler);
      }
    };
  }

  private static Quote together(Quote quote) {
    List<Quote.PricedLine> lines = quote.sellers().stream().flatMap(seller -> seller.lines().stream()).toList();
    Money goods = quote.sellers().stream().map(Quote.Seller::goods).reduce(Money::plus).orElseThrow();
    return Quote.of(List.of(Quote.Seller.of("the seller", goods, Money.cny("0.00"), lines)), List.of());
  }

  @Test
  void retry_recordStillUnreadable_failsAgainAndIsBookedOnceItIsRepaired() {
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    damage(purchaseKey("1"), Damage.NO_JSON);
    assertThat(settle(booking).state()).isEqualTo(ActivityState.FAILED);

    node.engine.activities().retry(booking.id(), "a person");
    assertThat(settle(booking).state()).isEqualTo(ActivityState.FAILED);
    assertThat(calls(Operation.PLACE)).isZero();

    repair();
    node.engine.activities().retry(booking.id(), "a person");
    assertThat(settle(booking).succeeded()).isTrue();
    assertThat(calls(Operation.PLACE)).isEqualTo(1);
  }

  /** What is stored of the second line cannot be read from the moment in which it is ordered. */
  private Activity bookAndDamage(Damage damage) {
    Activity booking = node.engine.book(Nodes.plan("ORD-1", 3));
    provider.beforeNext(Operation.PLACE, () -> {}, () -> damage(purchaseKey("2"), damage));
    runFor(HOUR);
    return now(booking);
  }

  private void assertHeld(Activity booking) {
    LineResult second = booking.lines().get(1);
    assertThat(outcomes(booking)).containsExactly(LineOutcome.BOOKED, LineOutcome.UNCERTAIN, LineOutcome.BOOKED);
    assertThat(second.code()).isEqualTo("UNREADABLE");
    assertThat(second.providerOrderId()).isNotNull();
    assertThat(second.message()).contains(second.providerOrderId());
    assertThat(booking.journal()).filteredOn(entry -> entry.code().equals("UNREADABLE") && entry.message().contains(second.providerOrderId())).hasSize(1);
    assertThat(nodes.store.owner(Keys.LINE_SCOPE, Keys.name(second.line()))).contains(booking.id().value());
    String theirs = Keys.providerLine("fake", second.providerOrderId(), theirs(second.providerOrderId()).lines().get(0).id());
    assertThat(nodes.store.owner(Keys.PROVIDER_LINE_SCOPE, theirs)).contains(Keys.name(second.line()));
    assertThat(purchase("ORD-1", "1").group()).isEqualTo(PurchaseGroup.PURCHASED);
    assertThat(purchase("ORD-1", "3").group()).isEqualTo(PurchaseGroup.PURCHASED);
    assertThatThrownBy(() -> node.engine.book(Nodes.plan("ORD-1", 3))).isInstanceOfSatisfying(AutoPurchaseException.class, e -> assertThat(e.code()).isEqualTo("UNREADABLE"));
    assertThat(calls(Operation.PLACE)).isEqualTo(3);
  }

  private void assertNoted(Activity booking) {
    assertThat(outcomes(booking)).containsOnly(LineOutcome.BOOKED);
    assertThat(orderOf("ORD-1", "2")).isEqualTo(booking.lines().get(1).providerOrderId());
    assertThat(calls(Operation.PLACE)).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void book_recordUnreadableOnceItIsOrdered_lineIsHeldAndTheOthersAreBooked(Damage damage) {
    Activity waiting = bookAndDamage(damage);

    assertThat(waiting.state()).isEqualTo(ActivityState.WAITING);
    assertThat(waiting.reason()).contains(WaitReason.UNREADABLE);
    assertThat(node.engine.health().issues()).extracting(Health.Issue::code).contains(Health.Code.UNREADABLE_RECORD);
    assertHeld(waiting);
    int calls = provider.calls().size();
    runFor(Duration.ofDays(2));
    assertThat(provider.calls()).as("nothing is asked for that cannot be noted").hasSize(calls);

    repair();
    node.engine.activities().retry(waiting.id(), "a person");
    Activity ended = settle(waiting);
    assertThat(ended.state()).isEqualTo(ActivityState.COMPLETED);
    assertNoted(ended);
  }

  /** What the provider charges is looked at once more when the order shows: of that line it cannot be. */
  @ParameterizedTest
  @EnumSource
  void book_priceIsCheckedAfterwardsAndARecordIsUnreadable_theOthersAreBooked(Damage damage) {
    provider.capabilities(ProviderCapabilities.builder().priceCheck(ProviderCapabilities.PriceCheck.AFTER_PLACING).build());
    Activity booking = node.engine.book(Nodes.plan("ORD-1", 2));
    provider.beforeNext(Operation.PLACE, () -> provider.beforeNext(Operation.PLACE, () -> damage(purchaseKey("1"), damage)));

    Activity ended = settle(booking);

    assertThat(outcomes(ended)).containsExactly(LineOutcome.BOOKED, LineOutcome.BOOKED);
    assertThat(calls(Operation.PLACE)).isEqualTo(2);
    repair();
  }

  @Test
  void book_recordIsRepaired_goesOnByItself() {
    Activity waiting = bookAndDamage(Damage.OTHER_RELEASE);
    repair();

    runFor(HOUR);

    assertThat(now(waiting).succeeded()).isTrue();
    assertNoted(now(waiting));
  }

  /** The provider shows the order no more: that is no reason to place another one. */
  @Test
  void book_orderIsNotShownAfterTheRepair_isNotOrderedAgain() {
    Activity waiting = bookAndDamage(Damage.OTHER_RELEASE);
    repair();
    provider.failWhen(call -> call.operation() == Operation.LOOK_UP, Fault.rejected("NO_SUCH_ORDER"));
    runFor(Duration.ofDays(2));
    assertThat(calls(Operation.PLACE)).isEqualTo(3);

    provider.heal();
    node.engine.activities().retry(waiting.id(), "a person");
    assertNoted(settle(waiting));
  }

  @Test
  void book_answerLostAndRecordUnreadable_orderIsFoundAndHeld() {
    provider.fail(Operation.PLACE, Fault.limited(Duration.ofSeconds(1)), Fault.limited(Duration.ofSeconds(1)), Fault.answerLost());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    provider.beforeNext(Operation.PLACE, () -> {}, () -> {}, () -> damage(purchaseKey("1"), Damage.NO_JSON));
    runFor(HOUR);

    assertThat(outcomes(now(booking))).containsExactly(LineOutcome.UNCERTAIN);
    assertThat(now(booking).lines().get(0).providerOrderId()).isEqualTo(provider.orders().get(0).id());
    repair();
    runFor(HOUR);
    assertThat(now(booking).succeeded()).isTrue();
    assertThat(provider.orders()).hasSize(1);
  }

  @Test
  void interrupt_recordUnreadableOnceItIsOrdered_endsAndStaysHeldUntilARetryNotesIt() {
    Activity waiting = bookAndDamage(Damage.NO_JSON);

    node.engine.activities().interrupt(waiting.id(), "a person");
    Activity ended = settle(waiting);

    assertThat(ended.state()).isEqualTo(ActivityState.INTERRUPTED);
    assertHeld(ended);
    node.engine.activities().retry(waiting.id(), "a person");
    assertHeld(settle(waiting));
    repair();
    node.engine.activities().retry(waiting.id(), "a person");
    assertNoted(settle(waiting));
  }

  @Test
  void interrupt_recordIsRepairedAfterwards_synchronizationLetsItBeNoted() {
    Activity waiting = bookAndDamage(Damage.NO_JSON);
    node.engine.activities().interrupt(waiting.id(), "a person");
    settle(waiting);
    repair();

    synchronize();
    runFor(Duration.ofMinutes(1));

    assertNoted(now(waiting));
  }

  // The others

  @ParameterizedTest
  @EnumSource
  void bind_recordOfOneLineUnreadable_theOtherIsLinked(Damage damage) {
    provider.place(FakeOrders.unpaid("77", "4711", 1, nodes.time.now()));
    provider.place(FakeOrders.unpaid("78", "4712", 1, nodes.time.now()));
    Activity first = node.engine.bind(BindingRequest.builder("ORD-1", Nodes.SESSION, "77").line("1", Item.of("4711"), 1).line("2", Item.of("4712"), 1).build());
    damage(purchaseKey("2"), damage);

    Activity ended = settle(first);

    assertThat(ended.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(outcomes(ended)).containsExactly(LineOutcome.BOUND, LineOutcome.FAILED);
    assertThat(ended.lines().get(1).code()).isEqualTo("UNREADABLE");
    repair();
  }

  @ParameterizedTest
  @EnumSource
  void pay_recordOfALineOfOneOrderUnreadable_theOtherIsPaid(Damage damage) {
    List<String> orders = unpaidOrders(2);
    Activity paying = node.engine.pay(request(LIMIT, orders).approved().build());
    damage(purchaseKey("1"), damage);

    Activity ended = settle(paying);

    assertThat(ended.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(outcomes(ended)).containsExactly(LineOutcome.FAILED, LineOutcome.PAID);
    assertThat(ended.lines().get(0).code()).isEqualTo("UNREADABLE");
    assertThat(ended.journal()).extracting(JournalEntry::code).contains("UNREADABLE");
    repair();
  }

  @ParameterizedTest
  @EnumSource
  void unbind_recordOfOneLineUnreadableMeanwhile_theOthersAreReleased(Damage damage) {
    book("ORD-1", 3);
    Activity unbinding = node.engine.unbind(UnbindingRequest.builder("ORD-1").build());
    damage(purchaseKey("2"), damage);

    Activity ended = settle(unbinding);

    assertThat(ended.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(outcomes(ended)).containsExactly(LineOutcome.UNBOUND, LineOutcome.FAILED, LineOutcome.UNBOUND);
    assertThat(ended.lines().get(1).code()).isEqualTo("UNREADABLE");
    repair();
    assertThat(outcomes(settle(node.engine.unbind(UnbindingRequest.builder("ORD-1").line("2").build())))).containsExactly(LineOutcome.UNBOUND);
  }

  @Test
  void unbind_unlinkOnlyAndRecordUnreadable_lineStaysLinked() {
    book("ORD-1", 2);
    Activity unbinding = node.engine.unbind(UnbindingRequest.builder("ORD-1").unlinkOnly().build());
    damage(purchaseKey("2"), Damage.NO_JSON);

    Activity ended = settle(unbinding);

    assertThat(outcomes(ended)).containsExactly(LineOutcome.UNBOUND, LineOutcome.FAILED);
    repair();
    assertThat(purchase("ORD-1", "2").group()).isEqualTo(PurchaseGroup.PURCHASED);
  }

  @Test
  void unbind_wholeOrderWithAnUnreadableRecord_saysWhichLineIsLeftOut() {
    book("ORD-1", 3);
    String order = orderOf("ORD-1", "2");
    damage(purchaseKey("2"), Damage.NO_JSON);

    Activity ended = settle(node.engine.unbind(UnbindingRequest.builder("ORD-1").build()));

    assertThat(ended.lines()).hasSize(3);
    LineResult left = ended.lines().get(2);
    assertThat(left.line()).isEqualTo(new LineKey("ORD-1", "2"));
    assertThat(left.outcome()).isEqualTo(LineOutcome.FAILED);
    assertThat(left.code()).isEqualTo("UNREADABLE");
    assertThat(left.providerOrderId()).isEqualTo(order);
    assertThat(ended.journal()).extracting(JournalEntry::message).anyMatch(message -> message.startsWith("Line 2 ")).contains("2 of 3 lines are released");
    repair();
  }

  // Whatever else cannot be read

  @Test
  void interrupt_limiterUnreadable_bookingInDoubtEndsAndItsLineStaysHeld() {
    provider.fail(Operation.PLACE, Fault.answerLost());
    provider.failWhen(call -> call.operation() == Operation.LOOK_UP, Fault.notSent());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.run(booking.id());
    nodes.store.commit(Commit.builder("limiter").put(Nodes.LIMITER, 0, RecordFields.none(), 99, new byte[] {1}).build());
    runFor(HOUR);
    assertThat(now(booking).reason()).contains(WaitReason.UNREADABLE);

    node.engine.activities().interrupt(booking.id(), "a person");
    node.run(booking.id());

    assertThat(now(booking).state()).isEqualTo(ActivityState.INTERRUPTED);
    assertThat(outcomes(now(booking))).containsExactly(LineOutcome.UNCERTAIN);
    provider.heal();
    nodes.store.commit(Commit.builder("repaired").delete(Nodes.LIMITER, 1).build());
    node.engine.activities().retry(booking.id(), "a person");
    assertThat(outcomes(settle(booking))).containsExactly(LineOutcome.BOOKED);
    assertThat(provider.orders()).hasSize(1);
  }

  @Test
  void interrupt_stateOfTheSynchronizationUnreadable_ends() {
    book("ORD-1", 1);
    synchronize();
    damage(Keys.synchronization(Nodes.SESSION), Damage.NO_JSON);
    Activity waiting = node.engine.synchronize(Nodes.SESSION);
    node.run(waiting.id());
    assertThat(now(waiting).reason()).contains(WaitReason.UNREADABLE);

    node.engine.activities().interrupt(waiting.id(), "a person");
    node.run(waiting.id());

    assertThat(now(waiting).state()).isEqualTo(ActivityState.INTERRUPTED);
    repair();
  }

  private static RecordKey purchaseKey(String line) {
    return Keys.purchase(new LineKey("ORD-1", line));
  }

  private void runFor(Duration time) {
    Duration pace = time.compareTo(HOUR) > 0 ? Duration.ofMinutes(1) : Duration.ofSeconds(1);
    for (Duration past = Duration.ZERO; past.compareTo(time) < 0; past = past.plus(pace)) {
      node.runDue();
      nodes.time.advance(pace);
    }
  }

  private void damage(RecordKey key, Damage damage) {
    StoredRecord row = nodes.store.load(key).orElseThrow();
    whole.put(key, row);
    assertThat(nodes.store.commit(Commit.builder("damage" + ++writes).put(key, row.version(), row.fields(), damage.codec, damage.body).build()).isApplied()).isTrue();
  }

  /** What is damaged is as it was before, and nothing has changed it in the meantime. */
  private void repair() {
    whole.forEach(
        (key, row) -> {
          StoredRecord bad = nodes.store.load(key).orElseThrow();
          assertThat(bad.version()).as("%s is left as it is", key).isEqualTo(row.version() + 1);
          nodes.store.commit(Commit.builder("repair" + ++writes).put(key, bad.version(), row.fields(), row.codecVersion(), row.body()).build());
        });
    whole.clear();
  }
}
