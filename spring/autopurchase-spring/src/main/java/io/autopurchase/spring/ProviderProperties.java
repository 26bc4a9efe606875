package io.autopurchase.spring;

import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/**
 * Turns properties such as {@code taobao.app-key} into the settings of providers. For Taobao, whose settings are known here, names may be
 * written without their dashes, as environment variables must, and times with a unit.
 */
final class ProviderProperties {
  private static final Pattern SECRET = Pattern.compile("(.*-)?(secret|password|token|private-key)");

  /** All settings of the provider Taobao, by the name without dashes. A test holds them to its documentation. */
  static final Set<String> TAOBAO =
      Set.of(
          "app-key", "app-secret", "callback", "gateway", "request-ttl", "visibility-lag", "signature-window", "trust-date-header", "trust-empty-list",
          "duplicate-order-id", "call-timeout", "proxy", "proxy-user", "proxy-password", "connect-timeout", "read-timeout", "calls-per-second",
          "api-calls-per-second", "max-answer-bytes", "max-lines", "page-size", "list-page-size", "lookup-page-size", "max-payments", "cancellation",
          "line-field-style", "definitive-rejection-codes", "refused-cancel-codes", "refused-payment-codes", "refused-token-codes", "message-signature",
          "exclude-tmall");

  /** Those that are times, which the adapter takes in seconds. */
  static final Set<String> TAOBAO_TIMES =
      Set.of("request-ttl", "visibility-lag", "signature-window", "call-timeout", "connect-timeout", "read-timeout");

  private ProviderProperties() {}

  /**
   * The settings of each provider that has any.
   *
   * @param shop with the properties
   * @param shops for the names of properties in errors
   * @param name the shop's qualifier
   * @throws PropertyException if a property names no provider
   */
  static Map<String, ProviderSettings> settings(ShopProperties shop, Shops shops, String name) {
    Map<String, Map<String, String>> given = new TreeMap<>();
    shop.getProviders().forEach(
        (key, value) -> {
          int dot = key.indexOf('.');
          if (dot < 1 || dot == key.length() - 1) {
            throw new PropertyException(
                shops.property(name, "providers." + key), "names no setting of a provider", "Write autopurchase.providers.PROVIDER.SETTING, such as autopurchase.providers.taobao.app-key.", null);
          }
          given.computeIfAbsent(key.substring(0, dot), provider -> new LinkedHashMap<>()).put(key.substring(dot + 1), value);
        });
    Map<String, ProviderSettings> settings = new TreeMap<>();
    given.forEach((provider, values) -> settings.put(provider, settings(provider, values, shop.getSecretSettings())));
    return settings;
  }

  private static ProviderSettings settings(String provider, Map<String, String> values, Set<String> secrets) {
    ProviderSettings.Builder settings = ProviderSettings.builder();
    values.forEach(
        (written, value) -> {
          String setting = provider.equals("taobao") ? taobao(written) : written;
          if (secrets.contains(written) || secrets.contains(setting) || SECRET.matcher(setting).matches()) {
            settings.secret(setting, Secret.of(value));
          } else {
            settings.set(setting, provider.equals("taobao") && TAOBAO_TIMES.contains(setting) ? seconds(value) : value);
          }
        });
    return settings.build();
  }

  private static String taobao(String written) {
    Optional<String> known = TAOBAO.stream().filter(name -> plain(name).equals(plain(written))).findFirst();
    return known.orElse(written);
  }

  private static String plain(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** A number is left as it is, and so is what is not a time: the adapter then names the setting and the rule. */
  private static String seconds(String value) {
    String text = value.strip();
    if (!text.isEmpty() && Character.isLetter(text.charAt(text.length() - 1))) {
      try {
        Duration time = DurationStyle.detectAndParse(text);
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
      } catch (IllegalArgumentException e) {
        return value;
      }
    }
    return value;
  }
}
