package io.autopurchase.provider.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.provider.http.Fields;
import io.autopurchase.provider.http.Json;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ItemListing;
import io.autopurchase.spi.ProviderResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.Nullable;

/** Reads offers. A variant is named by its {@code specId}, which is unique within its offer and is what an order wants. */
final class Offers {
  /** Statuses of what is not for sale (documented). Others are: in doubt the preview decides. */
  private static final Set<String> NOT_FOR_SALE =
      Set.of(
          "member expired", "auto expired", "expired", "member deleted", "modified", "new", "deleted", "TBD", "approved", "auditing", "untread");

  /** Kinds of prices that depend on the quantity, for all variants alike (documented). */
  private static final Set<String> BY_QUANTITY = Set.of("0", "2");

  private final Gateway gateway;
  private final String country;
  private final OfferMemory memory;

  Offers(Gateway gateway, String country, OfferMemory memory) {
    this.gateway = gateway;
    this.country = country;
    this.memory = memory;
  }

  ProviderResult<Optional<ItemListing>> item(Item item, CallContext context) {
    if (!Json.isNumber(item.itemId())) {
      return new ProviderResult.Success<>(Optional.empty());
    }
    ObjectNode parameter = Json.MAPPER.createObjectNode();
    parameter.putRawValue("offerId", new RawValue(item.itemId()));
    parameter.put("country", country);
    // No table of business codes is known: a refusal that names no trouble of the system means "no such offer".
    return gateway.send(
        ApiCall.read(Api.OFFER, Map.of("offerDetailParam", parameter.toString()), reply -> listing(item.itemId(), reply))
            .ifAbsent(code -> true, Optional.empty()),
        context);
  }

  /** An offer; null also if it is another than was asked for. */
  @Nullable
  Optional<ItemListing> listing(String offerId, Reply reply) {
    JsonNode offer = reply.top().path("result").path("result");
    List<JsonNode> skus = Fields.objects(offer, "productSkuInfos");
    JsonNode sale = offer.path("productSaleInfo");
    List<JsonNode> tiers = Fields.objects(sale, "priceRangeList");
    if (!reply.saysYes() || !Fields.id(offer, "offerId").equals(offerId) || skus == null || tiers == null) {
      return null;
    }
    Money tier = BY_QUANTITY.contains(Fields.text(sale, "quoteType")) ? firstTier(tiers) : null;
    List<ItemListing.Variant> variants = new ArrayList<>();
    for (JsonNode sku : skus) {
      String spec = Fields.id(sku, "specId");
      Money price = tier == null ? price(sku) : tier;
      if (spec.isEmpty() || price == null) {
        return null;
      }
      variants.add(ItemListing.Variant.of(spec, spec, label(sku), price, available(sku), true));
    }
    if (skus.isEmpty()) {
      Money price = firstTier(tiers);
      if (price == null) {
        return null;
      }
      variants.add(ItemListing.Variant.of("", "", "", price, available(sale), true));
    }
    memory.soldBy(offerId, Fields.words(offer, "sellerOpenId", "companyName"), Fields.words(offer, "companyName", "sellerOpenId"));
    boolean isOnSale = !NOT_FOR_SALE.contains(Fields.text(offer, "status"));
    return Optional.of(ItemListing.of(offerId, offerId, Fields.words(offer, "subject", "subjectTrans"), isOnSale, "", variants));
  }

  /** What a unit costs now: a promotion's price if it is lower. */
  @Nullable
  private static Money price(JsonNode node) {
    Money price = Amounts.atMostYuan(node, "price");
    Money promotion = Amounts.atMostYuan(node, "promotionPrice");
    boolean isLower = promotion != null && promotion.isPositive() && (price == null || price.isGreaterThan(promotion));
    return isLower ? promotion : price;
  }

  /** The price of the fewest units: that of more is lower, which the preview shows. */
  @Nullable
  private static Money firstTier(List<JsonNode> tiers) {
    Money first = null;
    int fewest = Integer.MAX_VALUE;
    for (JsonNode tier : tiers) {
      Integer start = Fields.integer(tier, "startQuantity");
      Money price = price(tier);
      if (price != null && (start == null ? 1 : start) < fewest) {
        fewest = start == null ? 1 : start;
        first = price;
      }
    }
    return first;
  }

  private static int available(JsonNode node) {
    Integer amount = Fields.integer(node, "amountOnSale");
    return amount == null ? Integer.MAX_VALUE : amount;
  }

  private static String label(JsonNode sku) {
    List<String> values = new ArrayList<>();
    for (JsonNode attribute : sku.path("skuAttributes")) {
      values.add(Fields.words(attribute, "value", "valueTrans"));
    }
    return String.join(", ", values);
  }
}
