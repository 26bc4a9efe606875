package io.autopurchase.spring;

import io.autopurchase.AutoPurchaseException;
import org.jspecify.annotations.Nullable;

/** The context cannot start because a property or a bean for autopurchase is missing or wrong. The message names it and the rule. */
public final class PropertyException extends AutoPurchaseException {
  private static final long serialVersionUID = 1L;

  /** As {@link #property()} returns it. */
  private final String property;

  /** As {@link #action()} returns it. */
  private final String action;

  /**
   * With the code {@code CONFIGURATION}.
   *
   * @param property the whole name of the property
   * @param rule what is wrong, to follow the name
   * @param action what to write instead, for a person
   * @param cause null if no other exception led to it
   */
  PropertyException(String property, String rule, String action, @Nullable Throwable cause) {
    super("CONFIGURATION", property + " " + rule, cause);
    this.property = property;
    this.action = action;
  }

  /** The whole name of the property, such as {@code autopurchase.pool.size}. */
  public String property() {
    return property;
  }

  /** What to write, for a person. */
  public String action() {
    return action;
  }
}
