package io.autopurchase.provider.taobao;

import io.autopurchase.ConfigurationException;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.provider.http.HttpSettings;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderCapabilities.Cancellation;
import io.autopurchase.spi.ProviderCapabilities.RepeatedClientOrderId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The settings, read and checked. Not a record: records print their components. */
final class TaobaoSettings {
  private static final Map<String, String> EARLIER_NAMES =
      Map.of(
          "request-ttl", "request-life",
          "duplicate-order-id", "repeat",
          "trust-date-header", "trust-date",
          "line-field-style", "line-names",
          "definitive-rejection-codes", "refused-codes");

  final HttpSettings http;
  final String appKey;
  final Secret appSecret;
  final String callback;
  final Duration requestTtl;
  final Duration visibilityLag;
  final Duration window;
  final boolean trustsDate;
  final boolean trustsEmptyList;
  final boolean snakeNames;
  final int lookupPageSize;
  final Set<String> refusedCodes;
  final Set<String> refusedCancelCodes;
  final Set<String> refusedPaymentCodes;
  final Set<String> refusedTokenCodes;
  final String messageSignedBefore;
  final ProviderCapabilities capabilities;

  private enum LineNames {
    CAMEL,
    SNAKE
  }

  private enum MessageSignature {
    APP_KEY_AND_BODY,
    BODY
  }

  private TaobaoSettings(ProviderSettings settings) {
    http = HttpSettings.of(settings, "https://api.taobao.global/rest", "/rest");
    appKey = settings.require("app-key");
    appSecret = settings.requireSecret("app-secret");
    callback = HttpSettings.callback(settings);
    requestTtl = settings.seconds("request-ttl", Duration.ofSeconds(60));
    visibilityLag = settings.seconds("visibility-lag", Duration.ofSeconds(60));
    window = settings.seconds("signature-window", Duration.ofSeconds(7200));
    if (requestTtl.isZero() || requestTtl.compareTo(window) >= 0) {
      throw ConfigurationException.ofSetting(settings.nameGiven("request-ttl"), "must be above zero and below signature-window");
    }
    trustsDate = HttpSettings.flag(settings, "trust-date-header", true);
    trustsEmptyList = HttpSettings.flag(settings, "trust-empty-list", false);
    snakeNames = HttpSettings.choice(settings, "line-field-style", LineNames.CAMEL) == LineNames.SNAKE;
    lookupPageSize = settings.number("lookup-page-size", 50, 1, 100);
    refusedCodes = HttpSettings.codes(settings, "definitive-rejection-codes", "");
    refusedCancelCodes = HttpSettings.codes(settings, "refused-cancel-codes", "");
    refusedPaymentCodes = HttpSettings.codes(settings, "refused-payment-codes", "");
    refusedTokenCodes = HttpSettings.codes(settings, "refused-token-codes", "");
    messageSignedBefore = HttpSettings.choice(settings, "message-signature", MessageSignature.APP_KEY_AND_BODY) == MessageSignature.BODY ? "" : appKey;
    capabilities =
        ProviderCapabilities.builder()
            .repeatedClientOrderId(HttpSettings.choice(settings, "duplicate-order-id", RepeatedClientOrderId.UNKNOWN))
            .callTimeout(http.callTimeout())
            .maxLines(settings.number("max-lines", 50, 1, 500))
            .recipientRules(Recipients.RULES)
            .currency("CNY")
            .maxOrdersPerRead(settings.number("page-size", 10, 1, 100))
            .ordersPerPage(settings.number("list-page-size", 20, 1, 100))
            .cancellation(HttpSettings.choice(settings, "cancellation", Cancellation.LINES))
            .maxOrdersPerPayment(settings.number("max-payments", 10, 0, 10))
            .build();
  }

  static TaobaoSettings of(ProviderSettings settings) {
    return new TaobaoSettings(settings.withEarlierNames(EARLIER_NAMES));
  }
}
