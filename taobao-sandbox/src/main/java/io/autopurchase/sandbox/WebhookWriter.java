package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Hmac;
import io.autopurchase.sandbox.common.Json;
import java.util.Map;
import javax.annotation.Nullable;

/** Writes webhooks. Types 3 and 8 are as documented; what a message of type 9 holds is assumed. */
final class WebhookWriter {
  private final Settings settings;
  private final String appKey;
  private final String appSecret;

  WebhookWriter(Settings settings, String appKey, String appSecret) {
    this.settings = settings;
    this.appKey = appKey;
    this.appSecret = appSecret;
  }

  /**
   * @param line of a refund
   */
  Webhook write(OrderEvent event, State.Order order, @Nullable State.Line line, long now) {
    ObjectNode message = Json.MAPPER.createObjectNode().put("seller_id", Accounts.id(order.account)).put("message_type", event.messageType);
    ObjectNode data = message.putObject("data");
    switch (event) {
      case STATUS -> status(data, order);
      case PRICE -> price(data, order);
      case REFUND -> refund(data, order, line);
    }
    message.put("timestamp", settings.messageTimestampUnit == Settings.Unit.MS ? now : now / 1000).put("site", "taobao_hk");
    return sign(event.messageType, message.toString());
  }

  /** Signs any body, rightly or, if that is set, with another secret. */
  Webhook sign(int type, String body) {
    String secret = settings.messageForged ? "not-" + appSecret : appSecret;
    return new Webhook(type, Map.of("Authorization", Hmac.hex("HmacSHA256", secret, appKey + body), "Content-Type", "application/json"), body);
  }

  private static void status(ObjectNode data, State.Order order) {
    data.put("business_time", order.modifiedAt);
    if (!order.outerId.isEmpty()) {
      data.put("outer_purchase_id", order.outerId);
    }
    data.put("purchase_id", order.purchaseId).put("seller_id", Accounts.id(order.account)).put("status", order.status);
    ArrayNode skus = data.putArray("sku_list");
    for (State.Line line : order.lines) {
      ObjectNode sku =
          skus.addObject()
              .put("item_id", line.mpId)
              .put("sku_id", line.mpSkuId)
              .put("order_line_no", line.lineNo)
              .put("status", line.status);
      if (!line.parcels.isEmpty()) {
        State.Parcel last = line.parcels.get(line.parcels.size() - 1);
        sku.put("logistic_company_name", last.carrier).put("logistic_number", last.number);
      }
    }
  }

  private static void price(ObjectNode data, State.Order order) {
    data.put("purchaseOrderId", order.purchaseId)
        .put("salesOrderId", order.sellerOrderNumber)
        .put("salesSellerId", Accounts.id(order.account))
        .put("purchaseMarket", "PANAMA");
    data.putObject("features");
    data.putObject("purchaseOrderPriceDTO")
        .put("purchaseCurrency", "CNY")
        .put("purchaseTotalFee", order.total())
        .put("purchaseProductFee", order.goods())
        .put("purchaseShippingFee", order.freight);
    ArrayNode lines = data.putArray("purchaseOrderLinePriceChangeMessageDTOList");
    for (State.Line line : order.lines) {
      ObjectNode node = lines.addObject().put("purchaseOrderLineId", line.subId);
      node.putArray("salesOrderLineIdList").add(line.lineNo);
      node.putObject("purchaseOrderItemPriceDTO")
          .put("purchaseCurrency", "CNY")
          .put("purchaseTotalFee", line.price * line.quantity)
          .put("purchaseProductFee", line.price * line.quantity)
          .put("purchaseProductUnitFee", line.price)
          .put("purchaseShippingFee", 0);
      node.putObject("features");
    }
  }

  private static void refund(ObjectNode data, State.Order order, @Nullable State.Line line) {
    data.put("business_time", order.modifiedAt).put("purchase_id", order.purchaseId);
    if (line != null) {
      data.put("sub_purchase_order_id", line.subId).put("refund_id", line.refundId).put("refund_status", line.refundStatus);
    }
  }
}
