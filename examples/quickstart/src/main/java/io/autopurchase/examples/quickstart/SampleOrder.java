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

/** Orders as the shop's own system would have them: all like the one in the file, with numbers that rise from its own. */
final class SampleOrder {
  static final int FIRST = 53;
  static final long FEN = 12_850;

  private SampleOrder() {}

  static String id(int number) {
    return String.format("ORD-%010d", number);
  }

  /**
   * The order as it is to be bought.
   *
   * @param item what its line is at the marketplace
   */
  static ReservationPlan.Builder plan(int number, SessionId session, Item item) {
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
    ReservationPlan.Builder plan = ReservationPlan.builder(id(number), session, recipient);
    for (JsonNode line : order.get("lines")) {
      plan.line(
          line.get("line_id").asText().replaceFirst("^" + FIRST, Integer.toString(number)),
          item,
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
