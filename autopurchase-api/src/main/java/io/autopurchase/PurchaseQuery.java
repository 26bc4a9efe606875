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

  public Optional<PurchaseGroup> group() {
    return Optional.ofNullable(values.group);
  }

  public Optional<PurchaseStatus> status() {
    return Optional.ofNullable(values.status);
  }

  public Optional<SessionId> session() {
    return Optional.ofNullable(values.session);
  }

  /** The host's order. */
  public Optional<String> orderId() {
    return Optional.ofNullable(values.orderId);
  }

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

  /** The same, behind a line. */
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

    public Builder group(@Nullable PurchaseGroup value) {
      group = value;
      return this;
    }

    public Builder status(@Nullable PurchaseStatus value) {
      status = value;
      return this;
    }

    public Builder session(@Nullable SessionId value) {
      session = value;
      return this;
    }

    public Builder orderId(@Nullable String value) {
      orderId = value;
      return this;
    }

    public Builder providerOrderId(@Nullable String value) {
      providerOrderId = value;
      return this;
    }

    public Builder after(@Nullable LineKey value) {
      after = value;
      return this;
    }

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
