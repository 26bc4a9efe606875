package io.autopurchase.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.annotation.concurrent.ThreadSafe;

/** What the marketplace sells. Prices are fen. Thread-safe. */
@ThreadSafe
public final class Catalog {
  private final Marketplace market;

  Catalog(Marketplace market) {
    this.market = market;
  }

  /**
   * Something on sale, or no longer.
   *
   * @param variants at least one, unless all were removed
   */
  public record Item(String itemId, String title, String seller, String market, boolean onSale, List<Variant> variants) {}

  /**
   * @param skuId empty if the item has only this one
   * @param price of a unit, in fen
   * @param quantity how many units are left
   */
  public record Variant(String skuId, String label, long price, int quantity) {}

  /** Everything, in the order in which it was added. */
  public List<Item> items() {
    return market.look(state -> state.items.values().stream().map(Catalog::item).toList());
  }

  private static Item item(State.Item item) {
    List<Variant> variants = item.skus.stream().map(sku -> new Variant(sku.skuId, sku.label, sku.price, sku.quantity)).toList();
    return new Item(item.itemId, item.title, item.seller, item.market, item.onSale, variants);
  }

  /** The distribution id of an item or a variant: another number, above 2^53, as seen in the field. */
  static String mpId(String id) {
    long number = id.chars().allMatch(Character::isDigit) && id.length() < 16 ? Long.parseLong(id) : Math.abs((long) id.hashCode());
    return Long.toString(9_100_000_000_000_000L + number);
  }

  /** Adds or replaces an item with a single variant. */
  public void add(String itemId, String title, String seller, long price, int quantity) {
    market.change(state -> DefaultCatalog.one(state, itemId, title, seller, "TAOBAO", price, quantity, 500));
  }

  /** Adds items {@code 700000000001} and following, spread over sellers; 100 yuan each, plenty in stock. Returns the ids. */
  public List<String> addGenerated(int items, int sellers) {
    return market.change(
        state -> {
          List<String> ids = new ArrayList<>();
          for (int i = 1; i <= items; i++) {
            String id = Long.toString(700_000_000_000L + i);
            DefaultCatalog.one(state, id, "商品 " + i, "卖家" + (i % sellers + 1), "TAOBAO", 10_000, 1_000_000, 500);
            ids.add(id);
          }
          return ids;
        });
  }

  public void setPrice(String itemId, long fen) {
    change(itemId, item -> item.skus.forEach(sku -> sku.price = fen));
  }

  public void setStock(String itemId, int units) {
    change(itemId, item -> item.skus.forEach(sku -> sku.quantity = units));
  }

  /** Sets what one variant costs and how much of it is left. */
  public void setSku(String itemId, String skuId, long fen, int units) {
    change(
        itemId,
        item ->
            item.skus.stream()
                .filter(sku -> sku.skuId.equals(skuId))
                .forEach(
                    sku -> {
                      sku.price = fen;
                      sku.quantity = units;
                    }));
  }

  public void removeSku(String itemId, String skuId) {
    change(itemId, item -> item.skus.removeIf(sku -> sku.skuId.equals(skuId)));
  }

  public void removeItem(String itemId) {
    market.change(state -> state.items.remove(itemId));
  }

  /** Lets orders of an item fail while they are built, with an error code on the sub-order. */
  public void failWhileBuilding(String itemId, String errorCode) {
    change(itemId, item -> item.failsWith = errorCode);
  }

  private void change(String itemId, Consumer<State.Item> change) {
    market.change(
        state -> {
          State.Item item = state.items.get(itemId);
          if (item == null) {
            throw new IllegalArgumentException("there is no item " + itemId);
          }
          change.accept(item);
          return item;
        });
  }
}
