package io.autopurchase.spi;

import io.autopurchase.Money;
import java.util.List;
import java.util.Optional;

/**
 * An item as the provider offers it now. Words for people are {@linkplain PlainText#clean cleaned}.
 *
 * @param itemId as the site shows it
 * @param orderItemId as an order must name it; often the same
 * @param title in the provider's language
 * @param onSale whether it can be bought at all
 * @param market where it is sold, such as {@code TMALL}; empty where the provider does not say
 * @param variants all that are offered; an item without variants has one with an empty id
 */
public record ItemListing(
    String itemId, String orderItemId, String title, boolean onSale, String market, List<Variant> variants) {
  /**
   * With {@linkplain PlainText#clean cleaned} words.
   *
   * @param itemId kept as it is
   * @param orderItemId kept as it is
   * @param title cleaned
   * @param onSale kept as it is
   * @param market cleaned
   * @param variants copied; may hold no null
   */
  public ItemListing {
    title = PlainText.clean(title);
    market = PlainText.clean(market);
    variants = List.copyOf(variants);
  }

  /**
   * The variant with an id; for an empty id the only one there is.
   *
   * @param skuId as the site shows it; compared exactly
   * @return empty where it is gone, or where the id is empty and there are several
   */
  public Optional<Variant> variant(String skuId) {
    if (skuId.isEmpty()) {
      return variants.size() == 1 ? Optional.of(variants.get(0)) : Optional.empty();
    }
    return variants.stream().filter(v -> v.skuId().equals(skuId)).findFirst();
  }

  /**
   * One variant of an item.
   *
   * @param skuId as the site shows it; empty for the only variant of an item
   * @param orderSkuId as an order must name it; may be empty
   * @param label for people, such as {@code red, XL}; may be empty
   * @param price of one piece
   * @param available units; {@link Integer#MAX_VALUE} where the provider does not say
   * @param onSale whether it can be bought
   */
  public record Variant(
      String skuId, String orderSkuId, String label, Money price, int available, boolean onSale) {
    /**
     * With {@linkplain PlainText#clean cleaned} words.
     *
     * @param skuId kept as it is
     * @param orderSkuId kept as it is
     * @param label cleaned
     * @param price kept as it is
     * @param available kept as it is
     * @param onSale kept as it is
     */
    public Variant {
      label = PlainText.clean(label);
    }
  }
}
