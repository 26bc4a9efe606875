package io.autopurchase.spi;

import io.autopurchase.Money;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Tracking;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;

/** An order as the provider shows it. */
public final class ProviderOrder {
  private final Builder values;

  private ProviderOrder(Builder builder) {
    values = builder;
  }

  /**
   * @param id the provider's
   * @param outerId ours, as the provider returns it; empty where it does not
   */
  public static Builder builder(String id, String outerId, PurchaseStatus status, String rawStatus) {
    return new Builder(id, outerId, status, rawStatus);
  }

  public String id() {
    return values.id;
  }

  public String outerId() {
    return values.outerId;
  }

  public PurchaseStatus status() {
    return values.status;
  }

  /** The provider's word for the status; may be empty. */
  public String rawStatus() {
    return values.rawStatus;
  }

  /** What is to pay in all, where the provider tells. */
  public Optional<Money> total() {
    return Optional.ofNullable(values.total);
  }

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

  @Override
  public String toString() {
    return "order " + id() + " " + rawStatus();
  }

  /**
   * A line of a provider's order.
   *
   * @param id the provider's
   * @param lineNo ours, where the provider returns it; else null
   * @param itemId as an order names it, or as the site shows it: providers mix them
   * @param skuId likewise; may be empty
   * @param quantity pieces
   * @param amount price of all pieces; null where the provider does not tell
   * @param failureCode why the provider failed to make the line after it had accepted it; else null
   * @param failureMessage likewise
   */
  public record Line(
      String id,
      @Nullable String lineNo,
      String itemId,
      String skuId,
      int quantity,
      @Nullable Money amount,
      PurchaseStatus status,
      String rawStatus,
      List<Tracking> tracking,
      @Nullable String failureCode,
      @Nullable String failureMessage) {
    public Line {
      tracking = List.copyOf(tracking);
    }
  }

  /** Mutable; for one thread; builds once. */
  public static final class Builder {
    private final String id;
    private final String outerId;
    private final PurchaseStatus status;
    private final String rawStatus;
    @Nullable private Money total;
    @Nullable private URI payLink;
    @Nullable private Instant payBy;
    private List<Line> lines = List.of();

    private Builder(String id, String outerId, PurchaseStatus status, String rawStatus) {
      this.id = id;
      this.outerId = outerId;
      this.status = status;
      this.rawStatus = rawStatus;
    }

    public Builder total(@Nullable Money value) {
      total = value;
      return this;
    }

    public Builder lines(List<Line> value) {
      lines = List.copyOf(value);
      return this;
    }

    public Builder payment(@Nullable URI link, @Nullable Instant by) {
      payLink = link;
      payBy = by;
      return this;
    }

    public ProviderOrder build() {
      return new ProviderOrder(this);
    }
  }
}
