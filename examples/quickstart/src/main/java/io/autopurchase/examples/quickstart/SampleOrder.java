package io.autopurchase.examples.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** An order as the shop's own system would have it. */
final class SampleOrder {
  static final String ID = "ORD-0000000053";
  static final String ITEM = "42602653803";

  private SampleOrder() {}

  static ReservationPlan.Builder plan(SessionId session) {
    JsonNode order = read();
    JsonNode to = order.get("recipient");
    Recipient recipient =
        Recipient.builder()
            .name(to.get("name").asText())
            .phone(to.get("phone").asText())
            .regionCode(to.get("region_code").asText())
            .postalCode(to.get("postal_code").asText())
            .street(to.get("address").asText())
            .build();
    ReservationPlan.Builder plan = ReservationPlan.builder(order.get("order_id").asText(), session, recipient);
    for (JsonNode line : order.get("lines")) {
      plan.line(
          line.get("line_id").asText(),
          new Item(line.get("item_id").asText(), line.get("sku_id").asText()),
          line.get("quantity").asInt(),
          Money.cny(line.get("unit_price_cny").asText()));
    }
    return plan;
  }

  private static JsonNode read() {
    try (InputStream in = SampleOrder.class.getResourceAsStream("order.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
