package io.autopurchase.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.autopurchase.spi.ProviderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            stor.url=a slip
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
  void unknown_slips_areNamedAsTheyWereWritten() {
    system.setProperty("autopurchase.worker", "4");
    system.setProperty("java.io.tmpdir", "/tmp");
    Map<String, String> environment = Map.of("AUTOPURCHASE_STORE_URI", "x", "AUTOPURCHASE_WAREHOUSE", "y", "PATH", "z");

    assertThat(Settings.of(system, environment, file).unknown("taobao"))
        .containsExactly("AUTOPURCHASE_STORE_URI", "autopurchase.worker", "stor.url");
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
