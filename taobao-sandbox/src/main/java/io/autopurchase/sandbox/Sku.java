package io.autopurchase.sandbox;

import java.util.List;
import java.util.Objects;

/**
 * One variant of an item.
 *
 * @param skuId id on the marketplace's own pages
 * @param mpSkuId id in the distribution pool; orders name this one
 * @param priceFen unit price in fen (1/100 CNY), at least 0
 * @param quantity pieces in stock, at least 0
 * @param properties what tells it from its siblings, such as colour and size
 * @param onSale whether it can be bought
 */
public record Sku(
    String skuId,
    String mpSkuId,
    long priceFen,
    long quantity,
    List<Property> properties,
    boolean onSale) {

  /** Checks the numbers and copies the list. */
  public Sku {
    Objects.requireNonNull(skuId, "skuId");
    Objects.requireNonNull(mpSkuId, "mpSkuId");
    properties = List.copyOf(properties);
    if (priceFen < 0 || quantity < 0) {
      throw new IllegalArgumentException("negative price or quantity for sku " + skuId);
    }
  }

  /** A variant on sale, whose distribution id is derived from a decimal {@code skuId}. */
  public static Sku of(String skuId, long priceFen, long quantity, Property... properties) {
    return new Sku(
        skuId, DistributionIds.ofSku(skuId), priceFen, quantity, List.of(properties), true);
  }

  boolean isNamed(String id) {
    return skuId.equals(id) || mpSkuId.equals(id);
  }

  Sku withPrice(long fen) {
    return new Sku(skuId, mpSkuId, fen, quantity, properties, onSale);
  }

  Sku withQuantity(long pieces) {
    return new Sku(skuId, mpSkuId, priceFen, pieces, properties, onSale);
  }

  /** A property such as {@code 颜色: 红色}. */
  public record Property(String name, String value) {}
}
