package io.autopurchase.examples.operator;

import io.autopurchase.spi.PlainText;
import io.autopurchase.spi.ProviderSettings;
import io.autopurchase.Secret;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
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
  static final String DEFAULT_STORE = "jdbc:h2:file:./autopurchase-data/autopurchase;AUTO_SERVER=TRUE";
  static final String DEFAULT_KEYSET = "autopurchase-data/autopurchase.keys";

  private static final String PROPERTY_PREFIX = "autopurchase.";
  private static final String VARIABLE_PREFIX = "AUTOPURCHASE_";
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
  private static final Set<String> SECRETS = Set.of("app-secret");

  /** Those of providers are known to them alone. */
  private static final Set<String> NAMES =
      Set.of(
          "store.url",
          "store.user",
          "store.password",
          "secrets.keyset",
          "warehouse",
          "workers",
          "background.sync-interval",
          "spend-cap",
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
   * @param path a properties file in UTF-8; null where there is none
   */
  static Settings of(Properties system, Map<String, String> environment, @Nullable Path path) {
    Properties file = new Properties();
    if (path != null) {
      try (Reader reader = Files.newBufferedReader(path)) {
        file.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw OperatorException.invalid("config", "FILE", "cannot read " + path + ": " + Inputs.reason(e));
      }
    }
    return new Settings(system, environment, file);
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
      throw OperatorException.invalid(name, "NUMBER", PlainText.quote(text.get()) + " is no whole number");
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
                settings.secret(name, Secret.of(value));
              } else {
                settings.set(name, value);
              }
            });
    return settings.build();
  }

  /**
   * What is set and means nothing: most often a slip in a name. Sorted.
   *
   * @param providerId whose settings are the provider's to judge
   */
  List<String> unknown(String providerId) {
    String prefix = providerId + ".";
    Set<String> variables = NAMES.stream().map(Settings::variable).collect(Collectors.toSet());
    return Stream.of(
            file.stringPropertyNames().stream().filter(name -> !NAMES.contains(name) && !name.startsWith(prefix)),
            system.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PROPERTY_PREFIX))
                .filter(name -> !NAMES.contains(name.substring(PROPERTY_PREFIX.length())))
                .filter(name -> !name.startsWith(PROPERTY_PREFIX + prefix)),
            environment.keySet().stream()
                .filter(name -> name.startsWith(VARIABLE_PREFIX))
                .filter(name -> !variables.contains(name) && !name.startsWith(variable(prefix))))
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
      throw OperatorException.invalid(name, "TIME", PlainText.quote(text) + " is no number of seconds");
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
