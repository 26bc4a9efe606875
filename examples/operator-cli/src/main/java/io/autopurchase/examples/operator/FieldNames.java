package io.autopurchase.examples.operator;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/** The library's names of fields, as the order file and the options call them. */
final class FieldNames {
  private static final Pattern CAPITAL = Pattern.compile("([a-z])([A-Z])");

  private static final Map<String, String> OTHERS =
      Map.of(
          "street", "address",
          "item", "item_id",
          "unit_price", "unit_price_cny",
          "price_tolerance", "price-tolerance",
          "provider_order", "provider-order");

  private static final Map<String, String> KINDS = Map.of("activity", "id", "purchase", "line");

  private static final Map<String, String> CONFLICTS =
      Map.of(
          "LINE_HELD", "line",
          "ALREADY_PURCHASED", "line",
          "ORDER_HELD", "order",
          "MULTIPLE_SESSIONS", "session",
          "SESSION_IN_USE", "nick",
          "STALE_ANSWER", "question_id");

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

  /** The option or argument that named a thing that does not exist. */
  static String ofMissing(String kind) {
    return KINDS.getOrDefault(kind, kind);
  }

  /** The option or argument that does not fit what is stored; null if no single one is to blame. */
  @Nullable
  static String ofConflict(String code) {
    return CONFLICTS.get(code);
  }
}
