package io.autopurchase.examples.operator;

import static io.autopurchase.examples.operator.Desk.NICK;
import static io.autopurchase.examples.operator.Desk.SHIRT_L;
import static io.autopurchase.examples.operator.Desk.SHIRT_M;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.sandbox.Fault;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens on the site shows in the purchases. */
class SyncTest {
  private static final String ORDER = "ORD-SYNC";

  @TempDir
  private Path folder;

  private Desk desk;

  @BeforeEach
  void start() {
    desk = new Desk(folder).addSession();
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void sync_lifeOfAnOrder_isFollowedToItsParcelsAndRefund() {
    String number = desk.book(ORDER, SHIRT_M, SHIRT_L).get(0);
    String first = desk.provided(number).lines().get(0).subOrderId();
    String second = desk.provided(number).lines().get(1).subOrderId();

    desk.sandbox.site().reprice(number, first, 3500);
    sync();
    assertThat(desk.purchases(ORDER).at("/0/cost/amount").asText()).isEqualTo("35.00");

    desk.sandbox.site().pay(number);
    sync();
    assertThat(desk.purchases(ORDER).findValuesAsText("status")).containsExactly("AWAITING_SHIPMENT", "AWAITING_SHIPMENT");

    desk.sandbox.site().ship(number, first, "SF", "SF1");
    desk.sandbox.site().ship(number, first, "YTO", "YT2");
    sync();
    JsonNode shipped = desk.purchases(ORDER);
    assertThat(shipped.at("/0/status").asText()).isEqualTo("SHIPPED");
    assertThat(shipped.at("/0/tracking").findValuesAsText("number")).containsExactlyInAnyOrder("SF1", "YT2");
    assertThat(shipped.at("/1/status").asText()).isEqualTo("AWAITING_SHIPMENT");

    String refund = desk.sandbox.site().openRefund(second, false, "too late");
    sync();
    assertThat(desk.purchases(ORDER).at("/1/refund/status").asText()).isEqualTo("REQUESTED");
    assertThat(desk.purchases(ORDER).at("/1/refund/id").asText()).isEqualTo(refund);
  }

  @Test
  void sync_orderClosedOnTheSite_movesItsLinesAway() {
    String number = desk.book(ORDER, SHIRT_M).get(0);
    desk.sandbox.site().close(number, "out of stock");

    sync();

    JsonNode purchase = desk.purchases(ORDER).get(0);
    assertThat(purchase.get("status").asText()).isEqualTo("CLOSED");
    assertThat(purchase.get("closeReason").asText()).isNotEmpty();
    assertThat(desk.run("purchases", "--order", ORDER).out()).contains("CLOSED");
  }

  @Test
  void sync_severalSessions_printsOneDocumentThatTellsOfTheWorst() {
    desk.addSession("second-nick");
    desk.sandbox.site().revoke("second-nick");

    CommandRun sync = desk.await("sync");

    assertThat(sync.exitCode()).as(sync.out()).isEqualTo(5);
    assertThat(sync.json().get("activities").findValuesAsText("session")).containsExactly(NICK, "second-nick");
    assertThat(sync.json().at("/activities/0/state").asText()).isEqualTo("COMPLETED");
    assertThat(sync.json().at("/activity/session").asText()).isEqualTo("second-nick");
    assertThat(sync.json().at("/activity/reason").asText()).isEqualTo("NEEDS_AUTHORIZATION");
  }

  @Test
  void sync_onlyALostSession_doesNotPassForASuccess() {
    desk.sandbox.site().revoke(NICK);
    desk.await("sync", "--session", NICK);

    CommandRun sync = desk.await("sync");

    assertThat(sync.exitCode()).as(sync.out()).isEqualTo(5);
    assertThat(sync.json().get("activities")).isEmpty();
    assertThat(sync.err()).contains(NICK);
  }

  @Test
  void sync_providerRefusesToList_failsWithExitCode3() {
    desk.sandbox.faults().on("/purchase/orders/query").inject(Fault.Kind.BUSINESS_ERROR.fault());

    CommandRun sync = desk.await("sync", "--session", NICK);

    assertThat(sync.json().at("/activity/state").asText()).isEqualTo("FAILED");
    assertThat(sync.exitCode()).isEqualTo(3);
  }

  @Test
  void sync_noSession_hasNothingToDo() {
    desk.run("session", "remove", NICK);

    CommandRun sync = desk.await("sync");

    assertThat(sync.exitCode()).isZero();
    assertThat(sync.json().get("activity").isNull()).isTrue();
  }

  private void sync() {
    desk.done("sync", "--session", NICK);
  }
}
