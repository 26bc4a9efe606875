package io.autopurchase.examples.operator;

import io.autopurchase.PriceVariance;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Names of earlier versions. Scripts know them, so {@code --json} still prints them, and arguments may be given by either name.
 */
final class EarlierNames {
  private static final Map<String, String> EARLIER =
      Map.of("ITEM_DISCONTINUED", "ITEM_GONE", "CANCEL_PAID_ORDER", "ORDER_PAID", "UNLINK_ONLY", "FORGET");

  private static final Map<String, String> PRESENT =
      EARLIER.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

  private EarlierNames() {}

  /** Of a question, an option, or what became of a line. */
  static String earlier(String code) {
    return EARLIER.getOrDefault(code, code);
  }

  /** The engine's name for what a user has written. */
  static String present(String code) {
    return PRESENT.getOrDefault(code, code);
  }

  static String status(PurchaseStatus status) {
    return switch (status) {
      case PENDING -> "CREATING";
      case PARTIALLY_SHIPPED -> "PARTLY_SHIPPED";
      default -> status.name();
    };
  }

  static String group(PurchaseGroup group) {
    return group == PurchaseGroup.OTHER ? "OTHERS" : group.name();
  }

  static String overpayment(PriceVariance variance) {
    return switch (variance) {
      case NONE -> "NONE";
      case MINOR -> "SMALL";
      case MAJOR -> "BIG";
    };
  }
}
