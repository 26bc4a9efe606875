package io.autopurchase.spi;

import io.autopurchase.Money;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Refund;
import io.autopurchase.Tracking;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * An order as the provider shows it. Words, such as titles, statuses and reasons, are {@linkplain PlainText#clean cleaned}, and a pay
 * link that is not {@linkplain PayLinks https} is dropped; ids are kept as they are.
 */
@Immutable
public final class ProviderOrder {
  private final Builder values;

  private ProviderOrder(Builder builder) {
    values = builder;
  }

  /**
   * An order without lines.
   *
   * @param id the provider's
   * @param clientOrderId ours, as the provider returns it; empty if it does not
   * @param status {@link PurchaseStatus#UNKNOWN} if the provider's word is not known
   * @param rawStatus the provider's word, is cleaned; may be empty
   */
  public static Builder builder(String id, String clientOrderId, PurchaseStatus status, String rawStatus) {
    return new Builder(id, clientOrderId, status, rawStatus);
  }

  /** The provider's id of the order. */
  public String id() {
    return values.id;
  }

  /** Our id of the placement, as the provider returns it; empty if it does not. */
  public String clientOrderId() {
    return values.clientOrderId;
  }

  /** Status of the order as a whole; lines may have another one. */
  public PurchaseStatus status() {
    return values.status;
  }

  /** The provider's word for the status; may be empty. */
  public String rawStatus() {
    return values.rawStatus;
  }

  /** What is to pay in all, if the provider says so. */
  public Optional<Money> total() {
    return Optional.ofNullable(values.total);
  }

  /** What was ordered; empty if the provider shows no lines, as it may while it builds the order. */
  public List<Line> lines() {
    return values.lines;
  }

  /** Where a person pays. */
  public Optional<URI> payLink() {
    return Optional.ofNullable(values.payLink);
  }

  /** When it is closed unless it is paid. */
  public Optional<Instant> payBy() {
    return Optional.ofNullable(values.payBy);
  }

  /** The account in whose name it was placed, if the provider says so. */
  public Optional<String> account() {
    return Optional.ofNullable(values.account);
  }

  /** When it changed last, by the provider's clock, if the provider says so. */
  public Optional<Instant> modifiedAt() {
    return Optional.ofNullable(values.modifiedAt);
  }

  /**
   * Whether a number that a person has read on the provider's pages means this order: its id, or one of its site's.
   *
   * @param number compared exactly
   */
  public boolean isKnownAs(String number) {
    return id().equals(number) || lines().stream().anyMatch(line -> line.siteOrderId().filter(number::equals).isPresent());
  }

  @Override
  public String toString() {
    return "order " + id() + " " + rawStatus();
  }

  /** A line of a provider's order. */
  public static final class Line {
    private final LineBuilder values;

    private Line(LineBuilder values) {
      this.values = values;
    }

    /**
     * What every provider shows of a line.
     *
     * @param id the provider's
     * @param itemId as an order names it, or as the site shows it: providers mix them
     * @param skuId likewise; may be empty
     * @param quantity units
     * @param status {@link PurchaseStatus#UNKNOWN} if the provider's word is not known
     * @param rawStatus the provider's word; may be empty
     */
    public static LineBuilder builder(
        String id, String itemId, String skuId, int quantity, PurchaseStatus status, String rawStatus) {
      return new LineBuilder(id, itemId, skuId, quantity, status, rawStatus);
    }

    /** The provider's id of the line. */
    public String id() {
      return values.id;
    }

    /** Our number of the line, if the provider returns it. */
    public Optional<String> lineNo() {
      return Optional.ofNullable(values.lineNo);
    }

    /** The item, as an order names it or as the site shows it: providers mix them. */
    public String itemId() {
      return values.itemId;
    }

    /** The variant, as an order names it or as the site shows it; may be empty. */
    public String skuId() {
      return values.skuId;
    }

    /** In the provider's language; may be empty. */
    public String title() {
      return values.title;
    }

    /** Units ordered. */
    public int quantity() {
      return values.quantity;
    }

    /** Price of all units, if the provider says so. */
    public Optional<Money> amount() {
      return Optional.ofNullable(values.amount);
    }

    /** Status of the line; the order may have another one. */
    public PurchaseStatus status() {
      return values.status;
    }

    /** The provider's word for the status; may be empty. */
    public String rawStatus() {
      return values.rawStatus;
    }

    /** Parcels; none if there is none yet. */
    public List<Tracking> tracking() {
      return values.tracking;
    }

    /** The number of the order to which the line belongs on the site, if it has another one there. */
    public Optional<String> siteOrderId() {
      return Optional.ofNullable(values.siteOrderId);
    }

    /** Why the provider failed to make the line after it had accepted it. */
    public Optional<String> failureCode() {
      return Optional.ofNullable(values.failureCode);
    }

    /** The provider's words for the failure; empty if it gives none, or the line has not failed. */
    public Optional<String> failureMessage() {
      return Optional.ofNullable(values.failureMessage);
    }

    /** Why it is closed, in the provider's words. */
    public Optional<String> closeReason() {
      return Optional.ofNullable(values.closeReason);
    }

    /** What is paid back, or was asked back. */
    public Optional<Refund> refund() {
      return Optional.ofNullable(values.refund);
    }
  }

  /** Mutable; for one thread; builds once. */
  public static final class LineBuilder {
    private final String id;
    private final String itemId;
    private final String skuId;
    private final int quantity;
    private final PurchaseStatus status;
    private final String rawStatus;
    private String title = "";
    private List<Tracking> tracking = List.of();
    @Nullable private String lineNo;
    @Nullable private Money amount;
    @Nullable private String siteOrderId;
    @Nullable private String failureCode;
    @Nullable private String failureMessage;
    @Nullable private String closeReason;
    @Nullable private Refund refund;

    private LineBuilder(
        String id, String itemId, String skuId, int quantity, PurchaseStatus status, String rawStatus) {
      this.id = id;
      this.itemId = itemId;
      this.skuId = skuId;
      this.quantity = quantity;
      this.status = status;
      this.rawStatus = PlainText.clean(rawStatus);
    }

    /**
     * Our number of the line.
     *
     * @param value from the answer, never from the request; null, the default, if the provider does not return it
     */
    public LineBuilder lineNo(@Nullable String value) {
      lineNo = value;
      return this;
    }

    /**
     * What people read.
     *
     * @param value in the provider's language, is cleaned; empty by default
     */
    public LineBuilder title(String value) {
      title = PlainText.clean(value);
      return this;
    }

    /**
     * Price of all units.
     *
     * @param value null, the default, if the provider does not say so
     */
    public LineBuilder amount(@Nullable Money value) {
      amount = value;
      return this;
    }

    /**
     * Replaces the parcels.
     *
     * @param value none by default; may hold no null
     */
    public LineBuilder tracking(List<Tracking> value) {
      tracking = List.copyOf(value);
      return this;
    }

    /**
     * The number of the order to which the line belongs on the site.
     *
     * @param value null, the default, if it is the same
     */
    public LineBuilder siteOrderId(@Nullable String value) {
      siteOrderId = value;
      return this;
    }

    /**
     * Why the provider failed to make the line. It counts as failed if it has a code and it or its order is closed.
     *
     * @param code is cleaned; null, the default, if it has not failed
     * @param message is cleaned; null, the default, if there is none
     */
    public LineBuilder failure(@Nullable String code, @Nullable String message) {
      failureCode = PlainText.cleanOrNull(code);
      failureMessage = PlainText.cleanOrNull(message);
      return this;
    }

    /**
     * Why the line is closed.
     *
     * @param value the provider's words, are cleaned; null, the default, if it gives none
     */
    public LineBuilder closeReason(@Nullable String value) {
      closeReason = PlainText.cleanOrNull(value);
      return this;
    }

    /**
     * What is paid back, or was asked back.
     *
     * @param value null, the default, if nothing
     */
    public LineBuilder refund(@Nullable Refund value) {
      refund = value;
      return this;
    }

    /** The line; the builder must not be used afterwards. */
    @CheckReturnValue
    public Line build() {
      return new Line(this);
    }
  }

  /** Mutable; for one thread; builds once. */
  public static final class Builder {
    private final String id;
    private final String clientOrderId;
    private final PurchaseStatus status;
    private final String rawStatus;
    @Nullable private Money total;
    @Nullable private URI payLink;
    @Nullable private Instant payBy;
    @Nullable private String account;
    @Nullable private Instant modifiedAt;
    private List<Line> lines = List.of();

    private Builder(String id, String clientOrderId, PurchaseStatus status, String rawStatus) {
      this.id = id;
      this.clientOrderId = clientOrderId;
      this.status = status;
      this.rawStatus = PlainText.clean(rawStatus);
    }

    /**
     * What is to pay in all.
     *
     * @param value null, the default, if the provider does not say so
     */
    public Builder total(@Nullable Money value) {
      total = value;
      return this;
    }

    /**
     * Replaces the lines.
     *
     * @param value none by default; may hold no null
     */
    public Builder lines(List<Line> value) {
      lines = List.copyOf(value);
      return this;
    }

    /**
     * How and until when a person pays.
     *
     * @param link dropped unless {@link PayLinks} lets it pass; null, the default, if there is none
     * @param by when the order is closed unless it is paid; null, the default, if the provider does not say so
     */
    public Builder payment(@Nullable URI link, @Nullable Instant by) {
      payLink = PayLinks.safe(link);
      payBy = by;
      return this;
    }

    /**
     * The account in whose name it was placed.
     *
     * @param value is cleaned; null, the default, if the provider does not say so
     */
    public Builder account(@Nullable String value) {
      account = PlainText.cleanOrNull(value);
      return this;
    }

    /**
     * When it changed last.
     *
     * @param value by the provider's clock; null, the default, if the provider does not say so
     */
    public Builder modifiedAt(@Nullable Instant value) {
      modifiedAt = value;
      return this;
    }

    /** The order; the builder must not be used afterwards. */
    @CheckReturnValue
    public ProviderOrder build() {
      return new ProviderOrder(this);
    }
  }
}
