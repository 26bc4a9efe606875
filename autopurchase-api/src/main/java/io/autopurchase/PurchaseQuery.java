package io.autopurchase;

import io.autopurchase.engine.Arguments;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * Which purchases to list. Filters that are not given match everything. Immutable.
 *
 * <p>The times of a purchase are those of the nodes' clocks. A change is stored a little later than its time, up to some minutes if the
 * database is away. So a program that asks for changes since its last query should begin ten minutes earlier, and recognize purchases
 * that it gets twice. It sees only the current state of a purchase, and misses changes that were dated by a clock that was behind. If no
 * change may be missed, follow {@link Events#feed}.
 */
@Immutable
public final class PurchaseQuery {
  private static final int LONGEST_TEXT = 1000;
  private static final int MOST = 500;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

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

  /** Only lines with one of these statuses; empty for any, also for lines without an order. */
  public Set<PurchaseStatus> statuses() {
    return values.statuses;
  }

  /** Only lines whose cost is at least so far above the approved price; {@code NONE} for any. */
  public PriceVariance varianceAtLeast() {
    return values.varianceAtLeast;
  }

  /** Only lines whose {@link Purchase#linkedAt()} is this moment or later; empty for any. */
  public Optional<Instant> linkedSince() {
    return Optional.ofNullable(values.linkedSince);
  }

  /** Only lines whose {@link Purchase#linkedAt()} is before this moment; empty for any. */
  public Optional<Instant> linkedUntil() {
    return Optional.ofNullable(values.linkedUntil);
  }

  /** Only lines whose {@link Purchase#changedAt()} is this moment or later; empty for any. */
  public Optional<Instant> changedSince() {
    return Optional.ofNullable(values.changedSince);
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

  /** Only lines after this one, the last of the page before. */
  public Optional<LineKey> after() {
    return Optional.ofNullable(values.after);
  }

  /** The highest number of purchases, 1 to 500. */
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
    private Set<PurchaseStatus> statuses = Set.of();
    private PriceVariance varianceAtLeast = PriceVariance.NONE;
    @Nullable private Instant linkedSince;
    @Nullable private Instant linkedUntil;
    @Nullable private Instant changedSince;
    @Nullable private SessionId session;
    @Nullable private String orderId;
    @Nullable private String providerOrderId;
    @Nullable private LineKey after;
    private int limit = 100;

    private Builder() {}

    private Builder copy() {
      return new Builder()
          .group(group)
          .statuses(statuses)
          .varianceAtLeast(varianceAtLeast)
          .linkedBetween(linkedSince, linkedUntil)
          .changedSince(changedSince)
          .session(session)
          .orderId(orderId)
          .providerOrderId(providerOrderId)
          .after(after)
          .limit(limit);
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
     * As {@link #statuses} with one.
     *
     * @param value null for any, also for lines without an order
     */
    public Builder status(@Nullable PurchaseStatus value) {
      return statuses(value == null ? Set.of() : Set.of(value));
    }

    /**
     * Only lines with one of several statuses; any by default.
     *
     * @param values empty for any, also for lines without an order
     */
    public Builder statuses(Set<PurchaseStatus> values) {
      statuses = Set.copyOf(Objects.requireNonNull(values, "statuses"));
      return this;
    }

    /**
     * Only lines that cost more than was approved; any by default. A purchase that an earlier release has stored is found from its next
     * change on.
     *
     * @param value {@code MINOR} for these, {@code MAJOR} for those at which a person should look, {@code NONE} for any
     */
    public Builder varianceAtLeast(PriceVariance value) {
      varianceAtLeast = Objects.requireNonNull(value, "varianceAtLeast");
      return this;
    }

    /**
     * Only lines that were linked to their order within a time, see {@link Purchase#linkedAt()}; all by default.
     *
     * @param since itself included; null without a beginning
     * @param until itself excluded; null without an end
     */
    public Builder linkedBetween(@Nullable Instant since, @Nullable Instant until) {
      linkedSince = since;
      linkedUntil = until;
      return this;
    }

    /**
     * Only lines that have changed since a moment, see {@link Purchase#changedAt()} and {@link PurchaseQuery}; all by default.
     *
     * @param value itself included; null for all
     */
    public Builder changedSince(@Nullable Instant value) {
      changedSince = value;
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

    /** @throws InvalidInputException if the limit is out of range, a text has more than 1000 characters, or a time is not in the years 1970 to 9999 */
    @CheckReturnValue
    public PurchaseQuery build() {
      if (limit < 1 || limit > MOST) {
        throw new InvalidInputException("limit", "RANGE", Checks.range(limit, 1, MOST));
      }
      bound("orderId", orderId);
      bound("providerOrderId", providerOrderId);
      bound("linkedSince", linkedSince);
      bound("linkedUntil", linkedUntil);
      bound("changedSince", changedSince);
      return new PurchaseQuery(this);
    }

    private static void bound(String field, @Nullable Instant value) {
      if (value != null && (value.isBefore(Instant.EPOCH) || value.isAfter(LATEST))) {
        throw new InvalidInputException(field, "RANGE", Checks.range(value, 1970, 9999));
      }
    }

    private static void bound(String field, @Nullable String value) {
      if (value != null && value.length() > LONGEST_TEXT) {
        throw new InvalidInputException(field, "LENGTH", Arguments.of("max", LONGEST_TEXT));
      }
    }
  }
}
