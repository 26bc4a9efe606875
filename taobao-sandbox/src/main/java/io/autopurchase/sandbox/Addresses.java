package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.sandbox.common.Json;
import java.util.List;
import java.util.Set;

/** Checks the addresses of a request. Only the country is documented as required; what else is missing is noted. */
final class Addresses {
  private static final Set<String> CHINA = Set.of("中国", "中国大陆", "China", "CN", "CHN");
  private static final Set<String> MEMBERS =
      Set.of("country", "state", "city", "district", "address", "zip", "name", "phone", "mobile_phone", "taxId", "tax_id");

  private Addresses() {}

  /**
   * @param crossBorder the parameter by which cross-border logistics is bought: without it, a warehouse is documented as required
   */
  static void check(Call call, String receiverName, String warehouseName, String crossBorder, boolean requiresWarehouse) {
    JsonNode receiver = call.json(receiverName);
    one(call, receiver, receiverName);
    if (!call.text(warehouseName).isEmpty()) {
      JsonNode warehouse = call.json(warehouseName);
      one(call, warehouse, warehouseName);
      if (isInChina(receiver) && !receiver.equals(warehouse)) {
        call.odd(receiverName + " and " + warehouseName + " are two places in China");
      }
    } else if (!call.isTrue(crossBorder)) {
      if (requiresWarehouse) {
        throw Refusal.missing(warehouseName);
      }
      call.odd(warehouseName + " is missing, though nothing crosses a border");
    }
  }

  private static void one(Call call, JsonNode address, String name) {
    if (Json.text(address, "country").isBlank()) {
      throw Refusal.business("PARAM_ILLEGAL", name + ".country is missing");
    }
    for (String member : List.of("state", "city", "address", "name", "zip")) {
      if (Json.text(address, member).isBlank()) {
        call.odd(name + "." + member + " is missing");
      }
    }
    if (Json.text(address, "mobile_phone", "phone").isBlank()) {
      call.odd(name + ".mobile_phone is missing");
    }
    address
        .properties()
        .forEach(
            member -> {
              if (!MEMBERS.contains(member.getKey())) {
                call.odd(name + "." + member.getKey() + " is unknown");
              }
            });
  }

  private static boolean isInChina(JsonNode address) {
    return CHINA.contains(Json.text(address, "country"));
  }
}
