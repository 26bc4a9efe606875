package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.Money;
import io.autopurchase.Refund;
import io.autopurchase.RefundStatus;
import io.autopurchase.provider.http.Fields;
import java.util.Optional;
import javax.annotation.Nullable;

/** Reads refunds: those of an order's line, and one by its id. */
final class Refunds {
  private Refunds() {}

  /**
   * A refund as its own API shows it.
   *
   * @param fee what is paid back; empty if it is missing
   * @param orderId of the order; may be empty, like {@code lineId}
   * @param reason in the buyer's words; may be empty
   */
  record Detail(Refund refund, Optional<Money> fee, String orderId, String lineId, String reason) {}

  /** Null unless it is the refund that was asked for. */
  @Nullable
  static Detail detail(String refundId, Reply reply) {
    JsonNode data = reply.data();
    JsonNode order = data.path("refund_order_aggregate").path("refund_order");
    JsonNode line = data.path("refund_order_aggregate").path("purchase_order_line");
    Refund refund = ofLine(order);
    if (!reply.isSuccess() || refund == null || !refund.id().equals(refundId)) {
      return null;
    }
    return new Detail(
        refund,
        Optional.ofNullable(Fields.minor(Fields.text(order, "refund_fee"), Fields.text(data, "currency"))),
        Fields.id(line, "purchase_order_id"),
        Fields.id(line, "purchase_order_line_id"),
        Fields.words(order, "reason_desc"));
  }

  /** {@code 0} and nothing at all mean that there is none (documented). */
  @Nullable
  static Refund ofLine(JsonNode node) {
    String id = Fields.optionalId(node, "refund_id").orElse("");
    String raw = Fields.words(node, "refund_status");
    boolean none = raw.equals("0") || raw.isEmpty() && id.isEmpty();
    return none ? null : Refund.of(id, status(raw), raw);
  }

  private static RefundStatus status(String raw) {
    return switch (raw) {
      case "10" -> RefundStatus.REQUESTED;
      case "20" -> RefundStatus.AWAITING_RETURN;
      case "30" -> RefundStatus.RETURNED;
      case "100" -> RefundStatus.REFUNDED;
      case "-10" -> RefundStatus.REFUSED;
      case "-20" -> RefundStatus.CLOSED;
      default -> RefundStatus.UNKNOWN;
    };
  }
}
