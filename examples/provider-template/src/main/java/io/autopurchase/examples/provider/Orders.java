package io.autopurchase.examples.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Money;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Tracking;
import io.autopurchase.spi.ProviderOrder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Reads orders out of answers. What is not as it should be makes the whole answer unclear. */
final class Orders {
  private Orders() {}

  static List<ProviderOrder> of(JsonNode list) {
    List<ProviderOrder> orders = new ArrayList<>();
    list.forEach(node -> orders.add(order(node)));
    return orders;
  }

  private static ProviderOrder order(JsonNode node) {
    List<ProviderOrder.Line> lines = new ArrayList<>();
    for (JsonNode line : Reply.list(node, "lines")) {
      String word = Reply.text(line, "status");
      lines.add(
          ProviderOrder.Line.builder(
                  Reply.text(line, "id"), Reply.text(line, "item"), "", Integer.parseInt(Reply.text(line, "quantity")), status(word), word)
              .lineNo(Reply.text(line, "number"))
              .title(line.path("title").asText())
              .amount(money(line, "amount"))
              .tracking(parcels(line))
              .build());
    }
    String word = Reply.text(node, "status");
    return ProviderOrder.builder(Reply.text(node, "id"), Reply.text(node, "clientOrderId"), status(word), word)
        .total(money(node, "total"))
        .account(Reply.text(node, "account"))
        .modifiedAt(Reply.time(node, "modified"))
        .payment(URI.create("https://example.example/pay/" + Reply.text(node, "id")), Reply.time(node, "payBy"))
        .lines(lines)
        .build();
  }

  /** The market's words. One that it adds tomorrow is unknown, and is shown as it is. */
  private static PurchaseStatus status(String word) {
    return switch (word) {
      case "UNPAID" -> PurchaseStatus.AWAITING_PAYMENT;
      case "PAID" -> PurchaseStatus.AWAITING_SHIPMENT;
      case "SHIPPED" -> PurchaseStatus.SHIPPED;
      case "CLOSED" -> PurchaseStatus.CLOSED;
      default -> PurchaseStatus.UNKNOWN;
    };
  }

  private static List<Tracking> parcels(JsonNode line) {
    String parcel = line.path("parcel").asText();
    return parcel.isEmpty() ? List.of() : List.of(Tracking.of(line.path("carrier").asText(), parcel));
  }

  /** Yuan as decimal text: no floating point number ever holds it. */
  static Money money(JsonNode node, String name) {
    try {
      return Money.cny(Reply.text(node, name));
    } catch (InvalidInputException e) {
      throw new Reply.NotClearException();
    }
  }
}
