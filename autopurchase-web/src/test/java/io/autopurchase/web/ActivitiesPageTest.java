package io.autopurchase.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.Money;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import io.autopurchase.web.Browser.Page;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActivitiesPageTest {
  private final Desk desk = Desk.open().signedIn();
  private final Browser operator = desk.operator();

  @AfterEach
  void close() {
    desk.close();
  }

  private void book(int count) {
    for (int i = 0; i < count; i++) {
      desk.book("ORD-" + i, "10.00");
      desk.time.advance(Duration.ofMillis(1)); // ids of one moment have no order
    }
  }

  private static List<String> descriptions(Page page) {
    return page.html().select("table[aria-label=Activities] tbody tr td:first-child a").eachText();
  }

  @Test
  void list_hasARowForEachActivityWithLinkAndState() {
    Activity asking = desk.asking("ORD-1");

    Page page = operator.get("activities");

    assertThat(page.status()).isEqualTo(200);
    assertThat(descriptions(page)).containsExactly("Book 1 line of ORD-1");
    assertThat(page.one("tbody tr").text()).contains("Waiting for an answer").contains("ORD-1").contains("fake/our-buyer").contains("mary");
    assertThat(operator.click(page, "Book 1 line of ORD-1").address().getPath()).endsWith("activities/" + asking.id());
    assertThat(page.link("Questions 1").attr("href")).isEqualTo("./questions");
  }

  @Test
  void list_ofThousands_isPagedByPositionInBothDirections() {
    book(2000);

    Page first = operator.get("activities");
    Page second = operator.click(first, "Older");
    Page third = operator.click(second, "Older");

    assertThat(descriptions(first)).hasSize(25).first().isEqualTo("Book 1 line of ORD-1999");
    assertThat(descriptions(third)).hasSize(25).first().isEqualTo("Book 1 line of ORD-1949");
    assertThat(descriptions(operator.click(third, "Newer"))).isEqualTo(descriptions(second));
    assertThat(descriptions(operator.click(operator.click(third, "Newer"), "Newer"))).isEqualTo(descriptions(first));
    assertThat(first.html().select("a[rel=prev]")).isEmpty();
    assertThat(first.one(".ap-counts").text()).isEqualTo("Queued 2000");
  }

  @Test
  void list_lastPage_hasNoOlderOne() {
    book(26);
    Page last = operator.click(operator.get("activities"), "Older");

    assertThat(descriptions(last)).hasSize(1);
    assertThat(last.html().select("a[rel=next]")).isEmpty();
  }

  @Test
  void filters_standInTheAddress() {
    desk.asking("ORD-1");
    desk.engine.synchronize(Desk.BUYER);

    Page page = operator.submit(operator.get("activities?login=our-buyer"), "Filter", "type", "BOOKING", "q", "ORD-1");

    assertThat(page.address().getQuery()).contains("type=BOOKING").contains("q=ORD-1").contains("login=our-buyer");
    assertThat(descriptions(page)).containsExactly("Book 1 line of ORD-1");
    assertThat(page.one("input[type=search]").attr("value")).isEqualTo("ORD-1");
    assertThat(page.one("select[name=type] option[selected]").text()).isEqualTo("Booking");
    assertThat(descriptions(operator.get("activities?type=SYNCHRONIZATION"))).containsExactly("Synchronize fake/our-buyer");
    assertThat(descriptions(operator.get("activities?state=ATTENTION"))).containsExactly("Book 1 line of ORD-1");
    assertThat(operator.get("activities?order=ORD-1").one("input[name=order]").attr("value")).isEqualTo("ORD-1");
  }

  @Test
  void filters_wrongValue_saysSoBesideTheField() {
    Page page = operator.get("activities?state=SLEEPING&q=abc");

    assertThat(page.status()).isEqualTo(400);
    assertThat(page.one("[role=alert]").text()).contains("State").contains("not one of the values");
    assertThat(page.one("#state-error").text()).contains("not one of the values");
    assertThat(page.one("input[type=search]").attr("value")).isEqualTo("abc");
  }

  @Test
  void detail_showsLinesJournalAndWhoDidWhat() {
    Activity asking = desk.asking("ORD-1");

    Page page = operator.get("activities/" + asking.id());

    assertThat(page.one("h1").text()).isEqualTo("Book 1 line of ORD-1");
    assertThat(page.one("[role=status]").text()).isEqualTo("Waiting for an answer");
    assertThat(page.one("[role=progressbar]").attr("aria-valuenow")).isEqualTo("33");
    assertThat(page.one("table[aria-label=Lines] tbody tr").text()).contains("1").contains("Not begun");
    assertThat(page.html().select("table[aria-label=Journal] thead th").eachText()).containsExactly("Time", "Who", "What");
    assertThat(page.one("table[aria-label=Journal] tbody tr:first-child").text()).contains("mary").contains("Requested by mary");
  }

  @Test
  void detail_orderInDoubt_showsWhenItIsLookedUpNext() {
    desk.provider.price("77", Money.cny("10.00"));
    desk.provider.fail(Operation.PLACE, Fault.requestLost());
    Activity booking = desk.engine.activities().advance(desk.book("ORD-1", "10.00").id());

    Page page = operator.get("activities/" + booking.id());

    assertThat(page.one("[role=status]").text()).contains("Waiting").contains("Checking whether the order exists").contains("next look");
    assertThat(page.one("[role=status] time[data-countdown]").attr("datetime")).isEqualTo(booking.until().orElseThrow().toString());
  }

  @Test
  void detail_interruptAndRetry_areDoneInTheUsersName() {
    Activity asking = desk.asking("ORD-1");

    Page page = operator.press(operator.get("activities/" + asking.id()), "Interrupt");
    desk.settle(asking);

    assertThat(page.text()).contains("was asked to stop");
    Page ended = operator.get("activities/" + asking.id());
    assertThat(ended.one("[role=status]").text()).isEqualTo("Interrupted");
    assertThat(ended.one("table[aria-label=Journal]").text()).contains("Interrupted by operator");
    assertThat(ended.hasButton("Interrupt")).isFalse();
    assertThat(ended.hasButton("Retry")).isFalse();
  }

  @Test
  void detail_unknownActivity_isNotFound() {
    Page page = operator.get("activities/01KM5HZAKX28TZH01Y8089N4QH");

    assertThat(page.status()).isEqualTo(404);
    assertThat(page.one("[role=alert]").text()).isEqualTo("There is nothing with this number.");
  }
}
