package io.autopurchase.examples.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Item;
import io.autopurchase.LineKey;
import io.autopurchase.Recipient;
import io.autopurchase.UnitPrice;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads customer orders: JSON objects, one on each line, or a single one over several lines. A line that is wrong is refused as a whole, with
 * its number and all of its fields that are wrong; the others are read. Unknown fields are ignored. For one text.
 */
final class OrderReader {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** What an address can hold without an encoding that servers refuse. */
  private static final Pattern ORDER_ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._:@+-]{0,127}");

  private final List<CustomerOrder> orders = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Instant now;
  private final boolean isSample;

  private int number;
  private List<String> problems = new ArrayList<>();

  private OrderReader(Instant now, boolean isSample) {
    this.now = now;
    this.isSample = isSample;
  }

  /** Orders that customers have paid, and that were made now. */
  static OrderReader of(String text, Instant now) {
    return new OrderReader(now, false).read(text);
  }

  /** The shop's own samples, which also say when they were made, what was written about them, and the status of each line. */
  static OrderReader ofSamples(String text) {
    return new OrderReader(Instant.EPOCH, true).read(text);
  }

  List<CustomerOrder> orders() {
    return orders;
  }

  /** Such as {@code line 3: lines[0].quantity must be a whole number from 1 to 999999}. */
  List<String> refusals() {
    return refusals;
  }

  private OrderReader read(String text) {
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    Optional<JsonNode> single = single(body);
    if (single.isPresent()) {
      number = 1;
      order(single.get());
      return this;
    }
    List<String> lines = Arrays.asList(body.split("\n", -1));
    for (number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (!line.isEmpty()) {
        try {
          order(JSON.readTree(line));
        } catch (JsonProcessingException e) {
          refusals.add("line " + number + ": no JSON object: " + e.getOriginalMessage());
        }
      }
    }
    return this;
  }

  private static Optional<JsonNode> single(String text) {
    try {
      return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty(); // several lines, each of which is read by itself
    }
  }

  private void order(JsonNode node) {
    problems = new ArrayList<>();
    if (!node.isObject()) {
      refusals.add("line " + number + ": must be a JSON object");
      return;
    }
    String id = text(node, "", "order_id", null);
    if (problems.isEmpty() && !ORDER_ID.matcher(id).matches()) {
      problems.add("order_id must be 1 to 128 letters, digits, or . _ : @ + - after the first");
    } else if (problems.isEmpty() && !ids.add(id)) {
      problems.add("order_id is that of an earlier line");
    }
    String note = text(node, "", "note", "");
    Recipient recipient = recipient(node.path("recipient"));
    List<CustomerOrder.Line> lines = lines(node.path("lines"));
    Instant createdAt = isSample ? checked("created_at", () -> Instant.parse(text(node, "", "created_at", null)), now) : now;
    String comment = isSample ? text(node, "", "comment", "") : "";
    CustomerOrder order = new CustomerOrder(id, createdAt, comment, note, recipient, lines);
    checked("lines", order::sum, null); // it must not be more than an amount can be
    if (problems.isEmpty()) {
      orders.add(order);
    } else {
      refusals.add("line " + number + ": " + String.join("; ", problems));
    }
  }

  private Recipient recipient(JsonNode node) {
    if (!node.isObject()) {
      problems.add("recipient must be an object");
      return Recipient.builder().build();
    }
    return Recipient.builder()
        .name(text(node, "recipient.", "name", null))
        .phone(text(node, "recipient.", "phone", null))
        .regionCode(text(node, "recipient.", "region_code", null))
        .postalCode(text(node, "recipient.", "postal_code", null))
        .street(text(node, "recipient.", "address", null))
        .build();
  }

  private List<CustomerOrder.Line> lines(JsonNode node) {
    if (!node.isArray() || node.isEmpty()) {
      problems.add("lines must be a list with at least one line");
      return List.of();
    }
    List<CustomerOrder.Line> lines = new ArrayList<>();
    Set<String> lineIds = new HashSet<>();
    for (int i = 0; i < node.size(); i++) {
      int before = problems.size();
      CustomerOrder.Line line = line(node.get(i), "lines[" + i + "].");
      if (problems.size() == before) {
        lines.add(line);
        if (!lineIds.add(line.id())) {
          problems.add("lines[" + i + "].line_id is that of an earlier line of the order");
        }
      }
    }
    return lines;
  }

  private CustomerOrder.Line line(JsonNode node, String path) {
    String id = text(node, path, "line_id", null);
    String itemId = text(node, path, "item_id", null);
    String skuId = text(node, path, "sku_id", "");
    int quantity = quantity(node.path("quantity"), path);
    String amount = text(node, path, "unit_price_cny", null);
    String note = text(node, path, "note", "");
    Item any = checked(path + "item_id", () -> Item.of(itemId), Item.of("-"));
    Item item = checked(path + "sku_id", () -> new Item(any.itemId(), skuId), any);
    UnitPrice price = checked(path + "unit_price_cny", () -> UnitPrice.cny(amount), UnitPrice.cny("1"));
    checked(path + "line_id", () -> new LineKey("-", id), null);
    LineStatus status = isSample ? checked(path + "status", () -> LineStatus.valueOf(text(node, path, "status", null)), LineStatus.PAID) : LineStatus.PAID;
    return new CustomerOrder.Line(id, item, quantity, price, note, status, CustomerOrder.Product.unknown(item));
  }

  private int quantity(JsonNode node, String path) {
    if (node.isNumber()) {
      BigDecimal value = node.decimalValue();
      if (value.signum() > 0 && value.stripTrailingZeros().scale() <= 0 && value.compareTo(BigDecimal.valueOf(999_999)) <= 0) {
        return value.intValueExact();
      }
    }
    problems.add(path + "quantity must be a whole number from 1 to 999999");
    return 1;
  }

  /** @param otherwise what a missing field means; null if it must be there */
  private String text(JsonNode node, String path, String name, String otherwise) {
    JsonNode value = node.isObject() ? node.path(name) : MissingNode.getInstance();
    if (value.isTextual()) {
      return value.textValue();
    }
    if ((value.isMissingNode() || value.isNull()) && otherwise != null) {
      return otherwise;
    }
    problems.add(path + name + (value.isMissingNode() || value.isNull() ? " is missing" : " must be a text"));
    return "";
  }

  /** The rules of the library, under the name that the field has here. A field that was refused before is not refused twice. */
  private <T> T checked(String field, Supplier<T> value, T otherwise) {
    int before = problems.size();
    try {
      return value.get();
    } catch (InvalidInputException e) {
      if (problems.stream().noneMatch(problem -> problem.startsWith(field.split(" ")[0]))) {
        problems.add(field + ": " + e.violations().get(0).message());
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      if (problems.size() == before) {
        problems.add(field + ": " + e.getMessage());
      }
    }
    return otherwise;
  }
}
