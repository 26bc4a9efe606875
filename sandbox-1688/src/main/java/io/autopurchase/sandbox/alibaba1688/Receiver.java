package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.sandbox.common.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code addressParam} of a request: a saved address, or a district's code, or texts, in this order. */
final class Receiver {
  private static final String CODE = "400";
  private static final int LONGEST_ADDRESS = 200;
  private static final Set<String> MEMBERS =
      Set.of(
          "addressId", "fullName", "mobile", "phone", "postCode", "cityText", "provinceText", "areaText", "townText", "address", "districtCode",
          "addressCode");

  private Receiver() {}

  /** The members of the receiver of an order; what is wrong with it is refused with code 400, as seen for an unknown address id. */
  static Map<String, String> read(Call call) {
    JsonNode node = call.json("addressParam");
    node.properties()
        .forEach(
            member -> {
              if (!MEMBERS.contains(member.getKey())) {
                call.odd("addressParam." + member.getKey() + " is unknown");
              }
            });
    if (node.hasNonNull("addressId")) {
      return saved(call, Json.text(node, "addressId"));
    }
    Map<String, String> receiver = new LinkedHashMap<>();
    for (String name : MEMBERS) {
      receiver.put(name, Json.text(node, name));
    }
    region(call, receiver);
    if (receiver.get("fullName").codePointCount(0, receiver.get("fullName").length()) < 2) {
      throw Refusal.business(CODE, "fullName invalid:fullName needs 2 characters");
    }
    for (String name : new String[] {"mobile", "phone"}) {
      if (!receiver.get(name).matches("[0-9-]*")) {
        throw Refusal.business(CODE, name + " invalid:" + name + " may have digits and - only");
      }
    }
    if (receiver.get("mobile").isEmpty() && receiver.get("phone").isEmpty()) {
      throw Refusal.business(CODE, "mobile invalid:mobile and phone are missing");
    }
    String address = receiver.get("address");
    if (address.isBlank() || address.codePointCount(0, address.length()) > LONGEST_ADDRESS) {
      throw Refusal.business(CODE, "address invalid:address is missing or longer than " + LONGEST_ADDRESS);
    }
    return receiver;
  }

  private static void region(Call call, Map<String, String> receiver) {
    String code = receiver.get("districtCode");
    if (code.isEmpty()) {
      if (receiver.get("provinceText").isBlank() || receiver.get("cityText").isBlank()) {
        throw Refusal.business(CODE, "provinceText invalid:there is neither districtCode nor provinceText and cityText");
      }
      Regions.find(receiver.get("provinceText") + receiver.get("cityText") + receiver.get("areaText"))
          .ifPresent(region -> receiver.put("districtCode", region.code()));
      return;
    }
    if (!code.matches("\\d{6}")) {
      throw Refusal.business(CODE, "districtCode invalid:districtCode needs 6 digits");
    }
    Optional<Regions.Region> region = Regions.ofCode(code);
    if (region.isEmpty()) {
      call.odd("addressParam.districtCode is not among the few regions of this sandbox");
    }
    region.ifPresent(
        it -> {
          receiver.put("provinceText", it.province());
          receiver.put("cityText", it.city());
          receiver.put("areaText", it.area());
        });
  }

  private static Map<String, String> saved(Call call, String addressId) {
    if (!addressId.equals(Long.toString(savedId(call.account())))) {
      throw Refusal.business(CODE, "AddressId invalid:AddressId invalid");
    }
    Map<String, String> receiver = new LinkedHashMap<>();
    MEMBERS.forEach(name -> receiver.put(name, ""));
    receiver.putAll(
        Map.of(
            "fullName", "张三", "mobile", "13800000000", "postCode", "310051", "districtCode", "330108", "provinceText", "浙江省", "cityText", "杭州市",
            "areaText", "滨江区", "address", "网商路699号"));
    return receiver;
  }

  /** The id of the one address that an account has saved. */
  static long savedId(String account) {
    return 300_000_000L + Names.userId(account) % 100_000_000L;
  }
}
