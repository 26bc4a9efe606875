package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.BindingRequest;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.PlanLine;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.UnitPrice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An order as the shop wrote it down. Types are taken strictly, because a price that was a binary fraction or a number that was a text is
 * a mistake to report; what the values mean is the library's to judge. Unknown fields are ignored.
 */
final class OrderFile {
  private final String orderId;
  private final String note;
  private final Recipient recipient;
  private final List<PlanLine> lines;

  private OrderFile(String orderId, String note, Recipient recipient, List<PlanLine> lines) {
    this.orderId = orderId;
    this.note = note;
    this.recipient = recipient;
    this.lines = lines;
  }

  /**
   * @throws OperatorException if the file cannot be read
   * @throws InvalidInputException naming every field that is wrong
   */
  static OrderFile read(Path path) {
    JsonFields file = new JsonFields(Inputs.object("order", path), "", new ArrayList<>());
    String orderId = file.text("order_id");
    String note = file.text("note", "");
    String written = file.text("currency", "CNY");
    String currency = file.checked("currency", () -> Money.zero(written), Money.zero("CNY")).currency();
    Recipient recipient = recipient(file.object("recipient"));
    List<PlanLine> lines = new ArrayList<>();
    for (JsonFields line : file.objects("lines")) {
      int before = file.violations().size();
      PlanLine read = line(line, currency);
      if (file.violations().size() == before) {
        lines.add(read);
      }
    }
    file.throwIfWrong();
    return new OrderFile(orderId, note, recipient, List.copyOf(lines));
  }

  /** The address of the warehouse, from a file of its own that holds a recipient. */
  static Recipient readWarehouse(Path path) {
    JsonNode node = Inputs.object("warehouse", path);
    JsonFields file = new JsonFields(node, "warehouse", new ArrayList<>());
    Recipient recipient = recipient(file);
    file.throwIfWrong();
    return recipient;
  }

  String orderId() {
    return orderId;
  }

  List<String> lineIds() {
    return lines.stream().map(PlanLine::lineId).toList();
  }

  /** What is to be bought, to be completed by policies. */
  ReservationPlan.Builder plan(SessionId session) {
    ReservationPlan.Builder plan = ReservationPlan.builder(orderId, session, recipient).note(note);
    lines.forEach(plan::line);
    return plan;
  }

  /**
   * The same lines, linked to an order that exists.
   *
   * @param chosen the ids of some of them
   */
  BindingRequest.Builder binding(SessionId session, String providerOrder, Set<String> chosen) {
    Lines.requireKnown(orderId, chosen, lineIds());
    BindingRequest.Builder binding = BindingRequest.builder(orderId, session, providerOrder);
    lines.stream()
        .filter(line -> chosen.contains(line.lineId()))
        .forEach(line -> binding.line(line.lineId(), line.item(), line.quantity()));
    return binding;
  }

  private static Recipient recipient(JsonFields fields) {
    return Recipient.builder()
        .name(fields.text("name"))
        .phone(fields.text("phone"))
        .regionCode(fields.text("region_code"))
        .postalCode(fields.text("postal_code"))
        .street(fields.text("address"))
        .build();
  }

  /** Its value counts only if it reported no violation. */
  private static PlanLine line(JsonFields fields, String fileCurrency) {
    String lineId = fields.text("line_id");
    String itemId = fields.text("item_id");
    String skuId = fields.text("sku_id", "");
    int quantity = fields.integer("quantity");
    String price = fields.text("unit_price_cny");
    String currency = fields.text("currency", fileCurrency);
    String note = fields.text("note", "");
    Item item = fields.checked("", () -> new Item(itemId, skuId), Item.of("-"));
    Money unitPrice = fields.checked("unit_price_cny", () -> UnitPrice.of(price, currency).toMoney(), Money.zero("CNY"));
    return PlanLine.of(lineId, item, quantity, unitPrice).withNote(note);
  }
}
