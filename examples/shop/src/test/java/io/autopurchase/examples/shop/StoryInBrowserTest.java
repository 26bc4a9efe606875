package io.autopurchase.examples.shop;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the product manual tells, played in Chromium as it is installed: on the path, or named by the system property {@code browser}. Without
 * one it is skipped, and the build says so.
 */
class StoryInBrowserTest {
  private static final double PATIENCE = 180_000; // of a busy machine
  private static final String ORDER = "orders/ORD-0000000053";
  private static final String OUTDATED = "orders/ORD-0000000055";
  private static final String BY_HAND = "orders/ORD-0000000058";

  @TempDir
  private Path folder;

  private final List<String> complaints = new ArrayList<>();
  private Playwright playwright;
  private Browser browser;
  private ShopProcess shop;
  private Page page;

  @BeforeEach
  void open() throws IOException {
    Optional<Path> program = program();
    Assumptions.assumeTrue(
        program.isPresent(), "SKIPPED: there is no Chromium on the path. Install it (apt-get install chromium), or name it with -Dbrowser=/path/to/it");
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions().setExecutablePath(program.get()).setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")).setTimeout(PATIENCE));
    startAndSignIn();
  }

  @AfterEach
  void close() throws InterruptedException {
    if (browser != null) {
      browser.close();
      playwright.close();
    }
    if (shop != null) {
      shop.close();
    }
  }

  private static Optional<Path> program() {
    String named = System.getProperty("browser", "");
    if (!named.isEmpty()) {
      return Optional.of(Path.of(named)); // wrong: the test fails and says so
    }
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .filter(path -> !path.isEmpty())
        .flatMap(path -> Stream.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable").map(name -> Path.of(path, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private void startAndSignIn() throws IOException {
    shop = ShopProcess.start(folder);
    BrowserContext context = browser.newContext(new Browser.NewContextOptions().setLocale("en-US").setViewportSize(1280, 900));
    context.setDefaultTimeout(PATIENCE);
    page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") && !message.text().startsWith("Failed to load resource") || message.text().contains("Security Policy")) {
        complaints.add(page.url() + ": " + message.text());
      }
    });
    page.onPageError(error -> complaints.add(page.url() + ": " + error));
    open("orders");
    page.getByLabel("User name").fill("operator");
    page.getByLabel("Password").fill("operator");
    button("Sign in").click();
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Orders"))).isVisible();
  }

  @Test
  void story() throws Exception {
    addSession();
    bookCloseAndReopen();
    answerOutdatedVariants();
    bindAndUnbind();
    payAndSynchronize();
    Assertions.assertThat(complaints).as("of the pages").isEmpty();
    Assertions.assertThat(shop.terminate()).isEqualTo("0");
  }

  private void addSession() {
    open("autopurchase/sessions");
    page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Provider")).selectOption("taobao");
    page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Login")).fill("our-buyer");
    button("Add session").click();
    button("Authorize").click(); // on the marketplace's page, to which the console leads on
    Locator row = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("our-buyer"));
    assertThat(row).containsText("Active");
  }

  private void bookCloseAndReopen() {
    open(ORDER);
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Purchase").setExact(true)).click();
    assertThat(page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Session"))).hasValue("taobao/our-buyer");
    tick("53-1");
    button("Book").click();
    assertThat(progress().getByRole(AriaRole.PROGRESSBAR)).isVisible();
    progress().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close")).click();
    assertThat(progress()).isHidden();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Activities of this order")).click();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Book 1 line of ORD-0000000053")).click();
    assertThat(page.getByText("Completed").first()).isVisible();
    open(ORDER + "?tab=purchase");
    assertThat(region("Purchased")).containsText("53-1");
    openUntil(ORDER, page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("53-1")).getByText("Ordered"));
  }

  /** Three variants that are no longer sold, each answered in another way, with a death of the shop between the first two. */
  private void answerOutdatedVariants() throws Exception {
    open(OUTDATED + "?tab=purchase");
    for (String line : List.of("55-1", "55-2", "55-3")) {
      tick(line);
    }
    button("Book").click();
    answer("CANCEL_ITEM");
    assertThat(progress().locator("input[value=SKIP_ITEM]")).isVisible();

    shop.kill();
    page.context().close();
    startAndSignIn();

    open(OUTDATED + "?tab=purchase");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Show progress")).first().click();
    answer("SKIP_ITEM");
    answer("INTERRUPT");
    assertThat(progress()).containsText("Interrupted");
    open(OUTDATED + "?tab=purchase");
    assertThat(region("Others")).containsText("55-1");
    assertThat(region("Ready")).containsText("55-2");
    assertThat(region("Ready")).containsText("55-3");
    open(OUTDATED + "?tab=history");
    assertThat(page.getByRole(AriaRole.TABLE)).containsText("CANCEL_ITEM");
  }

  private void bindAndUnbind() {
    openMarketplace();
    Locator form = page.locator("form[action='/sandbox/orders']");
    form.getByLabel("item id").fill("42602653804");
    form.getByRole(AriaRole.BUTTON).click();
    Locator row = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("by hand"));
    String number = row.locator("b").innerText();

    open(BY_HAND + "?tab=purchase");
    page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Provider order")).fill(number);
    button("Bind").click();
    assertThat(progress()).containsText("Completed");
    open(BY_HAND + "?tab=purchase");
    assertThat(region("Purchased")).containsText(number);

    tick("58-1");
    button("Unbind").click();
    assertThat(progress()).containsText("Completed");
    openUntil(BY_HAND + "?tab=purchase", region("Ready").getByRole(AriaRole.CHECKBOX, new Locator.GetByRoleOptions().setName("58-1")));
  }

  private void payAndSynchronize() {
    openMarketplace();
    button("pay").click(); // the only order that is neither paid nor closed

    open(ORDER + "?tab=purchase");
    button("Synchronize").click();
    assertThat(progress()).containsText("Completed");
    assertThat(region("Purchased")).containsText("Waits for shipment");
  }

  private void open(String path) {
    page.navigate(shop.address().resolve(path).toString());
  }

  /** The shop's own status follows an event, which is delivered soon after the commit. */
  private void openUntil(String path, Locator wanted) {
    for (int i = 0; i < 500; i++) {
      open(path);
      if (wanted.isVisible()) {
        return;
      }
    }
    assertThat(wanted).isVisible();
  }

  /** It has another port after each start of the shop. */
  private void openMarketplace() {
    open("orders");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Taobao (sandbox)")).click();
  }

  private Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator progress() {
    return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Progress"));
  }

  private Locator region(String name) {
    return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private void tick(String line) {
    page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(line).setExact(true)).check();
  }

  /** The next question of the activity that is shown. */
  private void answer(String option) {
    Locator question = progress().getByRole(AriaRole.FORM);
    String of = question.locator("input[name=question]").getAttribute("value");
    question.locator("input[type=radio][value=" + option + "]").check();
    question.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Answer")).click();
    assertThat(progress().locator("input[name=question][value='" + of + "']")).hasCount(0);
  }
}
