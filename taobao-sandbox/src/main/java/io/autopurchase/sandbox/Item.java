package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.annotation.Nullable;

/**
 * An item for sale. Immutable; {@link #toBuilder()} derives another.
 *
 * <p>An item without variants has no {@link #skus()}, and its own price and quantity count. With
 * variants those of the variants count, and the item shows the lowest price and the whole stock.
 */
@JsonDeserialize(builder = Item.Builder.class)
public final class Item {
  private final String itemId;
  private final String mpId;
  private final String seller;
  private final String sellerId;
  private final String title;
  private final Market market;
  private final boolean onSale;
  private final long priceFen;
  private final long quantity;
  private final long freightFen;
  private final List<Sku> skus;
  @Nullable private final String creationFailure;

  private Item(Builder builder) {
    itemId = builder.itemId;
    mpId = builder.mpId != null ? builder.mpId : DistributionIds.ofItem(itemId);
    seller = builder.seller;
    sellerId = builder.sellerId != null ? builder.sellerId : sellerIdOf(seller);
    title = builder.title;
    market = builder.market;
    onSale = builder.onSale;
    priceFen = builder.priceFen;
    quantity = builder.quantity;
    freightFen = builder.freightFen;
    skus = List.copyOf(builder.skus);
    creationFailure = builder.creationFailure;
  }

  /** Starts an item on sale on taobao.com, priced 1 CNY, 100 in stock, free of freight. */
  public static Builder builder(String itemId, String seller, String title) {
    Builder builder = new Builder();
    builder.itemId = Objects.requireNonNull(itemId, "itemId");
    builder.seller = Objects.requireNonNull(seller, "seller");
    builder.title = Objects.requireNonNull(title, "title");
    return builder;
  }

  /** A builder that starts from this item. */
  public Builder toBuilder() {
    Builder builder = builder(itemId, seller, title);
    builder.mpId = mpId;
    builder.sellerId = sellerId;
    builder.market = market;
    builder.onSale = onSale;
    builder.priceFen = priceFen;
    builder.quantity = quantity;
    builder.freightFen = freightFen;
    builder.skus.addAll(skus);
    builder.creationFailure = creationFailure;
    return builder;
  }

  /** Id on the marketplace's own pages. */
  public String itemId() {
    return itemId;
  }

  /** Id in the distribution pool; orders name this one. */
  public String mpId() {
    return mpId;
  }

  /** The seller's nickname; orders are split by it. */
  public String seller() {
    return seller;
  }

  /** The seller's id. */
  public String sellerId() {
    return sellerId;
  }

  /** The title, as the seller wrote it. */
  public String title() {
    return title;
  }

  /** Where it is sold. */
  public Market market() {
    return market;
  }

  /** Whether it can be bought at all. */
  public boolean onSale() {
    return onSale;
  }

  /** Freight of an order that contains it, in fen; of several items of a seller the highest counts. */
  public long freightFen() {
    return freightFen;
  }

  /** The variants, empty if there is nothing to choose. */
  public List<Sku> skus() {
    return skus;
  }

  /** The error code with which orders of it fail after they were accepted, if they do. */
  public Optional<String> creationFailure() {
    return Optional.ofNullable(creationFailure);
  }

  /** Unit price in fen, the lowest one if there are variants. */
  public long priceFen() {
    return skus.stream().mapToLong(Sku::priceFen).min().orElse(priceFen);
  }

  /** Pieces in stock, over all variants. */
  public long quantity() {
    return skus.isEmpty() ? quantity : skus.stream().mapToLong(Sku::quantity).sum();
  }

  /** The variant of that id, of either kind. */
  public Optional<Sku> sku(String skuIdOrMpSkuId) {
    return skus.stream().filter(sku -> sku.isNamed(skuIdOrMpSkuId)).findFirst();
  }

  /** Changes one variant, or the item itself where {@code sku} is null. */
  Item withStock(@Nullable Sku sku, long pieces) {
    if (sku == null) {
      return toBuilder().quantity(pieces).build();
    }
    return with(sku, old -> old.withQuantity(pieces));
  }

  Item with(Sku sku, UnaryOperator<Sku> change) {
    Builder builder = toBuilder();
    builder.skus.replaceAll(old -> old.isNamed(sku.skuId()) ? change.apply(old) : old);
    return builder.build();
  }

  private static String sellerIdOf(String seller) {
    return String.valueOf(2_200_000_000L + Math.floorMod(seller.hashCode(), 100_000_000));
  }

  @Override
  public String toString() {
    return "Item[" + itemId + " " + title + "]";
  }

  /** Collects the parts of an {@link Item}; mutable, for one thread. */
  @JsonPOJOBuilder(withPrefix = "")
  public static final class Builder {
    private String itemId = "";
    @Nullable private String mpId;
    private String seller = "";
    @Nullable private String sellerId;
    private String title = "";
    private Market market = Market.TAOBAO;
    private boolean onSale = true;
    private long priceFen = 100;
    private long quantity = 100;
    private long freightFen;
    private List<Sku> skus = new ArrayList<>();
    @Nullable private String creationFailure;

    private Builder() {}

    /** The id in the distribution pool; without it, one derived from a decimal item id. */
    public Builder mpId(String id) {
      mpId = Objects.requireNonNull(id, "id");
      return this;
    }

    /** The seller's id; without it, one derived from the nickname. */
    public Builder sellerId(String id) {
      sellerId = Objects.requireNonNull(id, "id");
      return this;
    }

    /** Where it is sold. */
    public Builder market(Market where) {
      market = Objects.requireNonNull(where, "where");
      return this;
    }

    /** Whether it can be bought. */
    public Builder onSale(boolean yes) {
      onSale = yes;
      return this;
    }

    /** Unit price in fen, at least 0; only counts without variants. */
    public Builder priceFen(long fen) {
      priceFen = notNegative(fen, "price");
      return this;
    }

    /** Pieces in stock, at least 0; only counts without variants. */
    public Builder quantity(long pieces) {
      quantity = notNegative(pieces, "quantity");
      return this;
    }

    /** Freight in fen, at least 0. */
    public Builder freightFen(long fen) {
      freightFen = notNegative(fen, "freight");
      return this;
    }

    /** Adds a variant. */
    public Builder sku(Sku sku) {
      skus.add(Objects.requireNonNull(sku, "sku"));
      return this;
    }

    /** Replaces the variants. */
    public Builder skus(List<Sku> all) {
      skus = new ArrayList<>(all);
      return this;
    }

    /** Lets orders of it fail with that code once they were accepted; null switches it off. */
    public Builder creationFailure(@Nullable String errorCode) {
      creationFailure = errorCode;
      return this;
    }

    /** The item. */
    public Item build() {
      return new Item(this);
    }

    private static long notNegative(long value, String what) {
      if (value < 0) {
        throw new IllegalArgumentException(what + " must not be negative: " + value);
      }
      return value;
    }
  }
}
