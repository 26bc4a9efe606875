package io.autopurchase.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.PlanPreview;

/** What would become of a plan. It is only written: a plan is what a program makes. */
final class PreviewForms {
  private PreviewForms() {}

  static JsonNode preview(PlanPreview preview) {
    ObjectNode object = Form.object().put("fingerprint", preview.fingerprint()).put("canBeBooked", preview.canBeBooked());
    object.set("lines", Form.array(preview.lines(), PreviewForms::line));
    object.set("orders", Form.array(preview.orders(), PreviewForms::order));
    object.set("violations", Form.array(preview.violations(), BasicForms::violation));
    object.set("warnings", Form.array(preview.warnings(), BasicForms::violation));
    object.putObject("recipient").put("name", preview.recipient().name());
    return object;
  }

  private static JsonNode line(PlanPreview.Line line) {
    ObjectNode object =
        Form.object().put("lineId", line.lineId()).put("eligible", line.eligible()).put("code", line.code()).put("message", line.message());
    BasicForms.putTexts(object, "arguments", line.arguments());
    object.set("currentPrice", Form.orNull(line.currentPrice().orElse(null), BasicForms::money));
    return object.put("available", line.available().isPresent() ? line.available().getAsInt() : null);
  }

  private static JsonNode order(PlanPreview.SellerOrder order) {
    ObjectNode object = Form.object().put("seller", order.seller());
    object.set("goods", BasicForms.money(order.goods()));
    object.set("freight", BasicForms.money(order.freight()));
    object.set("total", BasicForms.money(order.total()));
    order.lineIds().forEach(object.putArray("lineIds")::add);
    return object;
  }
}
