package io.autopurchase;

import java.util.Objects;

/**
 * What to buy: an item and one of its variants, by the ids that the provider's site shows.
 *
 * @param itemId the item
 * @param skuId the variant; empty if the item has only one
 */
public record Item(String itemId, String skuId) {
  /**
   * Checks the ids.
   *
   * @param itemId 1 to 64 characters
   * @param skuId empty, or 1 to 64 characters
   * @throws InvalidInputException {@code REQUIRED}, {@code LENGTH} or {@code CHARACTERS} for the id that breaks a rule
   */
  public Item {
    Checks.text("itemId", itemId, 64);
    if (!Objects.requireNonNull(skuId, "skuId").isEmpty()) {
      Checks.text("skuId", skuId, 64);
    }
  }

  /**
   * An item with one variant.
   *
   * @param itemId 1 to 64 characters
   */
  public static Item of(String itemId) {
    return new Item(itemId, "");
  }

  /**
   * A variant of an item.
   *
   * @param itemId 1 to 64 characters
   * @param skuId the variant; empty if the item has only one
   */
  public static Item of(String itemId, String skuId) {
    return new Item(itemId, skuId);
  }

  @Override
  public String toString() {
    return skuId.isEmpty() ? itemId : itemId + ":" + skuId;
  }
}
