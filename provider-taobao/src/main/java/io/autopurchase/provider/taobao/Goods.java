package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.Money;
import io.autopurchase.Question;
import io.autopurchase.provider.http.Fields;
import io.autopurchase.spi.ItemListing;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.annotation.Nullable;

/** Reads items and previews out of answers. A null means that the answer cannot be read as what it should be. */
final class Goods {
  private Goods() {}

  /** An item; null also if it is another than was asked for, or has no id by which it can be ordered. */
  @Nullable
  static Optional<ItemListing> offer(String itemId, Reply reply) {
    JsonNode data = reply.data();
    List<JsonNode> skus = Fields.objects(data, "sku_list");
    String mpId = Fields.id(data, "mp_id", "mpId");
    boolean foreign = !List.of("", itemId).contains(Fields.text(data, "item_id"));
    if (!reply.isSuccess() || skus == null || mpId.isEmpty() || foreign) {
      return null;
    }
    List<ItemListing.Variant> variants = new ArrayList<>();
    for (JsonNode sku : skus) {
      variants.add(variant(sku, Fields.id(sku, "sku_id", "skuId"), Fields.id(sku, "mp_skuId", "mp_sku_id", "mpSkuId")));
    }
    if (skus.isEmpty()) {
      Money price = price(data);
      variants.add(price == null ? null : ItemListing.Variant.of("", "", "", price, available(data), true));
    }
    if (variants.contains(null)) {
      return null;
    }
    String market = data.toString().contains("TMALL") ? "TMALL" : "";
    return Optional.of(ItemListing.of(itemId, mpId, Fields.words(data, "title"), isOnSale(data), market, variants));
  }

  /** Null if the answer lacks what an order needs: its ids and its price. */
  @Nullable
  private static ItemListing.Variant variant(JsonNode sku, String id, String orderId) {
    Money price = price(sku);
    boolean hasIds = !id.isEmpty() && !orderId.isEmpty();
    return hasIds && price != null ? ItemListing.Variant.of(id, orderId, label(sku), price, available(sku), isOnSale(sku)) : null;
  }

  /** A preview; null if it shows no seller and of nothing that cannot be had, or of a line twice. */
  @Nullable
  static Quote quote(PlacementRequest request, Reply reply) {
    List<JsonNode> sellers = Fields.objects(reply.data(), "render_item_list");
    List<JsonNode> missing = Fields.objects(reply.data(), "unavailable_sku_list");
    if (!reply.isSuccess() || sellers == null || missing == null || sellers.isEmpty() && missing.isEmpty()) {
      return null;
    }
    List<Quote.Seller> quoted = new ArrayList<>();
    for (JsonNode node : sellers) {
      Money goods = amount(node.path("order_fee"));
      Money freight = amount(node.path("mainland_shipping_fee"));
      List<Quote.PricedLine> lines = pricedLines(request, node);
      if (goods == null || lines == null || freight == null && node.hasNonNull("mainland_shipping_fee")) {
        return null;
      }
      Money known = freight == null ? Money.zero(goods.currency()) : freight;
      quoted.add(Quote.Seller.of(Fields.words(node, "nick", "seller_id"), goods, known, lines));
    }
    List<Quote.Unavailable> unavailable = new ArrayList<>();
    for (JsonNode node : missing) {
      PlacementRequest.Line line = line(request, node);
      if (line != null) {
        String code = Fields.words(node, "error_code");
        unavailable.add(
            Quote.Unavailable.of(line.lineNo(), question(code), code, Fields.words(node, "error_msg", "reason")));
      }
    }
    List<String> told = new ArrayList<>(unavailable.stream().map(Quote.Unavailable::lineNo).toList());
    quoted.forEach(seller -> seller.lines().forEach(line -> told.add(line.lineNo())));
    return told.size() == Set.copyOf(told).size() ? Quote.of(quoted, unavailable) : null;
  }

  @Nullable
  private static List<Quote.PricedLine> pricedLines(PlacementRequest request, JsonNode seller) {
    List<JsonNode> infos = Fields.objects(seller, "item_price_infos");
    if (infos == null) {
      return null;
    }
    List<Quote.PricedLine> lines = new ArrayList<>();
    for (JsonNode info : infos) {
      String name = info.hasNonNull("discount_price") ? "discount_price" : "origin_price";
      Money price = info.path(name).isObject() ? amount(info.path(name)) : Fields.minor(info, name, "currency");
      PlacementRequest.Line line = line(request, info);
      if (line != null && price != null) {
        lines.add(Quote.PricedLine.of(line.lineNo(), price));
      }
    }
    return lines;
  }

  /** No table of these codes is known; the words in them are taken at their meaning, and the rest is missing stock. */
  private static String question(String code) {
    String upper = code.toUpperCase(Locale.ROOT);
    boolean gone = upper.contains("NOT_EXIST") || upper.contains("DELETE") || upper.contains("OFF_SHELF") || upper.contains("NOT_FOUND");
    return gone ? Question.ITEM_DISCONTINUED : Question.OUT_OF_STOCK;
  }

  @Nullable
  private static PlacementRequest.Line line(PlacementRequest request, JsonNode node) {
    String item = Fields.first(node, "item_id", "itemId");
    String sku = Fields.first(node, "sku_id", "skuId");
    return request.lines().stream()
        .filter(line -> line.orderItemId().equals(item))
        .filter(line -> line.orderSkuId().isEmpty() || line.orderSkuId().equals(sku))
        .findFirst()
        .orElse(null);
  }

  /** What a unit costs now: a promotion's price if it is lower. */
  @Nullable
  private static Money price(JsonNode node) {
    Money price = Fields.minor(node, "price", "currency");
    Money promotion = Fields.minor(node, "promotion_price", "currency");
    boolean lower = promotion != null && promotion.isPositive() && (price == null || price.isGreaterThan(promotion));
    return lower ? promotion : price;
  }

  @Nullable
  private static Money amount(JsonNode node) {
    return Fields.minor(node, "amount", "currency");
  }

  private static int available(JsonNode node) {
    Integer quantity = Fields.integer(node, "quantity");
    return quantity == null ? Integer.MAX_VALUE : quantity;
  }

  /** Only the words that clearly say so mean that it is not sold. */
  private static boolean isOnSale(JsonNode node) {
    String status = Fields.text(node, "status").toUpperCase(Locale.ROOT);
    return !(status.contains("OFF") || status.contains("DELETE") || status.contains("INVALID"));
  }

  private static String label(JsonNode sku) {
    List<String> values = new ArrayList<>();
    for (JsonNode property : sku.path("properties")) {
      values.add(Fields.words(property, "value_name", "value_desc"));
    }
    return String.join(", ", values);
  }
}
