package io.autopurchase.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityType;
import io.autopurchase.LineKey;
import io.autopurchase.Money;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.web.Browser.Page;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderPanelTest {
  private static final String ORDER = "ORD-0000000053";

  private final Desk desk = Desk.open().signedIn();
  private final Browser operator = desk.operator();

  @AfterEach
  void close() {
    desk.close();
  }

  private Page page() {
    return operator.get("orders/" + ORDER);
  }

  private static List<String> lines(Page page, String group) {
    return page.html().select("section[aria-label=\"" + group + "\"] input[type=checkbox]").eachAttr("aria-label");
  }

  private Activity activity(Page page) {
    Element window = page.one("dialog#ap-progress");
    return desk.engine.activities().get(new ActivityId(window.attr("data-window")));
  }

  private PurchaseGroup group(String line) {
    return desk.engine.purchases().get(new LineKey(ORDER, line)).group();
  }

  @Test
  void lines_standInTheirGroupsWithAllThatTheHostKnows() {
    desk.orders.with(ORDER, List.of(TestOrders.line(1, "77").build(), TestOrders.line(2, "78").ready(false).status("Awaiting payment").build(), TestOrders.line(3, "79").build(), TestOrders.line(4, "80").build()));
    desk.provider.price("80", Money.cny("99"));
    desk.settle(activity(operator.press(page(), "Book", "ap-line", "3")));
    desk.settle(activity(operator.press(page(), "Book", "ap-line", "4")));

    Page page = page();

    assertThat(lines(page, "Ready")).containsExactly("1");
    assertThat(lines(page, "In progress")).containsExactly("4");
    assertThat(lines(page, "Purchased")).containsExactly("3");
    assertThat(lines(page, "Others")).containsExactly("2");
    Element row = page.one("section[aria-label=Ready] tbody tr");
    assertThat(row.text()).contains("Paid", "Item 77", "Seller 77", "blue, large", "0.35 kg", "10.00 CNY", "careful");
    assertThat(row.select("a").attr("href")).isEqualTo("https://item.example/77");
    assertThat(row.select("a").attr("rel")).contains("noopener").contains("noreferrer");
  }

  @Test
  void preview_showsPricesAndBooksExactlyThis() {
    desk.orders.with(ORDER, "77", "78");

    Page preview = operator.press(page(), "Preview", "ap-line", "1");
    Page booked = operator.press(preview, "Book");

    assertThat(preview.one(".ap-preview").text()).contains("Can be booked").contains("seller of 77").contains("10.00 CNY").contains("Price tolerance: none");
    assertThat(preview.one("input[aria-label=1]").hasAttr("checked")).isTrue();
    assertThat(activity(booked).lines()).hasSize(1);
    assertThat(activity(booked).requestedBy()).contains("operator");
  }

  @Test
  void book_otherLinesThanWerePreviewed_isRefused() {
    desk.orders.with(ORDER, "77", "78");
    Page preview = operator.press(page(), "Preview", "ap-line", "1");

    Page page = operator.submit(preview, "Book", "ap-line", "1", "ap-line", "2");

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.one("[role=alert]").text()).isEqualTo("Plan: is not what was previewed");
    assertThat(desk.engine.activities().find(ActivityQuery.builder().build()).entries()).isEmpty();
  }

  @Test
  void preview_lineThatCannotBeBought_saysWhy() {
    desk.orders.with(ORDER, "77");
    desk.provider.price("77", Money.cny("12.00"));

    Page preview = operator.press(page(), "Preview", "ap-line", "1");

    assertThat(preview.one(".ap-preview").text()).contains("The price is 12.00 CNY instead of 10.00 CNY");
  }

  @Test
  void progress_isAWindowThatCanBeClosedAndOpenedAgain() {
    desk.orders.with(ORDER, "77");
    desk.provider.price("77", Money.cny("12.00"));
    Page booked = operator.press(page(), "Book", "ap-line", "1");
    desk.settle(activity(booked));

    Page page = page();
    Page reopened = operator.click(page, "Show progress");

    assertThat(page.html().select("dialog")).isEmpty();
    Element window = reopened.one("dialog[open]");
    assertThat(reopened.one("#" + window.attr("aria-labelledby")).text()).isEqualTo("Progress");
    assertThat(window.select("[role=progressbar]").attr("aria-valuenow")).isEqualTo("33");
    assertThat(window.select("form[method=dialog] button").text()).isEqualTo("Close");
    assertThat(window.text()).contains("Waiting for an answer").contains("The price is 12.00 CNY");
    assertThat(reopened.hasButton("Interrupt")).isTrue();
  }

  @Test
  void progress_answerInTheWindow_comesBackToIt() {
    desk.orders.with(ORDER, "77");
    desk.provider.price("77", Money.cny("12.00"));
    Activity booking = desk.settle(activity(operator.press(page(), "Book", "ap-line", "1")));

    Page page = operator.press(operator.get("orders/" + ORDER + "?ap-activity=" + booking.id()), "Answer", "option", "ACCEPT_PRICE");
    desk.settle(booking);

    assertThat(activity(page).id()).isEqualTo(booking.id());
    assertThat(group("1")).isEqualTo(PurchaseGroup.PURCHASED);
  }

  @Test
  void book_withoutATick_saysSo() {
    desk.orders.with(ORDER, "77");

    Page page = operator.submit(page(), "Book");

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.one("[role=alert]").text()).isEqualTo("Lines: Select at least one line.");
  }

  @Test
  void book_twice_isOneActivityAndOneOrder() {
    desk.orders.with(ORDER, "77");
    Page page = page();

    Activity first = activity(operator.press(page, "Book", "ap-line", "1"));
    Activity second = activity(operator.press(page, "Book", "ap-line", "1"));
    desk.settle(first);

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(desk.provider.orders()).hasSize(1);
  }

  @Test
  void bind_withoutATick_takesAllLinesThatAreReady() {
    desk.orders.with(ORDER, "77");
    desk.provider.place(FakeOrders.unpaid("2000", "77", 1, desk.time.now()));

    Page page = operator.press(page(), "Bind", "ap-provider-order", "2000");
    desk.settle(activity(page));

    assertThat(activity(page).type()).isEqualTo(ActivityType.BINDING);
    assertThat(group("1")).isEqualTo(PurchaseGroup.PURCHASED);
  }

  @Test
  void bind_withoutANumber_saysSoBesideTheFieldAndKeepsTheTicks() {
    desk.orders.with(ORDER, "77");

    Page page = operator.submit(page(), "Bind", "ap-line", "1");

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.one("#ap-provider-order-error").text()).isEqualTo("Enter the number of the provider's order.");
    assertThat(page.one("input[aria-label=1]").hasAttr("checked")).isTrue();
  }

  @Test
  void unbind_cancelsTheOrderOrOnlyRemovesTheLink() {
    desk.orders.with(ORDER, "77", "78");
    desk.settle(activity(operator.press(page(), "Book", "ap-line", "1", "ap-line", "2")));

    Page page = page();
    desk.settle(activity(operator.press(page, "Unbind", "ap-line", "1")));
    desk.settle(activity(operator.press(page, "Unbind", "ap-line", "2", "ap-link-only", "true")));

    assertThat(group("1")).isEqualTo(PurchaseGroup.READY);
    assertThat(group("2")).isEqualTo(PurchaseGroup.READY);
    assertThat(desk.provider.orders().stream().filter(order -> order.lines().get(0).status() == PurchaseStatus.CLOSED)).hasSize(1);
  }

  @Test
  void unbind_fromAPageThatShowsAnEarlierOrder_isRefused() {
    desk.orders.with(ORDER, "77");
    desk.settle(activity(operator.press(page(), "Book", "ap-line", "1")));
    Page old = page();
    desk.settle(activity(operator.press(old, "Unbind", "ap-line", "1")));
    desk.settle(activity(operator.press(page(), "Book", "ap-line", "1")));

    Page page = operator.submit(old, "Unbind", "ap-line", "1");

    assertThat(page.status()).isEqualTo(409);
    assertThat(group("1")).isEqualTo(PurchaseGroup.PURCHASED);
  }

  @Test
  void changeStatus_isTheHostsAndKnowsTheUser() {
    desk.orders.with(ORDER, "77");

    Page page = operator.press(page(), "Change status", "ap-line", "1", "ap-status", "cancelled");
    Page unknown = operator.submit(page(), "Change status", "ap-line", "1", "ap-status", "lost");

    assertThat(page.text()).contains("The status is changed.");
    assertThat(desk.orders.changes()).containsExactly(ORDER + " [1] cancelled operator");
    assertThat(unknown.status()).isEqualTo(422);
  }

  @Test
  void removeSession_removesTheOneThatIsChosen() {
    desk.orders.with(ORDER, "77");

    Page page = operator.press(page(), "Remove session", "ap-session", "fake/our-buyer");

    assertThat(page.text()).contains("The session is removed.");
    assertThat(desk.engine.sessions().list()).isEmpty();
  }

  @Test
  void order_nobodyKnows_isNotFound() {
    assertThat(operator.get("orders/ORD-404").status()).isEqualTo(404);
  }

  @Test
  void order_withIdOfAnyCharacters_hasAnAddress() {
    String id = "2026/11; 50%~A\\b 订单";
    desk.orders.with(id, "77");
    desk.settle(desk.engine.book(desk.orders.plan(id, List.of("1"), Desk.BUYER).build()));

    Page page = operator.get(URI.create(operator.get("activities").link(id).absUrl("href")));

    assertThat(page.one("h1").text()).isEqualTo(id);
    assertThat(lines(page, "Purchased")).containsExactly("1");
  }

  @Test
  void panel_onTheHostsPage_sendsFormsToTheConsoleAndComesBack() {
    desk.orders.with(ORDER, "77").page("../shop/");

    Page fragment = operator.get("orders/" + ORDER + "/panel");
    Page booked = operator.submit(fragment, "Book", "ap-line", "1");

    assertThat(fragment.response().body()).startsWith("<section").doesNotContain("<html");
    assertThat(booked.address().resolve(booked.location()).getPath()).isEqualTo("/shop/" + ORDER);
    assertThat(booked.location()).contains("ap-activity=");
  }

  @Test
  void panel_renderedByTheHost_hasAddressesBelowTheMount() {
    desk.orders.with(ORDER, "77");
    PurchasePanel panel = desk.console.panel("/staff/autopurchase/");
    HostRequest request = new HostRequest("operator");

    Document html = Jsoup.parse(panel.render(request.value(), ORDER, Locale.ENGLISH));
    Document head = Jsoup.parse(panel.head(request.value()));

    assertThat(html.select("form#ap-order").attr("action")).isEqualTo("/staff/autopurchase/orders/" + ORDER + "/preview");
    assertThat(head.select("script").attr("src")).matches("/staff/autopurchase/assets/console\\.[0-9a-f]{12}\\.js");
    assertThat(panel.render(new HostRequest(null).value(), ORDER, Locale.ENGLISH)).isEmpty();
  }
}
