package io.autopurchase;

import io.autopurchase.engine.Arguments;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/** Which activities to list. Filters that are not given match everything. */
@Immutable
public final class ActivityQuery {
  /** The highest page number; further pages are not useful. */
  private static final int MOST_PAGES = 1_000_000;

  private static final int LONGEST_TEXT = 1000;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private final Builder values;

  private ActivityQuery(Builder builder) {
    values = builder.copy();
  }

  /** All, newest first, the first page of 10. */
  public static Builder builder() {
    return new Builder();
  }

  /** Activities in one of these states; empty for any. */
  public Set<ActivityState> states() {
    return values.states;
  }

  /** Only activities that wait for this reason; empty for any. */
  public Optional<WaitReason> reason() {
    return Optional.ofNullable(values.reason);
  }

  /** Only activities created at or after this moment, by the clock of the node that stored them; empty for any. */
  public Optional<Instant> createdSince() {
    return Optional.ofNullable(values.createdSince);
  }

  /** Only activities created before this moment, by the clock of the node that stored them; empty for any. */
  public Optional<Instant> createdUntil() {
    return Optional.ofNullable(values.createdUntil);
  }

  /** Only activities of this type; empty for any. */
  public Optional<ActivityType> type() {
    return Optional.ofNullable(values.type);
  }

  /** Only activities of this provider, by its exact id; empty for any. */
  public Optional<String> provider() {
    return Optional.ofNullable(values.provider);
  }

  /** The login of the session. */
  public Optional<String> login() {
    return Optional.ofNullable(values.login);
  }

  /** Only activities of this order of the host, by its exact id; empty for any. */
  public Optional<String> orderId() {
    return Optional.ofNullable(values.orderId);
  }

  /**
   * Words of the description, the order id, the activity id, or item ids and titles of the lines. An activity matches if for each of
   * these words it has a word that begins with it, in any order. Capitals and punctuation do not matter, and numbers match also without
   * their leading zeros. In Chinese any part of a title matches.
   */
  public Optional<String> text() {
    return Optional.ofNullable(values.text);
  }

  /**
   * Only activities older than this one. To go through all activities, query the first page repeatedly, each time before the last
   * activity of the previous page: such pages do not shift, and each costs the same.
   */
  public Optional<ActivityId> before() {
    return Optional.ofNullable(values.before);
  }

  /** From 1 to 1,000,000. The cost of a page grows with the entries before it; with {@link #before()} it does not. */
  public int page() {
    return values.page;
  }

  /** Entries on a page, 1 to 500. */
  public int size() {
    return values.size;
  }

  /** A builder with these values. */
  @CheckReturnValue
  public Builder toBuilder() {
    return values.copy();
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    private Set<ActivityState> states = Set.of();
    @Nullable private WaitReason reason;
    @Nullable private Instant createdSince;
    @Nullable private Instant createdUntil;
    @Nullable private ActivityType type;
    @Nullable private String provider;
    @Nullable private String login;
    @Nullable private String orderId;
    @Nullable private String text;
    @Nullable private ActivityId before;
    private int page = 1;
    private int size = 10;

    private static void bound(String field, @Nullable String value) {
      if (value != null && value.length() > LONGEST_TEXT) {
        throw new InvalidInputException(field, "LENGTH", Arguments.of("max", LONGEST_TEXT));
      }
    }

    private static void bound(String field, @Nullable Instant value) {
      if (value != null && (value.isBefore(Instant.EPOCH) || value.isAfter(LATEST))) {
        throw new InvalidInputException(field, "RANGE", Checks.range(value, 1970, 9999));
      }
    }

    private Builder() {}

    private Builder copy() {
      Builder copy = new Builder().states(states).type(type).provider(provider).login(login).orderId(orderId).text(text).before(before);
      copy.reason = reason;
      copy.createdSince = createdSince;
      copy.createdUntil = createdUntil;
      copy.page = page;
      copy.size = size;
      return copy;
    }

    /**
     * As {@link #states} with one; null for any.
     *
     * @param value the state
     */
    public Builder state(@Nullable ActivityState value) {
      return states(value == null ? Set.of() : Set.of(value));
    }

    /**
     * Only activities in one of these states. They are listed from the newest on; use {@link #before} for the next page.
     *
     * @param values empty for any
     */
    public Builder states(Set<ActivityState> values) {
      states = Set.copyOf(Objects.requireNonNull(values, "states"));
      return this;
    }

    /**
     * Only those that are not finished, or only those that are; see {@link ActivityState#isFinished()}.
     *
     * @param value true for finished ones, false for unfinished ones
     */
    public Builder finished(boolean value) {
      return states(Arrays.stream(ActivityState.values()).filter(state -> state != ActivityState.UNKNOWN && state.isFinished() == value).collect(Collectors.toSet()));
    }

    /**
     * Only those that a person should look at: they ask, are parked, or have failed.
     */
    public Builder needsAttention() {
      return states(Set.of(ActivityState.WAITING_FOR_ANSWER, ActivityState.PARKED, ActivityState.FAILED));
    }

    /**
     * Only activities that wait for a reason; any by default. As with several states, use {@link #before} for the next page.
     *
     * @param value null for any
     */
    public Builder reason(@Nullable WaitReason value) {
      reason = value;
      return this;
    }

    /**
     * Only activities created within a time, by the clock of the node that stored them; all by default.
     *
     * @param since itself included; null without a beginning
     * @param until itself excluded; null without an end
     */
    public Builder createdBetween(@Nullable Instant since, @Nullable Instant until) {
      createdSince = since;
      createdUntil = until;
      return this;
    }

    /**
     * Only activities of one type; any by default.
     *
     * @param value null for any
     */
    public Builder type(@Nullable ActivityType value) {
      type = value;
      return this;
    }

    /**
     * Only activities of one provider; any by default.
     *
     * @param value its exact id, such as {@code taobao}, at most 1000 characters; null for any
     */
    public Builder provider(@Nullable String value) {
      provider = value;
      return this;
    }

    /**
     * Only activities of sessions with this login; any by default.
     *
     * @param value the exact login, at most 1000 characters; null for any
     */
    public Builder login(@Nullable String value) {
      login = value;
      return this;
    }

    /**
     * Only activities of one order of the host; any by default.
     *
     * @param value its exact id, at most 1000 characters; null for any
     */
    public Builder orderId(@Nullable String value) {
      orderId = value;
      return this;
    }

    /**
     * Only activities that these words find, see {@link ActivityQuery#text()}; any by default.
     *
     * @param value at most 1000 characters, of which the first 200 count; null or blank for any, signs alone find nothing
     */
    public Builder text(@Nullable String value) {
      text = value;
      return this;
    }

    /**
     * Only activities older than one, see {@link ActivityQuery#before()}; all by default.
     *
     * @param value null for all
     */
    public Builder before(@Nullable ActivityId value) {
      before = value;
      return this;
    }

    /**
     * Which page to return; the first one of 10 entries by default.
     *
     * @param number from 1 to 1,000,000; with several states, or with a reason, only 1
     * @param entries entries on a page, 1 to 500
     */
    public Builder page(int number, int entries) {
      page = number;
      size = entries;
      return this;
    }

    /**
     * @throws InvalidInputException if page or size are out of range, or a text has more than 1000 characters
     */
    @CheckReturnValue
    public ActivityQuery build() {
      if (page < 1 || page > MOST_PAGES) {
        throw new InvalidInputException("page", "RANGE", Checks.range(page, 1, MOST_PAGES));
      }
      if (page > 1 && (states.size() > 1 || reason != null)) {
        throw new InvalidInputException("page", "RANGE", Arguments.of("text", "onlyFirstPage"));
      }
      if (size < 1 || size > 500) {
        throw new InvalidInputException("size", "RANGE", Checks.range(size, 1, 500));
      }
      bound("createdSince", createdSince);
      bound("createdUntil", createdUntil);
      bound("provider", provider);
      bound("login", login);
      bound("orderId", orderId);
      bound("text", text);
      return new ActivityQuery(this);
    }
  }
}
