package io.autopurchase.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.LineKey;
import io.autopurchase.Money;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.web.RealBrowser.Window;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What staff does, by role and name, in a real browser: forms, windows, live updates, keys. */
class ConsoleInBrowserTest {
  private static final String ORDER = "ORD-0000000053";

  private static RealBrowser browser;
  private final Desk desk = Desk.open().signedIn();

  @BeforeAll
  static void open() {
    browser = RealBrowser.open();
    PlaywrightAssertions.setDefaultAssertionTimeout(120_000);
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void close() {
    List<String> complaints = browser.closeWindows();
    desk.close();
    Assertions.assertThat(complaints).as("of the pages").isEmpty();
  }

  private Page at(String path) {
    return at(desk, path, new Window());
  }

  private static Page at(Desk desk, String path, Window window) {
    Page page = browser.page(window);
    page.navigate(desk.server.address().resolve(path).toString());
    return page;
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Something has happened on a node: its pages hear of it. Waits until the page listens, which is its own affair. */
  private static void untilSeen(Desk desk, Locator wanted) {
    for (int i = 0; i < 600 && !wanted.isVisible(); i++) {
      desk.ticker.pass(1);
      wanted.page().waitForTimeout(100); // lets the browser work; how often does not matter
    }
    assertThat(wanted).isVisible();
  }

  @Test
  void book_watchCloseReopenAnswer() {
    desk.orders.with(ORDER, "77");
    desk.provider.price("77", Money.cny("12.00"));
    Page page = at("orders/" + ORDER);

    page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("1").setExact(true)).check();
    button(page, "Book").click();
    Locator window = page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Progress"));
    assertThat(window).isVisible();
    assertThat(window.getByRole(AriaRole.PROGRESSBAR)).hasAttribute("aria-valuenow", "0");
    Activity booking = desk.settle(desk.engine.activities().get(new ActivityId(window.getAttribute("data-window"))));
    untilSeen(desk, window.getByText("Waiting for an answer"));

    button(page, "Close").click();
    assertThat(window).isHidden();
    page.reload();
    button(page, "Close").click();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Show progress")).click();
    window.getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName("Buy at 12.00 CNY")).check();
    window.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Answer")).click();
    assertThat(page.getByText("The answer is stored")).isVisible();
    desk.settle(booking);

    untilSeen(desk, page.getByRole(AriaRole.DIALOG).getByText("Completed"));
    Assertions.assertThat(desk.engine.purchases().get(new LineKey(ORDER, "1")).group()).isEqualTo(PurchaseGroup.PURCHASED);
  }

  @Test
  void list_showsWhatOthersDoWithoutAReload() {
    Page page = at("activities");
    assertThat(page.getByText("There are no such activities.")).isVisible();

    desk.asking("ORD-1");

    untilSeen(desk, page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Book 1 line of ORD-1")));
    assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Questions 1"))).isVisible();
  }

  @Test
  void twoBrowsersOnTwoNodes_seeEachOthersAnswers() {
    ActivityStore store = new InMemoryActivityStore();
    try (Desk one = Desk.on(store).signedIn();
        Desk two = Desk.on(store)) {
      Activity asking = one.asking("ORD-1");
      Page atOne = at(one, "activities/" + asking.id(), new Window().user("mary"));
      Page atTwo = at(two, "activities/" + asking.id(), new Window().user("bob"));
      assertThat(button(atTwo, "Answer")).isVisible();

      atOne.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Skip this item; it stays ready for purchase")).check();
      button(atOne, "Answer").click();
      assertThat(atOne.getByText("The answer is stored")).isVisible();
      one.settle(asking);

      untilSeen(two, atTwo.getByText("was answered with SKIP_ITEM by mary"));
      assertThat(button(atTwo, "Answer")).hasCount(0);
    }
  }

  @Test
  void liveUpdate_takesNothingAwayThatIsBeingTypedOrTicked() {
    desk.orders.with(ORDER, "77", "78");
    Page page = at("orders/" + ORDER);
    page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("1").setExact(true)).check();
    page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Provider order")).fill("2000");

    desk.settle(desk.engine.book(desk.orders.plan(ORDER, List.of("2"), Desk.BUYER).build()));

    untilSeen(desk, page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Book 1 line of " + ORDER)));
    assertThat(page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("1").setExact(true))).isChecked();
    assertThat(page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Provider order"))).hasValue("2000");
  }

  @Test
  void inbox_isUsedByKeysAlone() {
    desk.asking("ORD-1");
    desk.asking("ORD-2");
    Page page = at("questions");

    page.keyboard().press("j");
    page.keyboard().press("j");
    page.keyboard().press("k");
    page.keyboard().press("3");
    assertThat(page.locator("[data-card]").first().getByRole(AriaRole.RADIO).nth(2)).isChecked();
    page.keyboard().press("a");

    assertThat(page.getByText("The answer is stored")).isVisible();
  }

  @Test
  void addSession_goesToTheProviderAndComesBack() {
    Page page = at("sessions");
    // The provider's page, on which the owner signs in.
    page.route(url -> url.startsWith("https://"), route -> {
      String state = URI.create(route.request().url()).getQuery().replaceFirst(".*state=([^&]*).*", "$1");
      String back = desk.server.address().resolve("sessions/callback/fake") + "?code=abc&state=" + state;
      route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody("<a href=\"" + back + "\">Agree</a>"));
    });
    desk.provider.signInAs("account-2");

    page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Provider")).selectOption("fake");
    page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Login")).fill("nick");
    button(page, "Add session").click();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Agree")).click();

    Locator row = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("nick"));
    assertThat(row).containsText("Active");
    assertThat(row.getByRole(AriaRole.BUTTON)).hasText(new String[] {"Synchronize", "Disable", "Remove"});
    Assertions.assertThat(desk.engine.sessions().get(new SessionId("fake", "nick")).state()).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  void pay_asksInAWindow() {
    desk.settle(desk.book("ORD-1", "10.00"));
    desk.settle(desk.book("ORD-2", "10.00"));
    Page page = at("payments");

    button(page, "Select all").click();
    button(page, "Pay selected").click();
    Locator window = page.getByRole(AriaRole.DIALOG);
    assertThat(window).containsText("20.00 CNY");
    window.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Pay now")).click();

    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))).containsText("Pay");
  }

  @Test
  void times_areInTheReadersZone() {
    Activity asking = desk.asking("ORD-1"); // at 12:06 UTC

    Page page = at("activities/" + asking.id());

    assertThat(page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Journal")).locator("time").first()).containsText("8:06:00 PM".replace(' ', '\u202F'));
  }

  @Test
  void hostileTexts_doNothing() {
    desk.orders.with(ORDER, List.of(TestOrders.line(1, "77").seller("<script>document.title='bad'</script>").title("\"><img src=x onerror=\"document.title='bad'\">").link("javascript:document.title='bad'").build()));

    Page page = at("orders/" + ORDER);

    assertThat(page.getByText("<script>document.title='bad'</script>")).isVisible();
    Assertions.assertThat(page.title()).startsWith(ORDER);
  }

  @Test
  void answer_anotherWasFaster_isRefusedAndTheQuestionIsGone() {
    Activity asking = desk.asking("ORD-1");
    Page page = at("activities/" + asking.id());
    page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Cancel this item").setExact(true)).check();

    desk.engine.activities().answer(asking.id(), desk.engine.activities().get(asking.id()).question().orElseThrow().id(), "SKIP_ITEM", "bob");
    button(page, "Answer").click();

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("was answered otherwise");
    desk.settle(asking);
    Assertions.assertThat(desk.engine.activities().get(asking.id()).journal()).noneMatch(entry -> entry.message().contains("by operator"));
  }

  /** The address that the browser knows is not the one that the console sees. */
  @Test
  void behindAProxyThatStripsAPrefix_isWhole() {
    Desk mounted = Desk.open("/x/y");
    try (mounted;
        StrippingProxy proxy = new StrippingProxy("/staff", mounted.server.address())) {
      mounted.signedIn();
      mounted.orders.with(ORDER, "77");
      Page page = browser.page();
      page.navigate(proxy.address().resolve("orders/" + ORDER).toString());
      page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("1").setExact(true)).check();
      button(page, "Book").click();
      Locator window = page.getByRole(AriaRole.DIALOG);
      assertThat(window).isVisible();
      mounted.settle(mounted.engine.activities().get(new ActivityId(window.getAttribute("data-window"))));

      page.reload();
      assertThat(page.getByRole(AriaRole.DIALOG).getByText("Completed")).isVisible();
      button(page, "Close").click();
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sessions")).click();
      assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("our-buyer"))).isVisible();
      Assertions.assertThat(page.url()).startsWith(proxy.address().toString());
      browser.closeWindows(); // or the proxy would wait for their streams
    }
  }

  @Test
  void manyActivitiesAndLongOrders_areUsable() {
    for (int i = 0; i < 10_000; i++) {
      desk.book("ORD-" + (1000 + i), "10.00");
    }
    String title = "儿童羽绒服中长款加厚连帽外套".repeat(15).substring(0, 200);
    desk.orders.with(ORDER, IntStream.rangeClosed(1, 60).mapToObj(line -> TestOrders.line(line, "77").title(title).build()).toList());

    Page page = at("activities");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Older")).click();
    assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Newer"))).isVisible();
    page.getByRole(AriaRole.SEARCHBOX).fill("ORD-1007");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Book 1 line of ORD-1007").setExact(true))).hasCount(1);
    page.navigate(desk.server.address().resolve("orders/" + ORDER).toString());
    assertThat(page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("60").setExact(true))).isVisible();
    assertThat(page.getByText(title).first()).isVisible();
  }
}
