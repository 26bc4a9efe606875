package io.autopurchase.examples.operator;

import io.autopurchase.spi.PlainText;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** A time as people type it: seconds, with decimals if needed. */
final class Seconds {
  /** Some thirty years. */
  static final double LONGEST = 1e9;

  private static final Pattern FORM = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");

  private Seconds() {}

  static Duration parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new TypeConversionException(PlainText.quote(text) + " is not a number of seconds");
    }
    double seconds = Double.parseDouble(text);
    if (seconds >= 0 && seconds <= LONGEST) {
      return Duration.ofMillis(Math.round(seconds * 1000));
    }
    throw new TypeConversionException(PlainText.quote(text) + " is out of range");
  }
}
