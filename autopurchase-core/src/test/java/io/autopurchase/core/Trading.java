package io.autopurchase.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.EventQuery;
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.Money;
import io.autopurchase.Purchase;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.purchase.PurchaseRecord;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.engine.PaymentLimits;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.testkit.FakeProvider;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A shop that trades with one provider, and what must hold after whatever a test has done to it. */
public abstract class Trading {
  public final Nodes nodes = new Nodes();
  public final FakeProvider provider = nodes.provider;
  public Node node;

  @BeforeEach
  public void open() {
    provider.capabilities(
        ProviderCapabilities.builder()
            .cancellation(ProviderCapabilities.Cancellation.LINES)
            .maxOrdersPerPayment(3)
            .maxOrdersPerRead(4)
            .ordersPerPage(5)
            .build());
    node = nodes.add(nodes.store, Trading::options);
    nodes.time.advance(ClockWatch.STEADY); // it is up for a while
    node.authorize();
  }

  public static void options(EngineOptions.Builder options) {
    options.paymentLimits(new PaymentLimits(Money.cny("100.00"), Money.cny("300.00")));
  }

  @AfterEach
  public void close() {
    try {
      checkThatNothingIsLeftBehind();
    } finally {
      nodes.close();
    }
  }

  // Moves

  /** Lets time go on until an activity has ended, or asks. */
  public Activity settle(Activity started) {
    return settle(node, started.id());
  }

  public Activity settle(Node by, ActivityId id) {
    for (int turn = 0; turn < 10_000; turn++) {
      Activity activity = by.engine.activities().advance(id);
      if (activity.state().isFinished() || activity.state() == ActivityState.WAITING_FOR_ANSWER) {
        return activity;
      }
      Instant now = nodes.time.now();
      Instant due = nodes.store.load(Keys.activity(id.value())).orElseThrow().fields().dueAt().orElse(now);
      nodes.time.advanceTo(due.isAfter(now) ? due : now.plusSeconds(1));
    }
    throw new AssertionError("it neither ends nor asks: " + by.engine.activities().get(id).journal());
  }

  public Activity answer(Activity asking, String option) {
    node.engine.activities().answer(asking.id(), asking.question().orElseThrow().id(), option, "a person");
    return settle(asking);
  }

  public Activity now(Activity activity) {
    return node.engine.activities().get(activity.id());
  }

  public Activity book(String order, int lines) {
    Activity booking = settle(node.engine.book(Nodes.plan(order, lines)));
    assertThat(booking.succeeded()).isTrue();
    return booking;
  }

  public Activity synchronize() {
    return settle(node.engine.synchronize(Nodes.SESSION));
  }

  public Purchase purchase(String order, String line) {
    return node.engine.purchases().find(new LineKey(order, line)).orElseThrow();
  }

  public String orderOf(String order, String line) {
    return purchase(order, line).providerOrderId().orElseThrow();
  }

  public ProviderOrder theirs(String id) {
    return provider.orders().stream().filter(order -> order.id().equals(id)).findFirst().orElseThrow();
  }

  public int calls(Operation operation) {
    return provider.calls(operation).size();
  }

  public List<AutoPurchaseEvent> events(String type) {
    return node.engine.events().find(EventQuery.builder().oldestFirst().limit(1000).build()).stream().filter(event -> event.type().equals(type)).toList();
  }

  public static List<LineOutcome> outcomes(Activity activity) {
    return activity.lines().stream().map(LineResult::outcome).toList();
  }

  // What must hold

  private void checkThatNothingIsLeftBehind() {
    Map<String, String> links = new HashMap<>();
    for (Versioned<PurchaseRecord> document : all(Keys.PURCHASE, PurchaseRecord.class)) {
      PurchaseRecord purchase = document.body();
      if (purchase.providerOrderId != null) {
        String theirs = Keys.providerLine(purchase.provider, purchase.providerOrderId, purchase.providerOrderLineId);
        assertThat(links.put(theirs, document.key().id())).as("another link of " + theirs).isNull();
      }
    }
    for (ProviderOrder order : provider.orders()) {
      for (ProviderOrder.Line line : order.lines()) {
        String name = Keys.providerLine("fake", order.id(), line.id());
        assertThat(nodes.store.owner(Keys.PROVIDER_LINE_SCOPE, name).orElse(null)).as("owner of " + name).isEqualTo(links.get(name));
      }
    }
    for (Activity activity : node.engine.activities().find(ActivityQuery.builder().page(1, 200).build()).entries()) {
      if (activity.state().isFinished()) {
        checkEnd(activity);
      }
    }
  }

  private void checkEnd(Activity activity) {
    assertThat(activity.question()).as("question of " + activity).isEmpty();
    assertThat(activity.lines()).as("lines of " + activity).allMatch(line -> line.outcome().isFinal());
    for (LineResult line : activity.lines()) {
      String held = nodes.store.owner(Keys.LINE_SCOPE, Keys.name(line.line())).orElse("");
      assertThat(held).as("holder of " + line.line()).isNotEqualTo(activity.id().value());
      Optional.ofNullable(line.providerOrderId())
          .flatMap(id -> nodes.store.owner(Keys.ORDER_SCOPE, Keys.providerOrder("fake", id)))
          .ifPresent(payer -> assertThat(payer).isNotEqualTo(activity.id().value()));
    }
    assertThat(nodes.store.owner(Keys.SYNCHRONIZATION_SCOPE, Keys.name(Nodes.SESSION)).orElse("")).isNotEqualTo(activity.id().value());
  }

  public <T> List<Versioned<T>> all(String kind, Class<T> type) {
    return nodes.store.find(RecordQuery.of(kind, RecordFields.none(), 0, 500)).records().stream()
        .map(row -> new Versioned<>(row.key(), row.version(), ActivityTypes.CODEC.decode(row.toString(), row.codecVersion(), row.body(), type)))
        .toList();
  }
}
