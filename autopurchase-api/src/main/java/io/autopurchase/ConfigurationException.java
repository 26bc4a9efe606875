package io.autopurchase;

import javax.annotation.Nullable;

/** The engine cannot be built as it was configured: a setting, a provider or a module is missing or wrong. */
public final class ConfigurationException extends AutoPurchaseException {
  private static final long serialVersionUID = 1L;

  public ConfigurationException(String message) {
    this(message, null);
  }

  public ConfigurationException(String message, @Nullable Throwable cause) {
    super("CONFIGURATION", message, cause);
  }
}
