package io.autopurchase;

import io.autopurchase.spi.PlainText;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.ThreadSafe;
import org.jspecify.annotations.Nullable;

/** The settings of a provider, by names that its adapter documents. The values never change. Thread-safe. */
@ThreadSafe
public final class ProviderSettings {
  /** Only the digits 0 to 9, not those of other scripts. */
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");
  private static final ProviderSettings EMPTY = builder().build();

  private final Map<String, String> values;
  private final Map<String, Secret> secrets;
  private final Set<String> asked;

  /** By the present name of a setting, the name that it had in earlier versions. */
  private final Map<String, String> earlierNames;

  private ProviderSettings(Map<String, String> values, Map<String, Secret> secrets, Set<String> asked, Map<String, String> earlierNames) {
    this.values = values;
    this.secrets = secrets;
    this.asked = asked;
    this.earlierNames = earlierNames;
  }

  /** No settings yet. */
  public static Builder builder() {
    return new Builder();
  }

  /** Without any settings; the same object each time. */
  public static ProviderSettings empty() {
    return EMPTY;
  }

  /**
   * The same settings for an adapter that has renamed some: what is given by the earlier name is found by the present one, and an
   * error names what was given.
   *
   * @param names by the present name of a setting, the earlier one
   * @throws ConfigurationException if a setting is given by both names
   */
  @CheckReturnValue
  public ProviderSettings withEarlierNames(Map<String, String> names) {
    names.forEach(
        (present, earlier) -> {
          if (values.containsKey(present) && values.containsKey(earlier)) {
            throw ConfigurationException.ofSetting(earlier, "is an earlier name of " + present + ", which is given too");
          }
        });
    return new ProviderSettings(values, secrets, asked, Map.copyOf(names));
  }

  /**
   * The name by which a setting is given: the one that an error should name.
   *
   * @param name the present name of the setting
   */
  public String nameGiven(String name) {
    String earlier = earlierNames.get(name);
    return earlier != null && values.containsKey(earlier) ? earlier : name;
  }

  /**
   * A setting as it was given, perhaps blank; empty if it was not. The name then no longer counts as
   * {@linkplain #unrecognized unrecognized}.
   *
   * @param name the present name of the setting
   */
  public Optional<String> find(String name) {
    String given = nameGiven(name);
    asked.add(given);
    return Optional.ofNullable(values.get(given));
  }

  /**
   * A setting as it was given, or a default. A blank value counts as given.
   *
   * @param name the present name of the setting
   * @param defaultValue returned if the setting was not given
   */
  public String getOrDefault(String name, String defaultValue) {
    return find(name).orElse(defaultValue);
  }

  /**
   * @param name the present name of the setting
   * @throws ConfigurationException if it is missing or blank
   */
  public String require(String name) {
    return find(name).filter(value -> !value.isBlank()).orElseThrow(() -> ConfigurationException.ofSetting(name, "is missing"));
  }

  /**
   * @param name the name of the secret
   * @throws ConfigurationException if it is missing
   */
  public Secret requireSecret(String name) {
    return findSecret(name)
        .orElseThrow(() -> ConfigurationException.ofSetting(name, "is missing; it is a secret"));
  }

  /**
   * An optional secret; an empty one counts as missing.
   *
   * @param name the name of the secret
   */
  public Optional<Secret> findSecret(String name) {
    asked.add(name);
    return Optional.ofNullable(secrets.get(name)).filter(secret -> !secret.reveal().isBlank());
  }

  /**
   * A time in seconds, with decimals if needed.
   *
   * @param name the present name of the setting
   * @param otherwise returned if the setting was not given
   * @throws ConfigurationException if it is not a number or negative
   */
  public Duration seconds(String name, Duration otherwise) {
    return find(name).map(text -> parseSeconds(nameGiven(name), text)).orElse(otherwise);
  }

  /**
   * A whole number.
   *
   * @param name the present name of the setting
   * @param otherwise returned if the setting was not given; need not be in range
   * @param min the smallest number that is allowed
   * @param max the largest number that is allowed
   * @throws ConfigurationException if it is not a whole number, or out of range
   */
  public int number(String name, int otherwise, int min, int max) {
    Optional<String> given = find(name);
    if (given.isEmpty()) {
      return otherwise;
    }
    String text = given.get().strip();
    if (!WHOLE.matcher(text).matches()) {
      throw ConfigurationException.ofSetting(nameGiven(name), "is not a whole number: " + PlainText.quote(text));
    }
    long number = Long.parseLong(text);
    if (number >= min && number <= max) {
      return (int) number;
    }
    throw ConfigurationException.ofSetting(nameGiven(name), "is not between " + min + " and " + max + ": " + text);
  }

  private static Duration parseSeconds(String name, String text) {
    if (!DECIMAL.matcher(text.strip()).matches()) {
      throw ConfigurationException.ofSetting(name, "is not a number of seconds: " + PlainText.quote(text));
    }
    double seconds = Double.parseDouble(text.strip());
    if (seconds >= 0 && seconds <= 1e9) {
      return Duration.ofMillis(Math.round(seconds * 1000));
    }
    throw ConfigurationException.ofSetting(name, "is out of range: " + PlainText.quote(text));
  }

  /** The names that were not read so far: once an adapter is open, these are names that it does not know. Sorted. */
  public SortedSet<String> unrecognized() {
    SortedSet<String> names = new TreeSet<>(values.keySet());
    names.addAll(secrets.keySet());
    names.removeAll(asked);
    return names;
  }

  /** Names only. */
  @Override
  public String toString() {
    return "settings " + values.keySet() + ", secrets " + secrets.keySet();
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Secret> secrets = new HashMap<>();

    private Builder() {}

    /**
     * Gives a setting; an earlier value of the same name is replaced.
     *
     * @param name as the adapter documents it
     * @param value may be empty
     * @throws ConfigurationException if the value is null, as that of an environment variable that is not set
     */
    public Builder set(String name, String value) {
      requireValue(Objects.requireNonNull(name, "name"), value);
      values.put(name, value);
      return this;
    }

    /**
     * As {@link #set}, for values that must not be shown.
     *
     * @param name as the adapter documents it
     * @param value a secret; an empty one counts as missing
     */
    public Builder secret(String name, Secret value) {
      requireValue(Objects.requireNonNull(name, "name"), value);
      secrets.put(name, value);
      return this;
    }

    private static void requireValue(String name, @Nullable Object value) {
      if (value == null) {
        throw ConfigurationException.ofSetting(name, "has no value: null was given");
      }
    }

    /** Builds the settings; the builder can be used again. */
    @CheckReturnValue
    public ProviderSettings build() {
      return new ProviderSettings(Map.copyOf(values), Map.copyOf(secrets), ConcurrentHashMap.newKeySet(), Map.of());
    }
  }
}
