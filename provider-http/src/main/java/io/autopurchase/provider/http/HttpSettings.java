package io.autopurchase.provider.http;

import io.autopurchase.ConfigurationException;
import io.autopurchase.ProviderSettings;
import io.autopurchase.spi.PlainText;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.concurrent.Immutable;
import okhttp3.HttpUrl;

/**
 * The settings that all providers over HTTP have, read and checked: {@code gateway}, {@code proxy}, {@code proxy-user}, {@code
 * proxy-password}, {@code connect-timeout}, {@code read-timeout}, {@code call-timeout}, {@code max-answer-bytes}, {@code
 * calls-per-second} and {@code api-calls-per-second}; and readers for the kinds of settings that each has. Immutable. Not a record: records
 * print their components.
 */
@Immutable
public final class HttpSettings {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final URI gateway;
  private final ProxyChoice proxy;
  private final Duration connectTimeout;
  private final Duration readTimeout;
  private final Duration callTimeout;
  private final int mostBytes;
  private final int callsPerSecond;
  private final int apiCallsPerSecond;

  private HttpSettings(ProviderSettings settings, String defaultGateway, String pathEnd) {
    gateway = gateway(settings.getOrDefault("gateway", defaultGateway), pathEnd);
    proxy =
        ProxyChoice.of(
            settings.getOrDefault("proxy", ProxyChoice.NONE),
            settings.find("proxy-user").orElse(null),
            settings.findSecret("proxy-password").orElse(null),
            isLoopback(gateway));
    connectTimeout = settings.seconds("connect-timeout", Duration.ofSeconds(5));
    readTimeout = settings.seconds("read-timeout", Duration.ofSeconds(10));
    callTimeout = settings.seconds("call-timeout", Duration.ofSeconds(10));
    mostBytes = settings.number("max-answer-bytes", 4 << 20, 1 << 10, 64 << 20);
    callsPerSecond = settings.number("calls-per-second", isLoopback(gateway) ? 0 : 5, 0, 10_000);
    apiCallsPerSecond = settings.number("api-calls-per-second", 0, 0, 10_000);
  }

  /**
   * Reads them.
   *
   * @param defaultGateway the provider's own
   * @param pathEnd with which the path of a gateway has to end, such as {@code /rest}
   * @throws ConfigurationException if one is wrong
   */
  public static HttpSettings of(ProviderSettings settings, String defaultGateway, String pathEnd) {
    return new HttpSettings(settings, defaultGateway, pathEnd);
  }

  /** The base URL: https, or http on the loopback; without a user, query or fragment. */
  public URI gateway() {
    return gateway;
  }

  ProxyChoice proxy() {
    return proxy;
  }

  /** For a connection; zero for no limit; 5 seconds by default. */
  public Duration connectTimeout() {
    return connectTimeout;
  }

  /** For each wait within an answer; zero for no limit; 10 seconds by default. */
  public Duration readTimeout() {
    return readTimeout;
  }

  /** For a whole call; 10 seconds by default. */
  public Duration callTimeout() {
    return callTimeout;
  }

  /** The longest answer that is read, unpacked; 4 MiB by default. */
  public int mostBytes() {
    return mostBytes;
  }

  /** Calls of all APIs; 0 for no limit, which is the default on the loopback; else 5. */
  public int callsPerSecond() {
    return callsPerSecond;
  }

  /** Calls of one API; 0, the default, for no limit. */
  public int apiCallsPerSecond() {
    return apiCallsPerSecond;
  }

  /**
   * The setting {@code callback}, to which a browser is sent: it must be a page of the host's, and nothing that a browser runs.
   *
   * @return empty if it was not given
   * @throws ConfigurationException if it is not an http or https URL, or has a fragment
   */
  public static String callback(ProviderSettings settings) {
    String text = settings.getOrDefault("callback", "").strip();
    if (text.isEmpty()) {
      return text;
    }
    HttpUrl url = HttpUrl.parse(text);
    if (url == null || url.fragment() != null || !url.username().isEmpty() || PlainText.unprintable(text).isPresent() || text.indexOf(' ') >= 0) {
      throw ConfigurationException.ofSetting("callback", "must be an http or https URL without a fragment, such as https://shop.example/callback");
    }
    return text;
  }

  /**
   * Codes that are separated by commas.
   *
   * @param name of the setting
   * @param defaultCodes likewise separated
   */
  public static Set<String> codes(ProviderSettings settings, String name, String defaultCodes) {
    return Stream.of(settings.getOrDefault(name, defaultCodes).split(","))
        .map(String::strip)
        .filter(code -> !code.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * One of the constants of an enum, in small letters with hyphens; capitals and {@code _} are accepted as well.
   *
   * @param name of the setting
   * @param defaultChoice if it was not given
   * @throws ConfigurationException if it is another
   */
  public static <E extends Enum<E>> E choice(ProviderSettings settings, String name, E defaultChoice) {
    Map<String, E> choices = new LinkedHashMap<>();
    for (E choice : defaultChoice.getDeclaringClass().getEnumConstants()) {
      choices.put(choice.name().toLowerCase(Locale.ROOT).replace('_', '-'), choice);
    }
    String text = settings.getOrDefault(name, defaultChoice.name()).strip().toLowerCase(Locale.ROOT).replace('_', '-');
    if (!choices.containsKey(text)) {
      throw ConfigurationException.ofSetting(settings.nameGiven(name), "is one of " + choices.keySet() + ", not " + text);
    }
    return choices.get(text);
  }

  /**
   * A setting that is {@code true} or {@code false}.
   *
   * @param name of the setting
   * @param isDefault if it was not given
   * @throws ConfigurationException if it is neither
   */
  public static boolean flag(ProviderSettings settings, String name, boolean isDefault) {
    return choice(settings, name, isDefault ? Flag.TRUE : Flag.FALSE) == Flag.TRUE;
  }

  private enum Flag {
    TRUE,
    FALSE
  }

  private static URI gateway(String text, String pathEnd) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw ConfigurationException.ofSetting("gateway", "is not a URL");
    }
    boolean hasPort = uri.getPort() == -1 || uri.getPort() > 0 && uri.getPort() <= 65_535;
    boolean safe = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && isLoopback(uri);
    if (!safe || uri.getHost() == null || uri.getUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null
        || !hasPort || !String.valueOf(uri.getRawPath()).endsWith(pathEnd) || !isUnderstoodAlike(text, uri)) {
      throw ConfigurationException.ofSetting("gateway", "must be an https URL that ends in " + pathEnd + "; http only on the loopback");
    }
    return uri;
  }

  /** Whether what sends the requests takes the same host and port from it. */
  private static boolean isUnderstoodAlike(String text, URI uri) {
    HttpUrl url = HttpUrl.parse(text);
    return url != null && url.host().equalsIgnoreCase(uri.getHost().replaceAll("[\\[\\]]", ""));
  }

  private static boolean isLoopback(URI uri) {
    return LOOPBACK.contains(String.valueOf(uri.getHost()));
  }
}
