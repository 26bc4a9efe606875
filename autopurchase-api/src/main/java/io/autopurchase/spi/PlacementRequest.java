package io.autopurchase.spi;

import io.autopurchase.Money;
import io.autopurchase.Recipient;
import java.util.Arrays;
import java.util.List;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;

/** What is to be ordered by one call. Immutable. */
@Immutable
public final class PlacementRequest {
  private final String orderId;
  private final Recipient recipient;
  private final Recipient warehouse;
  private final String note;
  private final List<Line> lines;

  private PlacementRequest(String orderId, Recipient recipient, Recipient warehouse, String note, List<Line> lines) {
    this.orderId = orderId;
    this.recipient = recipient;
    this.warehouse = warehouse;
    this.note = note;
    this.lines = List.copyOf(lines);
  }

  /**
   * @param orderId the host's order, for the provider's pages
   * @param recipient who receives the goods
   * @param warehouse the forwarding warehouse; the recipient if there is none
   * @param note to the sellers; may be empty
   * @param lines no two of one variant, unless the capabilities say {@link ProviderCapabilities.EqualLines#KEEP}; copied, and may hold no
   *     null
   */
  public static PlacementRequest of(String orderId, Recipient recipient, Recipient warehouse, String note, List<Line> lines) {
    return new PlacementRequest(orderId, recipient, warehouse, note, lines);
  }

  /** The host's order, for the provider's pages. */
  public String orderId() {
    return orderId;
  }

  /** Who receives the goods. */
  public Recipient recipient() {
    return recipient;
  }

  /** The forwarding warehouse; the recipient if there is none. */
  public Recipient warehouse() {
    return warehouse;
  }

  /** To the sellers; may be empty. */
  public String note() {
    return note;
  }

  /** No two of one variant, unless the capabilities say {@link ProviderCapabilities.EqualLines#KEEP}. */
  public List<Line> lines() {
    return lines;
  }

  /**
   * The same with other lines.
   *
   * @param others no two of one variant, as {@link #lines()}; copied, and may hold no null
   */
  @CheckReturnValue
  public PlacementRequest withLines(List<Line> others) {
    return new PlacementRequest(orderId, recipient, warehouse, note, others);
  }

  /** Price of all units, without freight. */
  public Money goods() {
    return lines.stream()
        .map(line -> line.unitPrice().multiply(line.quantity()))
        .reduce(Money::plus)
        .orElseThrow(() -> new IllegalStateException("a placement without lines"));
  }

  /** One line. Immutable. */
  @Immutable
  public static final class Line {
    private final String lineNo;
    private final String itemId;
    private final String skuId;
    private final String orderItemId;
    private final String orderSkuId;
    private final String title;
    private final int quantity;
    private final Money unitPrice;
    private final String note;

    private Line(
        String lineNo,
        String itemId,
        String skuId,
        String orderItemId,
        String orderSkuId,
        String title,
        int quantity,
        Money unitPrice,
        String note) {
      this.lineNo = lineNo;
      this.itemId = itemId;
      this.skuId = skuId;
      this.orderItemId = orderItemId;
      this.orderSkuId = orderSkuId;
      this.title = title;
      this.quantity = quantity;
      this.unitPrice = unitPrice;
      this.note = note;
    }

    /**
     * @param lineNo our number of the line, unique within the placement
     * @param itemId as the site shows it
     * @param skuId as the site shows it; may be empty
     * @param orderItemId {@link ItemListing#orderItemId()}
     * @param orderSkuId {@link ItemListing.Variant#orderSkuId()}
     * @param title {@link ItemListing#title()}
     * @param quantity units
     * @param unitPrice the present price of one unit, not above the approved one
     * @param note to the seller; may be empty
     */
    public static Line of(
        String lineNo,
        String itemId,
        String skuId,
        String orderItemId,
        String orderSkuId,
        String title,
        int quantity,
        Money unitPrice,
        String note) {
      return new Line(lineNo, itemId, skuId, orderItemId, orderSkuId, title, quantity, unitPrice, note);
    }

    /** Our number of the line, unique within the placement. */
    public String lineNo() {
      return lineNo;
    }

    /** As the site shows it. */
    public String itemId() {
      return itemId;
    }

    /** As the site shows it; may be empty. */
    public String skuId() {
      return skuId;
    }

    /** {@link ItemListing#orderItemId()}. */
    public String orderItemId() {
      return orderItemId;
    }

    /** {@link ItemListing.Variant#orderSkuId()}. */
    public String orderSkuId() {
      return orderSkuId;
    }

    /** {@link ItemListing#title()}. */
    public String title() {
      return title;
    }

    /** Units. */
    public int quantity() {
      return quantity;
    }

    /** The present price of one unit, not above the approved one. */
    public Money unitPrice() {
      return unitPrice;
    }

    /** To the seller; may be empty. */
    public String note() {
      return note;
    }

    /** Compares all values. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Line && all().equals(((Line) other).all());
    }

    @Override
    public int hashCode() {
      return all().hashCode();
    }

    private List<Object> all() {
      return Arrays.asList(lineNo, itemId, skuId, orderItemId, orderSkuId, title, quantity, unitPrice, note);
    }

    @Override
    public String toString() {
      return "Line" + all();
    }
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PlacementRequest && all().equals(((PlacementRequest) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(orderId, recipient, warehouse, note, lines);
  }

  @Override
  public String toString() {
    return "PlacementRequest" + all();
  }
}
