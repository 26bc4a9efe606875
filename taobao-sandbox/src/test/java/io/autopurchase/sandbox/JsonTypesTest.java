package io.autopurchase.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The JSON type of every member of every answer, against the table of what is known of the live platform. */
class JsonTypesTest {
  private static final Map<String, Row> TABLE = table();

  private final TaobaoSandbox sandbox = TaobaoSandbox.builder().start();
  private final Client client = Client.of(sandbox, "shop");
  private final Set<String> wrong = new TreeSet<>();
  private final Set<String> seen = new TreeSet<>();

  /** What is known of a member. */
  private record Row(String type, String certainty) {}

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static Map<String, Row> table() {
    Map<String, Row> table = new LinkedHashMap<>();
    try (InputStream in = JsonTypesTest.class.getResourceAsStream("json-types.tsv")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        String[] cells = line.split("\t");
        if (!line.startsWith("#")) {
          table.put(cells[0] + " " + cells[1], new Row(cells[2], cells[3]));
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return table;
  }

  /** Calls every API, with answers of every kind. */
  private void callAll() {
    JsonNode grant = inspect(Client.withoutToken(sandbox), "/auth/token/create", Map.of("code", sandbox.authorize("shop")));
    inspect(Client.withoutToken(sandbox), "/auth/token/refresh", Map.of("refresh_token", grant.path("refresh_token").asText()));
    Client shop = Client.of(sandbox, "shop");
    inspect(shop, "/product/get", Map.of("item_id", Client.ITEM));
    inspect(shop, "/product/get", Map.of("item_id", Client.SHIRT));
    inspect(shop, "/product/get", Map.of("item_id", "1"));
    inspect(shop, "/purchase/order/render", render());
    inspect(shop, Client.CREATE, Client.order("PO-1", Client.ITEM, Client.SHIRT + "/5001001"));
    inspect(shop, Client.CREATE, Client.order("PO-2", Client.ITEM));
    sandbox.faults().on(Client.CREATE).call(1).add("INNER_ERROR");
    inspect(shop, Client.CREATE, Client.order("PO-3", Client.ITEM));
    inspect(shop, Client.QUERY, Map.of());
    List<Ledger.Order> orders = sandbox.ledger().orders();
    Map<String, String> both = Map.of("purchaseOrderIdList", "[" + orders.get(0).purchaseId() + ",1]");
    inspect(shop, Client.PAY, both);
    sandbox.site().ship(orders.get(0).purchaseId(), "中通快递", "ZT1");
    String line = orders.get(0).lines().get(0).subOrderId();
    inspect(shop, "/order/refund/query", Map.of("refundId", sandbox.site().openRefund(line, false, "broken")));
    inspect(shop, "/logistics/detail/get", Map.of("purchase_order_line_id", line));
    for (String id : List.of(orders.get(2).purchaseId(), "1")) {
      inspect(shop, Client.CANCEL, Map.of("purchase_id", id, "cancel_reason", "other"));
    }
    inspect(shop, Client.QUERY, Map.of());
    inspect(shop, "/delivery/address/get", Map.of("country", "228"));
    inspect(Client.withoutToken(sandbox), Client.QUERY, Map.of());
  }

  private static Map<String, String> render() {
    return Map.of(
        "need_supplychain_service", "false",
        "render_item_List",
            "[{\"item_id\":\"%s\",\"quantity\":1},{\"item_id\":\"%s\",\"sku_id\":\"%s\",\"quantity\":1},{\"item_id\":\"%s\",\"sku_id\":\"%s\",\"quantity\":1}]"
                .formatted(
                    Catalog.mpId(Client.ITEM), Catalog.mpId(Client.SHIRT), Catalog.mpId("5001001"), Catalog.mpId(Client.SHIRT), Catalog.mpId("5001003")),
        "receiver_address", Client.RECEIVER,
        "warehouse_address", Client.RECEIVER);
  }

  private JsonNode inspect(Client caller, String api, Map<String, String> parameters) {
    JsonNode answer = caller.call(api, parameters);
    inspect(api, "", answer);
    return answer;
  }

  private void inspect(String api, String path, JsonNode node) {
    if (node.isObject()) {
      node.properties().forEach(member -> inspect(api, path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue()));
    } else if (node.isArray()) {
      node.forEach(element -> inspect(api, path + "[]", element));
    } else if (!node.isNull()) {
      String name = TABLE.containsKey(api + " " + path) ? api + " " + path : "* " + path;
      String type = node.isNumber() ? "N" : node.isBoolean() ? "B" : "S";
      seen.add(name);
      Row row = TABLE.get(name);
      if (row == null || !row.type().equals(type)) {
        wrong.add(api + "\t" + path + "\t" + type + "\t" + (row == null ? "is not in the table" : "is not " + row.type()));
      }
    }
  }

  @Test
  void answers_asIs_everyMemberHasTheTypeOfTheTable() {
    callAll();

    assertThat(wrong).isEmpty();
    assertThat(seen).as("members that an answer had a value of").containsAll(TABLE.keySet());
  }

  @Test
  void answers_withDocumentedTypes_differInTheMembersThatTheDocumentationNamesOtherwise() {
    sandbox.set("jsonTypes", "documented");
    callAll();

    assertThat(wrong.stream().map(it -> it.substring(0, it.lastIndexOf('\t'))))
        .containsExactlyInAnyOrder(
            "/auth/token/create\trefresh_expires_in\tS",
            "/auth/token/refresh\trefresh_expires_in\tS",
            "/logistics/detail/get\tresult.data.pnm_logistics_details[].logistics_traces[].time\tN",
            "/logistics/detail/get\tresult.data.purchase_order_outer_id\tS",
            "/order/refund/query\tresult.data.distributor_id\tS",
            "/order/refund/query\tresult.data.refund_order_aggregate.purchase_order_line.price\tN",
            "/product/get\tdata.shop_id\tS",
            "/product/get\tdata.sku_list[].mp_skuId\tS",
            "/product/get\tdata.sku_list[].properties[].prop_id\tS",
            "/product/get\tdata.sku_list[].properties[].value_id\tS",
            "/purchase/order/create\tdata.order_list[].order_line_list[].sku_id\tS",
            "/purchase/order/render\tresult.data.render_item_list[].item_price_infos[].discount_price\tN",
            "/purchase/order/render\tresult.data.render_item_list[].item_price_infos[].item_id\tS",
            "/purchase/order/render\tresult.data.render_item_list[].item_price_infos[].origin_price\tN",
            "/purchase/order/render\tresult.data.render_item_list[].item_price_infos[].sku_id\tS",
            "/purchase/order/render\tresult.data.render_item_list[].seller_id\tS",
            "/purchase/order/render\tresult.data.unavailable_sku_list[].item_id\tS",
            "/purchase/order/render\tresult.data.unavailable_sku_list[].sku_id\tS",
            "/purchase/orders/query\tdata.purchase_orders[].pay_amount\tS",
            "/purchase/orders/query\tdata.purchase_orders[].sub_purchase_orders[].sku_id\tS",
            "/purchase/orders/query\tdata.purchase_orders[].sub_user_id\tS");
  }

  @Test
  void variant_missing_isNullAndNeverEmptyText() {
    JsonNode line = client.create("PO-1", Client.ITEM).at("/order_list/0/order_line_list/0");

    assertThat(line.path("sku_id").isNull()).isTrue();
    assertThat(client.find("PO-1").at("/sub_purchase_orders/0/sku_id").isNull()).isTrue();
  }

  @Test
  void member_anyOfTheTable_variesByFault() {
    client.create("PO-1", Client.ITEM);
    sandbox.faults().on(Client.QUERY).call(1).deviate(Deviation.FIELD_AS_TEXT, "pay_amount");
    sandbox.faults().on(Client.QUERY).call(2).deviate(Deviation.FIELD_AS_NUMBER, "item_id");

    assertThat(client.find("PO-1").path("pay_amount").isTextual()).isTrue();
    assertThat(client.find("PO-1").at("/sub_purchase_orders/0/item_id").isIntegralNumber()).isTrue();
  }
}
