package io.autopurchase.provider.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.ConfigurationException;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.spi.ProviderCapabilities.Cancellation;
import io.autopurchase.spi.ProviderCapabilities.PriceCheck;
import io.autopurchase.spi.ProviderCapabilities.RepeatedClientOrderId;
import io.autopurchase.spi.ProviderCapabilities.Verification;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Alibaba1688SettingsTest {
  private static ProviderSettings.Builder required() {
    return ProviderSettings.builder().set("app-key", "123456").secret("app-secret", Secret.of("helloworld"));
  }

  private static Alibaba1688Settings with(String name, String value) {
    return Alibaba1688Settings.of(required().set(name, value).build());
  }

  @Test
  void of_nothingElseIsGiven_theSafeChoices() {
    Alibaba1688Settings settings = Alibaba1688Settings.of(required().build());

    assertThat(settings.authorizeUrl).hasToString("https://auth.1688.com/oauth/authorize");
    assertThat(settings.capabilities.verification()).isEqualTo(Verification.BY_READING);
    assertThat(settings.capabilities.priceCheck()).isEqualTo(PriceCheck.AFTER_PLACING);
    assertThat(settings.capabilities.repeatedClientOrderId()).isEqualTo(RepeatedClientOrderId.UNKNOWN);
    assertThat(settings.capabilities.maxOrdersPerPayment()).isZero();
    assertThat(settings.capabilities.cancellation()).isEqualTo(Cancellation.ORDERS);
    assertThat(settings.refusedCodes).isEmpty();
    assertThat(settings.marks).isTrue();
    assertThat(settings.visibilityLag).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void gateway_another_hasTheAuthorizePageOnItsHost() {
    assertThat(with("gateway", "http://127.0.0.1:8421/openapi").authorizeUrl).hasToString("http://127.0.0.1:8421/oauth/authorize");
    assertThat(with("authorize-url", "https://sso.example/authorize").authorizeUrl).hasToString("https://sso.example/authorize");
  }

  @ParameterizedTest
  @CsvSource({
    "gateway, https://gw.open.1688.com/rest",
    "authorize-url, javascript:alert(1)",
    "authorize-url, https://a.example/x?y=z",
    "trade-type, creditBuy",
    "trade-type, period",
    "request-ttl, 60",
    "signature-window, long",
    "echo, perhaps",
    "lookup, guess",
    "marker, memo",
    "create-api, slow",
    "flow, a b",
    "payment, prepare-pay",
    "payment, credit",
    "max-lines, 51",
    "page-size, 21",
    "timestamp-check, yes",
    "cancellation, some"
  })
  void setting_wrong_isRefusedByItsName(String name, String value) {
    assertThatThrownBy(() -> with(name, value))
        .isInstanceOfSatisfying(ConfigurationException.class, e -> assertThat(e.setting()).hasValueSatisfying(setting -> assertThat(setting).isIn(name, "pay-channel")));
  }

  @Test
  void earlierName_isAcceptedAndNamedInErrors() {
    assertThat(with("repeat", "rejects").capabilities.repeatedClientOrderId()).isEqualTo(RepeatedClientOrderId.REJECTS);
    assertThatThrownBy(() -> with("request-life", "7")).isInstanceOf(ConfigurationException.class).hasMessageContaining("request-life");
    Alibaba1688Settings both = Alibaba1688Settings.of(required().set("request-life", "7").set("signature-window", "300").build());
    assertThat(both.requestTtl).isEqualTo(Duration.ofSeconds(7));
  }
}
