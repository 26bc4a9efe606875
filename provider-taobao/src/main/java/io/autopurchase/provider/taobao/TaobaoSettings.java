package io.autopurchase.provider.taobao;

import io.autopurchase.ConfigurationException;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.spi.PlainText;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderCapabilities.Cancellation;
import io.autopurchase.spi.ProviderCapabilities.RepeatedClientOrderId;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/** The settings, read and checked. Not a record: records print their components. */
final class TaobaoSettings {
  private static final Map<String, String> EARLIER_NAMES =
      Map.of(
          "request-ttl", "request-life",
          "duplicate-order-id", "repeat",
          "trust-date-header", "trust-date",
          "line-field-style", "line-names",
          "definitive-rejection-codes", "refused-codes");

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  final URI gateway;
  final String appKey;
  final Secret appSecret;
  final String callback;
  final ProxyChoice proxy;
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
  final Duration connectTimeout;
  final Duration readTimeout;
  final int mostBytes;
  final int callsPerSecond;
  final int apiCallsPerSecond;
  final ProviderCapabilities capabilities;

  private enum Flag {
    TRUE,
    FALSE
  }

  private enum LineNames {
    CAMEL,
    SNAKE
  }

  private enum MessageSignature {
    APP_KEY_AND_BODY,
    BODY
  }

  private TaobaoSettings(ProviderSettings settings) {
    gateway = gateway(settings.getOrDefault("gateway", "https://api.taobao.global/rest"));
    appKey = settings.require("app-key");
    appSecret = settings.requireSecret("app-secret");
    callback = callback(settings.getOrDefault("callback", "").strip());
    proxy =
        ProxyChoice.of(
            settings.getOrDefault("proxy", ProxyChoice.NONE),
            settings.find("proxy-user").orElse(null),
            settings.findSecret("proxy-password").orElse(null),
            isLoopback(gateway));
    requestTtl = settings.seconds("request-ttl", Duration.ofSeconds(60));
    visibilityLag = settings.seconds("visibility-lag", Duration.ofSeconds(60));
    window = settings.seconds("signature-window", Duration.ofSeconds(7200));
    if (requestTtl.isZero() || requestTtl.compareTo(window) >= 0) {
      throw ConfigurationException.ofSetting(settings.nameGiven("request-ttl"), "must be above zero and below signature-window");
    }
    trustsDate = choice(settings, "trust-date-header", Flag.TRUE) == Flag.TRUE;
    trustsEmptyList = choice(settings, "trust-empty-list", Flag.FALSE) == Flag.TRUE;
    snakeNames = choice(settings, "line-field-style", LineNames.CAMEL) == LineNames.SNAKE;
    lookupPageSize = settings.number("lookup-page-size", 50, 1, 100);
    refusedCodes = codes(settings, "definitive-rejection-codes");
    refusedCancelCodes = codes(settings, "refused-cancel-codes");
    refusedPaymentCodes = codes(settings, "refused-payment-codes");
    refusedTokenCodes = codes(settings, "refused-token-codes");
    messageSignedBefore = choice(settings, "message-signature", MessageSignature.APP_KEY_AND_BODY) == MessageSignature.BODY ? "" : appKey;
    connectTimeout = settings.seconds("connect-timeout", Duration.ofSeconds(5));
    readTimeout = settings.seconds("read-timeout", Duration.ofSeconds(10));
    mostBytes = settings.number("max-answer-bytes", 4 << 20, 1 << 10, 64 << 20);
    callsPerSecond = settings.number("calls-per-second", isLoopback(gateway) ? 0 : 5, 0, 10_000);
    apiCallsPerSecond = settings.number("api-calls-per-second", 0, 0, 10_000);
    capabilities =
        ProviderCapabilities.builder()
            .repeatedClientOrderId(choice(settings, "duplicate-order-id", RepeatedClientOrderId.UNKNOWN))
            .callTimeout(settings.seconds("call-timeout", Duration.ofSeconds(10)))
            .maxLines(settings.number("max-lines", 50, 1, 500))
            .recipientRules(Recipients.RULES)
            .currency("CNY")
            .maxOrdersPerRead(settings.number("page-size", 10, 1, 100))
            .ordersPerPage(settings.number("list-page-size", 20, 1, 100))
            .cancellation(choice(settings, "cancellation", Cancellation.LINES))
            .maxOrdersPerPayment(settings.number("max-payments", 10, 0, 10))
            .build();
  }

  static TaobaoSettings of(ProviderSettings settings) {
    return new TaobaoSettings(settings.withEarlierNames(EARLIER_NAMES));
  }

  private static URI gateway(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw ConfigurationException.ofSetting("gateway", "is not a URL");
    }
    boolean hasPort = uri.getPort() == -1 || uri.getPort() > 0 && uri.getPort() <= 65_535;
    boolean safe = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && isLoopback(uri);
    if (!safe || uri.getHost() == null || uri.getUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null
        || !hasPort || !String.valueOf(uri.getRawPath()).endsWith("/rest") || !isUnderstoodAlike(text, uri)) {
      throw ConfigurationException.ofSetting("gateway", "must be an https URL that ends in /rest; http only on the loopback");
    }
    return uri;
  }

  /** Whether what sends the requests takes the same host and port from it. */
  private static boolean isUnderstoodAlike(String text, URI uri) {
    HttpUrl url = HttpUrl.parse(text);
    return url != null && url.host().equalsIgnoreCase(uri.getHost().replaceAll("[\\[\\]]", ""));
  }

  /** Where a browser is sent: it must be a page of the host's, and nothing that a browser runs. */
  private static String callback(String text) {
    if (text.isEmpty()) {
      return text;
    }
    HttpUrl url = HttpUrl.parse(text);
    if (url == null || url.fragment() != null || !url.username().isEmpty() || PlainText.unprintable(text).isPresent() || text.indexOf(' ') >= 0) {
      throw ConfigurationException.ofSetting("callback", "must be an http or https URL without a fragment, such as https://shop.example/taobao");
    }
    return text;
  }

  private static boolean isLoopback(URI uri) {
    return LOOPBACK.contains(String.valueOf(uri.getHost()));
  }

  /** Separated by commas. */
  private static Set<String> codes(ProviderSettings settings, String name) {
    return Stream.of(settings.getOrDefault(name, "").split(",")).map(String::strip).filter(code -> !code.isEmpty()).collect(Collectors.toUnmodifiableSet());
  }

  private static <E extends Enum<E>> E choice(ProviderSettings settings, String name, E otherwise) {
    Map<String, E> choices = new LinkedHashMap<>();
    for (E choice : otherwise.getDeclaringClass().getEnumConstants()) {
      choices.put(choice.name().toLowerCase(Locale.ROOT).replace('_', '-'), choice);
    }
    String text = settings.getOrDefault(name, otherwise.name()).strip().toLowerCase(Locale.ROOT).replace('_', '-');
    if (!choices.containsKey(text)) {
      throw ConfigurationException.ofSetting(settings.nameGiven(name), "is one of " + choices.keySet() + ", not " + text);
    }
    return choices.get(text);
  }
}
