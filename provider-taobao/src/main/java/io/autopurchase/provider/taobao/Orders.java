package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Refund;
import io.autopurchase.RefundStatus;
import io.autopurchase.Tracking;
import io.autopurchase.spi.OrderPage;
import io.autopurchase.spi.ProviderOrder;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/** Reads orders out of answers. A null means that the answer cannot be read as what it should be. */
final class Orders {
  private Orders() {}

  /** The orders that create says it has made; the status of a fresh order is not told (documented). */
  @Nullable
  static List<ProviderOrder> created(Reply reply) {
    JsonNode data = reply.data();
    JsonNode list = data.path("order_list");
    String outerId = Fields.text(data, "outer_purchase_id");
    if (!reply.isSuccess() || !list.isArray() || list.isEmpty() || outerId.isEmpty()) {
      return null;
    }
    URI payLink = Fields.uri(data, "payment_url");
    List<ProviderOrder> orders = new ArrayList<>();
    for (JsonNode node : list) {
      List<ProviderOrder.Line> lines = new ArrayList<>();
      for (JsonNode line : node.path("order_line_list")) {
        String id = Fields.id(line, "sub_purchase_order_id");
        Integer quantity = Fields.integer(line, "quantity");
        if (id.isEmpty() || quantity == null) {
          return null;
        }
        lines.add(
            ProviderOrder.Line.builder(id, Fields.id(line, "item_id", "itemId"), sku(line), quantity, PurchaseStatus.CREATING, "")
                .lineNo(Fields.nullIfEmpty(Fields.first(line, "order_line_no", "orderLineNo")))
                .amount(Fields.fen(line, "estimate_amount", "estimate_currency"))
                .build());
      }
      String id = Fields.id(node, "purchase_id");
      if (id.isEmpty()) {
        return null;
      }
      orders.add(
          ProviderOrder.builder(id, outerId, PurchaseStatus.CREATING, "")
              .total(Fields.fen(node, "estimate_amount", "estimate_currency"))
              .lines(lines)
              .payment(payLink, null)
              .build());
    }
    return orders;
  }

  /** All orders of a query; null where the page does not hold all, or is no clear answer. */
  @Nullable
  static List<ProviderOrder> found(Reply reply) {
    List<ProviderOrder> orders = listed(reply);
    Integer total = Fields.integer(reply.data(), "results_total");
    return orders == null || total == null || total <= orders.size() ? orders : null;
  }

  /**
   * A page of a query. It is the last where the total says so, or, where no total is told, where it is not full.
   *
   * @param page from 1
   */
  @Nullable
  static OrderPage page(Reply reply, int page, int size, Instant asOf) {
    List<ProviderOrder> orders = listed(reply);
    if (orders == null) {
      return null;
    }
    Integer total = Fields.integer(reply.data(), "results_total");
    boolean isLast = orders.isEmpty() || (total == null ? orders.size() < size : (long) page * size >= total);
    return new OrderPage(orders, isLast, asOf);
  }

  /** What a page of a query holds; null where it is no clear answer. */
  @Nullable
  private static List<ProviderOrder> listed(Reply reply) {
    JsonNode data = reply.data();
    JsonNode list = data.path("purchase_orders");
    Integer total = Fields.integer(data, "results_total");
    boolean none = list.isMissingNode() || list.isNull();
    if (!reply.isSuccess() || data.isMissingNode() || none && (total == null || total != 0) || !none && !list.isArray()) {
      return null;
    }
    List<ProviderOrder> orders = new ArrayList<>();
    for (JsonNode node : list) {
      ProviderOrder order = order(node);
      if (order == null) {
        return null;
      }
      orders.add(order);
    }
    return orders;
  }

  @Nullable
  private static ProviderOrder order(JsonNode node) {
    String id = Fields.id(node, "purchase_id");
    String raw = Fields.text(node, "status");
    if (id.isEmpty()) {
      return null;
    }
    List<ProviderOrder.Line> lines = new ArrayList<>();
    for (JsonNode sub : node.path("sub_purchase_orders")) {
      Integer quantity = Fields.integer(sub, "quantity");
      String subId = Fields.id(sub, "sub_purchase_order_id");
      if (quantity == null || subId.isEmpty()) {
        return null;
      }
      String subRaw = Fields.text(sub, "status");
      lines.add(
          ProviderOrder.Line.builder(subId, Fields.id(sub, "item_id", "itemId"), sku(sub), quantity, status(subRaw), subRaw)
              .title(Fields.text(sub, "title"))
              .amount(
                  sub.hasNonNull("product_amount")
                      ? Fields.fen(sub, "product_amount", "purchase_currency")
                      : Fields.fen(sub, "purchase_amount", "purchase_currency"))
              .tracking(parcels(sub))
              .siteOrderId(Fields.optionalId(sub, "purchase_order_outer_id").orElse(null))
              .refund(refund(sub))
              .failure(
                  Fields.nullIfEmpty(Fields.first(sub, "detail_error_code", "error_code")), Fields.nullIfEmpty(Fields.text(sub, "error_message")))
              .closeReason(Fields.nullIfEmpty(Fields.text(sub, "close_reason")))
              .build());
    }
    boolean partly =
        status(raw) == PurchaseStatus.AWAITING_SHIPMENT
            && lines.stream().anyMatch(line -> line.status() == PurchaseStatus.SHIPPED);
    return ProviderOrder.builder(id, Fields.text(node, "outer_purchase_id"), partly ? PurchaseStatus.PARTLY_SHIPPED : status(raw), raw)
        .total(Fields.fen(node, "purchase_amount", "purchase_currency"))
        .lines(lines)
        .payment(null, Fields.instant(node, "next_close_time_without_payment"))
        .account(Fields.nullIfEmpty(Fields.text(node, "distributor_nick")))
        .modifiedAt(Fields.instant(node, "modify_time"))
        .build();
  }

  /** The platform's words, its misspelling included (documented); {@code TRADE_FINISHED} is an assumption. */
  static PurchaseStatus status(String raw) {
    return switch (raw) {
      case "BULIDING" -> PurchaseStatus.CREATING;
      case "WAIT_BUYER_P" -> PurchaseStatus.AWAITING_PAYMENT;
      case "WAIT_SELLER_SEND_GOODS" -> PurchaseStatus.AWAITING_SHIPMENT;
      case "WAIT_BUYER_CONFIRM_GOODS" -> PurchaseStatus.SHIPPED;
      case "TRADE_FINISHED" -> PurchaseStatus.RECEIVED;
      case "TRADE_CLOSED" -> PurchaseStatus.CLOSED;
      default -> PurchaseStatus.UNKNOWN;
    };
  }

  private static List<Tracking> parcels(JsonNode sub) {
    Set<Tracking> parcels = new LinkedHashSet<>();
    for (JsonNode parcel : sub.path("logistic_orders")) {
      add(parcels, parcel);
    }
    for (JsonNode parcel : sub.path("international_logistic_orders")) {
      add(parcels, parcel);
    }
    if (parcels.isEmpty()) {
      add(parcels, sub);
    }
    return List.copyOf(parcels);
  }

  private static void add(Set<Tracking> parcels, JsonNode node) {
    String number = Fields.text(node, "logistic_number");
    if (!number.isEmpty()) {
      parcels.add(new Tracking(Fields.text(node, "logistic_company_name"), number));
    }
  }

  private static String sku(JsonNode node) {
    return Fields.optionalId(node, "sku_id", "skuId").orElse("");
  }

  /** {@code 0} and nothing at all mean that there is none (documented). */
  @Nullable
  static Refund refund(JsonNode node) {
    String id = Fields.optionalId(node, "refund_id").orElse("");
    String raw = Fields.text(node, "refund_status");
    boolean none = raw.equals("0") || raw.isEmpty() && id.isEmpty();
    return none ? null : new Refund(id, refundStatus(raw), raw);
  }

  private static RefundStatus refundStatus(String raw) {
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
