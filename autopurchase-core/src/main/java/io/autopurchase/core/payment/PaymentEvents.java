package io.autopurchase.core.payment;

import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.Money;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.payment.PaymentState.Order;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.Nullable;

/** What a payment reports of an order, for each of the host's lines that it holds. */
final class PaymentEvents {
  private PaymentEvents() {}

  /** @param isCertain whether the provider has said that it has the request */
  static void sent(StepContext step, Order order, boolean isCertain) {
    report(step, AutoPurchaseEvent.PAYMENT_SENT, order, order.amount, Map.of("answered", Boolean.toString(isCertain)));
  }

  /** @param amount what the order shows that it costs; null if it does not */
  static void confirmed(StepContext step, Order order, @Nullable Money amount) {
    report(step, AutoPurchaseEvent.PAYMENT_CONFIRMED, order, amount == null ? order.amount : amount, Map.of());
  }

  static void failed(StepContext step, Order order, String code) {
    report(step, AutoPurchaseEvent.PAYMENT_FAILED, order, order.amount, Map.of("code", code));
  }

  private static void report(StepContext step, String type, Order order, @Nullable Money amount, Map<String, String> more) {
    Map<String, String> attributes = new LinkedHashMap<>(more);
    attributes.put("providerOrderId", order.providerOrderId);
    String approvedBy = PaymentRecord.state(step).approvedBy;
    String value = amount == null ? null : amount.toString();
    order.lines.forEach(line -> step.changes.eventBy(approvedBy, type, line.key(), value, attributes));
  }
}
