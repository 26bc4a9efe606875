package io.autopurchase.spi;

import io.autopurchase.Money;
import java.util.Arrays;
import java.util.List;
import javax.annotation.concurrent.Immutable;

/** What an order would cost now. Words for people are {@linkplain PlainText#clean cleaned}. Immutable. */
@Immutable
public final class Quote {
  private final List<Seller> sellers;
  private final List<Unavailable> unavailable;

  private Quote(List<Seller> sellers, List<Unavailable> unavailable) {
    this.sellers = List.copyOf(sellers);
    this.unavailable = List.copyOf(unavailable);
  }

  /**
   * @param sellers one for each order into which the provider would split it; copied, and may hold no null
   * @param unavailable lines that cannot be bought now; copied, and may hold no null
   */
  public static Quote of(List<Seller> sellers, List<Unavailable> unavailable) {
    return new Quote(sellers, unavailable);
  }

  /** One for each order into which the provider would split it. */
  public List<Seller> sellers() {
    return sellers;
  }

  /** Lines that cannot be bought now. */
  public List<Unavailable> unavailable() {
    return unavailable;
  }

  /** The part of one seller. Immutable. */
  @Immutable
  public static final class Seller {
    private final String seller;
    private final Money goods;
    private final Money freight;
    private final List<PricedLine> lines;

    private Seller(String seller, Money goods, Money freight, List<PricedLine> lines) {
      this.seller = PlainText.clean(seller);
      this.goods = goods;
      this.freight = freight;
      this.lines = List.copyOf(lines);
    }

    /**
     * @param seller as the provider names it; cleaned
     * @param goods price of all units
     * @param freight within the provider's country
     * @param lines the lines of the request that it holds; copied, and may hold no null
     */
    public static Seller of(String seller, Money goods, Money freight, List<PricedLine> lines) {
      return new Seller(seller, goods, freight, lines);
    }

    /** As the provider names it. */
    public String seller() {
      return seller;
    }

    /** Price of all units. */
    public Money goods() {
      return goods;
    }

    /** Within the provider's country. */
    public Money freight() {
      return freight;
    }

    /** The lines of the request that it holds. */
    public List<PricedLine> lines() {
      return lines;
    }

    /** Compares all values. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Seller && all().equals(((Seller) other).all());
    }

    @Override
    public int hashCode() {
      return all().hashCode();
    }

    private List<Object> all() {
      return Arrays.asList(seller, goods, freight, lines);
    }

    @Override
    public String toString() {
      return "Seller" + all();
    }
  }

  /** A line and its price. Immutable. */
  @Immutable
  public static final class PricedLine {
    private final String lineNo;
    private final Money unitPrice;

    private PricedLine(String lineNo, Money unitPrice) {
      this.lineNo = lineNo;
      this.unitPrice = unitPrice;
    }

    /**
     * @param lineNo of the request
     * @param unitPrice what one unit would cost
     */
    public static PricedLine of(String lineNo, Money unitPrice) {
      return new PricedLine(lineNo, unitPrice);
    }

    /** Its number in the request. */
    public String lineNo() {
      return lineNo;
    }

    /** What one unit would cost. */
    public Money unitPrice() {
      return unitPrice;
    }

    /** Compares all values. */
    @Override
    public boolean equals(Object other) {
      return other instanceof PricedLine && all().equals(((PricedLine) other).all());
    }

    @Override
    public int hashCode() {
      return all().hashCode();
    }

    private List<Object> all() {
      return Arrays.asList(lineNo, unitPrice);
    }

    @Override
    public String toString() {
      return "PricedLine" + all();
    }
  }

  /** A line that cannot be bought. Immutable. */
  @Immutable
  public static final class Unavailable {
    private final String lineNo;
    private final String questionCode;
    private final String code;
    private final String message;

    private Unavailable(String lineNo, String questionCode, String code, String message) {
      this.lineNo = lineNo;
      this.questionCode = questionCode;
      this.code = PlainText.clean(code);
      this.message = PlainText.clean(message);
    }

    /**
     * @param lineNo of the request
     * @param questionCode its meaning, as a code of {@link io.autopurchase.Question}
     * @param code the provider's; cleaned
     * @param message the provider's; cleaned
     */
    public static Unavailable of(String lineNo, String questionCode, String code, String message) {
      return new Unavailable(lineNo, questionCode, code, message);
    }

    /** Its number in the request. */
    public String lineNo() {
      return lineNo;
    }

    /** What it means, as a code of {@link io.autopurchase.Question}. */
    public String questionCode() {
      return questionCode;
    }

    /** The provider's. */
    public String code() {
      return code;
    }

    /** The provider's. */
    public String message() {
      return message;
    }

    /** Compares all values. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Unavailable && all().equals(((Unavailable) other).all());
    }

    @Override
    public int hashCode() {
      return all().hashCode();
    }

    private List<Object> all() {
      return Arrays.asList(lineNo, questionCode, code, message);
    }

    @Override
    public String toString() {
      return "Unavailable" + all();
    }
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Quote && all().equals(((Quote) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(sellers, unavailable);
  }

  @Override
  public String toString() {
    return "Quote" + all();
  }
}
