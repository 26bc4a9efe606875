package io.autopurchase.examples.operator;

import io.autopurchase.AutoPurchaseBuilder;
import io.autopurchase.spi.PlainText;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The setting {@code placement-limit}: how many orders in how many seconds, as in {@code 20/3600}. */
final class PlacementLimits {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})(?:/([1-9][0-9]{0,6}))?");
  private static final Duration HOUR = Duration.ofHours(1);

  private PlacementLimits() {}

  static void set(AutoPurchaseBuilder builder, String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw OperatorException.invalid(
          "placement-limit", "FORM", PlainText.quote(text) + " is not a number of orders, with the seconds after a slash, such as 20/3600");
    }
    Duration per = form.group(2) == null ? HOUR : Duration.ofSeconds(Long.parseLong(form.group(2)));
    builder.placementLimit(Integer.parseInt(form.group(1)), per);
  }
}
