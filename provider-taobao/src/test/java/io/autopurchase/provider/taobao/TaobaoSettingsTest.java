package io.autopurchase.provider.taobao;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.ConfigurationException;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.spi.ProviderCapabilities.Cancellation;
import io.autopurchase.spi.ProviderCapabilities.RepeatedClientOrderId;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaobaoSettingsTest {
  private static TaobaoSettings with(String name, String value) {
    return TaobaoSettings.of(
        ProviderSettings.builder().set("app-key", "123456").secret("app-secret", Secret.of("helloworld")).set(name, value).build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.taobao.global/rest", "https://api.taobao.global:8443/rest", "http://localhost:1/rest", "http://127.0.0.1:8420/rest",
        "http://[::1]:8420/rest"
      })
  void gateway_overTlsOrOnTheLoopback_isTaken(String gateway) {
    assertThat(with("gateway", gateway).http.gateway()).hasToString(gateway);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.taobao.global/rest", "http://localhost.example/rest", "http://127.0.0.1.example/rest", "http://2130706433/rest",
        "http://[::ffff:7f00:1]/rest", "https://user:pass@api.taobao.global/rest", "https://api.taobao.global/rest?x=/rest",
        "https://api.taobao.global", "ftp://127.0.0.1/rest", "//127.0.0.1/rest", "not a url/rest", "",
        "https://api.taobao.global#/rest", "https://api.taobao.global/#/rest", "https://api.taobao.global:99999/rest",
        "https://api.taobao.global:0/rest", "https://api.taobao.global:65536/rest", "http://127.0.0.1:99999/rest", "https://-/rest",
        "https:///rest"
      })
  void gateway_anythingElse_isRefused(String gateway) {
    assertThatThrownBy(() -> with("gateway", gateway)).isInstanceOf(ConfigurationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://shop.example/taobao", "http://localhost/callback", "https://shop.example/t?x=1", ""})
  void callback_pageOfTheHost_isTaken(String callback) {
    assertThat(with("callback", callback).callback).isEqualTo(callback);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"javascript:alert(1)", "nonsense", "ftp://shop.example/", "https://shop.example/#x", "https://user@shop.example/", "//shop.example/",
        "https://shop.example/a b", "https://shop.example/\u202E"})
  void callback_anythingElse_isRefused(String callback) {
    assertThatThrownBy(() -> with("callback", callback)).isInstanceOf(ConfigurationException.class).hasMessageContaining("callback");
  }

  @Test
  void authorizationUrl_withoutCallback_isRefusedNamingTheSetting() {
    try (TaobaoClient client = new TaobaoClient(with("callback", ""))) {
      assertThatThrownBy(() -> client.authorizationUrl("state"))
          .isInstanceOfSatisfying(ConfigurationException.class, e -> assertThat(e.setting()).hasValue("callback"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "trust-date-header, yes",
    "trust-empty-list, 1",
    "duplicate-order-id, perhaps",
    "cancellation, some",
    "message-signature, none",
    "line-field-style, kebab",
    "max-payments, 11",
    "calls-per-second, -1",
    "max-answer-bytes, 1",
    "list-page-size, 0",
    "request-ttl, 7200",
    "request-ttl, 0"
  })
  void setting_wrongValue_isRefusedByItsName(String name, String value) {
    assertThatThrownBy(() -> with(name, value)).isInstanceOf(ConfigurationException.class).hasMessageContaining(name);
  }

  @Test
  void defaults_areThoseOfTheDocumentation() {
    TaobaoSettings settings = with("callback", "");

    assertThat(settings.http.callsPerSecond()).isEqualTo(5);
    assertThat(with("gateway", "http://127.0.0.1:1/rest").http.callsPerSecond()).isZero();
    assertThat(settings.http.mostBytes()).isEqualTo(4 << 20);
    assertThat(settings.capabilities.cancellation()).isEqualTo(Cancellation.LINES);
    assertThat(settings.capabilities.maxOrdersPerPayment()).isEqualTo(10);
    assertThat(settings.capabilities.repeatedClientOrderId()).isEqualTo(RepeatedClientOrderId.UNKNOWN);
    assertThat(settings.capabilities.ordersPerPage()).isEqualTo(20);
    assertThat(settings.refusedCodes).isEmpty();
  }

  @Test
  void choices_anyCase_areTaken() {
    assertThat(with("duplicate-order-id", "Replays").capabilities.repeatedClientOrderId()).isEqualTo(RepeatedClientOrderId.REPLAYS);
    assertThat(with("cancellation", "orders").capabilities.cancellation()).isEqualTo(Cancellation.ORDERS);
    assertThat(with("definitive-rejection-codes", " A ,B,, ").refusedCodes).containsExactlyInAnyOrder("A", "B");
    assertThat(with("line-field-style", "snake").snakeNames).isTrue();
  }

  @Test
  void earlierName_isAcceptedAndNamedInErrors() {
    assertThat(with("repeat", "rejects").capabilities.repeatedClientOrderId()).isEqualTo(RepeatedClientOrderId.REJECTS);
    assertThat(with("request-life", "7").requestTtl).isEqualTo(Duration.ofSeconds(7));
    assertThatThrownBy(() -> with("request-life", "long")).isInstanceOf(ConfigurationException.class).hasMessageContaining("request-life");
    assertThatThrownBy(() -> with("line-names", "kebab")).isInstanceOf(ConfigurationException.class).hasMessageContaining("line-names");
  }

  @Test
  void bothNamesOfASetting_areRefused() {
    ProviderSettings both =
        ProviderSettings.builder()
            .set("app-key", "123456")
            .secret("app-secret", Secret.of("helloworld"))
            .set("repeat", "rejects")
            .set("duplicate-order-id", "rejects")
            .build();

    assertThatThrownBy(() -> TaobaoSettings.of(both)).isInstanceOf(ConfigurationException.class).hasMessageContaining("duplicate-order-id");
  }
}
