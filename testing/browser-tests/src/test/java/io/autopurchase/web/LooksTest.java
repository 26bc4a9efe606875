package io.autopurchase.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.autopurchase.Activity;
import io.autopurchase.Money;
import io.autopurchase.SessionId;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import io.autopurchase.web.RealBrowser.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every page at two widths, in three languages, light and dark: nothing stands beside the page, and axe has no serious finding. The pictures
 * are in {@code target/screenshots}.
 */
class LooksTest {
  /** What a dark page can break that a light one does not. */
  private static final List<String> OF_COLORS = List.of("color-contrast", "link-in-text-block");

  private static final String ORDER = "ORD-0000000053";

  private static RealBrowser browser;
  private static Desk desk;
  private static final Map<String, String> PAGES = new LinkedHashMap<>();

  @BeforeAll
  static void open() {
    browser = RealBrowser.open();
    desk = Desk.open().signedIn();
    desk.orders.with(
        ORDER,
        List.of(
            TestOrders.line(1, "42602653803").title("儿童羽绒服中长款加厚连帽外套".repeat(14)).build(),
            TestOrders.line(2, "77").build(),
            TestOrders.line(3, "78").build(),
            TestOrders.line(4, "79").status("Awaiting payment").ready(false).build()));
    desk.engine.sessions().startAuthorization(new SessionId("fake", "second-buyer"));
    for (int i = 1; i <= 25; i++) {
      desk.time.advance(Duration.ofMinutes(7));
      Activity booking = desk.book("ORD-" + (1000 + i), "10.00");
      if (i % 7 != 0) {
        desk.settle(booking);
      }
    }
    desk.settle(desk.engine.book(desk.orders.plan(ORDER, List.of("3"), Desk.BUYER).requestedBy("mary").build()));
    Activity asking = desk.asking("ORD-77");
    desk.asking("ORD-78");
    Activity window = desk.settle(desk.engine.book(desk.orders.plan(ORDER, List.of("2"), Desk.BUYER).requestedBy("mary").build()));
    desk.provider.heal();
    desk.provider.fail(Operation.PLACE, Fault.requestLost());
    desk.provider.price("77", Money.cny("10.00"));
    Activity doubt = desk.engine.activities().advance(desk.book("ORD-80", "10.00").id());
    PAGES.put("activities", "activities");
    PAGES.put("activity", "activities/" + asking.id());
    PAGES.put("in-doubt", "activities/" + doubt.id());
    PAGES.put("questions", "questions");
    PAGES.put("sessions", "sessions");
    PAGES.put("payments", "payments");
    PAGES.put("health", "health");
    PAGES.put("order", "orders/" + ORDER);
    PAGES.put("preview", "orders/" + ORDER + "?ap-preview=1&ap-line=1");
    PAGES.put("progress", "orders/" + ORDER + "?ap-activity=" + window.id());
  }

  @AfterAll
  static void close() {
    if (desk != null) {
      desk.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  private static void look(String kind, Window window, List<String> names) {
    Page page = browser.page(window);
    page.clock().setFixedTime(Date.from(desk.time.now())); // the shop's, so that deadlines are to come
    boolean narrow = page.viewportSize().width < 600;
    for (String name : names) {
      page.navigate(desk.server.address().resolve(PAGES.get(name)).toString());
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + "-" + kind + ".png")).setFullPage(narrow && !name.equals("progress")));
      Object beside = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
      assertThat(beside).as(name + " " + kind + ": pixels beside the page").isEqualTo(0);
      Object hidden = page.evaluate("Math.max(0, ...[...document.querySelectorAll('.ap-scroll')].map(table => table.scrollWidth - table.clientWidth))");
      assertThat(hidden).as(name + " " + kind + ": pixels of a table that do not fit").isEqualTo(0);
    }
    assertThat(browser.closeWindows()).isEmpty();
  }

  @Test
  void everyPage_atTwoWidthsInThreeLanguages() {
    List<String> all = List.copyOf(PAGES.keySet());
    look("en-1280", new Window(), all);
    look("en-390", new Window().width(390), all);
    for (String language : List.of("ru", "zh-CN")) {
      look(language + "-1280", new Window().locale(language), List.of("activities", "activity", "order"));
      look(language + "-390", new Window().locale(language).width(390), List.of("activities", "activity", "order", "sessions"));
    }
  }

  @Test
  void everyPage_isAccessible_lightAndDark() {
    Page page = browser.page();
    for (Map.Entry<String, String> address : PAGES.entrySet()) {
      page.navigate(desk.server.address().resolve(address.getValue()).toString());
      assertThat(serious(new AxeBuilder(page))).as(address.getKey()).isEmpty();
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      assertThat(serious(new AxeBuilder(page).withRules(OF_COLORS))).as(address.getKey() + ", dark").isEmpty();
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }
    look("en-dark-1280", new Window().dark(), List.of("activities", "activity", "order", "progress"));
  }

  private static List<String> serious(AxeBuilder axe) {
    return axe.analyze().getViolations().stream()
        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
        .map(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml() + " " + rule.getNodes().get(0).getFailureSummary())
        .toList();
  }
}
