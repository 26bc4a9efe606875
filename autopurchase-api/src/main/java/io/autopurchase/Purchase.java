package io.autopurchase;

import io.autopurchase.spi.PayLinks;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/** The link between a line of the customer's order and a line of a provider's order; or what is known of a line that is not bought (yet). */
@Immutable
public final class Purchase {
  private final Builder values;

  private Purchase(Builder builder) {
    values = builder.copy();
  }

  /**
   * Starts a purchase without further values.
   *
   * @param line the host's line
   * @param group the list in which staff sees it
   */
  public static Builder builder(LineKey line, PurchaseGroup group) {
    return new Builder(line, group);
  }

  /** The same, to be changed. */
  @CheckReturnValue
  public Builder toBuilder() {
    return values.copy();
  }

  /** The line of the customer's order, by the host's ids. */
  public LineKey line() {
    return values.line;
  }

  /** The list in which staff sees the line. */
  public PurchaseGroup group() {
    return values.group;
  }

  /** The session that bought the line, or whose activity dealt with it last; empty only if its record cannot be read. */
  public Optional<SessionId> session() {
    return Optional.ofNullable(values.session);
  }

  /** The provider's number of the order that the line is or was linked to; empty if there is none, and after an unbinding. */
  public Optional<String> providerOrderId() {
    return Optional.ofNullable(values.providerOrderId);
  }

  /** The provider's number of the line within {@link #providerOrderId()}; empty if that is, or if its record cannot be read. */
  public Optional<String> providerOrderLineId() {
    return Optional.ofNullable(values.providerOrderLineId);
  }

  /**
   * The activity that holds the line: one that is unfinished and books, binds or unbinds it, or one that was interrupted while an order
   * of the line was in doubt. Present if {@link #group()} is {@link PurchaseGroup#IN_PROGRESS}.
   */
  public Optional<ActivityId> activity() {
    return Optional.ofNullable(values.activity);
  }

  /** The id under which the order was placed here; empty for one that a person has placed. */
  public Optional<String> clientOrderId() {
    return Optional.ofNullable(values.clientOrderId);
  }

  /**
   * What is ordered: the item, and its variant as it was planned or chosen since by an answer. A line that a person bound to something
   * else still has the item that it asked for. Empty while it is linked to no order.
   */
  public Optional<Item> item() {
    return Optional.ofNullable(values.item);
  }

  /** In units. */
  public int quantity() {
    return values.quantity;
  }

  /** What the line costs at the provider, all units, without freight. */
  public Optional<Money> cost() {
    return Optional.ofNullable(values.cost);
  }

  /** What all units of the line were approved to cost by the plan or the binding; a price that an answer accepts does not change it. */
  public Optional<Money> approvedCost() {
    return Optional.ofNullable(values.approvedCost);
  }

  /** What the whole order costs, of which this line is a part, with its freight. */
  public Optional<Money> orderTotal() {
    return Optional.ofNullable(values.orderTotal);
  }

  /** How far the cost is above what was approved; {@code NONE} while no price is known. */
  public PriceVariance priceVariance() {
    return values.priceVariance;
  }

  /** Its status at the provider; empty while no order is known. */
  public Optional<PurchaseStatus> status() {
    return Optional.ofNullable(values.status);
  }

  /** The provider's own word for the status. */
  public Optional<String> rawStatus() {
    return Optional.ofNullable(values.rawStatus);
  }

  /** Parcels of the line, as they were read last; empty while none is known. */
  public List<Tracking> tracking() {
    return values.tracking;
  }

  /** The refund of the line, paid or requested. */
  public Optional<Refund> refund() {
    return Optional.ofNullable(values.refund);
  }

  /** Why the provider's line is closed, in the provider's words. */
  public Optional<String> closeReason() {
    return Optional.ofNullable(values.closeReason);
  }

  /** The number of the order on the site where the goods are sold, if it has another one there. */
  public Optional<String> siteOrderId() {
    return Optional.ofNullable(values.siteOrderId);
  }

  /**
   * Where a person pays, if the provider said so; empty while the line costs more than was approved or accepted, at a provider that shows
   * that only once the order is placed.
   */
  public Optional<URI> payLink() {
    return Optional.ofNullable(values.payLink);
  }

  /** When the provider closes the order unless it is paid. */
  public Optional<Instant> payBy() {
    return Optional.ofNullable(values.payBy);
  }

  /** When the provider was asked for these values. */
  public Optional<Instant> asOf() {
    return Optional.ofNullable(values.asOf);
  }

  /**
   * When the line was linked to {@link #providerOrderId()}, by the clock of the node that did it: for an order that the engine placed,
   * the time of the reading that found it. Empty while there is no link, and of a line that an earlier release has linked.
   */
  public Optional<Instant> linkedAt() {
    return Optional.ofNullable(values.linkedAt);
  }

  /**
   * When a value other than {@link #asOf()} and {@link #activity()} changed last, by the clock of the node that stored it. The start of
   * an activity that holds the line counts; its end without an order does not. Empty if nothing has changed since an earlier release.
   */
  public Optional<Instant> changedAt() {
    return Optional.ofNullable(values.changedAt);
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Purchase && all().equals(((Purchase) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(values.line, values.group, values.session, values.activity, values.clientOrderId, values.item, values.approvedCost, values.orderTotal, values.providerOrderId, values.providerOrderLineId, values.quantity, values.cost, values.priceVariance, values.status, values.rawStatus, values.tracking, values.payLink, values.payBy, values.asOf, values.refund, values.closeReason, values.siteOrderId, values.linkedAt, values.changedAt);
  }

  @Override
  public String toString() {
    return line() + " " + group() + providerOrderId().map(id -> " " + id).orElse("");
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    private final LineKey line;
    private PurchaseGroup group;
    @Nullable private SessionId session;
    @Nullable private ActivityId activity;
    @Nullable private String clientOrderId;
    @Nullable private Item item;
    @Nullable private Money approvedCost;
    @Nullable private Money orderTotal;
    @Nullable private String providerOrderId;
    @Nullable private String providerOrderLineId;
    private int quantity;
    @Nullable private Money cost;
    private PriceVariance priceVariance = PriceVariance.NONE;
    @Nullable private PurchaseStatus status;
    @Nullable private String rawStatus;
    private List<Tracking> tracking = List.of();
    @Nullable private URI payLink;
    @Nullable private Instant payBy;
    @Nullable private Instant asOf;
    @Nullable private Refund refund;
    @Nullable private String closeReason;
    @Nullable private String siteOrderId;
    @Nullable private Instant linkedAt;
    @Nullable private Instant changedAt;

    private Builder(LineKey line, PurchaseGroup group) {
      this.line = line;
      this.group = group;
    }

    private Builder copy() {
      return new Builder(line, group)
          .session(session)
          .activity(activity)
          .clientOrderId(clientOrderId)
          .item(item)
          .approvedCost(approvedCost)
          .orderTotal(orderTotal)
          .providerOrder(providerOrderId, providerOrderLineId)
          .quantity(quantity)
          .cost(cost)
          .priceVariance(priceVariance)
          .status(status, rawStatus)
          .tracking(List.copyOf(tracking))
          .payment(payLink, payBy)
          .asOf(asOf)
          .refund(refund)
          .closeReason(closeReason)
          .siteOrderId(siteOrderId)
          .linkedAt(linkedAt)
          .changedAt(changedAt);
    }

    /**
     * The list in which staff sees the line.
     *
     * @param value replaces the group that the builder began with
     */
    public Builder group(PurchaseGroup value) {
      group = value;
      return this;
    }

    /**
     * The session that bought the line; none by default.
     *
     * @param value null for none
     */
    public Builder session(@Nullable SessionId value) {
      session = value;
      return this;
    }

    /**
     * The activity that deals with the line; none by default.
     *
     * @param value null for none
     */
    public Builder activity(@Nullable ActivityId value) {
      activity = value;
      return this;
    }

    /**
     * The id under which the order was placed; none by default.
     *
     * @param value null for an order that a person has placed
     */
    public Builder clientOrderId(@Nullable String value) {
      clientOrderId = value;
      return this;
    }

    /**
     * What all units were approved to cost; not known by default.
     *
     * @param value without freight; null if it is not known
     */
    public Builder approvedCost(@Nullable Money value) {
      approvedCost = value;
      return this;
    }

    /**
     * What the whole order costs; not known by default.
     *
     * @param value freight included; null if it is not known
     */
    public Builder orderTotal(@Nullable Money value) {
      orderTotal = value;
      return this;
    }

    /**
     * The provider's order and its line; none by default.
     *
     * @param orderId the provider's number of the order; null for none
     * @param orderLineId the provider's number of the line; null for none
     */
    public Builder providerOrder(@Nullable String orderId, @Nullable String orderLineId) {
      providerOrderId = orderId;
      providerOrderLineId = orderLineId;
      return this;
    }

    /**
     * What is ordered.
     *
     * @param value the item and its variant; null while it is linked to no order
     * @return this builder
     */
    public Builder item(@Nullable Item value) {
      item = value;
      return this;
    }

    /**
     * How many units; 0 by default.
     *
     * @param value 0 if it is not known
     */
    public Builder quantity(int value) {
      quantity = value;
      return this;
    }

    /**
     * What all units cost at the provider; not known by default.
     *
     * @param value without freight; null if it is not known
     */
    public Builder cost(@Nullable Money value) {
      cost = value;
      return this;
    }

    /**
     * How far the cost is above what was approved; {@code NONE} by default.
     *
     * @param value {@code NONE} while a price is not known
     */
    public Builder priceVariance(PriceVariance value) {
      priceVariance = value;
      return this;
    }

    /**
     * Its status at the provider; not known by default.
     *
     * @param value in words that all providers share; null while no order is known
     * @param raw the provider's own word; null if it gave none
     */
    public Builder status(@Nullable PurchaseStatus value, @Nullable String raw) {
      status = value;
      rawStatus = raw;
      return this;
    }

    /**
     * Parcels of the line; none by default.
     *
     * @param value copied by {@link #build}
     */
    public Builder tracking(List<Tracking> value) {
      tracking = value;
      return this;
    }

    /**
     * Where and by when a person pays; neither by default.
     *
     * @param link null for none; a link that is not an https address is left out
     * @param by when the provider closes the order unless it is paid; null if that is not known
     */
    public Builder payment(@Nullable URI link, @Nullable Instant by) {
      payLink = PayLinks.safe(link);
      payBy = by;
      return this;
    }

    /**
     * When the provider was asked; never by default.
     *
     * @param value null if it was not asked
     */
    public Builder asOf(@Nullable Instant value) {
      asOf = value;
      return this;
    }

    /**
     * What is paid back; nothing by default.
     *
     * @param value null for none
     */
    public Builder refund(@Nullable Refund value) {
      refund = value;
      return this;
    }

    /**
     * Why the provider's line is closed; not known by default.
     *
     * @param value in the provider's words; null if none was given
     */
    public Builder closeReason(@Nullable String value) {
      closeReason = value;
      return this;
    }

    /**
     * The number of the order on the site that sells the goods; none by default.
     *
     * @param value null if it is the same as the provider's, or not known
     */
    public Builder siteOrderId(@Nullable String value) {
      siteOrderId = value;
      return this;
    }

    /**
     * When the line was linked to the order; never by default.
     *
     * @param value null if it is not linked, or that is not known
     */
    public Builder linkedAt(@Nullable Instant value) {
      linkedAt = value;
      return this;
    }

    /**
     * When the purchase changed last; not known by default.
     *
     * @param value null if it is not known
     */
    public Builder changedAt(@Nullable Instant value) {
      changedAt = value;
      return this;
    }

    /** Builds the purchase; the builder can be used again. */
    @CheckReturnValue
    public Purchase build() {
      return new Purchase(this);
    }
  }
}
