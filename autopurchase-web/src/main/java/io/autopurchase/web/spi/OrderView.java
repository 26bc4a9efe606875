package io.autopurchase.web.spi;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.UnitPrice;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the console shows of a customer order of the host. Immutable; texts are escaped where they are shown. */
public final class OrderView {
  private final Builder values;

  private OrderView(Builder builder) {
    values = builder.copy();
  }

  /**
   * Starts an order.
   *
   * @param id the host's id, such as {@code ORD-0000000053}
   * @param lines in the order in which they are shown; copied
   */
  public static Builder builder(String id, List<Line> lines) {
    return new Builder(Objects.requireNonNull(id, "id"), List.copyOf(lines));
  }

  /** The host's id. */
  public String id() {
    return values.id;
  }

  /** All lines, as they are shown. */
  public List<Line> lines() {
    return values.lines;
  }

  /** The name of the order's status in the reader's language. */
  public Optional<String> status() {
    return Optional.ofNullable(values.status);
  }

  /** When the customer ordered. */
  public Optional<Instant> createdAt() {
    return Optional.ofNullable(values.createdAt);
  }

  /** What the customer or the staff has written about the order. */
  public Optional<String> comment() {
    return Optional.ofNullable(values.comment);
  }

  /** The line with an id; empty if the order has none. */
  public Optional<Line> line(String lineId) {
    return values.lines.stream().filter(line -> line.id().equals(lineId)).findFirst();
  }

  /** The id. */
  @Override
  public String toString() {
    return values.id;
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    private final String id;
    private final List<Line> lines;
    @Nullable private String status;
    @Nullable private Instant createdAt;
    @Nullable private String comment;

    private Builder(String id, List<Line> lines) {
      this.id = id;
      this.lines = lines;
    }

    private Builder copy() {
      return new Builder(id, lines).status(status).createdAt(createdAt).comment(comment);
    }

    /**
     * The name of the order's status; none by default.
     *
     * @param value in the reader's language; null for none
     */
    public Builder status(@Nullable String value) {
      status = value;
      return this;
    }

    /**
     * When the customer ordered; not shown by default.
     *
     * @param value null for not shown
     */
    public Builder createdAt(@Nullable Instant value) {
      createdAt = value;
      return this;
    }

    /**
     * What was written about the order; nothing by default.
     *
     * @param value null for nothing
     */
    public Builder comment(@Nullable String value) {
      comment = value;
      return this;
    }

    /** Builds the view; the builder can be used again. */
    public OrderView build() {
      return new OrderView(this);
    }
  }

  /** A line of an order. Immutable. */
  public static final class Line {
    private final LineBuilder values;

    private Line(LineBuilder builder) {
      values = builder.copy();
    }

    /**
     * Starts a line.
     *
     * @param id the host's id, unique within the order, such as {@code 53-1}
     * @param item what is to be bought for it
     * @param quantity units, from 1
     */
    public static LineBuilder builder(String id, Item item, int quantity) {
      return new LineBuilder(Objects.requireNonNull(id, "id"), Objects.requireNonNull(item, "item"), quantity);
    }

    /** The host's id. */
    public String id() {
      return values.id;
    }

    /** What is to be bought for it. */
    public Item item() {
      return values.item;
    }

    /** Units. */
    public int quantity() {
      return values.quantity;
    }

    /** Whether the host lets it be bought now, such as because it is paid; false by default. */
    public boolean isReady() {
      return values.ready;
    }

    /** The name of its status in the reader's language. */
    public Optional<String> status() {
      return Optional.ofNullable(values.status);
    }

    /** What it is. */
    public Optional<String> title() {
      return Optional.ofNullable(values.title);
    }

    /** The item's page at the provider: an address with http or https, anything else is shown as text. */
    public Optional<String> link() {
      return Optional.ofNullable(values.link);
    }

    /** Who sells it at the provider. */
    public Optional<String> seller() {
      return Optional.ofNullable(values.seller);
    }

    /** The configuration that the customer chose. */
    public Optional<String> variant() {
      return Optional.ofNullable(values.variant);
    }

    /** Its weight, with the unit. */
    public Optional<String> weight() {
      return Optional.ofNullable(values.weight);
    }

    /** What one unit is approved to cost. */
    public Optional<UnitPrice> unitPrice() {
      return Optional.ofNullable(values.unitPrice);
    }

    /** What all units are approved to cost. */
    public Optional<Money> sum() {
      return Optional.ofNullable(values.sum);
    }

    /** What was written about the line. */
    public Optional<String> comment() {
      return Optional.ofNullable(values.comment);
    }

    /** The id. */
    @Override
    public String toString() {
      return values.id;
    }
  }

  /** Builds a {@link Line}. Mutable; for one thread. */
  public static final class LineBuilder {
    private final String id;
    private final Item item;
    private final int quantity;
    private boolean ready;
    @Nullable private String status;
    @Nullable private String title;
    @Nullable private String link;
    @Nullable private String seller;
    @Nullable private String variant;
    @Nullable private String weight;
    @Nullable private UnitPrice unitPrice;
    @Nullable private Money sum;
    @Nullable private String comment;

    private LineBuilder(String id, Item item, int quantity) {
      this.id = id;
      this.item = item;
      this.quantity = quantity;
    }

    private LineBuilder copy() {
      LineBuilder copy = new LineBuilder(id, item, quantity).ready(ready);
      copy.status = status;
      copy.title = title;
      copy.link = link;
      copy.seller = seller;
      copy.variant = variant;
      copy.weight = weight;
      copy.unitPrice = unitPrice;
      copy.sum = sum;
      copy.comment = comment;
      return copy;
    }

    /**
     * Whether it may be bought now; false by default.
     *
     * @param value true if it may
     */
    public LineBuilder ready(boolean value) {
      ready = value;
      return this;
    }

    /**
     * The name of its status in the reader's language; not shown by default.
     *
     * @param value null for not shown
     */
    public LineBuilder status(@Nullable String value) {
      status = value;
      return this;
    }

    /**
     * What it is; not shown by default.
     *
     * @param value null for not shown
     */
    public LineBuilder title(@Nullable String value) {
      title = value;
      return this;
    }

    /**
     * The item's page at the provider: an address with http or https, anything else is shown as text; not shown by default.
     *
     * @param value null for not shown
     */
    public LineBuilder link(@Nullable String value) {
      link = value;
      return this;
    }

    /**
     * Who sells it at the provider; not shown by default.
     *
     * @param value null for not shown
     */
    public LineBuilder seller(@Nullable String value) {
      seller = value;
      return this;
    }

    /**
     * The configuration that the customer chose; not shown by default.
     *
     * @param value null for not shown
     */
    public LineBuilder variant(@Nullable String value) {
      variant = value;
      return this;
    }

    /**
     * Its weight, with the unit; not shown by default.
     *
     * @param value null for not shown
     */
    public LineBuilder weight(@Nullable String value) {
      weight = value;
      return this;
    }

    /**
     * What one unit is approved to cost; not shown by default.
     *
     * @param value null for not shown
     */
    public LineBuilder unitPrice(@Nullable UnitPrice value) {
      unitPrice = value;
      return this;
    }

    /**
     * What all units are approved to cost; not shown by default.
     *
     * @param value null for not shown
     */
    public LineBuilder sum(@Nullable Money value) {
      sum = value;
      return this;
    }

    /**
     * What was written about the line; not shown by default.
     *
     * @param value null for not shown
     */
    public LineBuilder comment(@Nullable String value) {
      comment = value;
      return this;
    }

    /** Builds the line; the builder can be used again. */
    public Line build() {
      return new Line(this);
    }
  }
}
