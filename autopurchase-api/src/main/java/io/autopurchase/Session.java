package io.autopurchase;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/** A login that is authorized at a provider, as of when it was read. It holds no token. */
@Immutable
public final class Session {
  private final SessionId id;
  private final SessionState state;
  private final Builder details;

  private Session(Builder builder) {
    id = builder.id;
    state = builder.state;
    details = builder;
  }

  /**
   * A session that was never authorized or synchronized.
   *
   * @param id the session's id
   * @param state whether purchases can be made in its name
   */
  public static Builder builder(SessionId id, SessionState state) {
    return new Builder(id, state);
  }

  /** Its provider and login. */
  public SessionId id() {
    return id;
  }

  /**
   * Whether purchases can be made in its name, as seen by the node that read it: without the key to its tokens it needs
   * authorization.
   */
  public SessionState state() {
    return state;
  }

  /** The account that signed in, as the provider names it; it may differ from the login. */
  public Optional<String> account() {
    return Optional.ofNullable(details.account);
  }

  /** When a person authorized it last. */
  public Optional<Instant> authorizedAt() {
    return Optional.ofNullable(details.authorizedAt);
  }

  /** When the access token ends; it is refreshed before. */
  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(details.expiresAt);
  }

  /** When it can no longer be refreshed, and a person must authorize it again. */
  public Optional<Instant> authorizationEndsAt() {
    return Optional.ofNullable(details.authorizationEndsAt);
  }

  /** When the last synchronization succeeded. */
  public Optional<Instant> lastSynchronizedAt() {
    return Optional.ofNullable(details.lastSynchronizedAt);
  }

  /** Why the last synchronization failed; empty if it did not. */
  public Optional<String> synchronizationFailure() {
    return Optional.ofNullable(details.synchronizationFailure);
  }

  /** Its condition when it was read. */
  public SessionHealth health() {
    if (state != SessionState.ACTIVE) {
      return SessionHealth.UNAVAILABLE;
    }
    if (details.expiring) {
      return SessionHealth.EXPIRING;
    }
    return details.synchronizationFailure == null ? SessionHealth.HEALTHY : SessionHealth.SYNC_FAILED;
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Session && all().equals(((Session) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(details.id, details.state, details.account, details.authorizedAt, details.expiresAt, details.authorizationEndsAt, details.lastSynchronizedAt, details.synchronizationFailure, details.expiring);
  }

  @Override
  public String toString() {
    return id + " " + state;
  }

  /** Mutable; for one thread; builds once. */
  public static final class Builder {
    private final SessionId id;
    private final SessionState state;
    @Nullable private String account;
    @Nullable private Instant authorizedAt;
    @Nullable private Instant expiresAt;
    @Nullable private Instant authorizationEndsAt;
    @Nullable private Instant lastSynchronizedAt;
    @Nullable private String synchronizationFailure;
    private boolean expiring;

    private Builder(SessionId id, SessionState state) {
      this.id = id;
      this.state = state;
    }

    /**
     * The account that signed in; not known by default.
     *
     * @param value as the provider names it; null if it is not known
     */
    public Builder account(@Nullable String value) {
      account = value;
      return this;
    }

    /**
     * When a person authorized it last; never by default.
     *
     * @param value null for never
     */
    public Builder authorizedAt(@Nullable Instant value) {
      authorizedAt = value;
      return this;
    }

    /**
     * When the access token ends; not known by default.
     *
     * @param value null if it is not known
     */
    public Builder expiresAt(@Nullable Instant value) {
      expiresAt = value;
      return this;
    }

    /**
     * When it can no longer be refreshed; not known by default.
     *
     * @param value null if it is not known
     */
    public Builder authorizationEndsAt(@Nullable Instant value) {
      authorizationEndsAt = value;
      return this;
    }

    /**
     * Whether its authorization ends soon.
     *
     * @param value false by default
     */
    public Builder expiring(boolean value) {
      expiring = value;
      return this;
    }

    /**
     * How its synchronizations went; there was none by default.
     *
     * @param succeededAt when the last one that succeeded ended; null if there was none
     * @param failure why the last one failed; null if it did not
     */
    public Builder synchronization(@Nullable Instant succeededAt, @Nullable String failure) {
      lastSynchronizedAt = succeededAt;
      synchronizationFailure = failure;
      return this;
    }

    /** Builds the session; later changes of the builder do not reach it. */
    @CheckReturnValue
    public Session build() {
      Builder copy = new Builder(id, state);
      copy.account = account;
      copy.authorizedAt = authorizedAt;
      copy.expiresAt = expiresAt;
      copy.authorizationEndsAt = authorizationEndsAt;
      copy.expiring = expiring;
      copy.lastSynchronizedAt = lastSynchronizedAt;
      copy.synchronizationFailure = synchronizationFailure;
      return new Session(copy);
    }
  }
}
