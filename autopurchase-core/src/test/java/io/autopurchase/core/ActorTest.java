package io.autopurchase.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.autopurchase.Activity;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.BindingRequest;
import io.autopurchase.EventQuery;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.PaymentRequest;
import io.autopurchase.ReservationPlan;
import io.autopurchase.Sessions;
import io.autopurchase.UnbindingRequest;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The audit trail says who asked for each change. */
class ActorTest extends Trading {
  private static final String BOB = "Bob Игорь 王";

  @Test
  void book_requestedBy_standsInActivityEventAndJournal() {
    Activity booking = node.engine.book(planBy("ORD-1", BOB));

    assertRequested(booking);
    assertThat(settle(booking).succeeded()).isTrue();
    assertThat(events(AutoPurchaseEvent.ACTIVITY_CHANGED)).as("later events follow the first").isNotEmpty()
        .allSatisfy(event -> assertThat(event.id()).isGreaterThan(requests(booking).get(0).id()));
  }

  @Test
  void bindUnbindPaySynchronize_requestedBy_standInActivityEventAndJournal() {
    book("ORD-1", 1);
    String order = orderOf("ORD-1", "1");

    Activity payment =
        node.engine.pay(PaymentRequest.builder(Nodes.SESSION, Money.cny("50.00")).order(order).requestedBy(BOB).approved("Alice").build());
    assertRequested(payment);
    assertThat(requests(payment).get(0).attributes()).containsEntry("approvedBy", "Alice");
    assertThat(now(payment).journal()).anySatisfy(entry -> assertThat(entry.message()).contains("Approved in advance by Alice"));
    settle(payment);
    Activity reading = node.engine.synchronize(Nodes.SESSION, BOB);
    assertRequested(reading);
    settle(reading);
    Activity forgetting = node.engine.unbind(UnbindingRequest.builder("ORD-1").unlinkOnly().requestedBy(BOB).build());
    assertRequested(forgetting);
    settle(forgetting);
    Activity binding =
        node.engine.bind(BindingRequest.builder("ORD-1", Nodes.SESSION, order).line("1", Item.of("47111"), 1).requestedBy(BOB).build());
    assertRequested(binding);
    settle(binding);
  }

  @Test
  void by_nameOfNoPerson_isRefused() {
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));

    for (String name : List.of(AutoPurchaseEvent.POLICY_ACTOR, AutoPurchaseEvent.DEADLINE_ACTOR)) {
      InvalidInputException refusal =
          catchThrowableOfType(InvalidInputException.class, () -> node.engine.activities().interrupt(booking.id(), name));
      assertThat(refusal.code()).isEqualTo("RESERVED");
      assertThat(refusal.violations().get(0).field()).isEqualTo("by");
    }
    settle(booking);
  }

  @Test
  void interruptAndRetry_leaveEventsWithWhoDid() {
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));

    node.engine.activities().retry(booking.id(), BOB);
    node.engine.activities().interrupt(booking.id(), " Alice ");

    assertThat(requests(booking)).extracting(event -> event.newValue().orElseThrow()).containsExactlyInAnyOrder("RETRY", "INTERRUPT");
    assertThat(requests(booking)).extracting(event -> event.actor().orElseThrow()).containsExactlyInAnyOrder(BOB, "Alice");
    assertThat(requests(booking)).allMatch(AutoPurchaseEvent::byPerson);
    settle(booking);
  }

  @Test
  void sessions_everyOperation_leavesAnEventWithWhoDid() {
    Sessions sessions = node.engine.sessions();
    String state = sessions.startAuthorization(Nodes.SESSION, "begins").url().getQuery().replaceAll(".*state=([^&]+).*", "$1");
    sessions.completeAuthorization(Nodes.SESSION, URI.create("https://shop.example/callback?code=x&state=" + state), "completes");
    sessions.completeAuthorizationWithCode(Nodes.SESSION, "code", "hands in");
    sessions.refresh(Nodes.SESSION, "refreshes");
    sessions.disable(Nodes.SESSION, "disables");
    sessions.enable(Nodes.SESSION, "enables");
    sessions.remove(Nodes.SESSION, "removes");

    assertThat(node.engine.events().find(EventQuery.builder().oldestFirst().limit(1000).build()))
        .extracting(event -> event.actor().orElse(null))
        .contains("begins", "completes", "hands in", "refreshes", "disables", "enables", "removes");
    assertThat(events(AutoPurchaseEvent.SESSION_REQUESTED)).extracting(event -> event.newValue().orElseThrow()).containsExactlyInAnyOrder("AUTHORIZE", "REFRESH");
    node.authorize();
  }

  @Test
  void requests_namesThatCannotStandInTheTrail_areRefused() {
    Sessions sessions = node.engine.sessions();
    List<Consumer<String>> requests =
        List.of(
            by -> planBy("ORD-1", by),
            by -> BindingRequest.builder("ORD-1", Nodes.SESSION, "7").requestedBy(by),
            by -> UnbindingRequest.builder("ORD-1").requestedBy(by),
            by -> PaymentRequest.builder(Nodes.SESSION, Money.cny("1")).requestedBy(by),
            by -> PaymentRequest.builder(Nodes.SESSION, Money.cny("1")).approved(by),
            by -> node.engine.synchronize(Nodes.SESSION, by),
            by -> sessions.startAuthorization(Nodes.SESSION, by),
            by -> sessions.completeAuthorization(Nodes.SESSION, URI.create("https://x/?code=1&state=2"), by),
            by -> sessions.completeAuthorizationWithCode(Nodes.SESSION, "code", by),
            by -> sessions.refresh(Nodes.SESSION, by),
            by -> sessions.disable(Nodes.SESSION, by),
            by -> sessions.enable(Nodes.SESSION, by),
            by -> sessions.remove(Nodes.SESSION, by));

    for (Consumer<String> request : requests) {
      for (String by : List.of("", " \u00A0", "bob\nAPPROVED by the boss", "bob\u001b[8m", "x".repeat(201))) {
        InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> request.accept(by));
        assertThat(refused.violations()).singleElement().satisfies(violation -> assertThat(violation.field()).isEqualTo("by"));
      }
    }
  }

  @Test
  void book_inTheNameOfNobody_isTheSamePlan() {
    assertThat(planBy("ORD-1", BOB).fingerprint()).isEqualTo(Nodes.plan("ORD-1").fingerprint());
    assertThat(node.engine.book(Nodes.plan("ORD-1")).requestedBy()).isEmpty();
    assertThat(node.engine.book(planBy("ORD-1", BOB)).requestedBy()).as("the same activity").isEmpty();
    settle(node.engine.book(Nodes.plan("ORD-1")));
  }

  private void assertRequested(Activity activity) {
    assertThat(activity.requestedBy()).hasValue(BOB);
    assertThat(now(activity).requestedBy()).hasValue(BOB);
    assertThat(now(activity).journal()).first().satisfies(entry -> assertThat(entry.message()).isEqualTo("Requested by " + BOB));
    assertThat(requests(activity)).singleElement().satisfies(event -> {
      assertThat(event.newValue()).hasValue("START");
      assertThat(event.actor()).hasValue(BOB);
    });
  }

  private List<AutoPurchaseEvent> requests(Activity activity) {
    return events(AutoPurchaseEvent.ACTIVITY_REQUESTED).stream().filter(event -> event.activity().orElseThrow().equals(activity.id())).toList();
  }

  private static ReservationPlan planBy(String order, String by) {
    return ReservationPlan.builder(order, Nodes.SESSION, Nodes.WAREHOUSE).line("1", Item.of("4711"), 1, Money.cny("10.00")).requestedBy(by).build();
  }
}
