package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The answer to a query for orders, as the gateway sends it, and what a program of its own would read it into. */
final class OrderList {
  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private OrderList() {}

  /** About 400 bytes for each order. */
  static byte[] of(int orders) {
    StringBuilder json =
        new StringBuilder("{\"code\":\"0\",\"success\":true,\"data\":{\"results_total\":").append(orders).append(",\"purchase_orders\":[");
    for (int i = 0; i < orders; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"purchase_id\":").append(200_077_867_830L + i)
          .append(",\"outer_purchase_id\":\"PO-1\",\"status\":\"WAIT_BUYER_P\",\"purchase_amount\":13450,\"purchase_currency\":\"CNY\",")
          .append("\"sub_purchase_orders\":[{\"sub_purchase_order_id\":").append(300_000 + i)
          .append(",\"status\":\"WAIT_BUYER_P\",\"item_id\":\"9100042602653803\",\"sku_id\":\"\",\"title\":\"手工陶瓷茶杯\",\"quantity\":1,")
          .append("\"product_amount\":12850,\"purchase_currency\":\"CNY\",\"logistic_orders\":[]}]}");
    }
    return json.append("]}}").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The whole answer. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Answer(String code, boolean success, Data data) {}

  /** Its content. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Data(@JsonProperty("results_total") int total, @JsonProperty("purchase_orders") List<Order> orders) {}

  /** An order. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Order(
      @JsonProperty("purchase_id") long id,
      @JsonProperty("outer_purchase_id") String outerId,
      String status,
      @JsonProperty("purchase_amount") long amount,
      @JsonProperty("purchase_currency") String currency,
      @JsonProperty("sub_purchase_orders") List<Line> lines) {}

  /** A line of it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Line(
      @JsonProperty("sub_purchase_order_id") long id,
      String status,
      @JsonProperty("item_id") String itemId,
      @JsonProperty("sku_id") String skuId,
      String title,
      int quantity,
      @JsonProperty("product_amount") long amount,
      @JsonProperty("purchase_currency") String currency) {}
}
