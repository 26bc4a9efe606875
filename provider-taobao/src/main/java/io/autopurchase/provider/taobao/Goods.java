package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.Money;
import io.autopurchase.Question;
import io.autopurchase.spi.ItemOffer;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.annotation.Nullable;

/** Reads items and previews out of answers. A null means that the answer cannot be read as what it should be. */
final class Goods {
  private Goods() {}

  @Nullable
  static Optional<ItemOffer> offer(String itemId, Reply reply) {
    JsonNode data = reply.data();
    if (!reply.isSuccess()) {
      return null;
    }
    String mpId = Fields.id(data, "mp_id", "mpId");
    if (mpId.isEmpty()) {
      return Optional.empty();
    }
    List<ItemOffer.Variant> variants = new ArrayList<>();
    for (JsonNode sku : data.path("sku_list")) {
      Money price = price(sku);
      if (price == null) {
        price = price(data);
      }
      if (price == null) {
        return null;
      }
      variants.add(
          new ItemOffer.Variant(
              Fields.id(sku, "sku_id", "skuId"),
              Fields.id(sku, "mp_skuId", "mp_sku_id", "mpSkuId"),
              label(sku),
              price,
              available(sku),
              isOnSale(sku)));
    }
    if (variants.isEmpty()) {
      Money price = price(data);
      if (price == null) {
        return null;
      }
      variants.add(new ItemOffer.Variant("", "", "", price, available(data), true));
    }
    String market = data.toString().contains("TMALL") ? "TMALL" : "";
    return Optional.of(new ItemOffer(itemId, mpId, Fields.text(data, "title"), isOnSale(data), market, variants));
  }

  @Nullable
  static Quote quote(PlacementRequest request, Reply reply) {
    JsonNode sellers = reply.data().path("render_item_list");
    if (!reply.isSuccess() || reply.data().isMissingNode()) {
      return null;
    }
    List<Quote.Seller> quoted = new ArrayList<>();
    for (JsonNode node : sellers) {
      Money goods = amount(node.path("order_fee"));
      Money freight = amount(node.path("mainland_shipping_fee"));
      List<Quote.PricedLine> lines = new ArrayList<>();
      for (JsonNode info : node.path("item_price_infos")) {
        Money price = Fields.fen(info, info.hasNonNull("discount_price") ? "discount_price" : "origin_price", "currency");
        PlacementRequest.Line line = line(request, info);
        if (line != null && price != null) {
          lines.add(new Quote.PricedLine(line.lineNo(), price));
        }
      }
      if (goods == null) {
        return null;
      }
      quoted.add(
          new Quote.Seller(
              Fields.first(node, "nick", "seller_id"), goods, freight == null ? Money.zero(goods.currency()) : freight, lines));
    }
    List<Quote.Unavailable> unavailable = new ArrayList<>();
    for (JsonNode node : reply.data().path("unavailable_sku_list")) {
      PlacementRequest.Line line = line(request, node);
      if (line != null) {
        String code = Fields.text(node, "error_code");
        unavailable.add(
            new Quote.Unavailable(line.lineNo(), question(code), code, Fields.first(node, "error_msg", "reason")));
      }
    }
    return new Quote(quoted, unavailable);
  }

  /** No table of these codes is known; the words in them are taken at their meaning, and the rest is missing stock. */
  private static String question(String code) {
    String upper = code.toUpperCase(Locale.ROOT);
    boolean gone = upper.contains("NOT_EXIST") || upper.contains("DELETE") || upper.contains("OFF_SHELF") || upper.contains("NOT_FOUND");
    return gone ? Question.ITEM_GONE : Question.OUT_OF_STOCK;
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

  /** What a piece costs now: a promotion's price where it is lower. */
  @Nullable
  private static Money price(JsonNode node) {
    Money price = Fields.fen(node, "price", "currency");
    Money promotion = Fields.fen(node, "promotion_price", "currency");
    boolean lower = promotion != null && promotion.isPositive() && (price == null || price.isMoreThan(promotion));
    return lower ? promotion : price;
  }

  @Nullable
  private static Money amount(JsonNode node) {
    return Fields.fen(node, "amount", "currency");
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
      values.add(Fields.first(property, "value_name", "value_desc"));
    }
    return String.join(", ", values);
  }
}
