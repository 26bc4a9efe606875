package io.autopurchase.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.ActivityId;
import io.autopurchase.Item;
import io.autopurchase.Parcel;
import io.autopurchase.PaymentDue;
import io.autopurchase.PriceVariance;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseCounts;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Refund;
import io.autopurchase.RefundStatus;
import io.autopurchase.SessionId;
import io.autopurchase.Tracking;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Purchases, what is to pay for them, and their parcels. */
final class PurchaseForms {
  private PurchaseForms() {}

  static JsonNode purchase(Purchase purchase) {
    ObjectNode object = BasicForms.putLine(Form.object(), purchase.line()).put("group", purchase.group().name());
    BasicForms.putSession(object, purchase.session())
        .put("activity", purchase.activity().map(ActivityId::value).orElse(null))
        .put("clientOrderId", purchase.clientOrderId().orElse(null))
        .put("providerOrderId", purchase.providerOrderId().orElse(null))
        .put("providerOrderLineId", purchase.providerOrderLineId().orElse(null))
        .put("quantity", purchase.quantity());
    object.set("item", Form.orNull(purchase.item().orElse(null), PurchaseForms::item));
    object.set("cost", Form.orNull(purchase.cost().orElse(null), BasicForms::money));
    object.set("approvedCost", Form.orNull(purchase.approvedCost().orElse(null), BasicForms::money));
    object.set("orderTotal", Form.orNull(purchase.orderTotal().orElse(null), BasicForms::money));
    object
        .put("priceVariance", purchase.priceVariance().name())
        .put("status", Form.text(purchase.status()))
        .put("rawStatus", purchase.rawStatus().orElse(null));
    object.set("tracking", Form.array(purchase.tracking(), PurchaseForms::tracking));
    object.set("refund", Form.orNull(purchase.refund().orElse(null), PurchaseForms::refund));
    return object
        .put("closeReason", purchase.closeReason().orElse(null))
        .put("siteOrderId", purchase.siteOrderId().orElse(null))
        .put("payLink", Form.text(purchase.payLink()))
        .put("payBy", Form.text(purchase.payBy()))
        .put("asOf", Form.text(purchase.asOf()))
        .put("linkedAt", Form.text(purchase.linkedAt()))
        .put("changedAt", Form.text(purchase.changedAt()));
  }

  static Purchase purchase(Fields fields) {
    return Purchase.builder(BasicForms.line(fields), fields.constant("group", PurchaseGroup.class))
        .session(BasicForms.optionalSession(fields))
        .activity(Optional.ofNullable(fields.optional("activity")).map(ActivityId::new).orElse(null))
        .clientOrderId(fields.optional("clientOrderId"))
        .providerOrder(fields.optional("providerOrderId"), fields.optional("providerOrderLineId"))
        .item(fields.optional("item", PurchaseForms::item))
        .quantity(fields.integer("quantity"))
        .cost(fields.optional("cost", BasicForms::money))
        .approvedCost(fields.optional("approvedCost", BasicForms::money))
        .orderTotal(fields.optional("orderTotal", BasicForms::money))
        .priceVariance(fields.constant("priceVariance", PriceVariance.class))
        .status(fields.optionalConstant("status", PurchaseStatus.class), fields.optional("rawStatus"))
        .tracking(fields.list("tracking", PurchaseForms::tracking))
        .refund(fields.optional("refund", PurchaseForms::refund))
        .closeReason(fields.optional("closeReason"))
        .siteOrderId(fields.optional("siteOrderId"))
        .payment(fields.optionalUri("payLink"), fields.optionalTime("payBy"))
        .asOf(fields.optionalTime("asOf"))
        .linkedAt(fields.optionalTime("linkedAt"))
        .changedAt(fields.optionalTime("changedAt"))
        .build();
  }

  private static JsonNode item(Item item) {
    return Form.object().put("itemId", item.itemId()).put("skuId", item.skuId());
  }

  private static Item item(Fields fields) {
    return Item.of(fields.text("itemId"), fields.text("skuId"));
  }

  static JsonNode counts(PurchaseCounts counts) {
    ObjectNode object = Form.object().put("total", counts.total()).put("exact", counts.isExact());
    ArrayNode all = object.putArray("counts");
    for (PurchaseGroup group : PurchaseGroup.values()) {
      counts.byGroupAndStatus().getOrDefault(group, Map.of()).forEach((status, count) -> add(all, group, status.name(), count));
      if (counts.withoutStatus(group) > 0) {
        add(all, group, null, counts.withoutStatus(group));
      }
    }
    return object;
  }

  private static void add(ArrayNode all, PurchaseGroup group, @Nullable String status, long count) {
    all.addObject().put("group", group.name()).put("status", status).put("count", count);
  }

  static PurchaseCounts counts(Fields fields) {
    PurchaseCounts.Builder counts = PurchaseCounts.builder();
    boolean isExact = fields.flag("exact");
    fields.list(
        "counts",
        each ->
            counts.add(
                each.constant("group", PurchaseGroup.class), each.optionalConstant("status", PurchaseStatus.class), each.integer("count"), isExact));
    return counts.build();
  }

  static JsonNode tracking(Tracking tracking) {
    return Form.object().put("carrier", tracking.carrier()).put("number", tracking.number());
  }

  static Tracking tracking(Fields fields) {
    return Tracking.of(fields.text("carrier"), fields.text("number"));
  }

  static JsonNode refund(Refund refund) {
    return Form.object().put("id", refund.id()).put("status", refund.status().name()).put("rawStatus", refund.rawStatus());
  }

  static Refund refund(Fields fields) {
    return Refund.of(fields.text("id"), fields.constant("status", RefundStatus.class), fields.text("rawStatus"));
  }

  static JsonNode payment(PaymentDue due) {
    ObjectNode object = BasicForms.putSession(Form.object(), Optional.of(due.session())).put("providerOrderId", due.providerOrderId());
    object.set("goods", Form.orNull(due.goods(), BasicForms::money));
    object.set("total", Form.orNull(due.total(), BasicForms::money));
    object.put("payLink", Form.text(Optional.ofNullable(due.payLink()))).put("payBy", Form.text(Optional.ofNullable(due.payBy())));
    object.set("lines", Form.array(due.lines(), BasicForms::line));
    return object;
  }

  static PaymentDue payment(Fields fields) {
    URI link = fields.optionalUri("payLink");
    Instant by = fields.optionalTime("payBy");
    return PaymentDue.of(
        new SessionId(fields.text("provider"), fields.text("session")),
        fields.text("providerOrderId"),
        fields.optional("goods", BasicForms::money),
        fields.optional("total", BasicForms::money),
        link,
        by,
        fields.list("lines", BasicForms::line));
  }

  static JsonNode parcel(Parcel parcel) {
    ObjectNode object = Form.object().put("carrier", parcel.carrier()).put("number", parcel.number()).put("rawStatus", parcel.rawStatus());
    object.set("traces", Form.array(parcel.traces(), PurchaseForms::trace));
    return object;
  }

  static Parcel parcel(Fields fields) {
    return Parcel.of(fields.text("carrier"), fields.text("number"), fields.text("rawStatus"), fields.list("traces", PurchaseForms::trace));
  }

  private static JsonNode trace(Parcel.Trace trace) {
    return Form.object().put("at", Form.text(Optional.ofNullable(trace.at()))).put("rawStatus", trace.rawStatus()).put("text", trace.text());
  }

  private static Parcel.Trace trace(Fields fields) {
    return Parcel.Trace.of(fields.optionalTime("at"), fields.text("rawStatus"), fields.text("text"));
  }
}
