package io.autopurchase.examples.provider;

import io.autopurchase.ConfigurationException;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/** The settings, read and checked. Not a record: records print their components. */
final class ExampleMarketSettings {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  final URI url;
  final String app;
  final Secret appSecret;
  final Duration requestTtl;
  final Duration visibilityLag;
  final Duration callTimeout;

  private ExampleMarketSettings(ProviderSettings settings) {
    url = url(settings.require("url"));
    app = settings.require("app");
    appSecret = settings.requireSecret("app-secret");
    requestTtl = settings.seconds("request-ttl", Duration.ofSeconds(30));
    visibilityLag = settings.seconds("visibility-lag", Duration.ofSeconds(10));
    callTimeout = settings.seconds("call-timeout", Duration.ofSeconds(10));
    if (requestTtl.isZero() || callTimeout.isZero()) {
      throw new ConfigurationException("the settings request-ttl and call-timeout must be above zero");
    }
  }

  static ExampleMarketSettings of(ProviderSettings settings) {
    return new ExampleMarketSettings(settings);
  }

  /** Tokens travel there: in the clear they may do so within this machine only. */
  private static URI url(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("the setting url is not a URL: " + text, e);
    }
    boolean safe = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && LOOPBACK.contains(String.valueOf(uri.getHost()));
    if (!safe || uri.getHost() == null || uri.getUserInfo() != null || !uri.getPath().isEmpty() || uri.getRawQuery() != null) {
      throw new ConfigurationException("the setting url must be https://host[:port], or http on the loopback: " + text);
    }
    return uri;
  }
}
