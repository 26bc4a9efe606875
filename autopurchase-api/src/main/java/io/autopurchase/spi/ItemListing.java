package io.autopurchase.spi;

import io.autopurchase.Money;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.annotation.concurrent.Immutable;

/** An item as the provider offers it now. Words for people are {@linkplain PlainText#clean cleaned}. Immutable. */
@Immutable
public final class ItemListing {
  private final String itemId;
  private final String orderItemId;
  private final String title;
  private final boolean onSale;
  private final String market;
  private final List<Variant> variants;

  private ItemListing(String itemId, String orderItemId, String title, boolean onSale, String market, List<Variant> variants) {
    this.itemId = itemId;
    this.orderItemId = orderItemId;
    this.title = PlainText.clean(title);
    this.onSale = onSale;
    this.market = PlainText.clean(market);
    this.variants = List.copyOf(variants);
  }

  /**
   * @param itemId as the site shows it
   * @param orderItemId as an order must name it; often the same
   * @param title in the provider's language; cleaned
   * @param onSale whether it can be bought at all
   * @param market where it is sold, such as {@code TMALL}; empty if the provider does not say; cleaned
   * @param variants all that are offered; an item without variants has one with an empty id; copied, and may hold no null
   */
  public static ItemListing of(String itemId, String orderItemId, String title, boolean onSale, String market, List<Variant> variants) {
    return new ItemListing(itemId, orderItemId, title, onSale, market, variants);
  }

  /** As the site shows it. */
  public String itemId() {
    return itemId;
  }

  /** As an order must name it; often the same. */
  public String orderItemId() {
    return orderItemId;
  }

  /** In the provider's language. */
  public String title() {
    return title;
  }

  /** Whether it can be bought at all. */
  public boolean onSale() {
    return onSale;
  }

  /** Where it is sold, such as {@code TMALL}; empty if the provider does not say. */
  public String market() {
    return market;
  }

  /** All that are offered; an item without variants has one with an empty id. */
  public List<Variant> variants() {
    return variants;
  }

  /**
   * The variant with an id; for an empty id the only one there is.
   *
   * @param skuId as the site shows it; compared exactly
   * @return empty if it is gone, or if the id is empty and there are several
   */
  public Optional<Variant> variant(String skuId) {
    if (skuId.isEmpty()) {
      return variants.size() == 1 ? Optional.of(variants.get(0)) : Optional.empty();
    }
    return variants.stream().filter(v -> v.skuId().equals(skuId)).findFirst();
  }

  /** One variant of an item. Immutable. */
  @Immutable
  public static final class Variant {
    private final String skuId;
    private final String orderSkuId;
    private final String label;
    private final Money price;
    private final int available;
    private final boolean onSale;

    private Variant(String skuId, String orderSkuId, String label, Money price, int available, boolean onSale) {
      this.skuId = skuId;
      this.orderSkuId = orderSkuId;
      this.label = PlainText.clean(label);
      this.price = price;
      this.available = available;
      this.onSale = onSale;
    }

    /**
     * @param skuId as the site shows it; empty for the only variant of an item
     * @param orderSkuId as an order must name it; may be empty
     * @param label for people, such as {@code red, XL}; may be empty; cleaned
     * @param price of one unit
     * @param available units; {@link Integer#MAX_VALUE} if the provider does not say
     * @param onSale whether it can be bought
     */
    public static Variant of(String skuId, String orderSkuId, String label, Money price, int available, boolean onSale) {
      return new Variant(skuId, orderSkuId, label, price, available, onSale);
    }

    /** As the site shows it; empty for the only variant of an item. */
    public String skuId() {
      return skuId;
    }

    /** As an order must name it; may be empty. */
    public String orderSkuId() {
      return orderSkuId;
    }

    /** For people, such as {@code red, XL}; may be empty. */
    public String label() {
      return label;
    }

    /** Of one unit. */
    public Money price() {
      return price;
    }

    /** Units; {@link Integer#MAX_VALUE} if the provider does not say. */
    public int available() {
      return available;
    }

    /** Whether it can be bought. */
    public boolean onSale() {
      return onSale;
    }

    /** Compares all values. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Variant && all().equals(((Variant) other).all());
    }

    @Override
    public int hashCode() {
      return all().hashCode();
    }

    private List<Object> all() {
      return Arrays.asList(skuId, orderSkuId, label, price, available, onSale);
    }

    @Override
    public String toString() {
      return "Variant" + all();
    }
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ItemListing && all().equals(((ItemListing) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(itemId, orderItemId, title, onSale, market, variants);
  }

  @Override
  public String toString() {
    return "ItemListing" + all();
  }
}
