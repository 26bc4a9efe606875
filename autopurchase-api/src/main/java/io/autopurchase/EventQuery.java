package io.autopurchase;

import io.autopurchase.engine.Arguments;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/** Which events of the audit trail to list. Filters that are not given match everything. Immutable. */
@Immutable
public final class EventQuery {
  private static final int LONGEST_TEXT = 255;
  private static final int MOST = 1000;

  private final Builder values;

  private EventQuery(Builder builder) {
    values = builder.copy();
  }

  /** All, the newest 100 first. */
  public static Builder builder() {
    return new Builder();
  }

  /** Only events of this order of the host, and of its lines; empty for any. */
  public Optional<String> orderId() {
    return Optional.ofNullable(values.orderId);
  }

  /** Only events about this line; empty for any. */
  public Optional<LineKey> line() {
    return Optional.ofNullable(values.line);
  }

  /** Only events of this activity; empty for any. */
  public Optional<ActivityId> activity() {
    return Optional.ofNullable(values.activity);
  }

  /** Only events of this session, and of activities that work in its name; empty for any. */
  public Optional<SessionId> session() {
    return Optional.ofNullable(values.session);
  }

  /** Events of one of these types; empty for any. */
  public Set<String> types() {
    return values.types;
  }

  /** Only events at or after this moment, by the clock of the node that committed them; empty from the beginning. */
  public Optional<Instant> since() {
    return Optional.ofNullable(values.since);
  }

  /** Only events before this moment, by the clock of the node that committed them; empty to the end. */
  public Optional<Instant> until() {
    return Optional.ofNullable(values.until);
  }

  /** Only events whose id comes after this one; empty from the beginning. */
  public Optional<String> after() {
    return Optional.ofNullable(values.after);
  }

  /** Only events whose id comes before this one; empty to the end. */
  public Optional<String> before() {
    return Optional.ofNullable(values.before);
  }

  /** Whether the oldest comes first; otherwise the newest does. */
  public boolean isOldestFirst() {
    return values.oldestFirst;
  }

  /** How many events to return at most, 1 to 1000. */
  public int limit() {
    return values.limit;
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    @Nullable private String orderId;
    @Nullable private LineKey line;
    @Nullable private ActivityId activity;
    @Nullable private SessionId session;
    private Set<String> types = Set.of();
    @Nullable private Instant since;
    @Nullable private Instant until;
    @Nullable private String after;
    @Nullable private String before;
    private boolean oldestFirst;
    private int limit = 100;

    private Builder() {}

    private Builder copy() {
      Builder copy = new Builder();
      copy.orderId = orderId;
      copy.line = line;
      copy.activity = activity;
      copy.session = session;
      copy.types = types;
      copy.since = since;
      copy.until = until;
      copy.after = after;
      copy.before = before;
      copy.oldestFirst = oldestFirst;
      copy.limit = limit;
      return copy;
    }

    /**
     * Only events of one order of the host, and of its lines; any by default. With {@link #line} both must hold.
     *
     * @param value its exact id, at most 255 characters; null for any
     */
    public Builder orderId(@Nullable String value) {
      orderId = value;
      return this;
    }

    /**
     * Only events about one line; any by default.
     *
     * @param value null for any
     */
    public Builder line(@Nullable LineKey value) {
      line = value;
      return this;
    }

    /**
     * Only events of one activity; any by default.
     *
     * @param value null for any
     */
    public Builder activity(@Nullable ActivityId value) {
      activity = value;
      return this;
    }

    /**
     * Only events of one session, and of activities that work in its name; any by default.
     *
     * @param value null for any
     */
    public Builder session(@Nullable SessionId value) {
      session = value;
      return this;
    }

    /**
     * Only events of these types; any by default.
     *
     * @param anyOf constants of {@link AutoPurchaseEvent}; none for any
     */
    public Builder types(String... anyOf) {
      types = Set.copyOf(Arrays.asList(Objects.requireNonNull(anyOf, "types")));
      return this;
    }

    /**
     * Only events at or after a moment, by the clock of the node that committed them; all by default.
     *
     * @param value in whole milliseconds, the rest is cut off; null for all
     */
    public Builder since(@Nullable Instant value) {
      since = value;
      return this;
    }

    /**
     * Only events before a moment, by the clock of the node that committed them; all by default.
     *
     * @param value in whole milliseconds, the rest is cut off; null for all
     */
    public Builder until(@Nullable Instant value) {
      until = value;
      return this;
    }

    /**
     * Only events whose id comes after one; all by default.
     *
     * @param id usually that of the last event of the page before; null for all
     */
    public Builder after(@Nullable String id) {
      after = id;
      return this;
    }

    /**
     * Only events whose id comes before one; all by default.
     *
     * @param id usually that of the last event of the page before; null for all
     */
    public Builder before(@Nullable String id) {
      before = id;
      return this;
    }

    /** The oldest first, instead of the newest. */
    public Builder oldestFirst() {
      oldestFirst = true;
      return this;
    }

    /**
     * How many events to return at most; 100 by default.
     *
     * @param value 1 to 1000
     */
    public Builder limit(int value) {
      limit = value;
      return this;
    }

    /**
     * @throws InvalidInputException the limit or a moment is out of range, or a text has more than 255 characters
     */
    @CheckReturnValue
    public EventQuery build() {
      if (limit < 1 || limit > MOST) {
        throw new InvalidInputException("limit", "RANGE", Checks.range(limit, 1, MOST));
      }
      bound("orderId", orderId);
      bound("after", after);
      bound("before", before);
      bound("since", since);
      bound("until", until);
      return new EventQuery(this);
    }

    private static void bound(String field, @Nullable String value) {
      if (value != null && value.length() > LONGEST_TEXT) {
        throw new InvalidInputException(field, "LENGTH", Arguments.of("max", LONGEST_TEXT));
      }
    }

    private static void bound(String field, @Nullable Instant value) {
      if (value != null && (value.isBefore(Instant.EPOCH) || value.isAfter(Instant.parse("9999-12-31T23:59:59.999Z")))) {
        throw new InvalidInputException(field, "RANGE", Checks.range(value, 1970, 9999));
      }
    }
  }
}
