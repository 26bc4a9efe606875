package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.List;
import java.util.stream.Stream;

/** What an order would cost; it makes and reserves nothing. */
final class PreviewApi {
  private final Marketplace market;

  PreviewApi(Marketplace market) {
    this.market = market;
  }

  ObjectNode preview(Call call) {
    Receiver.read(call);
    List<Cargo> cargos = Cargo.all(call, market.settings);
    String flow = call.text("flow");
    return market.look(state -> preview(new Cart(state, market.settings, flow, cargos), flow.isEmpty() ? "general" : flow));
  }

  private ObjectNode preview(Cart cart, String flow) {
    List<Cart.Problem> problems = cart.problems();
    if (!problems.isEmpty() && market.settings.previewErrors == Settings.PreviewErrors.TOP) {
      throw Refusal.business(problems.get(0).code(), problems.get(0).message());
    }
    ObjectNode top = Json.MAPPER.createObjectNode();
    ArrayNode results = top.putArray("orderPreviewResuslt");
    cart.groups().forEach(group -> results.add(result(cart, group, flow)));
    if (!problems.isEmpty()) {
      results.add(refused(problems));
    }
    top.putArray("postFeeByDescOfferList");
    top.putArray("consignOfferList");
    top.putArray("unsupportedCrossBorderPayOfferList");
    return top.put("success", true);
  }

  private ObjectNode result(Cart cart, Cart.Group group, String flow) {
    long goods = group.lines().stream().mapToLong(cart::amount).sum();
    long freight = group.freight();
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("status", true)
        .put("resultCode", "200")
        .put("flowFlag", flow)
        .put("sumPayment", goods + freight)
        .put("sumPaymentNoCarriage", goods)
        .put("sumCarriage", freight)
        .put("discountFee", 0)
        .put("additionalFee", 0)
        .put("taoSampleSinglePromotion", false)
        .put("orderGroup", group.seller());
    ArrayNode names = node.putArray("tradeModeNameList");
    ArrayNode models = node.putArray("tradeModelList");
    tradeModes(market.settings)
        .forEach(
            mode -> {
              names.add(mode);
              models.addObject().put("tradeType", mode).put("name", "担保交易").put("description", "").put("opSupport", true);
            });
    node.putArray("payChannelInfos").addObject().put("name", "alipay").put("amountLimit", 100_000_000);
    node.putArray("shopPromotionList");
    ArrayNode cargos = node.putArray("cargoList");
    for (Cart.Wanted line : group.lines()) {
      ObjectNode cargo = cargo(line.cargo()).put("resultCode", "200");
      if (line.sku() != null) {
        cargo.put("skuId", line.skuId());
      }
      cargo.put("finalUnitPrice", Yuan.number(cart.unitPrice(line))).put("amount", Yuan.number(cart.amount(line)));
      cargo.putArray("cargoPromotionList");
      cargos.add(cargo);
    }
    return node;
  }

  private static ObjectNode refused(List<Cart.Problem> problems) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("status", false).put("resultCode", problems.get(0).code()).put("message", problems.get(0).message());
    node.putArray("tradeModeNameList");
    ArrayNode cargos = node.putArray("cargoList");
    problems.forEach(problem -> cargos.add(cargo(problem.cargo()).put("resultCode", problem.code()).put("message", problem.message())));
    return node;
  }

  private static ObjectNode cargo(Cargo cargo) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    JsonNode id = Json.read(cargo.offerId());
    node.set("offerId", id.isIntegralNumber() ? id : Json.MAPPER.nullNode());
    if (!cargo.specId().isEmpty()) {
      node.put("specId", cargo.specId());
    }
    return node.put("openOfferId", Cargo.open(cargo.offerId()));
  }

  /** The values that a tradeType may have. */
  static List<String> tradeModes(Settings settings) {
    return Stream.of(settings.tradeModes.split(",")).map(String::strip).filter(mode -> !mode.isEmpty()).toList();
  }
}
