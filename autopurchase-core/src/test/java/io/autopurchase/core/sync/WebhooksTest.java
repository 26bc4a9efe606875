package io.autopurchase.core.sync;

import static io.autopurchase.testkit.FakeProvider.message;
import static io.autopurchase.testkit.FakeProvider.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.InvalidInputException;
import io.autopurchase.LineOutcome;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.WebhookResult;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Trading;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A message causes a reading and nothing else, and none is lost. */
class WebhooksTest extends Trading {
  private WebhookResult tell(List<String> orders, List<String> clientOrderIds) {
    return node.engine.handleWebhook("fake", signed(), message(orders, clientOrderIds, nodes.time.now()));
  }

  private String bought() {
    book("ORD-1", 1);
    synchronize();
    nodes.time.advance(Duration.ofMinutes(2));
    return orderOf("ORD-1", "1");
  }

  private void pay(String id) {
    provider.change(id, old -> FakeOrders.with(old, PurchaseStatus.AWAITING_SHIPMENT, "PAID", nodes.time.now()));
  }

  private List<Activity> unfinished() {
    return node.engine.activities().find(ActivityQuery.builder().type(ActivityType.SYNCHRONIZATION).page(1, 100).build()).entries().stream()
        .filter(activity -> !activity.state().isFinished())
        .toList();
  }

  /** Lets everything run that is due, until nothing is. */
  private void calm() {
    for (int second = 0; second < 60; second++) {
      node.runDue();
      nodes.time.advance(Duration.ofSeconds(1));
    }
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void handleWebhook_aboutAnOrderOfOurs_isReadSoon() {
    String id = bought();
    pay(id);
    int before = provider.calls().size();

    assertThat(tell(List.of(id), List.of())).isEqualTo(WebhookResult.ACCEPTED);

    assertThat(provider.calls()).as("the provider is not called in the meantime").hasSize(before);
    calm();
    assertThat(purchase("ORD-1", "1").status()).contains(PurchaseStatus.AWAITING_SHIPMENT);
  }

  @Test
  void handleWebhook_oneEachSecond_listsAreReadEveryTenSeconds() {
    String id = bought();
    int before = calls(Operation.MODIFIED);

    for (int second = 0; second < 60; second++) {
      provider.change(id, old -> FakeOrders.withLines(old, old.lines(), nodes.time.now()));
      tell(List.of(id), List.of());
      node.runDue();
      nodes.time.advance(Duration.ofSeconds(1));
    }

    assertThat(calls(Operation.MODIFIED) - before).as("lists in a minute of a message each second").isLessThanOrEqualTo(12);
  }

  @Test
  void handleWebhook_forgedUnreadableOrForeign_doesNothing() {
    String id = bought();
    byte[] body = message(List.of(id), List.of(), nodes.time.now());

    assertThat(node.engine.handleWebhook("fake", Map.of(), body)).isEqualTo(WebhookResult.INVALID_SIGNATURE);
    assertThat(node.engine.handleWebhook("fake", Map.of("signature", List.of("signed-by-me")), body)).isEqualTo(WebhookResult.INVALID_SIGNATURE);
    assertThat(node.engine.handleWebhook("fake", signed(), "?".getBytes(StandardCharsets.UTF_8))).isEqualTo(WebhookResult.UNREADABLE);
    assertThat(tell(List.of("7777"), List.of("unknown"))).isEqualTo(WebhookResult.IGNORED);
    assertThatThrownBy(() -> node.engine.handleWebhook("other", signed(), body))
        .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.violations().get(0).code()).isEqualTo("UNKNOWN_PROVIDER"));
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void handleWebhook_again_isOneReading() {
    String id = bought();
    pay(id);

    for (int i = 0; i < 20; i++) {
      assertThat(tell(List.of(id), List.of())).isEqualTo(WebhookResult.ACCEPTED);
    }

    assertThat(unfinished()).hasSize(1);
    int before = calls(Operation.ORDERS);
    calm();
    assertThat(calls(Operation.ORDERS) - before).isLessThanOrEqualTo(1);
  }

  @Test
  void handleWebhook_lateOne_isIgnoredOnceWhatCameAfterItIsRead() {
    String id = bought();
    byte[] early = message(List.of(id), List.of(), nodes.time.now());
    nodes.time.advance(Duration.ofMinutes(5));
    pay(id);
    synchronize();

    assertThat(node.engine.handleWebhook("fake", signed(), early)).isEqualTo(WebhookResult.IGNORED);

    provider.change(id, old -> FakeOrders.closed(old, List.of(), "given back", nodes.time.now()));
    synchronize();
    assertThat(tell(List.of(id), List.of())).as("nothing can change any more").isEqualTo(WebhookResult.IGNORED);
  }

  @Test
  void handleWebhook_whileASynchronizationCommitsItsEnd_isReadNevertheless() {
    String id = bought();
    AtomicBoolean told = new AtomicBoolean();
    Nodes.Node slow =
        nodes.add(
            nodes.store,
            name -> {
              if (name.equals("commit.before") && isAboutToEnd() && told.compareAndSet(false, true)) {
                pay(id);
                assertThat(tell(List.of(id), List.of())).isEqualTo(WebhookResult.ACCEPTED);
              }
            },
            Trading::options);
    Activity reading = node.engine.synchronize(Nodes.SESSION);
    slow.run(reading.id());
    assertThat(told).isTrue();

    settle(reading);
    calm();

    assertThat(purchase("ORD-1", "1").status()).contains(PurchaseStatus.AWAITING_SHIPMENT);
  }

  /** Whether a synchronization has read its list, by what was committed last: nothing is due, so the next commit is its end. */
  private boolean isAboutToEnd() {
    return all(Keys.ACTIVITY, ActivityRecord.class).stream()
        .map(Versioned::body)
        .anyMatch(body -> body instanceof SynchronizationRecord read && read.state == ActivityState.RUNNING && read.synchronization.page == 0);
  }

  @Test
  void handleWebhook_aboutABookingInDoubt_letsItLookAtOnce() {
    provider.fail(Operation.PLACE, Fault.answerLost());
    provider.fail(Operation.LOOK_UP, Fault.notSent(), Fault.notSent(), Fault.notSent(), Fault.notSent(), Fault.notSent(), Fault.notSent());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    while (calls(Operation.LOOK_UP) < 6) {
      node.run(booking.id());
      nodes.time.advance(Duration.ofMillis(500));
    }
    node.run(booking.id());
    assertThat(now(booking).state()).isEqualTo(ActivityState.WAITING);
    String clientOrderId = booking.id() + "-1";

    assertThat(tell(List.of("1000"), List.of(clientOrderId))).isEqualTo(WebhookResult.ACCEPTED);
    node.runDue();

    assertThat(outcomes(now(booking))).as("without a wait").containsExactly(LineOutcome.BOOKED);
    settle(booking);
    assertThat(tell(List.of(), List.of(clientOrderId))).as("it has ended").isEqualTo(WebhookResult.IGNORED);
  }
}
