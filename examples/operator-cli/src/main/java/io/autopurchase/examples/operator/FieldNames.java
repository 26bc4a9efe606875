package io.autopurchase.examples.operator;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The library's names of fields, as the order file and the options call them. */
final class FieldNames {
  private static final Pattern CAPITAL = Pattern.compile("([a-z])([A-Z])");

  private static final Map<String, String> OTHERS =
      Map.of("street", "address", "unit_price", "unit_price_cny", "price_tolerance", "price-tolerance");

  private FieldNames() {}

  /** {@code recipient.regionCode} becomes {@code recipient.region_code}. */
  static String inFile(String field) {
    if (field.startsWith("policies")) {
      return "on";
    }
    String name = CAPITAL.matcher(field).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
    int last = name.lastIndexOf('.') + 1;
    return name.substring(0, last).replace(".item.", ".") + OTHERS.getOrDefault(name.substring(last), name.substring(last));
  }
}
