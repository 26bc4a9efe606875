package io.autopurchase;

/**
 * What to buy: an item and one of its variants, by the ids that the provider's site shows.
 *
 * @param itemId the item
 * @param skuId the variant; empty where the item has only one
 */
public record Item(String itemId, String skuId) {
  public Item {
    Checks.text("itemId", itemId, 64);
    if (!skuId.isEmpty()) {
      Checks.text("skuId", skuId, 64);
    }
  }

  /** An item with one variant. */
  public static Item of(String itemId) {
    return new Item(itemId, "");
  }

  /** A variant of an item. */
  public static Item of(String itemId, String skuId) {
    return new Item(itemId, skuId);
  }

  @Override
  public String toString() {
    return skuId.isEmpty() ? itemId : itemId + ":" + skuId;
  }
}
