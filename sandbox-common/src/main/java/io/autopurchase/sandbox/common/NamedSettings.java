package io.autopurchase.sandbox.common;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Settings that have a name each, by which they are also set over HTTP and from the command line. */
public abstract class NamedSettings {
  private final Map<String, Setting> byName = new LinkedHashMap<>();

  private record Setting(String description, Supplier<String> value, Consumer<String> change) {}

  /**
   * Sets one by its name.
   *
   * @throws IllegalArgumentException if there is no such setting, or the value does not fit
   */
  public final void set(String name, String value) {
    Setting setting = byName.get(name);
    if (setting == null) {
      throw new IllegalArgumentException("there is no setting " + name + "; there are " + String.join(", ", byName.keySet()));
    }
    try {
      setting.change.accept(value.strip());
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(name + " cannot be " + value + ": " + setting.description, e);
    }
  }

  /** All names with their values. */
  public final Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    byName.forEach((name, setting) -> values.put(name, setting.value.get()));
    return values;
  }

  /** All names with what they are for. */
  public final Map<String, String> descriptions() {
    Map<String, String> texts = new LinkedHashMap<>();
    byName.forEach((name, setting) -> texts.put(name, setting.description));
    return texts;
  }

  protected final void setting(String name, String description, Supplier<String> value, Consumer<String> change) {
    byName.put(name, new Setting(description, value, change));
  }

  protected final void millis(String name, String description, Supplier<Duration> value, Consumer<Duration> change) {
    setting(name, description + ", in ms", () -> "" + value.get().toMillis(), text -> change.accept(Duration.ofMillis(number(text, 0))));
  }

  protected final void bool(String name, String description, Supplier<Boolean> value, Consumer<Boolean> change) {
    setting(name, description, () -> "" + value.get(), text -> change.accept(bool(text)));
  }

  protected final <E extends Enum<E>> void choice(String name, String description, Class<E> type, Supplier<E> value, Consumer<E> change) {
    setting(name, description, () -> value.get().name(), text -> change.accept(Enum.valueOf(type, text.toUpperCase(Locale.ROOT))));
  }

  private static boolean bool(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("neither true nor false");
    }
    return text.equals("true");
  }

  protected static int whole(String text, int least) {
    return (int) Math.min(Integer.MAX_VALUE, number(text, least));
  }

  protected static long number(String text, int least) {
    long value = Long.parseLong(text);
    if (value < least) {
      throw new IllegalArgumentException("below " + least);
    }
    return value;
  }
}
