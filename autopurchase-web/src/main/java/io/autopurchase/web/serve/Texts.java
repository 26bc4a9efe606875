package io.autopurchase.web.serve;

import io.autopurchase.Messages;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a reader reads: the console's own texts, and those of the library. Immutable. */
public final class Texts {
  /** The languages that there are, the first one for everybody else. */
  public static final List<String> LANGUAGES = List.of("en", "ru", "zh");

  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  private final Locale locale;
  private final ResourceBundle bundle;
  private final Messages messages;

  private Texts(Locale locale, ResourceBundle bundle, Messages messages) {
    this.locale = locale;
    this.bundle = bundle;
    this.messages = messages;
  }

  /**
   * The texts of a language.
   *
   * @param wanted English if there are none of its language
   */
  public static Texts in(Locale wanted) {
    Locale locale = LANGUAGES.contains(wanted.getLanguage()) ? new Locale(wanted.getLanguage()) : Locale.ENGLISH;
    // Not by the bundle's own fallback, which would be the language of the machine.
    Locale file = locale.equals(Locale.ENGLISH) ? Locale.ROOT : locale;
    return new Texts(locale, ResourceBundle.getBundle("io.autopurchase.web.console", file), Messages.in(locale));
  }

  /** The language. */
  public Locale locale() {
    return locale;
  }

  /** The library's texts. */
  public Messages messages() {
    return messages;
  }

  /**
   * A text of the console.
   *
   * @param key must be there
   * @param values name, value, name, value ... of what stands in braces
   */
  public String t(String key, Object... values) {
    String text = bundle.getString(key);
    if (values.length == 0) {
      return text;
    }
    return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(values, place.group(1))));
  }

  /**
   * A text that may be missing.
   *
   * @param key its key
   * @param otherwise what is shown then
   */
  public String orElse(String key, String otherwise) {
    return bundle.containsKey(key) ? bundle.getString(key) : otherwise;
  }

  private static String value(Object[] pairs, String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(name)) {
        return String.valueOf(pairs[i + 1]);
      }
    }
    return "{" + name + "}";
  }
}
