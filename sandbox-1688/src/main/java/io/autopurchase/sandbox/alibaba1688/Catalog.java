package io.autopurchase.sandbox.alibaba1688;

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
   * An offer.
   *
   * @param minimum the least number of units of an order, unless its seller mixes
   * @param batch an order has a multiple of so many units
   * @param tiers prices by quantity; empty if each variant has its own
   * @param variants empty if the offer has none
   * @param quantity units that are left of an offer without variants
   */
  public record Offer(
      String offerId, String title, String seller, String status, int minimum, int batch, List<Tier> tiers, List<Variant> variants, int quantity) {}

  /**
   * @param from the number of units from which the price holds
   */
  public record Tier(int from, long price) {}

  /**
   * @param specId of create and preview; unique within its offer alone
   * @param price of a unit, in fen; 0 if it goes by quantity
   * @param quantity how many units are left
   */
  public record Variant(String specId, String skuId, String label, long price, int quantity) {}

  /** Everything, in the order in which it was added. */
  public List<Offer> offers() {
    return market.look(state -> state.offers.values().stream().map(Catalog::offer).toList());
  }

  private static Offer offer(State.Offer offer) {
    return new Offer(
        offer.offerId,
        offer.title,
        offer.seller,
        offer.status,
        offer.minimum,
        offer.batch,
        offer.tiers.stream().map(tier -> new Tier(tier.from, tier.price)).toList(),
        offer.skus.stream().map(sku -> new Variant(sku.specId, Long.toString(sku.skuId), sku.label, sku.price, sku.stock)).toList(),
        offer.stock);
  }

  /** The spec id of a variant with these attributes, such as {@code 颜色:白色}: 32 hexadecimal digits, made of both. */
  public static String specId(String offerId, String label) {
    return DefaultCatalog.specId(offerId, label);
  }

  /**
   * Adds or replaces an offer without variants at one price, of a seller who does not mix, from one unit on.
   *
   * @param offerId digits
   */
  public void add(String offerId, String title, String seller, long price, int quantity) {
    market.change(
        state -> {
          State.Offer offer = DefaultCatalog.offer(state, offerId, title, seller, 0, 500);
          DefaultCatalog.tier(offer, 1, price);
          offer.stock = quantity;
          return offer;
        });
  }

  /** Adds or replaces a variant of an offer, which from then on has a price for each variant; returns its spec id. */
  public String addVariant(String offerId, String label, long price, int quantity) {
    change(
        offerId,
        offer -> {
          offer.quoteType = 1;
          offer.skus.removeIf(sku -> sku.label.equals(label));
          DefaultCatalog.sku(offer, label, price, quantity);
        });
    return specId(offerId, label);
  }

  /** Makes a price hold from a number of units on. */
  public void addTier(String offerId, int from, long price) {
    change(offerId, offer -> DefaultCatalog.tier(offer, from, price));
  }

  /** Sets the price of the offer and all its variants, whatever the quantity. */
  public void setPrice(String offerId, long fen) {
    change(
        offerId,
        offer -> {
          offer.tiers.forEach(tier -> tier.price = fen);
          offer.skus.forEach(sku -> sku.price = fen);
        });
  }

  /** Sets how many units are left of the offer, or of each of its variants. */
  public void setStock(String offerId, int units) {
    change(
        offerId,
        offer -> {
          offer.stock = units;
          offer.skus.forEach(sku -> sku.stock = units);
        });
  }

  public void setMinimum(String offerId, int units, int batch) {
    change(
        offerId,
        offer -> {
          offer.minimum = units;
          offer.batch = batch;
        });
  }

  /**
   * @param status {@code published}, or a word of the platform for what is not on sale, such as {@code expired}
   */
  public void setStatus(String offerId, String status) {
    change(offerId, offer -> offer.status = status);
  }

  public void removeVariant(String offerId, String specId) {
    change(offerId, offer -> offer.skus.removeIf(sku -> sku.specId.equals(specId)));
  }

  public void removeOffer(String offerId) {
    market.change(state -> state.offers.remove(offerId));
  }

  /**
   * Lets orders of a seller go below the minimum of an offer if they reach a sum or a number of units.
   *
   * @param yuan 0 and no units end it
   */
  public void setMixing(String seller, int yuan, int units) {
    market.change(
        state -> {
          DefaultCatalog.seller(state, seller, yuan, units);
          return seller;
        });
  }

  private void change(String offerId, Consumer<State.Offer> change) {
    market.change(
        state -> {
          State.Offer offer = state.offers.get(offerId);
          if (offer == null) {
            throw new IllegalArgumentException("there is no offer " + offerId);
          }
          change.accept(offer);
          return offer;
        });
  }
}
