package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Tracking;
import io.autopurchase.provider.http.Fields;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderPage;
import io.autopurchase.spi.PlacementResponse;
import io.autopurchase.spi.ProviderOrder;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** Reads orders out of answers. A null means that the answer cannot be read as what it should be. */
final class Orders {
  private Orders() {}

  /**
   * The orders that create says it has made; the answer has no status of a fresh order (documented). Null also if the answer belongs to
   * another client order id.
   */
  @Nullable
  static PlacementResponse created(String outerId, Reply reply) {
    List<JsonNode> list = Fields.objects(reply.data(), "order_list");
    boolean foreign = !Fields.text(reply.data(), "outer_purchase_id").equals(outerId);
    if (!reply.isSuccess() || list == null || list.isEmpty() || foreign) {
      return null;
    }
    URI payLink = Fields.uri(reply.data(), "payment_url");
    List<ProviderOrder> orders = new ArrayList<>();
    for (JsonNode node : list) {
      String id = Fields.id(node, "purchase_id");
      List<ProviderOrder.Line> lines = createdLines(node);
      if (id.isEmpty() || lines == null) {
        return null;
      }
      orders.add(
          ProviderOrder.builder(id, outerId, PurchaseStatus.PENDING, "")
              .total(Fields.minor(node, "estimate_amount", "estimate_currency"))
              .lines(lines)
              .payment(payLink, null)
              .build());
    }
    return areDistinct(orders.stream().map(ProviderOrder::id)) ? PlacementResponse.of(orders) : null;
  }

  @Nullable
  private static List<ProviderOrder.Line> createdLines(JsonNode order) {
    List<JsonNode> list = Fields.objects(order, "order_line_list");
    if (list == null) {
      return null;
    }
    List<ProviderOrder.Line> lines = new ArrayList<>();
    for (JsonNode line : list) {
      String id = Fields.id(line, "sub_purchase_order_id");
      Integer quantity = Fields.quantity(line);
      if (id.isEmpty() || quantity == null) {
        return null;
      }
      lines.add(
          ProviderOrder.Line.builder(id, Fields.id(line, "item_id", "itemId"), sku(line), quantity, PurchaseStatus.PENDING, "")
              .lineNo(Fields.nullIfEmpty(Fields.words(line, "order_line_no", "orderLineNo")))
              .amount(Fields.minor(line, "estimate_amount", "estimate_currency"))
              .build());
    }
    return areDistinct(lines.stream().map(ProviderOrder.Line::id)) ? lines : null;
  }

  /**
   * All orders of a query; null if the page does not hold all, or is no clear answer. That there is none must be said by
   * a total of 0: too much follows from it.
   *
   * @param trustsEmptyList whether an empty list without a total says it as well
   */
  @Nullable
  static List<ProviderOrder> found(Reply reply, boolean trustsEmptyList) {
    List<ProviderOrder> orders = listed(reply);
    Integer total = Fields.integer(reply.data(), "results_total");
    if (orders == null) {
      return null;
    }
    boolean isWhole = total == null ? trustsEmptyList || !orders.isEmpty() : total <= orders.size();
    return isWhole && areDistinct(orders.stream().map(ProviderOrder::id)) ? orders : null;
  }

  /** Orders by their ids; null also if one shows that was not asked for. */
  @Nullable
  static List<ProviderOrder> withIds(Collection<String> ids, Reply reply, boolean trustsEmptyList) {
    List<ProviderOrder> orders = found(reply, trustsEmptyList);
    boolean foreign = orders == null || !orders.stream().allMatch(order -> ids.contains(order.id()));
    return foreign ? null : orders;
  }

  /** All orders with a client order id; null also if one of them has another: the answer belongs to another question. */
  @Nullable
  static OrderLookup withClientOrderId(String outerId, Reply reply, boolean trustsEmptyList) {
    List<ProviderOrder> orders = found(reply, trustsEmptyList);
    if (orders == null || orders.stream().anyMatch(order -> !order.clientOrderId().equals(outerId))) {
      return null;
    }
    return OrderLookup.of(orders, reply.asOf());
  }

  /**
   * A page of a query. It is the last if the total says so, or, if there is no total, if it is empty; null also if it is empty, and by
   * the total is not beyond the last.
   *
   * @param page from 1
   * @param size as it was asked for; the gateway may give less, and says so then
   */
  @Nullable
  static OrderPage page(Reply reply, int page, int size) {
    List<ProviderOrder> orders = listed(reply);
    if (orders == null) {
      return null;
    }
    Integer total = Fields.integer(reply.data(), "results_total");
    Integer told = Fields.integer(reply.data(), "page_size");
    long each = told == null || told < 1 ? size : Math.min(told, size);
    boolean isLast = orders.isEmpty() || total != null && page * each >= total;
    boolean lacks = orders.isEmpty() && total != null && (page - 1) * each < total;
    return lacks ? null : OrderPage.of(orders, isLast, reply.asOf());
  }

  /** The content of a page of a query; null if the answer is not clear. */
  @Nullable
  private static List<ProviderOrder> listed(Reply reply) {
    JsonNode data = reply.data();
    List<JsonNode> list = Fields.objects(data, "purchase_orders");
    boolean isClear = data.hasNonNull("purchase_orders") || Fields.text(data, "results_total").equals("0");
    if (!reply.isSuccess() || list == null || !isClear) {
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
    List<JsonNode> list = Fields.objects(node, "sub_purchase_orders");
    if (id.isEmpty() || list == null) {
      return null;
    }
    List<ProviderOrder.Line> lines = new ArrayList<>();
    for (JsonNode sub : list) {
      ProviderOrder.Line line = line(sub);
      if (line == null) {
        return null;
      }
      lines.add(line);
    }
    if (!areDistinct(lines.stream().map(ProviderOrder.Line::id))) {
      return null;
    }
    String raw = Fields.words(node, "status");
    boolean partly =
        status(raw) == PurchaseStatus.AWAITING_SHIPMENT
            && lines.stream().anyMatch(line -> line.status() == PurchaseStatus.SHIPPED);
    return ProviderOrder.builder(id, Fields.id(node, "outer_purchase_id"), partly ? PurchaseStatus.PARTIALLY_SHIPPED : status(raw), raw)
        .total(Fields.minor(node, "purchase_amount", "purchase_currency"))
        .lines(lines)
        .payment(null, Fields.instant(node, "next_close_time_without_payment"))
        .account(Fields.nullIfEmpty(Fields.words(node, "distributor_nick")))
        .modifiedAt(Fields.instant(node, "modify_time"))
        .build();
  }

  private static boolean areDistinct(Stream<String> ids) {
    List<String> list = ids.toList();
    return list.size() == Set.copyOf(list).size();
  }

  @Nullable
  private static ProviderOrder.Line line(JsonNode sub) {
    String id = Fields.id(sub, "sub_purchase_order_id");
    Integer quantity = Fields.quantity(sub);
    List<Tracking> parcels = parcels(sub);
    if (id.isEmpty() || quantity == null || parcels == null) {
      return null;
    }
    String raw = Fields.words(sub, "status");
    String amount = sub.hasNonNull("product_amount") ? "product_amount" : "purchase_amount";
    return ProviderOrder.Line.builder(id, Fields.id(sub, "item_id", "itemId"), sku(sub), quantity, status(raw), raw)
        .title(Fields.words(sub, "title"))
        .amount(Fields.minor(sub, amount, "purchase_currency"))
        .tracking(parcels)
        .siteOrderId(Fields.optionalId(sub, "purchase_order_outer_id").orElse(null))
        .refund(Refunds.ofLine(sub))
        .failure(
            Fields.nullIfEmpty(Fields.words(sub, "detail_error_code", "error_code")),
            Fields.nullIfEmpty(Fields.words(sub, "error_message")))
        .closeReason(Fields.nullIfEmpty(Fields.words(sub, "close_reason")))
        .build();
  }

  /** The platform's words, its misspelling included (documented); {@code TRADE_FINISHED} is an assumption. */
  static PurchaseStatus status(String raw) {
    return switch (raw) {
      case "BULIDING" -> PurchaseStatus.PENDING;
      case "WAIT_BUYER_P" -> PurchaseStatus.AWAITING_PAYMENT;
      case "WAIT_SELLER_SEND_GOODS" -> PurchaseStatus.AWAITING_SHIPMENT;
      case "WAIT_BUYER_CONFIRM_GOODS" -> PurchaseStatus.SHIPPED;
      case "TRADE_FINISHED" -> PurchaseStatus.RECEIVED;
      case "TRADE_CLOSED" -> PurchaseStatus.CLOSED;
      default -> PurchaseStatus.UNKNOWN;
    };
  }

  /** Within China and beyond; if both are missing, the deprecated members of the line itself. */
  @Nullable
  private static List<Tracking> parcels(JsonNode sub) {
    List<JsonNode> domestic = Fields.objects(sub, "logistic_orders");
    List<JsonNode> international = Fields.objects(sub, "international_logistic_orders");
    if (domestic == null || international == null) {
      return null;
    }
    Set<Tracking> parcels = new LinkedHashSet<>();
    domestic.forEach(parcel -> add(parcels, parcel));
    international.forEach(parcel -> add(parcels, parcel));
    if (parcels.isEmpty()) {
      add(parcels, sub);
    }
    return List.copyOf(parcels);
  }

  private static void add(Set<Tracking> parcels, JsonNode node) {
    String number = Fields.words(node, "logistic_number");
    if (!number.isEmpty()) {
      parcels.add(Tracking.of(Fields.words(node, "logistic_company_name"), number));
    }
  }

  private static String sku(JsonNode node) {
    return Fields.optionalId(node, "sku_id", "skuId").orElse("");
  }
}
