package io.autopurchase.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.ConfigurationException;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {
  private static final String GATEWAY = "https://gateway.example/api";

  private static HttpSettings with(String name, String value) {
    return HttpSettings.of(ProviderSettings.builder().set(name, value).build(), GATEWAY, "/api");
  }

  @Test
  void of_nothingIsGiven_defaults() {
    HttpSettings settings = HttpSettings.of(ProviderSettings.empty(), GATEWAY, "/api");

    assertThat(settings.gateway()).hasToString(GATEWAY);
    assertThat(settings.callTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.callsPerSecond()).isEqualTo(5);
    assertThat(settings.apiCallsPerSecond()).isZero();
    assertThat(with("gateway", "http://localhost:1/api").callsPerSecond()).as("on the loopback").isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "gateway", "http://gateway.example/api", "https://gateway.example/rest", "https://a:b@gateway.example/api", "https://gateway.example/api?x=1",
        "https://gateway.example/api#x", "https://gateway.example:0/api", "ftp://gateway.example/api", "https:///api", "https://a b/api"
      })
  void gateway_whatIsNotSafe_isRefused(String gateway) {
    assertThatThrownBy(() -> with("gateway", gateway)).isInstanceOf(ConfigurationException.class).hasMessageContaining("gateway");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "proxy", "proxy:0", "proxy:65536", "http://proxy:3128", "user:pw@proxy:3128", "proxy:3128/x", "NONE", "a b:1"})
  void proxy_whatIsNone_isRefusedByItsName(String proxy) {
    assertThatThrownBy(() -> with("proxy", proxy)).isInstanceOf(ConfigurationException.class).hasMessageContaining("proxy");
  }

  @Test
  void proxyUser_withoutItsPasswordOrProxy_isRefused() {
    assertThatThrownBy(() -> with("proxy-user", "purchaser")).isInstanceOf(ConfigurationException.class).hasMessageContaining("proxy-password");
    assertThatThrownBy(() -> ProxyChoice.of("none", "purchaser", Secret.of("x"), false)).isInstanceOf(ConfigurationException.class).hasMessageContaining("proxy-user");
  }

  @Test
  void codes_separatedByCommas_areStripped() {
    ProviderSettings settings = ProviderSettings.builder().set("no-codes", " A, B ,,").build();

    assertThat(HttpSettings.codes(settings, "no-codes", "C")).containsExactlyInAnyOrder("A", "B");
    assertThat(HttpSettings.codes(settings, "other-codes", "C,D")).containsExactlyInAnyOrder("C", "D");
  }
}
