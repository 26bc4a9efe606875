package io.autopurchase.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.autopurchase.ProviderSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir
  private Path folder;

  private final Properties system = new Properties();
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file =
        Files.writeString(
            folder.resolve("conf"),
            """
            store.url=of the file
            store.user=of the file
            workers=of the file
            taobao.app-key=of the file
            taobao.visibility-lag=7
            """);
  }

  @Test
  void find_setInSeveralPlaces_takesSystemThenEnvironmentThenFile() {
    system.setProperty("autopurchase.store.url", "of the system");
    system.setProperty("autopurchase.taobao.app-key", "of the system");
    Settings settings =
        Settings.of(
            system,
            Map.of(
                "AUTOPURCHASE_STORE_URL", "of the environment",
                "AUTOPURCHASE_STORE_USER", "of the environment",
                "AUTOPURCHASE_TAOBAO_APP_SECRET", "of the environment",
                "AUTOPURCHASE_TAOBAO_REQUEST_LIFE", " "),
            file);

    assertThat(settings.find("store.url")).hasValue("of the system");
    assertThat(settings.find("store.user")).hasValue("of the environment");
    assertThat(settings.find("workers")).hasValue("of the file");
    assertThat(settings.find("store.password")).isEmpty();
    ProviderSettings taobao = settings.provider("taobao");
    assertThat(taobao.require("app-key")).isEqualTo("of the system");
    assertThat(taobao.seconds("visibility-lag", Duration.ZERO)).isEqualTo(Duration.ofSeconds(7));
    assertThat(taobao.seconds("request-life", Duration.ZERO)).isZero();
    assertThat(taobao.requireSecret("app-secret").toString()).doesNotContain("environment");
  }

  @Test
  void unknown_slips_areRefusedAsTheyWereWritten() throws IOException {
    Path slip = Files.writeString(folder.resolve("slip"), "stor.url=x\n");
    Path providersSlip = Files.writeString(folder.resolve("slip2"), "taobao.gatway=https://x/rest\n");
    Properties worker = new Properties();
    worker.setProperty("autopurchase.worker", "4");
    worker.setProperty("java.io.tmpdir", "/tmp");

    assertField("stor.url", () -> Settings.of(system, Map.of(), slip));
    assertField("taobao.gatway", () -> Settings.of(system, Map.of(), providersSlip));
    assertField("autopurchase.worker", () -> Settings.of(worker, Map.of(), null));
    assertField("AUTOPURCHASE_STORE_URI", () -> Settings.of(system, Map.of("AUTOPURCHASE_STORE_URI", "x", "PATH", "z"), null));
    assertThat(Settings.of(system, Map.of("AUTOPURCHASE_WAREHOUSE", "y", "PATH", "z"), file).find("warehouse")).hasValue("y");
  }

  /** The adapter says what it knows. */
  @ParameterizedTest
  @ValueSource(strings = {"taobao", "1688"})
  void unknown_settingsOfTheProvider_areThoseOfItsTable(String provider) throws IOException {
    Path table = Path.of("../../provider-" + provider + "/README.md");
    List<String> rows = Pattern.compile("\n\\| `([a-z-]+)` \\|").matcher(Files.readString(table)).results().map(row -> row.group(1)).toList();
    assertThat(rows).hasSizeGreaterThan(20);

    for (String row : rows) {
      Path one = Files.writeString(folder.resolve("one"), provider + "." + row + "=x\n");
      assertThat(Settings.of(system, Map.of(), one).find(provider + "." + row)).hasValue("x");
    }
  }

  @Test
  void providers_areThoseForWhichAnythingIsSet() throws IOException {
    Path none = Files.writeString(folder.resolve("none"), "workers=1\n");
    Path other = Files.writeString(folder.resolve("other"), "1688.app-key=x\n");

    assertThat(Settings.of(system, Map.of(), none).providers()).containsExactly("taobao");
    assertThat(Settings.of(system, Map.of(), other).providers()).containsExactly("1688");
    assertThat(Settings.of(system, Map.of("AUTOPURCHASE_1688_APP_KEY", "x"), file).providers()).containsExactly("1688", "taobao");
  }

  @Test
  void file_withByteOrderMark_isReadAsItWasMeant() throws IOException {
    Path marked = Files.writeString(folder.resolve("marked"), "\uFEFFstore.url=jdbc:h2:mem:x\nworkers=3\n");

    assertThat(Settings.of(system, Map.of(), marked).find("store.url")).hasValue("jdbc:h2:mem:x");
    assertThat(Settings.of(system, Map.of(), marked).number("workers", 1, 1, 9)).isEqualTo(3);
  }

  @Test
  void file_notInUtf8_isRefusedInWords() throws IOException {
    Path latin = Files.write(folder.resolve("latin"), "store.user=Ren\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(catchThrowableOfType(OperatorException.class, () -> Settings.of(system, Map.of(), latin)))
        .hasMessageContaining("not in UTF-8");
  }

  @Test
  void values_withALostCharacter_areRefusedNamingTheLocale() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken"), "store.user=\uFFFD\uFFFD\n");
    Properties property = new Properties();
    property.setProperty("autopurchase.store.user", "x\uFFFD");

    assertField("store.user", () -> Settings.of(system, Map.of(), broken));
    assertField("autopurchase.store.user", () -> Settings.of(property, Map.of(), null));
    OperatorException refused =
        catchThrowableOfType(
            OperatorException.class, () -> Settings.of(system, Map.of("AUTOPURCHASE_STORE_USER", "\uFFFD", "LC_ALL", "C"), null));
    assertThat(refused.field()).isEqualTo("AUTOPURCHASE_STORE_USER");
    assertThat(refused).hasMessageContaining("LC_ALL='C'").hasMessageContaining("LANG=C.UTF-8");
  }

  @Test
  void secrets_inFilesOfTheirOwn_areRead() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "\uFEFFhidden\n");
    system.setProperty("autopurchase.taobao.app-secret-file", secret.toString());
    system.setProperty("autopurchase.store.password-file", secret.toString());
    Settings settings = Settings.of(system, Map.of(), file);

    ProviderSettings taobao = settings.provider("taobao");
    assertThat(taobao.requireSecret("app-secret").reveal()).isEqualTo("hidden");
    assertThat(taobao.unrecognized()).containsExactly("app-key", "visibility-lag");
    assertThat(settings.secret("store.password").orElseThrow().reveal()).isEqualTo("hidden");
    system.setProperty("autopurchase.store.password", "too");
    assertField("store.password-file", () -> settings.secret("store.password"));
    system.setProperty("autopurchase.taobao.app-secret-file", folder.resolve("none").toString());
    assertField("taobao.app-secret-file", () -> settings.provider("taobao"));
    system.setProperty("autopurchase.taobao.app-secret-file", Files.writeString(folder.resolve("empty"), " \n").toString());
    assertField("taobao.app-secret-file", () -> settings.provider("taobao"));
  }

  @Test
  void values_thatAreWrong_areRefusedByTheirNames() {
    system.setProperty("autopurchase.background.sync-interval", "soon");
    Settings settings = Settings.of(system, Map.of(), file);

    assertField("workers", () -> settings.number("workers", 4, 1, 10));
    assertField("background.sync-interval", () -> settings.time("background.sync-interval", Duration.ZERO));
    assertField("config", () -> Settings.of(system, Map.of(), folder.resolve("none")));
  }

  @Test
  void time_inSecondsOrIso_isUnderstood() {
    system.setProperty("autopurchase.background.sync-interval", "0.5");
    assertThat(Settings.of(system, Map.of(), null).time("background.sync-interval", Duration.ZERO)).isEqualTo(Duration.ofMillis(500));
    system.setProperty("autopurchase.background.sync-interval", "PT5M");
    assertThat(Settings.of(system, Map.of(), null).time("background.sync-interval", Duration.ZERO)).isEqualTo(Duration.ofMinutes(5));
  }

  private static void assertField(String field, Runnable action) {
    assertThat(catchThrowableOfType(OperatorException.class, action::run).field()).isEqualTo(field);
  }
}
