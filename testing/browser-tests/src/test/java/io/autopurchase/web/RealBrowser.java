package io.autopurchase.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Chromium as it is installed: named by the system property {@code browser}, or found on the path. Without one the tests are skipped, and the
 * build says how many were. Nothing is downloaded. Whatever a page reports of its policy or of an error is kept.
 */
final class RealBrowser implements AutoCloseable {
  /** The first one is Chromium without its windows, which takes half of the processor's time. */
  private static final List<String> NAMES = List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();

  private RealBrowser(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static RealBrowser open() {
    Optional<Path> program = program();
    Assumptions.assumeTrue(
        program.isPresent(), "SKIPPED: there is no Chromium on the path. Install it (apt-get install chromium), or name it with -Dbrowser=/path/to/it");
    Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions().setExecutablePath(program.get()).setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")).setTimeout(180_000);
    return new RealBrowser(playwright, playwright.chromium().launch(options));
  }

  private static Optional<Path> program() {
    String named = System.getProperty("browser", "");
    if (!named.isEmpty()) {
      return Optional.of(Path.of(named)); // wrong: the test fails and says so
    }
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A window of a user, with a size, a language, a zone and a color scheme. */
  static final class Window {
    private String user = "operator";
    private int width = 1280;
    private String locale = "en-US";
    private String zone = "Asia/Shanghai";
    private ColorScheme scheme = ColorScheme.LIGHT;

    Window user(String value) {
      user = value;
      return this;
    }

    Window width(int value) {
      width = value;
      return this;
    }

    Window locale(String value) {
      locale = value;
      return this;
    }

    Window dark() {
      scheme = ColorScheme.DARK;
      return this;
    }
  }

  Page page(Window window) {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions()
            .setExtraHTTPHeaders(Map.of("X-User", window.user))
            .setViewportSize(window.width, window.width < 600 ? 844 : 900)
            .setLocale(window.locale)
            .setTimezoneId(window.zone)
            .setColorScheme(window.scheme);
    BrowserContext context = browser.newContext(options);
    context.setDefaultTimeout(120_000); // the machine may be busy
    context.setDefaultNavigationTimeout(120_000);
    Page page = context.newPage();
    page.onConsoleMessage(message -> {
      boolean ofTheNetwork = message.text().startsWith("Failed to load resource"); // a test has stopped its server, or asks for what is refused
      if (message.type().equals("error") && !ofTheNetwork || message.text().contains("Security Policy")) {
        complaints.add(page.url() + ": " + message.text());
      }
    });
    page.onPageError(error -> complaints.add(page.url() + ": " + error));
    return page;
  }

  Page page() {
    return page(new Window());
  }

  /** Closes all windows; returns what their pages have complained about. */
  List<String> closeWindows() {
    browser.contexts().forEach(BrowserContext::close);
    List<String> all = List.copyOf(complaints);
    complaints.clear();
    return all;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
