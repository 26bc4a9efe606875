package io.autopurchase.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.ConfigurationException;
import io.autopurchase.ProviderSettings;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an engine is made with stays as it was. */
class EngineOptionsTest {
  @Test
  void build_builderIsUsedOn_optionsStayAsTheyWere() {
    EngineOptions.Builder builder = EngineOptions.builder().workers(2).questionTimeout(Duration.ofDays(1));
    EngineOptions options = builder.build();

    builder
        .workers(7)
        .questionTimeout(Duration.ofDays(9))
        .listener(event -> {})
        .providerSettings("fake", ProviderSettings.builder().set("url", "http://other.example").build());

    assertThat(options.workers()).isEqualTo(2);
    assertThat(options.questionTimeout()).isEqualTo(Duration.ofDays(1));
    assertThat(options.listeners()).isEmpty();
    assertThat(options.providersWithSettings()).isEmpty();
    assertThat(builder.build().workers()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456789012", "0.123456789012", "123456789012.123456789012"})
  void priceVarianceLevels_twelveDigitsOnEachSide_areTaken(String percent) {
    assertThat(new PriceVarianceLevels(BigDecimal.ZERO, new BigDecimal(percent)).major()).isEqualByComparingTo(percent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234567890123", "0.1234567890123", "1e13", "1e-13"})
  void priceVarianceLevels_moreDigits_areRefused(String percent) {
    assertThatThrownBy(() -> new PriceVarianceLevels(BigDecimal.ZERO, new BigDecimal(percent)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("12 digits");
  }
}
