package io.autopurchase.examples.operator;

import io.autopurchase.spi.PlainText;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * Arguments, variables and names of files come as bytes. Those that the locale's charset does not know become U+FFFD, so that two
 * accounts may have one name: what has lost a character is refused before anything is opened.
 */
final class Locales {
  private static final char LOST = '\uFFFD';
  private static final String CODE = "LOCALE";

  private Locales() {}

  static void requireWhole(String name, @Nullable String value, Map<String, String> environment, Properties system) {
    if (name.indexOf(LOST) >= 0 || value != null && value.indexOf(LOST) >= 0) {
      throw OperatorException.invalid(PlainText.clean(name), CODE, "holds a character that was lost (U+FFFD). " + cure(environment, system));
    }
  }

  /**
   * Checks what the process was given.
   *
   * @throws OperatorException naming the argument, or the current folder
   */
  static void requireWhole(List<String> arguments, Map<String, String> environment, Properties system) {
    String option = "arguments";
    for (String argument : arguments) {
      boolean isOption = argument.startsWith("--");
      int equals = argument.indexOf('=');
      String name = !isOption ? option : equals < 0 ? argument.substring(2) : argument.substring(2, equals);
      requireWhole(name.isEmpty() ? option : name, argument, environment, system);
      option = isOption && equals < 0 ? name : "arguments";
    }
    if (system.getProperty("user.dir", "").indexOf(LOST) >= 0) {
      throw OperatorException.invalid(
          "current folder", CODE, "its name holds characters that this locale does not know. " + cure(environment, system));
    }
  }

  /** For a path that the locale cannot write. */
  static OperatorException unwritable(Map<String, String> environment, Properties system) {
    return OperatorException.invalid(
        "path", CODE, "a path holds characters that this locale does not know. " + cure(environment, system));
  }

  private static String cure(Map<String, String> environment, Properties system) {
    String locale =
        Stream.of("LC_ALL", "LC_CTYPE", "LANG")
            .filter(name -> !environment.getOrDefault(name, "").isEmpty())
            .findFirst()
            .map(name -> name + "=" + PlainText.quote(environment.get(name)))
            .orElse("no LANG");
    return "The locale is " + locale + ", with the charset " + system.getProperty("sun.jnu.encoding", "unknown")
        + ": set LANG=C.UTF-8 (and no LC_ALL), or another locale with UTF-8";
  }
}
