package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Money;
import io.autopurchase.PurchaseStatus;
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
    String outerId = Reply.text(data, "outer_purchase_id");
    if (!reply.isSuccess() || !list.isArray() || list.isEmpty() || outerId.isEmpty()) {
      return null;
    }
    URI payLink = uri(Reply.text(data, "payment_url"));
    List<ProviderOrder> orders = new ArrayList<>();
    for (JsonNode node : list) {
      List<ProviderOrder.Line> lines = new ArrayList<>();
      for (JsonNode line : node.path("order_line_list")) {
        String id = Reply.text(line, "sub_purchase_order_id");
        Integer quantity = integer(line, "quantity");
        if (id.isEmpty() || quantity == null) {
          return null;
        }
        lines.add(
            ProviderOrder.Line.builder(id, Reply.first(line, "item_id", "itemId"), sku(line), quantity, PurchaseStatus.CREATING, "")
                .lineNo(nullIfEmpty(Reply.first(line, "order_line_no", "orderLineNo")))
                .amount(fen(line, "estimate_amount", "estimate_currency"))
                .build());
      }
      String id = Reply.text(node, "purchase_id");
      if (id.isEmpty()) {
        return null;
      }
      orders.add(
          ProviderOrder.builder(id, outerId, PurchaseStatus.CREATING, "")
              .total(fen(node, "estimate_amount", "estimate_currency"))
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
    Integer total = integer(reply.data(), "results_total");
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
    Integer total = integer(reply.data(), "results_total");
    boolean isLast = orders.isEmpty() || (total == null ? orders.size() < size : (long) page * size >= total);
    return new OrderPage(orders, isLast, asOf);
  }

  /** What a page of a query holds; null where it is no clear answer. */
  @Nullable
  private static List<ProviderOrder> listed(Reply reply) {
    JsonNode data = reply.data();
    JsonNode list = data.path("purchase_orders");
    Integer total = integer(data, "results_total");
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
    String id = Reply.text(node, "purchase_id");
    String raw = Reply.text(node, "status");
    if (id.isEmpty()) {
      return null;
    }
    List<ProviderOrder.Line> lines = new ArrayList<>();
    for (JsonNode sub : node.path("sub_purchase_orders")) {
      Integer quantity = integer(sub, "quantity");
      String subId = Reply.text(sub, "sub_purchase_order_id");
      if (quantity == null || subId.isEmpty()) {
        return null;
      }
      String subRaw = Reply.text(sub, "status");
      lines.add(
          ProviderOrder.Line.builder(subId, Reply.text(sub, "item_id"), sku(sub), quantity, status(subRaw), subRaw)
              .title(Reply.text(sub, "title"))
              .amount(
                  sub.hasNonNull("product_amount")
                      ? fen(sub, "product_amount", "purchase_currency")
                      : fen(sub, "purchase_amount", "purchase_currency"))
              .tracking(parcels(sub))
              .siteOrderId(nullIfEmpty(Reply.text(sub, "purchase_order_outer_id")))
              .failure(
                  nullIfEmpty(Reply.first(sub, "detail_error_code", "error_code")), nullIfEmpty(Reply.text(sub, "error_message")))
              .closeReason(nullIfEmpty(Reply.text(sub, "close_reason")))
              .build());
    }
    boolean partly =
        status(raw) == PurchaseStatus.AWAITING_SHIPMENT
            && lines.stream().anyMatch(line -> line.status() == PurchaseStatus.SHIPPED);
    return ProviderOrder.builder(id, Reply.text(node, "outer_purchase_id"), partly ? PurchaseStatus.PARTLY_SHIPPED : status(raw), raw)
        .total(fen(node, "purchase_amount", "purchase_currency"))
        .lines(lines)
        .payment(null, instant(node, "next_close_time_without_payment"))
        .account(nullIfEmpty(Reply.text(node, "distributor_nick")))
        .modifiedAt(instant(node, "modify_time"))
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
    String number = Reply.text(node, "logistic_number");
    if (!number.isEmpty()) {
      parcels.add(new Tracking(Reply.text(node, "logistic_company_name"), number));
    }
  }

  private static String sku(JsonNode node) {
    String sku = Reply.first(node, "sku_id", "skuId");
    return sku.equals("0") ? "" : sku;
  }

  /** Fen, as a number or as text; null where there is no such amount. */
  @Nullable
  static Money fen(JsonNode node, String name, String currencyName) {
    String text = Reply.text(node, name);
    String currency = Reply.text(node, currencyName);
    try {
      return text.isEmpty() ? null : Money.ofMinor(Long.parseLong(text), currency.isEmpty() ? "CNY" : currency);
    } catch (NumberFormatException | InvalidInputException e) {
      return null;
    }
  }

  @Nullable
  static Integer integer(JsonNode node, String name) {
    try {
      return Integer.valueOf(Reply.text(node, name));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Nullable
  private static Instant instant(JsonNode node, String name) {
    try {
      return Instant.ofEpochMilli(Long.parseLong(Reply.text(node, name)));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Nullable
  private static URI uri(String text) {
    try {
      return text.isEmpty() ? null : URI.create(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Nullable
  private static String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }
}
