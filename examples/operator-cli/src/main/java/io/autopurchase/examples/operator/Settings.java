package io.autopurchase.examples.operator;

import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.spi.PlainText;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * Settings by name, such as {@code store.url}: system properties go before the environment, the environment before the
 * file. What is blank is not set.
 */
final class Settings {
  static final String DATA_FOLDER = "autopurchase-data";
  static final String DEFAULT_STORE = "jdbc:sqlite:./" + DATA_FOLDER + "/autopurchase.db";
  static final String DEFAULT_KEYSET = DATA_FOLDER + "/autopurchase.keys";

  private static final String PROPERTY_PREFIX = "autopurchase.";
  private static final String VARIABLE_PREFIX = "AUTOPURCHASE_";
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
  /** A secret's own setting, with this behind its name, is a file that holds it. */
  private static final String FILE = "-file";

  private static final String STORE_PASSWORD = "store.password";
  private static final Set<String> SECRETS = Set.of("app-secret", "proxy-password");
  private static final int LONGEST_SECRET = 10_000;
  private static final int MOST_BYTES = 1 << 20;

  /** By provider, without its prefix: a slip in a name would leave a default in force unnoticed. */
  private static final Map<String, Set<String>> PROVIDERS =
      Map.of(
          "taobao",
          Set.of(
              "app-key", "app-secret", "app-secret-file", "callback", "gateway", "request-life", "visibility-lag", "signature-window",
              "trust-date", "trust-empty-list", "repeat", "call-timeout", "proxy", "proxy-user", "proxy-password", "proxy-password-file",
              "connect-timeout", "read-timeout", "calls-per-second", "api-calls-per-second", "max-answer-bytes", "max-lines", "page-size",
              "list-page-size", "lookup-page-size", "max-payments", "cancellation", "line-names", "refused-codes", "refused-cancel-codes",
              "refused-payment-codes", "refused-token-codes", "message-signature", "exclude-tmall", "request-ttl", "duplicate-order-id",
              "trust-date-header", "line-field-style", "definitive-rejection-codes"),
          "1688",
          Set.of(
              "absent-order-codes", "access-token-life", "account", "address-style", "api-calls-per-second", "app-key", "app-secret",
              "app-secret-file", "authorize-url", "call-timeout", "callback", "calls-per-second", "cancellation", "connect-timeout",
              "country", "create-api", "definitive-rejection-codes", "duplicate-order-id", "early-cancel-codes", "echo", "flow",
              "gateway", "history-after", "limit-pause", "list-page-size", "list-rows", "lookup", "lookup-page-size", "marker", "max-answer-bytes",
              "max-lines", "page-size", "pay-channel", "payment", "proxy", "proxy-password", "proxy-password-file", "proxy-user",
              "read-timeout", "refresh-token-life", "refused-cancel-codes", "refused-payment-codes", "refused-token-codes", "repeat",
              "repeated-order-codes", "request-life", "request-ttl", "signature-window", "timestamp-check", "trade-type", "trust-date-header",
              "trust-empty-list", "visibility-lag"));

  private static final Set<String> NAMES =
      Set.of(
          "store.url",
          "store.user",
          STORE_PASSWORD,
          STORE_PASSWORD + FILE,
          "secrets.keyset",
          "secrets.replace-lost-keys",
          "warehouse",
          "workers",
          "background.sync-interval",
          "spend-cap",
          "placement-limit",
          "retention",
          "allow-shared-accounts",
          PaymentSettings.PER_ORDER,
          PaymentSettings.PER_ACTIVITY);

  private final Properties system;
  private final Map<String, String> environment;
  private final Properties file;

  private Settings(Properties system, Map<String, String> environment, Properties file) {
    this.system = system;
    this.environment = environment;
    this.file = file;
  }

  /**
   * @param path a properties file in UTF-8; null if there is none
   */
  static Settings of(Properties system, Map<String, String> environment, @Nullable Path path) {
    Properties file = new Properties();
    if (path != null) {
      try {
        file.load(new StringReader(Inputs.text("config", path, MOST_BYTES)));
      } catch (IOException | IllegalArgumentException e) {
        throw OperatorException.invalid("config", "FILE", "cannot read " + path + ": " + Inputs.reason(e));
      }
    }
    Settings settings = new Settings(system, environment, file);
    settings.refuseLostCharacters();
    settings.refuseUnknown();
    return settings;
  }

  /** A character that was lost on the way makes one name of two. */
  private void refuseLostCharacters() {
    file.stringPropertyNames().forEach(name -> Locales.requireWhole(name, file.getProperty(name), environment, system));
    system.stringPropertyNames().stream()
        .filter(name -> name.startsWith(PROPERTY_PREFIX))
        .forEach(name -> Locales.requireWhole(name, system.getProperty(name), environment, system));
    environment.keySet().stream()
        .filter(name -> name.startsWith(VARIABLE_PREFIX))
        .forEach(name -> Locales.requireWhole(name, environment.get(name), environment, system));
  }

  private void refuseUnknown() {
    file.stringPropertyNames().stream()
        .filter(name -> name.startsWith(PROPERTY_PREFIX) && known().contains(name.substring(PROPERTY_PREFIX.length())))
        .findFirst()
        .ifPresent(name -> {
          throw OperatorException.invalid(name, "UNKNOWN_SETTING", "has no prefix in a file: write " + name.substring(PROPERTY_PREFIX.length()));
        });
    List<String> unknown = unknown();
    if (!unknown.isEmpty()) {
      throw OperatorException.invalid(
          PlainText.clean(unknown.get(0)),
          "UNKNOWN_SETTING",
          (unknown.size() == 1 ? "is not a setting" : unknown + " are not settings") + "; README.md lists those that there are");
    }
  }

  /** A secret, from its own setting or from the file that its {@code -file} setting names. */
  Optional<Secret> secret(String name) {
    Optional<String> here = find(name);
    Optional<String> path = find(name + FILE);
    if (here.isPresent() && path.isPresent()) {
      throw OperatorException.invalid(name + FILE, "CONFLICT", "stands beside " + name + ": one of the two is enough");
    }
    return path.map(file -> secretIn(name + FILE, Path.of(file))).or(() -> here.map(Secret::of));
  }

  /** The first line of a file. */
  private static Secret secretIn(String name, Path path) {
    String secret = Inputs.text(name, path, LONGEST_SECRET).lines().findFirst().orElse("").strip();
    if (secret.isEmpty()) {
      throw OperatorException.invalid(name, "REQUIRED", path + " holds no secret");
    }
    return Secret.of(secret);
  }

  /** Whether the file of settings itself holds a secret. */
  boolean fileHoldsSecret() {
    return file.stringPropertyNames().stream()
        .anyMatch(name -> name.equals(STORE_PASSWORD) || SECRETS.contains(name.substring(name.indexOf('.') + 1)));
  }

  Optional<String> find(String name) {
    return present(system.getProperty(PROPERTY_PREFIX + name))
        .or(() -> present(environment.get(variable(name))))
        .or(() -> present(file.getProperty(name)));
  }

  String get(String name, String otherwise) {
    return find(name).orElse(otherwise);
  }

  /** A whole number. */
  int number(String name, int otherwise, int min, int max) {
    Optional<String> text = find(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!WHOLE.matcher(text.get()).matches()) {
      throw OperatorException.invalid(name, "NUMBER", PlainText.quote(text.get()) + " is not a whole number");
    }
    long number = Long.parseLong(text.get());
    if (number >= min && number <= max) {
      return (int) number;
    }
    throw OperatorException.invalid(name, "RANGE", text.get() + " is not between " + min + " and " + max);
  }

  /** A time: seconds, or ISO 8601 such as {@code PT5M}. */
  Duration time(String name, Duration otherwise) {
    return find(name).map(text -> parseTime(name, text)).orElse(otherwise);
  }

  /** All that is set for a provider, by the names without the provider's prefix. */
  ProviderSettings provider(String providerId) {
    ProviderSettings.Builder settings = ProviderSettings.builder();
    under(providerId + ".")
        .forEach(
            (name, value) -> {
              if (SECRETS.contains(name)) {
                secret(providerId + "." + name).ifPresent(secret -> settings.secret(name, secret));
              } else if (name.endsWith(FILE) && SECRETS.contains(name.substring(0, name.length() - FILE.length()))) {
                String plain = name.substring(0, name.length() - FILE.length());
                secret(providerId + "." + plain).ifPresent(secret -> settings.secret(plain, secret));
              } else {
                settings.set(name, value);
              }
            });
    return settings.build();
  }

  /** The providers that are to be used: those for which anything is set, else the usual one. Sorted. */
  SortedSet<String> providers() {
    SortedSet<String> set = PROVIDERS.keySet().stream().filter(id -> !under(id + ".").isEmpty()).collect(Collectors.toCollection(TreeSet::new));
    return set.isEmpty() ? new TreeSet<>(Set.of(OperatorCommand.DEFAULT_PROVIDER)) : set;
  }

  /** What is set and means nothing: most often a slip in a name. Sorted. */
  private static Set<String> known() {
    Set<String> known = new HashSet<>(NAMES);
    PROVIDERS.forEach((provider, names) -> names.forEach(name -> known.add(provider + "." + name)));
    return known;
  }

  private List<String> unknown() {
    Set<String> known = known();
    Set<String> variables = known.stream().map(Settings::variable).collect(Collectors.toSet());
    return Stream.of(
            file.stringPropertyNames().stream().filter(name -> !known.contains(name)),
            system.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PROPERTY_PREFIX) && !known.contains(name.substring(PROPERTY_PREFIX.length()))),
            environment.keySet().stream().filter(name -> name.startsWith(VARIABLE_PREFIX) && !variables.contains(name)))
        .flatMap(names -> names)
        .sorted()
        .distinct()
        .toList();
  }

  private Map<String, String> under(String prefix) {
    Set<String> names = new TreeSet<>();
    file.stringPropertyNames().stream().filter(name -> name.startsWith(prefix)).forEach(names::add);
    system.stringPropertyNames().stream()
        .filter(name -> name.startsWith(PROPERTY_PREFIX + prefix))
        .map(name -> name.substring(PROPERTY_PREFIX.length()))
        .forEach(names::add);
    String variables = variable(prefix);
    environment.keySet().stream()
        .filter(name -> name.startsWith(variables))
        // A variable has one sign for dots and dashes; the names of provider settings have dashes.
        .map(name -> prefix + name.substring(variables.length()).toLowerCase(Locale.ROOT).replace('_', '-'))
        .forEach(names::add);
    Map<String, String> values = new LinkedHashMap<>();
    names.forEach(name -> find(name).ifPresent(value -> values.put(name.substring(prefix.length()), value)));
    return values;
  }

  private static Duration parseTime(String name, String text) {
    try {
      Duration time = text.startsWith("P") ? Duration.parse(text) : Seconds.parse(text);
      if (!time.isNegative() && time.getSeconds() <= Seconds.LONGEST) {
        return time;
      }
    } catch (TypeConversionException | DateTimeParseException | ArithmeticException e) {
      throw OperatorException.invalid(name, "TIME", PlainText.quote(text) + " is not a number of seconds");
    }
    throw OperatorException.invalid(name, "RANGE", PlainText.quote(text) + " is negative, or too long");
  }

  private static String variable(String name) {
    return VARIABLE_PREFIX + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private static Optional<String> present(@Nullable String value) {
    return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
  }
}
