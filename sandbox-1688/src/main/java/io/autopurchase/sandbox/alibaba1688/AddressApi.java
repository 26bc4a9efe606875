package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.Optional;
import java.util.stream.Stream;

/** Region codes and saved addresses. */
final class AddressApi {
  private final Marketplace market;

  AddressApi(Marketplace market) {
    this.market = market;
  }

  /** A region of any level; the top level's parent is empty. */
  private record Node(String code, String name, String parent, String post) {}

  private static Stream<Node> nodes() {
    return Regions.ALL.stream()
        .flatMap(
            region ->
                Stream.of(
                    new Node(region.provinceCode(), region.province(), "", ""),
                    new Node(region.cityCode(), region.city(), region.provinceCode(), ""),
                    new Node(region.code(), region.area(), region.cityCode(), region.post())))
        .distinct();
  }

  ObjectNode get(Call call) {
    Node node =
        nodes()
            .filter(it -> it.code.equals(call.text("areaCode")))
            .findFirst()
            .orElseThrow(() -> Refusal.business(market.settings.unlistedCode, "there is no region " + call.text("areaCode")));
    ObjectNode top = Json.MAPPER.createObjectNode();
    write(top.putObject("result"), node);
    return top;
  }

  ObjectNode children(Call call) {
    ObjectNode top = Json.MAPPER.createObjectNode();
    ArrayNode result = top.putArray("result");
    nodes().filter(node -> node.parent.equals(call.text("areaCode"))).forEach(node -> write(result.addObject(), node));
    return top;
  }

  private static void write(ObjectNode node, Node region) {
    node.put("code", region.code).put("name", region.name).put("parentCode", region.parent).put("post", region.post);
    ArrayNode children = node.putArray("children");
    nodes().filter(child -> child.parent.equals(region.code)).forEach(child -> children.add(child.code));
  }

  ObjectNode parse(Call call) {
    String text = call.text("addressInfo");
    Optional<Regions.Region> region = Regions.find(text);
    if (region.isEmpty()) {
      throw Refusal.business(market.settings.unlistedCode, "the address has no known region");
    }
    String area = region.get().area();
    ObjectNode top = Json.MAPPER.createObjectNode();
    top.putObject("result")
        .put("address", text.substring(text.lastIndexOf(area) + area.length()).strip())
        .put("addressCode", region.get().code())
        .put("addressCodeText", region.get().province() + " " + region.get().city() + " " + area)
        .put("isDefault", false)
        .put("latest", false)
        .put("postCode", region.get().post());
    return top;
  }

  ObjectNode saved(Call call) {
    ObjectNode top = Json.MAPPER.createObjectNode().put("success", true);
    top.putObject("result")
        .putArray("receiveAddressItems")
        .addObject()
        .put("id", Receiver.savedId(call.account()))
        .put("fullName", "张三")
        .put("address", "网商路699号")
        .put("post", "310051")
        .put("phone", "")
        .put("mobilePhone", "13800000000")
        .put("addressCode", "330108")
        .put("addressCodeText", "浙江省 杭州市 滨江区")
        .put("isDefault", true);
    return top;
  }
}
