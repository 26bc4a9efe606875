package io.autopurchase.core.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.AutoPurchaseException;
import io.autopurchase.EventQuery;
import io.autopurchase.LineKey;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Session;
import io.autopurchase.SessionState;
import io.autopurchase.WaitReason;
import io.autopurchase.WebhookResult;
import io.autopurchase.core.CapturedLog;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.event.EventIds;
import io.autopurchase.core.record.Codec;
import io.autopurchase.core.record.Keys;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.testkit.FakeProvider;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A row that this release cannot read is shown, reported once, left as it is, and stops nothing else. */
class UnreadableTest {
  private final Nodes nodes = new Nodes();
  private Node node;
  private int writes;

  /** How a row becomes unreadable. */
  record Damage(String name, int codec, byte[] body) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Damage> damages() {
    return List.of(
        new Damage("another release's", 99, new byte[] {1, 2, 3}),
        new Damage("no JSON", Codec.VERSION, new byte[] {1, 2, 3}),
        new Damage("empty", Codec.VERSION, new byte[0]),
        new Damage("null", Codec.VERSION, "null".getBytes(StandardCharsets.US_ASCII)),
        new Damage("without its parts", Codec.VERSION, "{}".getBytes(StandardCharsets.US_ASCII)));
  }

  @BeforeEach
  void open() {
    node = nodes.add();
    node.authorize();
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  @ParameterizedTest
  @MethodSource("damages")
  void activity_unreadable_shownFromItsFieldsAndOthersRun(Damage damage) {
    Activity bad = node.engine.book(Nodes.plan("ORD-1"));
    Activity good = node.engine.book(Nodes.plan("ORD-2"));
    StoredRecord row = damage(Keys.activity(bad.id().value()), damage);

    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 20; i++) {
        List<Activity> all = node.engine.activities().find(ActivityQuery.builder().build()).entries();
        assertThat(all).extracting(Activity::id).containsExactlyInAnyOrder(bad.id(), good.id());
        nodes.time.advance(Duration.ofSeconds(1));
      }
      assertThat(log.lines("ERROR")).isEqualTo(1);
      assertThat(log.lines(row.toString())).isEqualTo(1);
    }

    Activity shown = node.engine.activities().get(bad.id());
    assertThat(shown.state()).isEqualTo(ActivityState.QUEUED);
    assertThat(shown.type()).isEqualTo(ActivityType.BOOKING);
    assertThat(shown.session()).contains(Nodes.SESSION);
    assertThat(shown.orderId()).contains("ORD-1");
    assertThat(shown.createdAt()).isEqualTo(bad.createdAt());
    assertThat(shown.reason()).contains(WaitReason.UNREADABLE);
    assertThat(shown.description()).contains("another release").contains("damaged");
    assertThat(node.finish(good.id()).state()).isEqualTo(ActivityState.COMPLETED);
  }

  @Test
  void activity_unreadable_dueEachSecondAndReportedOnceAndLeftAsItIs() {
    Activity bad = node.engine.book(Nodes.plan("ORD-1"));
    StoredRecord row = damage(Keys.activity(bad.id().value()), damages().get(0));

    try (CapturedLog log = new CapturedLog()) {
      for (int second = 0; second < 600; second++) {
        node.runDue();
        nodes.time.advance(Duration.ofSeconds(1));
      }
      assertThat(log.text().lines()).hasSize(1);
      assertThat(log.text()).contains(row.toString());
    }

    assertThat(nodes.store.load(row.key()).orElseThrow().version()).isEqualTo(row.version());
    assertThatThrownBy(() -> node.engine.activities().retry(bad.id(), "me"))
        .isInstanceOfSatisfying(AutoPurchaseException.class, e -> assertThat(e.code()).isEqualTo("UNREADABLE"));
  }

  @Test
  void activity_ofATypeAndStateOfAYoungerRelease_shownAsUnknown() {
    RecordFields fields = RecordFields.builder().type("APPRAISAL").state("DREAMING").provider("fake").login("x").build();
    nodes.store.commit(Commit.builder("w").put(Keys.activity("younger"), 0, fields, 2, new byte[] {1}).build());

    Activity shown = node.engine.activities().get(new ActivityId("younger"));

    assertThat(shown.type()).isEqualTo(ActivityType.UNKNOWN);
    assertThat(shown.state()).isEqualTo(ActivityState.UNKNOWN);
    assertThat(shown.state().isFinished()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("damages")
  void purchase_unreadable_shownFromItsFields(Damage damage) {
    node.finish(node.engine.book(Nodes.plan("ORD/1%", 2)).id());
    LineKey line = new LineKey("ORD/1%", "1");
    String order = node.engine.purchases().find(line).orElseThrow().providerOrderId().orElseThrow();
    damage(Keys.purchase(line), damage);

    List<Purchase> all = node.engine.purchases().ofOrder("ORD/1%");

    assertThat(all).extracting(purchase -> purchase.line().lineId()).containsExactly("1", "2");
    Purchase shown = all.get(0);
    assertThat(shown.line()).isEqualTo(line);
    assertThat(shown.group()).isEqualTo(PurchaseGroup.PURCHASED);
    assertThat(shown.providerOrderId()).contains(order);
    assertThat(shown.status()).contains(PurchaseStatus.UNKNOWN);
    assertThat(node.engine.purchases().find(line).orElseThrow().providerOrderId()).contains(order);
  }

  /** The row cannot be read when the order has just been placed: the run leaves it, and the next one finds the order, and waits. */
  @Test
  void run_purchaseUnreadable_waitsUncountedAndGoesOnOnceItIsRepaired() {
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    StoredRecord good = nodes.store.load(Keys.purchase(new LineKey("ORD-1", "1"))).orElseThrow();
    nodes.provider.beforeNext(Operation.PLACE, () -> damage(good.key(), damages().get(0)));
    Activity other = node.engine.book(Nodes.plan("ORD-2"));
    try (CapturedLog log = new CapturedLog()) {
      for (int second = 0; second < 3600; second++) {
        node.runDue();
        nodes.time.advance(Duration.ofSeconds(1));
      }
      assertThat(log.lines("ERROR")).isEqualTo(1);
    }
    Activity waiting = node.engine.activities().get(booking.id());
    assertThat(waiting.state()).isEqualTo(ActivityState.WAITING);
    assertThat(waiting.reason()).contains(WaitReason.UNREADABLE);
    assertThat(waiting.journal()).filteredOn(entry -> entry.code().equals("UNREADABLE")).hasSize(2);
    assertThat(node.engine.activities().get(other.id()).succeeded()).isTrue();

    StoredRecord bad = nodes.store.load(good.key()).orElseThrow();
    nodes.store.commit(
        Commit.builder("repair").put(good.key(), bad.version(), good.fields(), good.codecVersion(), good.body()).build());

    assertThat(node.finish(booking.id()).succeeded()).isTrue();
    assertThat(nodes.provider.orders()).hasSize(2);
  }

  @Test
  void run_limiterUnreadable_nothingIsSent() {
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    nodes.store.commit(Commit.builder("w").put(Nodes.LIMITER, 0, RecordFields.none(), 99, new byte[] {1}).build());
    for (int second = 0; second < 1800; second++) {
      node.runDue();
      nodes.time.advance(Duration.ofSeconds(1));
    }

    assertThat(node.engine.activities().get(booking.id()).reason()).contains(WaitReason.UNREADABLE);
    assertThat(nodes.provider.calls(Operation.ITEM)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("damages")
  void book_purchaseUnreadable_refusedAndNothingIsBought(Damage damage) {
    node.finish(node.engine.book(Nodes.plan("ORD-1")).id());
    damage(Keys.purchase(new LineKey("ORD-1", "1")), damage);

    assertThatThrownBy(() -> node.engine.book(Nodes.plan("ORD-1")))
        .isInstanceOfSatisfying(AutoPurchaseException.class, e -> assertThat(e.code()).isEqualTo("UNREADABLE"));
    assertThat(nodes.provider.orders()).hasSize(1);
  }

  @Test
  void synchronize_bookingOfAnOrderInDoubtUnreadable_othersAreRead() {
    Activity good = node.engine.book(Nodes.plan("ORD-1"));
    node.finish(good.id());
    nodes.provider.fail(Operation.PLACE, Fault.answerLost());
    nodes.provider.failWhen(call -> call.operation() == Operation.LOOK_UP, Fault.notSent());
    Activity bad = node.engine.book(Nodes.plan("ORD-2"));
    node.run(bad.id());
    nodes.provider.heal();
    damage(Keys.activity(bad.id().value()), damages().get(0));
    nodes.time.advance(Duration.ofHours(1));

    Activity done = node.finish(node.engine.synchronize(Nodes.SESSION).id());

    assertThat(done.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(node.engine.purchases().ofOrder("ORD-1")).allSatisfy(purchase -> assertThat(purchase.asOf().orElseThrow()).isAfter(nodes.time.now().minusSeconds(60)));
  }

  @Test
  void handleWebhook_onePurchaseUnreadable_othersAreMarked() {
    node.finish(node.engine.book(Nodes.plan("ORD-1")).id());
    node.finish(node.engine.book(Nodes.plan("ORD-2")).id());
    node.finish(node.engine.synchronize(Nodes.SESSION).id());
    damage(Keys.purchase(new LineKey("ORD-1", "1")), damages().get(0));
    List<String> ids = nodes.provider.orders().stream().map(ProviderOrder::id).toList();
    Instant before = due("ORD-2");

    WebhookResult receipt = node.engine.handleWebhook("fake", FakeProvider.signed(), FakeProvider.message(ids, List.of(), nodes.time.now()));

    assertThat(receipt).isEqualTo(WebhookResult.ACCEPTED);
    assertThat(due("ORD-2")).isBefore(before);
  }

  private Instant due(String order) {
    return nodes.store.load(Keys.purchase(new LineKey(order, "1"))).flatMap(row -> row.fields().dueAt()).orElseThrow();
  }

  @Test
  void synchronize_onePurchaseUnreadable_othersAreRead() {
    node.finish(node.engine.book(Nodes.plan("ORD-1", 3)).id());
    damage(Keys.purchase(new LineKey("ORD-1", "2")), damages().get(0));
    nodes.time.advance(Duration.ofHours(1));

    Activity done = node.finish(node.engine.synchronize(Nodes.SESSION).id());

    assertThat(done.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(node.engine.purchases().ofOrder("ORD-1"))
        .filteredOn(purchase -> purchase.status().filter(PurchaseStatus.UNKNOWN::equals).isEmpty())
        .hasSize(2)
        .allSatisfy(purchase -> assertThat(purchase.asOf().orElseThrow()).isAfter(nodes.time.now().minusSeconds(60)));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void session_unreadable_shownFromItsFieldsAndActivitiesWaitForIt(Damage damage) {
    Activity waiting = node.engine.book(Nodes.plan("ORD-1"));
    StoredRecord row = damage(Keys.session(Nodes.SESSION), damage);
    try (CapturedLog log = new CapturedLog()) {
      for (int second = 0; second < 1200; second++) {
        node.runDue();
        assertThat(node.engine.sessions().list()).extracting(Session::id).containsExactly(Nodes.SESSION);
        nodes.time.advance(Duration.ofSeconds(1));
      }
      assertThat(log.lines(row.toString())).isEqualTo(1);
    }

    assertThat(node.engine.sessions().find("fake", "our-buyer").orElseThrow().state()).isEqualTo(SessionState.ACTIVE);
    assertThat(node.engine.activities().get(waiting.id()).reason()).contains(WaitReason.NEEDS_AUTHORIZATION);
  }

  @Test
  void events_oneUnreadable_auditTrailShowsThatThereIsOne() {
    String bad = EventIds.single(nodes.time.now().minusSeconds(1), "bad");
    nodes.store.commit(Commit.builder("w").append(new StoredEvent(bad, nodes.time.now(), EventFields.none(), 99, new byte[] {1})).build());

    List<AutoPurchaseEvent> all = node.engine.events().find(EventQuery.builder().oldestFirst().limit(100).build());

    assertThat(all.get(0).id()).isEqualTo(bad);
    assertThat(all.get(0).type()).isEqualTo(AutoPurchaseEvent.UNREADABLE);
    assertThat(all).hasSizeGreaterThan(1);
  }

  @Test
  void signal_unreadable_itsActivityGoesOn() {
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    RecordFields fields = RecordFields.builder().type("RETRY").reference(booking.id().value()).dueAt(nodes.time.now()).build();
    nodes.store.commit(
        Commit.builder("w").put(Keys.signal(booking.id().value(), "x"), 0, fields, 99, new byte[] {1}).build());

    assertThat(node.finish(booking.id()).state()).isEqualTo(ActivityState.COMPLETED);
  }

  /** Overwrites the body, as a younger release or a broken disk would. */
  private StoredRecord damage(RecordKey key, Damage damage) {
    StoredRecord row = nodes.store.load(key).orElseThrow();
    nodes.store.commit(
        Commit.builder("damage" + ++writes).put(key, row.version(), row.fields(), damage.codec(), damage.body()).build());
    return nodes.store.load(key).orElseThrow();
  }
}
