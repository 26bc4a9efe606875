package io.autopurchase;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The engine cannot be built as it was configured: a setting, a provider or a module is missing or wrong. */
public final class ConfigurationException extends AutoPurchaseException {
  private static final long serialVersionUID = 1L;

  /** As {@link #setting()} returns it; null if it is not a single one. */
  @Nullable private final String setting;

  /**
   * Without a cause, with the code {@code CONFIGURATION}.
   *
   * @param message what is missing or wrong
   */
  public ConfigurationException(String message) {
    this(message, null);
  }

  /**
   * With the code {@code CONFIGURATION}.
   *
   * @param message what is missing or wrong
   * @param cause null if no other exception led to it
   */
  public ConfigurationException(String message, @Nullable Throwable cause) {
    this(null, message, cause);
  }

  private ConfigurationException(@Nullable String setting, String message, @Nullable Throwable cause) {
    super("CONFIGURATION", message, cause);
    this.setting = setting;
  }

  /**
   * For one wrong setting.
   *
   * @param setting its name
   * @param message what is wrong, beginning with what could follow the name
   */
  public static ConfigurationException ofSetting(String setting, String message) {
    return new ConfigurationException(setting, "the setting " + setting + " " + message, null);
  }

  /** The setting of the provider that is wrong, if it is a single one. */
  public Optional<String> setting() {
    return Optional.ofNullable(setting);
  }
}
