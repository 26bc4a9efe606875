package io.autopurchase.spring;

import io.autopurchase.ConfigurationException;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Names the property behind a message of the engine, and what to write. */
final class EngineMessages {
  /** By the name of the builder's option, which begins the engine's message. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "workers", "workers",
          "retention", "retention",
          "questionTimeout", "question-timeout",
          "synchronizeEvery", "synchronize-every",
          "expiryWarning", "expiry-warning",
          "eventTakeoverDelay", "event-takeover-delay",
          "queryTimeout", "query-timeout",
          "shop", "shop",
          "threads", "workers");

  private static final Map<String, String> EXAMPLES =
      Map.of(
          "workers", "4",
          "retention", "90d",
          "question-timeout", "3d",
          "synchronize-every", "10m",
          "expiry-warning", "3d",
          "event-takeover-delay", "15s",
          "query-timeout", "10s",
          "shop", "default");

  private EngineMessages() {}

  /**
   * An exception that a person can act on.
   *
   * @param e what the engine or the store said
   * @param names the whole name of a property of the shop
   */
  static PropertyException explain(ConfigurationException e, UnaryOperator<String> names) {
    String message = String.valueOf(e.getMessage());
    String first = message.split(" ", 2)[0];
    String option = OPTIONS.get(first);
    if (option != null) {
      String property = names.apply(option);
      return new PropertyException(property, message.substring(first.length()).strip(), "Write " + property + "=" + EXAMPLES.get(option) + ".", e);
    }
    if (message.contains("secrets(")) {
      String property = names.apply("keys");
      return new PropertyException(property, "is missing: " + message, "Write " + property + "=file:./autopurchase.keys (the file is created), or define a SecretCipher bean.", e);
    }
    if (message.contains("createTables(true)")) {
      String property = names.apply("create-tables");
      return new PropertyException(property, "is false: " + message, "Run the scripts as a migration, or write " + property + "=true.", e);
    }
    if (message.startsWith("a table prefix")) {
      String property = names.apply("table-prefix");
      return new PropertyException(property, "is wrong: " + message, "Write " + property + "=autopurchase_.", e);
    }
    return new PropertyException(Shops.PREFIX, "cannot be started: " + message, "Correct what the message names; docs/configuration.md describes the options.", e);
  }
}
