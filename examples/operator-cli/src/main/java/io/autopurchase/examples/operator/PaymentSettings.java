package io.autopurchase.examples.operator;

import io.autopurchase.Money;
import java.util.Optional;

/**
 * What may be paid at most.
 *
 * @param perOrder one order
 * @param perActivity all orders of one command
 */
record PaymentSettings(Money perOrder, Money perActivity) {
  static final String PER_ORDER = "payment.per-order";
  static final String PER_ACTIVITY = "payment.per-activity";

  /** Empty if nothing may be paid. One limit without the other is refused: half a permission is a slip. */
  static Optional<PaymentSettings> of(Settings settings) {
    Optional<Money> perOrder = settings.find(PER_ORDER).map(text -> Amounts.parse(PER_ORDER, text));
    Optional<Money> perActivity = settings.find(PER_ACTIVITY).map(text -> Amounts.parse(PER_ACTIVITY, text));
    if (perOrder.isEmpty() && perActivity.isEmpty()) {
      return Optional.empty();
    }
    Money order = perOrder.orElseThrow(() -> missing(PER_ORDER, PER_ACTIVITY));
    Money activity = perActivity.orElseThrow(() -> missing(PER_ACTIVITY, PER_ORDER));
    if (!order.currency().equals(activity.currency())) {
      throw OperatorException.invalid(PER_ACTIVITY, "CURRENCY", "is in another currency than " + PER_ORDER);
    }
    return Optional.of(new PaymentSettings(order, activity));
  }

  private static OperatorException missing(String name, String other) {
    return OperatorException.invalid(name, "REQUIRED", "is required beside " + other);
  }
}
