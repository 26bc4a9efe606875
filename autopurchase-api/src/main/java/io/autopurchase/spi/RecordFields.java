package io.autopurchase.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a record that queries look at. All may be missing, and a text that is there but empty is not missing.
 * Immutable.
 *
 * <p>Limits, in characters as {@link String#length()} counts them: {@link #type()}, {@link #state()} and {@link #provider()}
 * 64, {@link #text()} 4000, the other texts 255. Texts are well-formed Unicode, characters beyond the first plane included,
 * without U+0000. {@link #dueAt()} is a whole millisecond of the years 1970 to 9999.
 */
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

  private RecordFields(Builder builder) {
    type = builder.type;
    state = builder.state;
    provider = builder.provider;
    login = builder.login;
    orderId = builder.orderId;
    reference = builder.reference;
    text = builder.text;
    dueAt = builder.dueAt;
  }

  public static Builder builder() {
    return new Builder();
  }

  public static RecordFields none() {
    return NONE;
  }

  public Optional<String> type() {
    return Optional.ofNullable(type);
  }

  public Optional<String> state() {
    return Optional.ofNullable(state);
  }

  public Optional<String> provider() {
    return Optional.ofNullable(provider);
  }

  public Optional<String> login() {
    return Optional.ofNullable(login);
  }

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
        && Objects.equals(dueAt, that.dueAt);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, state, provider, login, orderId, reference, text, dueAt);
  }

  @Override
  public String toString() {
    return type + " " + state + " " + provider + "/" + login + " " + orderId + " " + reference + " due " + dueAt;
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

    private Builder() {}

    public Builder type(@Nullable String value) {
      type = value;
      return this;
    }

    public Builder state(@Nullable String value) {
      state = value;
      return this;
    }

    public Builder provider(@Nullable String value) {
      provider = value;
      return this;
    }

    public Builder login(@Nullable String value) {
      login = value;
      return this;
    }

    public Builder orderId(@Nullable String value) {
      orderId = value;
      return this;
    }

    public Builder reference(@Nullable String value) {
      reference = value;
      return this;
    }

    public Builder text(@Nullable String value) {
      text = value;
      return this;
    }

    public Builder dueAt(@Nullable Instant value) {
      dueAt = value;
      return this;
    }

    public RecordFields build() {
      return new RecordFields(this);
    }
  }
}
