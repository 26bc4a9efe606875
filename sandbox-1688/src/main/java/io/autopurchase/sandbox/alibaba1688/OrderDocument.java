package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/** An order as get.buyerView and getBuyerOrderList show it; amounts are yuan but for the few that are fen. */
final class OrderDocument {
  private static final Map<String, String> STATUS_WORDS =
      Map.of(
          OrderLifecycle.UNPAID, "等待买家付款",
          OrderLifecycle.PAID, "等待卖家发货",
          OrderLifecycle.SHIPPED, "等待买家收货",
          OrderLifecycle.SUCCESS, "交易成功",
          OrderLifecycle.CLOSED, "交易取消",
          OrderLifecycle.TERMINATED, "交易终止");

  private final Settings settings;

  OrderDocument(Settings settings) {
    this.settings = settings;
  }

  /**
   * All of it, but for the parts that are given only if they are asked for.
   *
   * @param fields of {@code GuaranteesTerms}, {@code NativeLogistics}, {@code RateDetail}, {@code OrderInvoice}; all but {@code RateDetail}
   *     if it is empty
   */
  ObjectNode view(State.Order order, Set<String> fields) {
    ObjectNode node = common(order);
    ObjectNode base = (ObjectNode) node.get("baseInfo");
    if (!order.outOrderId.isEmpty() && settings.outOrderIdInView) {
      base.put("outOrderId", order.outOrderId);
    }
    base.put("payTimeout", (order.closesAt - order.createdAt) / 1000).put("payTimeoutType", 0);
    message(base, order);
    memo(base, order);
    ((ObjectNode) node.get("nativeLogistics")).set("logisticsItems", parcels(order));
    node.putArray("guaranteesTerms");
    node.putObject("orderBizInfo").put("odsCyd", false).put("creditOrder", order.tradeType.equals("creditBuy"));
    node.put("fromEncryptOrder", false);
    node.putArray("extAttributes");
    if (!fields.contains("RateDetail")) {
      node.remove("orderRateInfo");
    }
    if (!fields.isEmpty() && !fields.contains("NativeLogistics")) {
      node.remove("nativeLogistics");
    }
    if (!fields.isEmpty() && !fields.contains("GuaranteesTerms")) {
      node.remove("guaranteesTerms");
    }
    return node;
  }

  /** Without logistics items, outOrderId and payTimeout. */
  ObjectNode row(State.Order order, boolean withMemo) {
    ObjectNode node = common(order);
    ObjectNode base = (ObjectNode) node.get("baseInfo");
    if (settings.messageInList) {
      message(base, order);
    }
    if (withMemo) {
      memo(base, order);
    }
    node.get("productItems").forEach(item -> ((ObjectNode) item).remove("subItemIDString"));
    return node;
  }

  private ObjectNode common(State.Order order) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.set("baseInfo", base(order));
    ArrayNode items = node.putArray("productItems");
    order.lines.forEach(line -> items.add(item(order, line)));
    receiver(node.putObject("nativeLogistics"), order);
    terms(node.putArray("tradeTerms").addObject(), order);
    node.putObject("orderRateInfo").put("buyerRateStatus", 5).put("sellerRateStatus", 5);
    return node;
  }

  private ObjectNode base(State.Order order) {
    ObjectNode base = Json.MAPPER.createObjectNode();
    base.put("id", order.orderId).put("idOfStr", Long.toString(order.orderId)).put("status", order.status);
    date(base, "createTime", order.createdAt);
    date(base, "modifyTime", order.modifiedAt);
    date(base, "payTime", order.paidAt);
    date(base, "allDeliveredTime", order.shippedAt);
    date(base, "receivingTime", order.receivedAt);
    date(base, "confirmedTime", order.receivedAt);
    date(base, "completeTime", order.endedAt);
    base.put("totalAmount", Yuan.number(order.total()))
        .put("sumProductPayment", Yuan.number(order.goods()))
        .put("shippingFee", Yuan.number(order.freight))
        .put("refund", Yuan.number(refunded(order)))
        .put("couponFee", 0)
        .put("discount", order.lines.stream().mapToLong(OrderDocument::discount).sum())
        .put("refundPayment", refunded(order))
        .put("currency", "CNY")
        .put("tradeType", "50060")
        .put("tradeTypeCode", order.tradeType)
        .put("tradeTypeDesc", "担保交易")
        .put("businessType", "cn")
        .put("alipayTradeId", order.paidAt == null ? "UNCREAT" : "2026" + order.orderId)
        .put("buyerID", Names.memberId(order.account))
        .put("buyerLoginId", order.account)
        .put("buyerUserId", Names.userId(order.account))
        .put("sellerID", Names.memberId(order.seller))
        .put("sellerLoginId", order.seller)
        .put("sellerUserId", Names.userId(order.seller))
        .put("stepPayAll", false);
    if (order.closeReason != null) {
      base.put("closeReason", order.closeReason).put("closeOperateType", order.closedBy).put("closeRemark", order.closeRemark);
    }
    order.lines.stream()
        .filter(line -> line.refundId != null)
        .findFirst()
        .ifPresent(line -> base.put("refundStatus", line.refundStatus).put("refundId", line.refundId));
    base.putObject("buyerContact").put("name", order.account).put("imInPlatform", order.account).put("companyName", "");
    base.putObject("sellerContact").put("name", order.seller).put("imInPlatform", order.seller).put("companyName", order.seller + "有限公司");
    base.putObject("receiverInfo")
        .put("toFullName", order.receiver.getOrDefault("fullName", ""))
        .put("toDivisionCode", order.receiver.getOrDefault("districtCode", ""))
        .put("toArea", area(order) + " " + order.receiver.getOrDefault("address", ""))
        .put("toMobile", order.receiver.getOrDefault("mobile", ""))
        .put("toPhone", order.receiver.getOrDefault("phone", ""))
        .put("toPost", order.receiver.getOrDefault("postCode", ""));
    return base;
  }

  private void message(ObjectNode base, State.Order order) {
    Settings.MessageField field = settings.messageField;
    if (order.message.isEmpty()) {
      return;
    }
    if (field == Settings.MessageField.FEEDBACK || field == Settings.MessageField.BOTH) {
      base.put("buyerFeedback", order.message);
    }
    if (field == Settings.MessageField.REMARK || field == Settings.MessageField.BOTH) {
      base.put("remark", order.message);
    }
  }

  private static void memo(ObjectNode base, State.Order order) {
    if (!order.memo.isEmpty()) {
      base.put("buyerMemo", order.memo);
    }
  }

  private ObjectNode item(State.Order order, State.Line line) {
    ObjectNode item = Json.MAPPER.createObjectNode();
    item.put("productID", Long.parseLong(line.offerId))
        .put("name", line.title)
        .put("price", Yuan.number(line.listPrice))
        .put("quantity", line.quantity)
        .put("quantityFactor", 1)
        .put("itemAmount", Yuan.number(line.amount))
        .put("entryDiscount", discount(line))
        .put("refund", Yuan.number(refunded(line)))
        .put("status", line.status)
        .put("statusStr", STATUS_WORDS.getOrDefault(line.status, line.status))
        .put("logisticsStatus", logisticsStatus(line))
        .put("subItemID", line.subId)
        .put("subItemIDString", Long.toString(line.subId))
        .put("type", "common")
        .put("unit", "件")
        .put("productSnapshotUrl", "https://trade.1688.com/order/offer_snapshot.htm?order_entry_id=" + line.subId)
        .put("gmtPayExpireTime", Dates.plain(order.closesAt));
    date(item, "gmtCreate", order.createdAt);
    date(item, "gmtModified", order.modifiedAt);
    if (!line.specId.isEmpty()) {
      item.put("skuID", line.skuId).put("specId", line.specId);
      ArrayNode infos = item.putArray("skuInfos");
      attributes(line.label).forEach((name, value) -> infos.addObject().put("name", name).put("value", value));
    }
    if (line.refundId != null) {
      item.put("refundId", line.refundId).put("refundStatus", Refunds.ofLine(String.valueOf(line.refundStatus)));
    }
    if (order.closeReason != null) {
      item.put("closeReason", order.closeReason);
    }
    item.putArray("productImgUrl").add("http://cbu01.alicdn.com/img/ibank/" + line.offerId + ".80x80.jpg");
    item.putArray("guaranteesTerms");
    return item;
  }

  /** Names and values of a variant's attributes. */
  static Map<String, String> attributes(String label) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String part : label.split(";")) {
      String[] pair = part.split(":", 2);
      attributes.put(pair[0], pair.length > 1 ? pair[1] : "");
    }
    return attributes;
  }

  private static long refunded(State.Order order) {
    return order.lines.stream().mapToLong(OrderDocument::refunded).sum();
  }

  private static long refunded(State.Line line) {
    return Refunds.REFUNDED.equals(line.refundStatus) ? line.amount : 0;
  }

  private static long discount(State.Line line) {
    return line.amount - line.listPrice * line.quantity;
  }

  /** 1 not shipped, 2 shipped, 3 received. */
  private static int logisticsStatus(State.Line line) {
    return line.status.equals(OrderLifecycle.SUCCESS) ? 3 : line.parcels.isEmpty() ? 1 : 2;
  }

  private static String area(State.Order order) {
    List<String> names = new ArrayList<>();
    for (String name : new String[] {"provinceText", "cityText", "areaText", "townText"}) {
      names.add(order.receiver.getOrDefault(name, ""));
    }
    return names.stream().filter(name -> !name.isEmpty()).collect(Collectors.joining(" "));
  }

  private static void receiver(ObjectNode node, State.Order order) {
    node.put("province", order.receiver.getOrDefault("provinceText", ""))
        .put("city", order.receiver.getOrDefault("cityText", ""))
        .put("area", order.receiver.getOrDefault("areaText", ""))
        .put("areaCode", order.receiver.getOrDefault("districtCode", ""))
        .put("town", order.receiver.getOrDefault("townText", ""))
        .put("address", order.receiver.getOrDefault("address", ""))
        .put("contactPerson", order.receiver.getOrDefault("fullName", ""))
        .put("mobile", order.receiver.getOrDefault("mobile", ""))
        .put("telephone", order.receiver.getOrDefault("phone", ""))
        .put("zip", order.receiver.getOrDefault("postCode", ""));
  }

  /** A parcel with the sub-orders whose goods it holds. */
  record Sent(State.Parcel parcel, List<State.Line> lines) {
    String subIds() {
      return lines.stream().map(line -> Long.toString(line.subId)).collect(Collectors.joining(","));
    }
  }

  static List<Sent> sent(State.Order order) {
    Map<Long, Sent> sent = new LinkedHashMap<>();
    for (State.Line line : order.lines) {
      for (State.Parcel parcel : line.parcels) {
        sent.computeIfAbsent(parcel.id, id -> new Sent(parcel, new ArrayList<>())).lines().add(line);
      }
    }
    return List.copyOf(sent.values());
  }

  private ArrayNode parcels(State.Order order) {
    ArrayNode items = Json.MAPPER.createArrayNode();
    for (Sent sent : sent(order)) {
      ObjectNode item = items.addObject();
      item.put("id", sent.parcel().id)
          .put("logisticsCode", "BX" + sent.parcel().id)
          .put("logisticsBillNo", sent.parcel().number)
          .put("logisticsCompanyId", 8)
          .put("logisticsCompanyNo", "CP")
          .put("logisticsCompanyName", sent.parcel().carrier)
          .put("type", "0")
          .put("status", "alreadysend")
          .put("subItemIds", sent.subIds());
      date(item, "deliveredTime", sent.parcel().sentAt);
      date(item, "gmtCreate", sent.parcel().sentAt);
      date(item, "gmtModified", sent.parcel().sentAt);
    }
    return items;
  }

  private void terms(ObjectNode terms, State.Order order) {
    terms.put("payStatus", payStatus(order)).put("payWay", "1").put("phasAmount", Yuan.number(order.total())).put("phase", order.orderId / 1000);
    date(terms, "payTime", order.paidAt);
  }

  /** 1 unpaid, 2 paid, 4 refunded, 6 the seller has the money, 8 cancelled before payment, 9 paying, 12 on credit. */
  private static String payStatus(State.Order order) {
    return switch (order.status) {
      case OrderLifecycle.UNPAID -> order.isPaying ? "9" : "1";
      case OrderLifecycle.CLOSED -> "8";
      case OrderLifecycle.SUCCESS -> "6";
      case OrderLifecycle.TERMINATED -> "4";
      default -> order.paidAt == null ? "12" : "2";
    };
  }

  private void date(ObjectNode node, String name, @Nullable Long millis) {
    if (millis != null) {
      node.put(name, Dates.withZone(millis, settings.zone));
    }
  }
}
