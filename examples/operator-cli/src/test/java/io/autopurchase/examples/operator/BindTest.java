package io.autopurchase.examples.operator;

import static io.autopurchase.examples.operator.Desk.NICK;
import static io.autopurchase.examples.operator.Desk.PAPER;
import static io.autopurchase.examples.operator.Desk.SHIRT_L;
import static io.autopurchase.examples.operator.Desk.SHIRT_M;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.sandbox.SellerActions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders that a person placed on the site, linked to the shop's. */
class BindTest {
  private static final String ORDER = "ORD-BIND";

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
  void bind_byPlatformNumber_tiesAllLinesAndIsSafeToRepeat() {
    String number = placeShirts();
    String order = desk.order(ORDER, SHIRT_M, SHIRT_L);

    JsonNode first = desk.done("bind", "--order", order, "--session", NICK, "--provider-order", number);
    JsonNode second = desk.done("bind", "--order", order, "--session", NICK, "--provider-order", number);

    assertThat(first.get("type").asText()).isEqualTo("BINDING");
    assertThat(first.get("lines").findValuesAsText("outcome")).containsExactly("BOUND", "BOUND");
    assertThat(first.get("lines").findValuesAsText("providerOrderId")).containsExactly(number, number);
    assertThat(second.get("lines").findValuesAsText("outcome")).containsExactly("BOUND", "BOUND");
    JsonNode purchases = desk.purchases(ORDER);
    assertThat(purchases.findValuesAsText("group")).containsExactly("PURCHASED", "PURCHASED");
    assertThat(purchases.findValuesAsText("providerOrderLineId"))
        .containsExactlyElementsOf(desk.provided(number).lines().stream().map(line -> line.subOrderId()).toList());
    assertThat(purchases.at("/1/cost/amount").asText()).isEqualTo("79.80");
    assertThat(purchases.at("/1/pricePaid").toString()).as("its name in earlier versions").isEqualTo(purchases.at("/1/cost").toString());
  }

  @Test
  void bind_bySiteNumberWithBlanksAround_tiesTheSameOrder() {
    String number = placeShirts();
    String site = desk.provided(number).siteOrderNumber();

    JsonNode bound =
        desk.done("bind", "--order", desk.order(ORDER, SHIRT_M, SHIRT_L), "--session", NICK, "--provider-order", " " + site + " ");

    assertThat(site).isNotEqualTo(number);
    assertThat(bound.get("lines").findValuesAsText("providerOrderId")).containsExactly(number, number);
    assertThat(desk.purchases(ORDER).at("/0/siteOrderId").asText()).isEqualTo(site);
  }

  @Test
  void bind_withoutLines_leavesOutWhatHasAnOrderAlready() {
    String booked = desk.book(ORDER, PAPER).get(0);
    String number = placeShirts();

    JsonNode bound =
        desk.done("bind", "--order", desk.order(ORDER, SHIRT_M, SHIRT_L, PAPER), "--session", NICK, "--provider-order", number);

    assertThat(bound.get("lines").findValuesAsText("lineId")).containsExactly("1", "2");
    assertThat(desk.purchases(ORDER).findValuesAsText("providerOrderId")).containsExactly(number, number, booked);
  }

  @Test
  void bind_oneLine_tiesThatAlone() {
    String number = placeShirts();
    String order = desk.order(ORDER, SHIRT_M, SHIRT_L);

    JsonNode bound = desk.done("bind", "--order", order, "--session", NICK, "--provider-order", number, "--line", "2");

    assertThat(bound.get("lines").findValuesAsText("lineId")).containsExactly("2");
    assertThat(desk.purchases(ORDER).findValuesAsText("lineId")).containsExactly("2");
  }

  @Test
  void bind_otherQuantity_asksAndLinksAsAnswered() {
    String number = placeShirts();
    String order = desk.order(ORDER, SHIRT_M, SHIRT_L.withQuantity(3));

    CommandRun asked = desk.await("bind", "--order", order, "--session", NICK, "--provider-order", number);
    JsonNode activity = asked.json().get("activity");
    String choice = "BIND_TO:" + desk.provided(number).lines().get(1).subOrderId();

    assertThat(asked.exitCode()).as(asked.out()).isEqualTo(4);
    assertThat(activity.at("/question/code").asText()).isEqualTo("LINE_MISMATCH");
    assertThat(activity.at("/question/lineId").asText()).isEqualTo("2");
    assertThat(activity.at("/question/options").findValuesAsText("id")).contains(choice, "CANCEL_ITEM", "SKIP_ITEM", "INTERRUPT");
    JsonNode answered = desk.done("answer", activity.get("id").asText(), activity.at("/question/id").asText(), choice);
    assertThat(answered.get("lines").findValuesAsText("outcome")).containsExactly("BOUND", "BOUND");
  }

  @Test
  void bind_otherQuantityAnsweredBeforehand_leavesTheLineReady() {
    String number = placeShirts();
    String order = desk.order(ORDER, SHIRT_M, SHIRT_L.withQuantity(3));

    CommandRun bound =
        desk.await("bind", "--order", order, "--session", NICK, "--provider-order", number, "--on", "LINE_MISMATCH=SKIP_ITEM");

    assertThat(bound.exitCode()).as(bound.out()).isEqualTo(3);
    assertThat(bound.json().at("/activity/lines").findValuesAsText("outcome")).containsExactly("BOUND", "SKIPPED");
    assertThat(desk.purchases(ORDER).findValuesAsText("group")).containsExactly("PURCHASED", "READY");
  }

  @Test
  void bind_orderOfAnotherAccount_isNotFound() {
    String theirs = desk.sandbox.site().placeByHand("other-nick", SHIRT_M.item(), SHIRT_M.sku(), 1);

    CommandRun failed =
        desk.await("bind", "--order", desk.order(ORDER, SHIRT_M), "--session", NICK, "--provider-order", theirs);

    assertThat(failed.exitCode()).as(failed.out()).isEqualTo(3);
    assertThat(failed.json().at("/activity/state").asText()).isEqualTo("FAILED");
    assertThat(failed.json().at("/activity/lines/0/code").asText()).isEqualTo("ORDER_NOT_FOUND");
    assertThat(desk.purchases(ORDER).findValuesAsText("group")).containsExactly("READY");
  }

  @Test
  void bind_providersLineThatIsLinkedAlready_isRejected() {
    String number = placeShirts();
    desk.done("bind", "--order", desk.order(ORDER, SHIRT_M), "--session", NICK, "--provider-order", number);

    CommandRun again =
        desk.await("bind", "--order", desk.order("ORD-SECOND", SHIRT_M), "--session", NICK, "--provider-order", number);

    assertThat(again.exitCode()).as(again.out()).isEqualTo(3);
    assertThat(again.json().at("/activity/lines/0/outcome").asText()).isEqualTo("REJECTED");
    assertThat(again.json().at("/activity/lines/0/code").asText()).isEqualTo("ALREADY_BOUND");
  }

  @Test
  void bind_lineThatHasAnotherOrder_isRefusedNamingTheLine() {
    desk.book(ORDER, SHIRT_M);
    String number = placeShirts();
    String order = desk.order(ORDER, SHIRT_M);

    CommandRun named = desk.await("bind", "--order", order, "--session", NICK, "--provider-order", number, "--line", "1");
    CommandRun all = desk.await("bind", "--order", order, "--session", NICK, "--provider-order", number);

    for (CommandRun refused : List.of(named, all)) {
      assertThat(refused.exitCode()).as(refused.out()).isEqualTo(2);
      assertThat(refused.json().at("/error/code").asText()).isEqualTo("ALREADY_PURCHASED");
    }
    assertThat(named.json().at("/error/field").asText()).isEqualTo("line");
  }

  @Test
  void bind_slips_areRefusedByTheNameOfTheOption() {
    String order = desk.order(ORDER, SHIRT_M);

    assertField("line", "bind", "--order", order, "--session", NICK, "--provider-order", "1", "--line", "9");
    assertField("session", "bind", "--order", order, "--session", "nobody", "--provider-order", "1");
    assertField("provider-order", "bind", "--order", order, "--session", NICK, "--provider-order", "12 34");
    assertField("order", "bind", "--order", folder.resolve("none.json").toString(), "--session", NICK, "--provider-order", "1");
    assertField("order", "bind", "--order", desk.file("torn.json", "{").toString(), "--session", NICK, "--provider-order", "1");
    assertField("provider-order", "bind", "--order", order, "--session", NICK);
  }

  private void assertField(String field, String... command) {
    CommandRun refused = desk.await(command);
    assertThat(refused.exitCode()).as(refused.out()).isEqualTo(2);
    assertThat(refused.json().at("/error/field").asText()).isEqualTo(field);
  }

  private String placeShirts() {
    return desk.sandbox
        .site()
        .placeByHand(
            NICK, List.of(new SellerActions.HandLine(SHIRT_M.item(), SHIRT_M.sku(), 1), new SellerActions.HandLine(SHIRT_L.item(), SHIRT_L.sku(), 2)))
        .get(0);
  }
}
