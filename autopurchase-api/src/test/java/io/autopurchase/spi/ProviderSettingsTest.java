package io.autopurchase.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.autopurchase.ConfigurationException;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ProviderSettingsTest {
  private final ProviderSettings settings =
      ProviderSettings.builder()
          .set("gateway", "https://gateway.example/rest")
          .set("gatway", "https://slip.example/rest")
          .set("pages", "many")
          .set("life", "-1")
          .secret("app-secret", Secret.of("s"))
          .build();

  @Test
  void unrecognized_someWereRead_namesTheOthers() {
    settings.getOrDefault("gateway", "");
    settings.requireSecret("app-secret");
    settings.number("size", 1, 1, 2);

    assertThat(settings.unrecognized()).containsExactly("gatway", "life", "pages");
  }

  @Test
  void settings_wrongOrMissing_areRefusedByTheirNames() {
    List<ThrowingCallable> wrong =
        List.of(
            () -> settings.number("pages", 1, 1, 2),
            () -> settings.seconds("life", Duration.ZERO),
            () -> settings.require("app-key"),
            () -> settings.requireSecret("token-secret"));

    assertThat(wrong)
        .extracting(call -> catchThrowableOfType(ConfigurationException.class, call).setting().orElse(""))
        .containsExactly("pages", "life", "app-key", "token-secret");
  }
}
