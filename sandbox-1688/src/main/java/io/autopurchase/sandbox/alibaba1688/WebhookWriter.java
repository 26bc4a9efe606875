package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.Nullable;

/** Writes webhooks, in either of the forms that programs have seen. */
final class WebhookWriter {
  private final Settings settings;
  private final String appSecret;

  WebhookWriter(Settings settings, String appSecret) {
    this.settings = settings;
    this.appSecret = appSecret;
  }

  /**
   * @param refund else null
   * @param id of the message
   */
  Webhook write(OrderEvent event, State.Order order, @Nullable State.Refund refund, long id, long now) {
    ObjectNode data =
        Json.MAPPER
            .createObjectNode()
            .put("orderId", order.orderId)
            .put("currentStatus", order.status)
            .put("msgSendTime", Dates.plain(now))
            .put("buyerMemberId", Names.memberId(order.account))
            .put("sellerMemberId", Names.memberId(order.seller));
    if (refund != null) {
      data.put("refundAction", refund.status.equals(Refunds.APPLIED) ? "BUYER_APPLY_REFUND" : "SELLER_ANSWER_REFUND")
          .put("operator", refund.status.equals(Refunds.APPLIED) ? "buyer" : "seller")
          .put("refundId", refund.refundId);
    }
    Map<String, String> fields = new LinkedHashMap<>();
    if (settings.messageForm == Settings.MessageForm.MESSAGE) {
      ObjectNode message = Json.MAPPER.createObjectNode().put("msgId", id).put("type", event.messageType).put("userInfo", Names.memberId(order.account));
      message.set("data", data);
      fields.put("message", message.put("gmtBorn", now).putNull("extraInfo").toString());
    } else {
      fields.put("msgId", Long.toString(id));
      fields.put("type", event.messageType);
      fields.put("userInfo", Names.memberId(order.account));
      fields.put("data", data.toString());
      fields.put("gmtBorn", Long.toString(now));
    }
    return sign(event.messageType, fields);
  }

  /** Signs any fields, rightly or, if that is set, with another secret. */
  Webhook sign(String type, Map<String, String> fields) {
    Map<String, String> signed = new LinkedHashMap<>(fields);
    signed.put(SignatureCheck.SIGNATURE, SignatureCheck.sign(settings.messageForged ? "not-" + appSecret : appSecret, "", fields));
    return new Webhook(type, signed);
  }
}
