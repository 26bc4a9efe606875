package io.autopurchase.spi;

import java.util.Objects;
import java.util.Optional;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an event that queries look at. All may be missing. Immutable.
 *
 * <p>Limits, in characters as {@link String#length()} counts them: {@link #type()} and {@link #provider()} 64, {@link #activity()} 120,
 * the other texts 255. Texts are well-formed Unicode without U+0000.
 */
@Immutable
public final class EventFields {
  private static final EventFields NONE = builder().build();

  @Nullable private final String type;
  @Nullable private final String orderId;
  @Nullable private final String lineId;
  @Nullable private final String activity;
  @Nullable private final String provider;
  @Nullable private final String login;

  private EventFields(Builder builder) {
    type = builder.type;
    orderId = builder.orderId;
    lineId = builder.lineId;
    activity = builder.activity;
    provider = builder.provider;
    login = builder.login;
  }

  /** Starts with all fields missing. */
  public static Builder builder() {
    return new Builder();
  }

  /** With all fields missing: only a query without fields finds such an event. */
  public static EventFields none() {
    return NONE;
  }

  /** What happened, as in the host's events. */
  public Optional<String> type() {
    return Optional.ofNullable(type);
  }

  /** The host's order that it belongs to. */
  public Optional<String> orderId() {
    return Optional.ofNullable(orderId);
  }

  /** The line of that order; never without the order. */
  public Optional<String> lineId() {
    return Optional.ofNullable(lineId);
  }

  /** The id of the activity that it belongs to. */
  public Optional<String> activity() {
    return Optional.ofNullable(activity);
  }

  /** The provider of the session that it belongs to. */
  public Optional<String> provider() {
    return Optional.ofNullable(provider);
  }

  /** The login of the session that it belongs to. */
  public Optional<String> login() {
    return Optional.ofNullable(login);
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof EventFields)) {
      return false;
    }
    EventFields that = (EventFields) other;
    return Objects.equals(type, that.type)
        && Objects.equals(orderId, that.orderId)
        && Objects.equals(lineId, that.lineId)
        && Objects.equals(activity, that.activity)
        && Objects.equals(provider, that.provider)
        && Objects.equals(login, that.login);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, orderId, lineId, activity, provider, login);
  }

  @Override
  public String toString() {
    return type + " " + orderId + "/" + lineId + " " + activity + " " + provider + "/" + login;
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    @Nullable private String type;
    @Nullable private String orderId;
    @Nullable private String lineId;
    @Nullable private String activity;
    @Nullable private String provider;
    @Nullable private String login;

    private Builder() {}

    /**
     * What happened.
     *
     * @param value up to 64 characters; null, the default, if it is missing
     */
    public Builder type(@Nullable String value) {
      type = value;
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
     * The line of the order.
     *
     * @param value up to 255 characters; null, the default, if it is missing
     */
    public Builder lineId(@Nullable String value) {
      lineId = value;
      return this;
    }

    /**
     * The activity that it belongs to.
     *
     * @param value up to 120 characters; null, the default, if it is missing
     */
    public Builder activity(@Nullable String value) {
      activity = value;
      return this;
    }

    /**
     * The session that it belongs to.
     *
     * @param ofProvider up to 64 characters; null, the default, if it is missing
     * @param ofLogin up to 255 characters; null, the default, if it is missing
     */
    public Builder session(@Nullable String ofProvider, @Nullable String ofLogin) {
      provider = ofProvider;
      login = ofLogin;
      return this;
    }

    /** The fields as they are now, without checking the limits. */
    @CheckReturnValue
    public EventFields build() {
      return new EventFields(this);
    }
  }
}
