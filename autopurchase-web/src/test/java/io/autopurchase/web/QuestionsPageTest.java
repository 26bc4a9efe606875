package io.autopurchase.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.Money;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import io.autopurchase.web.Browser.Page;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuestionsPageTest {
  private final Desk desk = Desk.open().signedIn();
  private final Browser operator = desk.operator();

  @AfterEach
  void close() {
    desk.close();
  }

  private PurchaseGroup group(String orderId) {
    return desk.engine.purchases().ofOrder(orderId).get(0).group();
  }

  /** Not what was ordered: two units instead of one. */
  private static ProviderOrder ofTwo(ProviderOrder order) {
    ProviderOrder.Line line = order.lines().get(0);
    ProviderOrder.Line two = ProviderOrder.Line.builder(line.id(), line.itemId(), line.skuId(), 2, line.status(), line.rawStatus()).build();
    return FakeOrders.withLines(order, List.of(two), order.modifiedAt().orElseThrow());
  }

  @Test
  void form_isNamedByTheQuestionAndHasItsOptionsDeadlineAndDefault() {
    Activity asking = desk.asking("ORD-1");

    Page page = operator.get("activities/" + asking.id());

    String heading = page.one("form[data-question]").attr("aria-labelledby");
    assertThat(page.one("#" + heading).text()).isEqualTo("The price is 12.00 CNY instead of 10.00 CNY");
    assertThat(page.html().select("[data-question] input[type=radio]").eachAttr("value")).containsExactly("ACCEPT_PRICE", "CANCEL_ITEM", "SKIP_ITEM", "INTERRUPT", "RETRY");
    assertThat(page.html().select("[data-question] label").eachText()).containsExactly("Buy at 12.00 CNY", "Cancel this item", "Skip this item; it stays ready for purchase", "Interrupt the booking", "Check again");
    assertThat(page.one(".ap-change").text()).isEqualTo("was 10.00 CNY is 12.00 CNY");
    assertThat(page.one("[data-question] time").attr("datetime")).isEqualTo(asking.question().orElseThrow().deadline().orElseThrow().toString());
    assertThat(page.one(".ap-deadline").text()).endsWith("without an answer: Skip this item; it stays ready for purchase");
  }

  @Test
  void answer_isGivenInTheUsersName() {
    Activity asking = desk.asking("ORD-1");

    Page page = operator.press(operator.get("activities/" + asking.id()), "Answer", "option", "ACCEPT_PRICE");
    desk.settle(asking);

    assertThat(page.text()).contains("The answer is stored");
    assertThat(group("ORD-1")).isEqualTo(PurchaseGroup.PURCHASED);
    assertThat(operator.get("activities/" + asking.id()).one("table[aria-label=Journal]").text()).contains("operator");
  }

  @Test
  void answer_withoutAChoice_saysSoAndAsksAgain() {
    Activity asking = desk.asking("ORD-1");

    Page page = operator.submit(operator.get("activities/" + asking.id()), "Answer");

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.one("[role=alert]").text()).isEqualTo("Answer: Choose an answer.");
    assertThat(page.hasButton("Answer")).isTrue();
  }

  @Test
  void answer_twice_isOneAnswer() {
    Activity asking = desk.asking("ORD-1");
    Page form = operator.get("activities/" + asking.id());

    Page first = operator.submit(form, "Answer", "option", "SKIP_ITEM");
    Page second = operator.submit(form, "Answer", "option", "SKIP_ITEM");

    assertThat(first.status()).isEqualTo(303);
    assertThat(second.status()).isEqualTo(303);
  }

  @Test
  void answer_afterAnother_namesWhoWasFaster() {
    Activity asking = desk.asking("ORD-1");
    Page form = operator.get("activities/" + asking.id());
    desk.engine.activities().answer(asking.id(), asking.question().orElseThrow().id(), "SKIP_ITEM", "mary");
    desk.settle(asking);

    Page page = operator.submit(form, "Answer", "option", "ACCEPT_PRICE");

    assertThat(page.status()).isEqualTo(409);
    assertThat(page.one("[role=alert]").text()).isEqualTo("mary answered this question in the meantime: Skip this item");
    assertThat(group("ORD-1")).isEqualTo(PurchaseGroup.READY);
  }

  @Test
  void answer_thatNeedsANumber_takesItAndKeepsItIfItDoesNotFit() {
    desk.provider.price("77", Money.cny("10.00"));
    desk.provider.fail(Operation.PLACE, Fault.answerLost());
    desk.provider.filterReads(orders -> orders.stream().map(QuestionsPageTest::ofTwo).toList());
    Activity booking = desk.engine.activities().advance(desk.book("ORD-1", "10.00").id());
    for (int i = 0; i < 200 && booking.question().isEmpty(); i++) {
      desk.time.advance(Duration.ofMinutes(1));
      booking = desk.engine.activities().advance(booking.id());
    }

    Page form = operator.get("activities/" + booking.id());
    Page missing = operator.submit(form, "Answer", "option", "ORDER_IS:");
    Page given = operator.submit(form, "Answer", "option", "ORDER_IS:", "value", "1000");

    assertThat(missing.status()).isEqualTo(422);
    assertThat(missing.one("[role=alert]").text()).isEqualTo("Number: Enter the number.");
    assertThat(missing.one("input[value=ORDER_IS:]").hasAttr("checked")).isTrue();
    assertThat(given.status()).isEqualTo(303);
  }

  @Test
  void inbox_isInTheOrderOfDeadlines() {
    desk.asking("ORD-1");
    desk.time.advance(Duration.ofHours(1));
    desk.asking("ORD-2");

    Page page = operator.get("questions");

    assertThat(page.html().select("[data-card] .ap-card-head a").eachText()).containsExactly("Book 1 line of ORD-1", "Book 1 line of ORD-2");
    assertThat(page.one("main h2").text()).isEqualTo("Price has risen2");
  }

  @Test
  void inbox_answersManyOfOneKindAndSaysWhatCameTooLate() {
    List<Activity> asking = List.of(desk.asking("ORD-1"), desk.asking("ORD-2"), desk.asking("ORD-3"));
    Page inbox = operator.get("questions");
    List<String> picks = inbox.html().select("input[name=pick]").eachAttr("value");
    Activity first = asking.get(0);
    desk.engine.activities().answer(first.id(), first.question().orElseThrow().id(), "CANCEL_ITEM", "mary");
    desk.settle(first);

    Page page = operator.press(inbox, "Answer selected", "pick", picks.get(0), "pick", picks.get(1), "pick", picks.get(2), "option", "SKIP_ITEM");
    asking.forEach(desk::settle);

    assertThat(page.text()).contains("2 questions were answered. 1 were not");
    assertThat(desk.engine.activities().get(asking.get(1).id()).state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(group("ORD-1")).isEqualTo(PurchaseGroup.OTHER);
    assertThat(group("ORD-3")).isEqualTo(PurchaseGroup.READY);
  }

  @Test
  void inbox_nothingTicked_saysSo() {
    desk.asking("ORD-1");
    desk.asking("ORD-2");

    Page page = operator.submit(operator.get("questions"), "Answer selected", "option", "SKIP_ITEM");

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.one("[role=alert]").text()).isEqualTo("Questions: Select at least one.");
  }

  @Test
  void inbox_empty_saysSo() {
    Page page = operator.get("questions");

    assertThat(page.text()).contains("Nothing waits for an answer.");
    assertThat(page.link("Questions").text()).isEqualTo("Questions");
  }
}
