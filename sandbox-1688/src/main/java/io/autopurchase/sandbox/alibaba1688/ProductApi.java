package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;

/** The catalog. Prices are texts in yuan. */
final class ProductApi {
  private final Marketplace market;

  ProductApi(Marketplace market) {
    this.market = market;
  }

  ObjectNode detail(Call call) {
    String id = Json.text(call.json("offerDetailParam"), "offerId");
    if (Json.text(call.json("offerDetailParam"), "country").isEmpty()) {
      call.odd("offerDetailParam.country is missing");
    }
    return market.look(
        state -> {
          State.Offer offer = state.offers.get(id);
          if (offer == null) {
            throw Refusal.business(market.settings.unlistedCode, "商品不存在");
          }
          ObjectNode top = Json.MAPPER.createObjectNode();
          ObjectNode result = top.putObject("result").put("success", true).put("code", "200").put("message", "成功");
          result.set("result", product(state, offer));
          return top;
        });
  }

  private static ObjectNode product(State state, State.Offer offer) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("offerId", Long.parseLong(offer.offerId))
        .put("categoryId", 32)
        .put("subject", offer.title)
        .put("subjectTrans", offer.title)
        .put("description", "")
        .put("status", offer.status)
        .put("isJxhy", false)
        .put("sellerOpenId", "BBB" + Long.toString(Names.userId(offer.seller), 36))
        .put("companyName", offer.seller + "有限公司")
        .put("minOrderQuantity", offer.minimum)
        .put("batchNumber", offer.batch)
        .put("soldOut", "0")
        .put("createDate", "2026-01-01 00:00:00");
    node.putObject("productImage").putArray("images").add("https://cbu01.alicdn.com/img/ibank/" + offer.offerId + ".jpg");
    node.putArray("productAttribute");
    ArrayNode skus = node.putArray("productSkuInfos");
    offer.skus.forEach(sku -> sku(skus.addObject(), offer, sku));
    ObjectNode sale = node.putObject("productSaleInfo");
    sale.put("amountOnSale", offer.skus.isEmpty() ? offer.stock : offer.skus.stream().mapToInt(sku -> sku.stock).sum()).put("quoteType", offer.quoteType);
    ArrayNode tiers = sale.putArray("priceRangeList");
    if (offer.quoteType != 1) {
      offer.tiers.forEach(tier -> tiers.addObject().put("startQuantity", tier.from).put("price", Yuan.text(tier.price)));
    }
    sale.putObject("unitInfo").put("unit", "件").put("transUnit", "Piece");
    node.putObject("productShippingInfo").put("sendGoodsAddressText", "浙江省杭州市").put("weight", 0.5);
    State.Seller seller = state.sellers.get(offer.seller);
    mixing(node.putObject("sellerMixSetting"), seller);
    return node;
  }

  private static void mixing(ObjectNode node, State.Seller seller) {
    node.put("generalHunpi", seller.mixes);
    if (seller.mixYuan < Integer.MAX_VALUE) {
      node.put("mixAmount", seller.mixYuan);
    }
    if (seller.mixUnits < Integer.MAX_VALUE) {
      node.put("mixNumber", seller.mixUnits);
    }
  }

  private static void sku(ObjectNode node, State.Offer offer, State.Sku sku) {
    node.put("skuId", sku.skuId).put("specId", sku.specId).put("amountOnSale", sku.stock).put("cargoNumber", "");
    if (offer.quoteType == 1) {
      node.put("price", Yuan.text(sku.price));
    }
    ArrayNode attributes = node.putArray("skuAttributes");
    OrderDocument.attributes(sku.label)
        .forEach(
            (name, value) ->
                attributes
                    .addObject()
                    .put("attributeId", Integer.toUnsignedLong(name.hashCode()))
                    .put("attributeName", name)
                    .put("attributeNameTrans", name)
                    .put("value", value)
                    .put("valueTrans", value)
                    .put("skuImageUrl", "https://cbu01.alicdn.com/img/ibank/" + sku.skuId + ".jpg"));
  }

  ObjectNode mixing(Call call) {
    return market.look(
        state -> {
          State.Seller seller =
              state.sellers.values().stream()
                  .filter(it -> it.name.equals(call.text("sellerLoginId")) || Names.memberId(it.name).equals(call.text("sellerMemberId")))
                  .findFirst()
                  .orElseThrow(() -> Refusal.business(market.settings.unlistedCode, "the seller does not exist"));
          ObjectNode top = Json.MAPPER.createObjectNode();
          mixing(top.putObject("result").put("memberId", Names.memberId(seller.name)), seller);
          return top;
        });
  }
}
