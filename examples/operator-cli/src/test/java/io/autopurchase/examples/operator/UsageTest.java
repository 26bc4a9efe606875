package io.autopurchase.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read who mistype, or ask how it goes. */
class UsageTest {
  @TempDir
  private Path folder;

  private final Properties settings = new Properties();

  @BeforeEach
  void set() {
    settings.setProperty("autopurchase.store.url", "jdbc:sqlite:" + folder.resolve("data.db"));
    settings.setProperty("autopurchase.secrets.keyset", folder.resolve("keys").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "session add", "session list", "session remove", "session refresh", "session disable", "session enable", "preview", "book", "bind", "unbind", "purchases",
        "parcels", "payments", "pay", "sync", "activities", "activity", "answer", "interrupt", "retry", "events", "run"
      })
  void help_ofEveryCommand_tellsWhatItDoesAndItsExitCodes(String command) {
    CommandRun help = run((command + " --help").split(" "));

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Usage: operator-cli " + command, "Exit codes:").doesNotContain("not available");
  }

  @Test
  void activities_wrongFilters_areRefusedByNameWithWhatIsAllowed() {
    assertRefused("type", "UNBINDING, SYNCHRONIZATION, PAYMENT", "activities", "--type", "PAYMENTS");
    assertRefused("state", "WAITING_FOR_ANSWER", "activities", "--state", "DONE");
    assertRefused("page", "between 1 and 1000000", "activities", "--page", "0");
    assertRefused("size", "between 1 and 500", "activities", "--size", "501");
    assertRefused("page", "'x' is not an int", "activities", "--page", "x");
    assertRefused("timeout", "'soon' is not a number of seconds", "sync", "--wait", "--timeout", "soon");
    assertRefused("limit", "between 1 and 1000", "events", "--limit", "0");
    assertRefused("listen", "neither PORT nor HOST:PORT", "run", "--listen", "here");
    assertRefused("--lines", "--lines", "unbind", "--order", "X", "--lines", "1");
  }

  @Test
  void activities_typeInSmallLetters_isUnderstood() {
    assertThat(run("activities", "--type", "unbinding", "--json").json().get("total").asInt()).isZero();
  }

  @Test
  void anyCommand_nothingOfThatName_namesTheArgument() {
    assertRefused("id", "Activity 77 not found", "activity", "77");
    assertRefused("id", "Activity 77 not found", "answer", "77", "q1", "SKIP_ITEM");
    assertRefused("session", "Session taobao/nobody not found", "payments", "--session", "nobody");
    assertRefused("session", "Session taobao/nobody not found", "sync", "--session", "nobody");
    assertRefused("session", "Session taobao/nobody not found", "session", "remove", "nobody");
    assertRefused("order", "Order X not found", "unbind", "--order", "X");
  }

  @Test
  void options_wrongValues_areRefusedInWordsByTheirNames() {
    String order = "../orders/order-ORD-0000000053.json";
    String[] book = {"book", "--order", order, "--session", "nick"};

    assertRefused("price-tolerance", "'abc' is not a number", with(book, "--price-tolerance", "abc"));
    assertThat(run(with(book, "--price-tolerance", "abc")).err()).doesNotContain("Exception");
    assertRefused("on", "'X' is not like OUT_OF_STOCK=SKIP_ITEM", with(book, "--on", "X"));
    assertRefused("session", "is required", "book", "--order", order, "--session", "");
    assertRefused("session", "is required", "sync", "--session", " ");
    assertRefused("session", "is required", "unbind", "--order", "X", "--session", "");
    assertRefused("last", "between 1 and 1000", "events", "--last", "0");
    assertThat(run("events", "--last", "1", "--limit", "1").exitCode()).isEqualTo(2);
    assertThat(run("events", "--check", "--last", "1").exitCode()).isEqualTo(2);
    assertRefused("after", "all events", "events", "--check", "--after", "1");
    assertRefused("order", "all events", "events", "--check", "--order", "ORD-1");
  }

  private static String[] with(String[] command, String... more) {
    return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void lists_nothingThere_tellPeopleSoAndProgramsNothing() {
    assertThat(run("session", "list").out()).isEqualTo("No sessions. 'session add --login NICK' adds one.\n");
    assertThat(run("activities").out()).startsWith("No activities.");
    assertThat(run("events").out()).startsWith("No events.");
    assertThat(run("purchases", "--order", "TYPO").out()).startsWith("Nothing is known of order TYPO");
    CommandRun purchases = run("purchases", "--order", "TYPO", "--json");
    assertThat(purchases.exitCode()).isZero();
    assertThat(purchases.out().strip()).isEqualTo("{\"purchases\":[]}");
  }

  @Test
  void workers_settingsOfTheProviderAreWrong_refusedBeforeAnythingIsTakenUp() {
    settings.setProperty("autopurchase.taobao.app-key", "1");
    settings.setProperty("autopurchase.taobao.app-secret", "hidden");
    settings.setProperty("autopurchase.taobao.request-life", "long");

    assertRefused("taobao.request-life", "not a number of seconds", "sync", "--wait");
    assertRefused("taobao.request-life", "not a number of seconds", "run");
  }

  @Test
  void anyCommand_unknownSettings_areRefusedBeforeAnythingIsOpened() {
    settings.setProperty("autopurchase.worker", "4");

    assertRefused("autopurchase.worker", "is not a setting", "activities");
    assertRefused("autopurchase.worker", "is not a setting", "run");
    assertRefused("autopurchase.worker", "is not a setting", "sync");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void config_namesAsInTheEnvironment_saysThatAFileHasNoPrefix() throws IOException {
    Path config = Files.writeString(folder.resolve("conf"), "autopurchase.taobao.app-key=1\n");

    assertRefused("autopurchase.taobao.app-key", "has no prefix in a file: write taobao.app-key", "activities", "--config", config.toString());
  }

  @Test
  void anyArgument_thatBeginsWithAt_isNoFileToReadWordsFrom() throws IOException {
    Path words = Files.writeString(folder.resolve("words"), "secret words of a file");

    CommandRun run = run("activities", "--text", "x", "@" + words, "--json");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out() + run.err()).doesNotContain("secret words");
  }

  @Test
  void sessionAdd_withoutCallback_isRefusedNamingTheSettingAndStoresNothing() {
    settings.setProperty("autopurchase.taobao.app-key", "1");
    settings.setProperty("autopurchase.taobao.app-secret", "hidden");

    assertRefused("taobao.callback", "is missing", "session", "add", "--login", "nick");
    assertThat(run("session", "list", "--json").json().get("sessions")).isEmpty();
    settings.setProperty("autopurchase.taobao.callback", "javascript:alert(1)");
    assertRefused("taobao.callback", "http", "session", "add", "--login", "nick");
  }

  @Test
  void otherProvider_itsSettingsAreNamedByItsId() {
    settings.setProperty("autopurchase.1688.app-key", "1");
    settings.setProperty("autopurchase.1688.app-secret", "hidden");

    assertRefused("1688.callback", "is missing", "session", "add", "--provider", "1688", "--login", "nick");
    settings.setProperty("autopurchase.1688.callback", "https://shop.example/1688");
    assertThat(run("session", "add", "--provider", "1688", "--login", "nick", "--json").json().get("authorizeUrl").asText())
        .startsWith("https://auth.1688.com/oauth/authorize?client_id=1&site=1688&redirect_uri=https%3A%2F%2Fshop.example%2F1688&state=");
    settings.setProperty("autopurchase.1688.trade-type", "creditBuy");
    assertRefused("1688.trade-type", "is one of", "sync", "--wait");
  }

  @Test
  void config_thatOthersCanReadWithASecretInIt_isWarnedOf() throws IOException {
    Path config = Files.writeString(folder.resolve("conf"), "taobao.app-secret=hidden\n");
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(run("session", "list", "--config", config.toString(), "--json").err()).contains("chmod 600").doesNotContain("hidden");

    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    assertThat(run("session", "list", "--config", config.toString(), "--json").err()).doesNotContain("chmod");
    Path harmless = Files.writeString(folder.resolve("harmless"), "workers=3\n");
    assertThat(run("session", "list", "--config", harmless.toString(), "--json").err()).doesNotContain("chmod");
  }

  private void assertRefused(String field, String message, String... command) {
    List<String> words = new ArrayList<>(List.of(command));
    words.add("--json");
    CommandRun refused = run(words.toArray(String[]::new));
    assertThat(refused.exitCode()).as(refused.out()).isEqualTo(2);
    assertThat(refused.json().at("/error/field").asText()).isEqualTo(field);
    assertThat(refused.json().at("/error/message").asText()).contains(message);
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(new JdbcEngines(), settings, arguments);
  }
}
