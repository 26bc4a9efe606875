package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.autopurchase.sandbox.common.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Regions of a country. The shape of the real answer is not known; this one is assumed, and the same for every country. */
final class AddressApi {
  private static final Map<String, Map<String, List<String>>> REGIONS =
      Map.of(
          "浙江省", Map.of("杭州市", List.of("余杭区", "西湖区"), "宁波市", List.of("海曙区")),
          "广东省", Map.of("广州市", List.of("天河区"), "深圳市", List.of("南山区", "福田区")),
          "内蒙古自治区", Map.of("呼伦贝尔市", List.of("海拉尔区", "根河市")));

  private AddressApi() {}

  static ArrayNode get(Call call) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    String country = call.text("country");
    new TreeMap<>(REGIONS).forEach(
        (state, cities) -> {
          add(list, state, country, 1);
          new TreeMap<>(cities).forEach(
              (city, districts) -> {
                add(list, city, state, 2);
                districts.forEach(district -> add(list, district, city, 3));
              });
        });
    return list;
  }

  private static void add(ArrayNode list, String name, String parent, int level) {
    list.addObject().put("id", Accounts.id(name)).put("name", name).put("parent_id", Accounts.id(parent)).put("level", level);
  }
}
