package io.autopurchase.benchmarks.harness;

import java.util.Locale;

/** How figures are written: three digits that count. */
final class Numbers {
  private static final double THOUSAND = 1000;

  private Numbers() {}

  static String text(double value) {
    double size = Math.abs(value);
    if (size >= THOUSAND) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    if (size >= 100) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    if (size >= 10) {
      return trimmed("%.1f", value);
    }
    return size >= 0.01 || size == 0 ? trimmed("%.2f", value) : String.format(Locale.ROOT, "%.2g", value);
  }

  private static String trimmed(String format, double value) {
    return String.format(Locale.ROOT, format, value).replaceFirst("\\.?0+$", "");
  }
}
