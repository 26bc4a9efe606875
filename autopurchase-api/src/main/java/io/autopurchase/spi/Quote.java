package io.autopurchase.spi;

import io.autopurchase.Money;
import java.util.List;

/**
 * What an order would cost now. Words for people are {@linkplain PlainText#clean cleaned}.
 *
 * @param sellers one for each order into which the provider would split it
 * @param unavailable lines that cannot be bought now
 */
public record Quote(List<Seller> sellers, List<Unavailable> unavailable) {
  /**
   * With lists of its own.
   *
   * @param sellers copied; may hold no null
   * @param unavailable copied; may hold no null
   */
  public Quote {
    sellers = List.copyOf(sellers);
    unavailable = List.copyOf(unavailable);
  }

  /**
   * The part of one seller.
   *
   * @param seller as the provider names it
   * @param goods price of all units
   * @param freight within the provider's country
   * @param lines the lines of the request that it holds
   */
  public record Seller(String seller, Money goods, Money freight, List<PricedLine> lines) {
    /**
     * With {@linkplain PlainText#clean cleaned} words.
     *
     * @param seller cleaned
     * @param goods kept as it is
     * @param freight kept as it is
     * @param lines copied; may hold no null
     */
    public Seller {
      seller = PlainText.clean(seller);
      lines = List.copyOf(lines);
    }
  }

  /**
   * A line and its price.
   *
   * @param lineNo of the request
   * @param unitPrice what one piece would cost
   */
  public record PricedLine(String lineNo, Money unitPrice) {}

  /**
   * A line that cannot be bought.
   *
   * @param lineNo of the request
   * @param questionCode what it means, as a code of {@link io.autopurchase.Question}
   * @param code the provider's
   * @param message the provider's
   */
  public record Unavailable(String lineNo, String questionCode, String code, String message) {
    /**
     * With {@linkplain PlainText#clean cleaned} words.
     *
     * @param lineNo kept as it is
     * @param questionCode kept as it is
     * @param code cleaned
     * @param message cleaned
     */
    public Unavailable {
      code = PlainText.clean(code);
      message = PlainText.clean(message);
    }
  }
}
