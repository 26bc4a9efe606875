package io.autopurchase;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which purchases to list; what is not given does not matter. Immutable. */
public final class PurchaseQuery {
  private static final int LONGEST_TEXT = 1000;
  private static final int MOST = 500;

  private final Builder values;

  private PurchaseQuery(Builder builder) {
    values = builder.copy();
  }

  /** All, at most 100. */
  public static Builder builder() {
    return new Builder();
  }

  /** Only lines of this group; empty for any. */
  public Optional<PurchaseGroup> group() {
    return Optional.ofNullable(values.group);
  }

  /** Only lines with this status; empty for any, also for lines without an order. */
  public Optional<PurchaseStatus> status() {
    return Optional.ofNullable(values.status);
  }

  /** Only lines that this session bought or dealt with last; empty for any. */
  public Optional<SessionId> session() {
    return Optional.ofNullable(values.session);
  }

  /** The host's order. */
  public Optional<String> orderId() {
    return Optional.ofNullable(values.orderId);
  }

  /** Only lines of this order of the provider, by its exact number; empty for any. */
  public Optional<String> providerOrderId() {
    return Optional.ofNullable(values.providerOrderId);
  }

  /** Only those that come behind this one: the last of the page before. */
  public Optional<LineKey> after() {
    return Optional.ofNullable(values.after);
  }

  /** At most so many, 1 to 500. */
  public int limit() {
    return values.limit;
  }

  /**
   * The same, behind a line.
   *
   * @param line the last one of the page before
   */
  public PurchaseQuery after(LineKey line) {
    return new PurchaseQuery(values.copy().after(line));
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    @Nullable private PurchaseGroup group;
    @Nullable private PurchaseStatus status;
    @Nullable private SessionId session;
    @Nullable private String orderId;
    @Nullable private String providerOrderId;
    @Nullable private LineKey after;
    private int limit = 100;

    private Builder() {}

    private Builder copy() {
      return new Builder().group(group).status(status).session(session).orderId(orderId).providerOrderId(providerOrderId).after(after).limit(limit);
    }

    /**
     * Only lines of one group; any by default.
     *
     * @param value null for any
     */
    public Builder group(@Nullable PurchaseGroup value) {
      group = value;
      return this;
    }

    /**
     * Only lines with one status; any by default.
     *
     * @param value null for any, also for lines without an order
     */
    public Builder status(@Nullable PurchaseStatus value) {
      status = value;
      return this;
    }

    /**
     * Only lines that one session bought or dealt with last; any by default.
     *
     * @param value null for any
     */
    public Builder session(@Nullable SessionId value) {
      session = value;
      return this;
    }

    /**
     * Only lines of one order of the host; any by default.
     *
     * @param value its exact id, at most 1000 characters; null for any
     */
    public Builder orderId(@Nullable String value) {
      orderId = value;
      return this;
    }

    /**
     * Only lines of one order of the provider; any by default.
     *
     * @param value its exact number, at most 1000 characters; null for any
     */
    public Builder providerOrderId(@Nullable String value) {
      providerOrderId = value;
      return this;
    }

    /**
     * Only lines behind one, see {@link PurchaseQuery#after()}; from the first by default.
     *
     * @param value the last line of the page before; null for the first page
     */
    public Builder after(@Nullable LineKey value) {
      after = value;
      return this;
    }

    /**
     * How many purchases to return at most, or for {@link Purchases#stream} the size of a page; 100 by default.
     *
     * @param value 1 to 500
     */
    public Builder limit(int value) {
      limit = value;
      return this;
    }

    /** @throws InvalidInputException if the limit is out of range, or a text has more than 1000 characters */
    public PurchaseQuery build() {
      if (limit < 1 || limit > MOST) {
        throw new InvalidInputException("limit", "RANGE", limit + " is not between 1 and " + MOST);
      }
      bound("orderId", orderId);
      bound("providerOrderId", providerOrderId);
      return new PurchaseQuery(this);
    }

    private static void bound(String field, @Nullable String value) {
      if (value != null && value.length() > LONGEST_TEXT) {
        throw new InvalidInputException(field, "LENGTH", "is longer than " + LONGEST_TEXT + " characters");
      }
    }
  }
}
