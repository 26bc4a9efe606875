package io.autopurchase.examples.shop;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.Recipient;
import io.autopurchase.UnitPrice;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a customer has ordered. Templates see what is public.
 *
 * @param id such as {@code ORD-0000000053}
 * @param createdAt when the customer ordered
 * @param comment what customer or staff have written about it; may be empty
 * @param note for the sellers; may be empty
 * @param recipient the warehouse to which the sellers send
 * @param lines at least one
 */
record CustomerOrder(String id, Instant createdAt, String comment, String note, Recipient recipient, List<Line> lines) {
  /**
   * A line of an order.
   *
   * @param id such as {@code 53-1}, unique within the order
   * @param item what is to be bought
   * @param quantity units, from 1
   * @param unitPrice what one unit is approved to cost
   * @param note for the seller; may be empty
   * @param status in the shop
   * @param product what it is
   */
  record Line(String id, Item item, int quantity, UnitPrice unitPrice, String note, LineStatus status, Product product) {
    public Money sum() {
      return unitPrice.toMoney().multiply(quantity);
    }
  }

  /**
   * What the shop sells.
   *
   * @param title its name; the item's number if the shop does not know the product
   * @param variant the configuration; empty if there is only one, or it is not known
   * @param seller at the marketplace; may be empty
   * @param grams weight of one unit; 0 if it is not known
   * @param provider at which it is bought, such as {@code taobao}
   */
  record Product(String title, String variant, String seller, int grams, String provider) {
    private static final Map<String, String> PAGES =
        Map.of("taobao", "https://item.taobao.com/item.htm?id=%s", "1688", "https://detail.1688.com/offer/%s.html");

    /** One of which the shop knows nothing. */
    static Product unknown(Item item) {
      return new Product(item.itemId(), item.skuId(), "", 0, "taobao");
    }

    /** Its page at the marketplace. */
    String page(Item item) {
      return String.format(PAGES.getOrDefault(provider, PAGES.get("taobao")), item.itemId());
    }
  }

  public LineStatus status() {
    return LineStatus.ofOrder(lines.stream().map(Line::status).toList());
  }

  public Money sum() {
    return lines.stream().map(Line::sum).reduce(Money.zero("CNY"), Money::plus);
  }

  /** Weight of all lines together, as far as it is known. */
  public int grams() {
    return lines.stream().mapToInt(line -> line.quantity() * line.product().grams()).sum();
  }
}
