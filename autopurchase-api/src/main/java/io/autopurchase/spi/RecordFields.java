package io.autopurchase.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a record that queries look at. All may be missing, and a text that is there but empty is not missing.
 * Immutable.
 *
 * <p>Limits, in characters as {@link String#length()} counts them: {@link #type()}, {@link #state()} and {@link #provider()}
 * 64, {@link #text()} 4000, the other texts 255. Texts are well-formed Unicode, characters beyond the first plane included,
 * without U+0000. {@link #dueAt()}, {@link #startedAt()} and {@link #changedAt()} are whole milliseconds of the years 1970 to 9999.
 */
@Immutable
public final class RecordFields {
  private static final RecordFields NONE = builder().build();

  @Nullable private final String type;
  @Nullable private final String state;
  @Nullable private final String provider;
  @Nullable private final String login;
  @Nullable private final String orderId;
  @Nullable private final String reference;
  @Nullable private final String text;
  @Nullable private final Instant dueAt;
  @Nullable private final Instant startedAt;
  @Nullable private final Instant changedAt;

  private RecordFields(Builder builder) {
    type = builder.type;
    state = builder.state;
    provider = builder.provider;
    login = builder.login;
    orderId = builder.orderId;
    reference = builder.reference;
    text = builder.text;
    dueAt = builder.dueAt;
    startedAt = builder.startedAt;
    changedAt = builder.changedAt;
  }

  /** Starts with all fields missing. */
  public static Builder builder() {
    return new Builder();
  }

  /** With all fields missing: only a query without fields finds such a record, and it is never due. */
  public static RecordFields none() {
    return NONE;
  }

  /** What the record is within its kind, such as the type of an activity. */
  public Optional<String> type() {
    return Optional.ofNullable(type);
  }

  /** How far it is, such as the state of an activity. */
  public Optional<String> state() {
    return Optional.ofNullable(state);
  }

  /** The provider of the session that it belongs to. */
  public Optional<String> provider() {
    return Optional.ofNullable(provider);
  }

  /** The login of the session that it belongs to. */
  public Optional<String> login() {
    return Optional.ofNullable(login);
  }

  /** The host's order that it belongs to. */
  public Optional<String> orderId() {
    return Optional.ofNullable(orderId);
  }

  /** The id of something else that the record belongs to. */
  public Optional<String> reference() {
    return Optional.ofNullable(reference);
  }

  /** For free search: words between single blanks, which the engine makes with {@link SearchText}. */
  public Optional<String> text() {
    return Optional.ofNullable(text);
  }

  /** From when on {@link ActivityStore#due} returns the record; without it, never. */
  public Optional<Instant> dueAt() {
    return Optional.ofNullable(dueAt);
  }

  /** When what the record is about began, such as when a purchase was ordered; for {@link RecordQuery#started(TimeRange)}. */
  public Optional<Instant> startedAt() {
    return Optional.ofNullable(startedAt);
  }

  /** When what the record shows changed last, by the clock of the node that wrote it; for {@link RecordQuery#changed(TimeRange)}. */
  public Optional<Instant> changedAt() {
    return Optional.ofNullable(changedAt);
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof RecordFields)) {
      return false;
    }
    RecordFields that = (RecordFields) other;
    return Objects.equals(type, that.type)
        && Objects.equals(state, that.state)
        && Objects.equals(provider, that.provider)
        && Objects.equals(login, that.login)
        && Objects.equals(orderId, that.orderId)
        && Objects.equals(reference, that.reference)
        && Objects.equals(text, that.text)
        && Objects.equals(dueAt, that.dueAt)
        && Objects.equals(startedAt, that.startedAt)
        && Objects.equals(changedAt, that.changedAt);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, state, provider, login, orderId, reference, text, dueAt, startedAt, changedAt);
  }

  @Override
  public String toString() {
    return type + " " + state + " " + provider + "/" + login + " " + orderId + " " + reference + " due " + dueAt + " started " + startedAt + " changed " + changedAt;
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    @Nullable private String type;
    @Nullable private String state;
    @Nullable private String provider;
    @Nullable private String login;
    @Nullable private String orderId;
    @Nullable private String reference;
    @Nullable private String text;
    @Nullable private Instant dueAt;
    @Nullable private Instant startedAt;
    @Nullable private Instant changedAt;

    private Builder() {}

    /**
     * What the record is within its kind.
     *
     * @param value up to 64 characters; null, the default, if it is missing
     */
    public Builder type(@Nullable String value) {
      type = value;
      return this;
    }

    /**
     * How far it is.
     *
     * @param value up to 64 characters; null, the default, if it is missing
     */
    public Builder state(@Nullable String value) {
      state = value;
      return this;
    }

    /**
     * The provider of the session that it belongs to.
     *
     * @param value up to 64 characters; null, the default, if it is missing
     */
    public Builder provider(@Nullable String value) {
      provider = value;
      return this;
    }

    /**
     * The login of the session that it belongs to.
     *
     * @param value up to 255 characters; null, the default, if it is missing
     */
    public Builder login(@Nullable String value) {
      login = value;
      return this;
    }

    /**
     * The host's order that it belongs to.
     *
     * @param value up to 255 characters; null, the default, if it is missing
     */
    public Builder orderId(@Nullable String value) {
      orderId = value;
      return this;
    }

    /**
     * The id of something else that it belongs to.
     *
     * @param value up to 255 characters; null, the default, if it is missing
     */
    public Builder reference(@Nullable String value) {
      reference = value;
      return this;
    }

    /**
     * Words for free search, between single blanks.
     *
     * @param value up to 4000 characters; null, the default, if it is missing
     */
    public Builder text(@Nullable String value) {
      text = value;
      return this;
    }

    /**
     * From when on it is due.
     *
     * @param value a whole millisecond of the years 1970 to 9999; null, the default, for never
     */
    public Builder dueAt(@Nullable Instant value) {
      dueAt = value;
      return this;
    }

    /**
     * When what the record is about began.
     *
     * @param value a whole millisecond of the years 1970 to 9999; null, the default, if it is missing
     */
    public Builder startedAt(@Nullable Instant value) {
      startedAt = value;
      return this;
    }

    /**
     * When what the record shows changed last.
     *
     * @param value a whole millisecond of the years 1970 to 9999; null, the default, if it is missing
     */
    public Builder changedAt(@Nullable Instant value) {
      changedAt = value;
      return this;
    }

    /** The fields as they are now, without checking the limits. */
    @CheckReturnValue
    public RecordFields build() {
      return new RecordFields(this);
    }
  }
}
