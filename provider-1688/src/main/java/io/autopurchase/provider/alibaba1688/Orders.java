package io.autopurchase.provider.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.Money;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Refund;
import io.autopurchase.RefundStatus;
import io.autopurchase.Tracking;
import io.autopurchase.provider.http.Fields;
import io.autopurchase.provider.http.Json;
import io.autopurchase.spi.PlacementResponse;
import io.autopurchase.spi.ProviderOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.annotation.Nullable;

/** Reads orders out of answers. A null means that the answer cannot be read as what it should be. */
final class Orders {
  private static final String SHIPPED = "2";

  private Orders() {}

  // What create has made

  /**
   * All orders that an answer to "create" names, at whatever place: each exists, whatever {@code success} says (official samples show both).
   *
   * @return null if it names none, or one whose id cannot be read exactly
   */
  @Nullable
  static PlacementResponse created(Reply reply) {
    Set<String> ids = new LinkedHashSet<>();
    boolean areExact = collectIds(reply.top(), ids);
    return areExact && !ids.isEmpty() ? PlacementResponse.ofIds(List.copyOf(ids)) : null;
  }

  /** Whether an answer names an order, perhaps in a way that cannot be read: then it is not a no. */
  static boolean mayNameOrder(Reply reply) {
    Set<String> ids = new LinkedHashSet<>();
    return !collectIds(reply.top(), ids) || !ids.isEmpty();
  }

  /** Returns false if there is one that cannot be read. */
  static boolean collectIds(JsonNode node, Set<String> ids) {
    boolean areExact = true;
    if (node.isObject()) {
      for (var member : node.properties()) {
        boolean isId = member.getKey().equalsIgnoreCase("orderId");
        areExact &= isId ? addId(member.getValue(), ids) : collectIds(member.getValue(), ids);
      }
    } else if (node.isArray()) {
      for (JsonNode value : node) {
        areExact &= collectIds(value, ids);
      }
    }
    return areExact;
  }

  private static boolean addId(JsonNode value, Set<String> ids) {
    String text = value.isTextual() ? value.textValue().strip() : value.isIntegralNumber() ? value.asText() : "";
    boolean isNone = value.isNull() || value.isTextual() && (text.isEmpty() || text.equals("null")) || text.equals("0");
    if (!isNone && Json.isNumber(text)) {
      ids.add(text);
    }
    return isNone || Json.isNumber(text);
  }

  // What an order is

  /**
   * The id of an order; the text is exact where the number may be rounded (official samples).
   *
   * @param order with {@code baseInfo}
   */
  static String id(JsonNode order) {
    JsonNode base = order.path("baseInfo");
    String text = Fields.id(base, "idOfStr", "id");
    return Json.isNumber(text) ? text : "";
  }

  /** Our id, by whichever member shows it; empty if none does. */
  static String clientOrderId(JsonNode order) {
    JsonNode base = order.path("baseInfo");
    String outer = Fields.id(base, "outOrderId");
    return outer.isEmpty() ? marker(order) : outer;
  }

  /** Our id in the message to the seller; empty if there is none. */
  static String marker(JsonNode order) {
    JsonNode base = order.path("baseInfo");
    return Marker.find(message(base, "buyerFeedback"), message(base, "remark"));
  }

  private static String message(JsonNode base, String name) {
    JsonNode value = base.path(name);
    return value.isTextual() ? value.textValue() : "";
  }

  /**
   * One order.
   *
   * @param id as it was asked for; null also if the answer shows another
   * @param accountName the member that names the account
   */
  @Nullable
  static ProviderOrder view(String id, String accountName, Reply reply) {
    JsonNode order = reply.top().path("result");
    return id(order).equals(id) ? order(order, accountName) : null;
  }

  @Nullable
  private static ProviderOrder order(JsonNode order, String accountName) {
    JsonNode base = order.path("baseInfo");
    String id = id(order);
    List<JsonNode> items = Fields.objects(order, "productItems");
    List<JsonNode> parcels = Fields.objects(order.path("nativeLogistics"), "logisticsItems");
    if (id.isEmpty() || items == null || parcels == null) {
      return null;
    }
    List<ProviderOrder.Line> lines = new ArrayList<>();
    Set<String> lineIds = new LinkedHashSet<>();
    boolean isPartly = false;
    Instant payBy = null;
    String closed = Fields.words(base, "closeReason");
    for (JsonNode item : items) {
      ProviderOrder.Line line = line(items.size() == 1 ? id : "", item, parcels, closed);
      if (line == null || !lineIds.add(line.id())) {
        return null;
      }
      lines.add(line);
      isPartly |= Fields.text(item, "logisticsStatus").equals(SHIPPED);
      payBy = payBy == null ? Dates.read(item, "gmtPayExpireTime") : payBy;
    }
    String raw = Fields.words(base, "status");
    PurchaseStatus status = status(raw);
    boolean isPartlyShipped = status == PurchaseStatus.AWAITING_SHIPMENT && isPartly;
    return ProviderOrder.builder(id, clientOrderId(order), isPartlyShipped ? PurchaseStatus.PARTIALLY_SHIPPED : status, raw)
        .total(Amounts.yuan(base, "totalAmount"))
        .lines(lines)
        .payment(null, payBy == null ? payBy(base) : payBy)
        .account(Fields.nullIfEmpty(Fields.words(base, accountName)))
        .modifiedAt(Dates.read(base, "modifyTime"))
        .build();
  }

  @Nullable
  private static Instant payBy(JsonNode base) {
    Instant created = Dates.read(base, "createTime");
    Integer seconds = Fields.integer(base, "payTimeout");
    return created == null || seconds == null || seconds <= 0 ? null : created.plusSeconds(seconds);
  }

  /**
   * @param onlyId the id of the order if this is its only line: it is that of the line, too, if that is missing (official samples)
   */
  @Nullable
  private static ProviderOrder.Line line(String onlyId, JsonNode item, List<JsonNode> parcels, String closedBecause) {
    String told = Fields.id(item, "subItemIDString", "subItemID");
    String id = told.isEmpty() ? onlyId : told;
    String offer = Fields.id(item, "productID", "productId");
    Integer quantity = quantity(item);
    if (id.isEmpty() || offer.isEmpty() || quantity == null) {
      return null;
    }
    String raw = Fields.words(item, "status");
    PurchaseStatus status = status(raw);
    String reason = Fields.words(item, "closeReason");
    boolean isShipped = Fields.text(item, "logisticsStatus").equals(SHIPPED) && status == PurchaseStatus.AWAITING_SHIPMENT;
    return ProviderOrder.Line.builder(id, offer, spec(item), quantity, isShipped ? PurchaseStatus.SHIPPED : status, raw)
        .title(Fields.words(item, "name"))
        .amount(amount(item))
        .tracking(tracking(id, parcels))
        .refund(refund(item))
        .closeReason(status == PurchaseStatus.CLOSED ? Fields.nullIfEmpty(reason.isEmpty() ? closedBecause : reason) : null)
        .build();
  }

  /** What is to pay for the line. */
  @Nullable
  private static Money amount(JsonNode item) {
    return Amounts.yuan(item, "itemAmount");
  }

  /** An order and its preview name the variant by {@code specId}; an offer without variants has none. */
  private static String spec(JsonNode item) {
    return Fields.id(item, "specId");
  }

  /** Whole units above zero; the platform writes them with decimals. */
  @Nullable
  private static Integer quantity(JsonNode item) {
    BigDecimal quantity = Amounts.decimal(item.path("quantity"));
    try {
      int units = quantity == null ? 0 : quantity.intValueExact();
      return units < 1 ? null : units;
    } catch (ArithmeticException e) {
      return null;
    }
  }

  /** Parcels that name the line, or none at all. */
  private static List<Tracking> tracking(String lineId, List<JsonNode> parcels) {
    Set<Tracking> tracking = new LinkedHashSet<>();
    for (JsonNode parcel : parcels) {
      String number = Fields.words(parcel, "logisticsBillNo");
      List<String> lines = Arrays.stream(Fields.text(parcel, "subItemIds").split(",")).map(String::strip).filter(id -> !id.isEmpty()).toList();
      if (!number.isEmpty() && (lines.isEmpty() || lines.contains(lineId))) {
        tracking.add(Tracking.of(Fields.words(parcel, "logisticsCompanyName"), number));
      }
    }
    return List.copyOf(tracking);
  }

  @Nullable
  private static Refund refund(JsonNode item) {
    String raw = Fields.words(item, "refundStatus");
    String id = Fields.optionalId(item, "refundId", "refundIdForAs").orElse("");
    return raw.isEmpty() && id.isEmpty() ? null : Refund.of(id, refundStatus(raw), raw);
  }

  /** Written in capitals with {@code _} and in small letters without (both documented). */
  static RefundStatus refundStatus(String raw) {
    return switch (raw.replace("_", "").toLowerCase(Locale.ROOT)) {
      case "waitselleragree" -> RefundStatus.REQUESTED;
      case "waitbuyersend" -> RefundStatus.AWAITING_RETURN;
      case "waitsellerreceive" -> RefundStatus.RETURNED;
      case "refundsuccess" -> RefundStatus.REFUNDED;
      case "waitbuyermodify" -> RefundStatus.REFUSED;
      case "refundclose", "refundclosed" -> RefundStatus.CLOSED;
      default -> RefundStatus.UNKNOWN;
    };
  }

  /** The platform's words (documented); others are possible. */
  static PurchaseStatus status(String raw) {
    return switch (raw) {
      case "waitbuyerpay" -> PurchaseStatus.AWAITING_PAYMENT;
      case "waitsellersend", "waitlogisticstakein" -> PurchaseStatus.AWAITING_SHIPMENT;
      case "waitbuyerreceive", "waitbuyersign" -> PurchaseStatus.SHIPPED;
      case "signinsuccess", "confirm_goods", "confirm_goods_and_has_subsidy", "success" -> PurchaseStatus.RECEIVED;
      case "cancel", "terminated" -> PurchaseStatus.CLOSED;
      default -> PurchaseStatus.UNKNOWN;
    };
  }
}
