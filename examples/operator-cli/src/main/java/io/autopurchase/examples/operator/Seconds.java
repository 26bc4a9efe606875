package io.autopurchase.examples.operator;

import java.time.Duration;
import picocli.CommandLine.TypeConversionException;

/** A time as people type it: seconds, with decimals where needed. */
final class Seconds {
  private Seconds() {}

  static Duration parse(String text) {
    try {
      double seconds = Double.parseDouble(text);
      if (seconds >= 0 && seconds <= 1e9) {
        return Duration.ofMillis(Math.round(seconds * 1000));
      }
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is no number of seconds");
    }
    throw new TypeConversionException("'" + text + "' is out of range");
  }
}
