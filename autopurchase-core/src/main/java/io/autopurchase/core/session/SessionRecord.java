package io.autopurchase.core.session;

import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.record.Stored;
import io.autopurchase.spi.RecordFields;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.Nullable;

/** A session as it is stored. Mutable, as {@link ActivityRecord}. Tokens are ciphertext. */
@Stored
public final class SessionRecord {
  String provider;
  String login;
  public SessionState state = SessionState.NEEDS_AUTHORIZATION;
  @Nullable public String account;
  @Nullable byte[] accessToken;
  @Nullable byte[] refreshToken;

  /** How many pairs of tokens it has had: the number of the present one. */
  int grants;

  @Nullable Instant authorizedAt;
  @Nullable Instant expiresAt;
  @Nullable Instant authorizationEndsAt;

  /** The end of the authorization that was reported as near. */
  @Nullable Instant toldEnd;

  /** Whether a refresh of the tokens has begun and its outcome is not stored. */
  boolean refreshing;

  /** Until when no refresh may begin, after a failure. */
  @Nullable Instant refreshBlockedUntil;

  /** When that was decided, by the clock of the node that decided it. */
  @Nullable Instant refreshBlockedAt;

  /** Refreshes in a row that have brought neither tokens nor a refusal: the pause grows with it. */
  int refreshFailures;

  /** Authorizations that were begun: SHA-256 of the state, and until when it may come back. */
  Map<String, Instant> states = new LinkedHashMap<>();

  SessionId id() {
    return new SessionId(provider, login);
  }

  RecordFields fields() {
    return RecordFields.builder().state(state.name()).provider(provider).login(login).build();
  }

  /** Whether its authorization ends within a time. */
  boolean endsWithin(Duration notice, Instant now) {
    return authorizationEndsAt != null && !notice.isZero() && !authorizationEndsAt.isAfter(now.plus(notice));
  }

  /**
   * @param shown the state in which it can be used
   */
  Session.Builder view(SessionState shown) {
    return Session.builder(id(), shown)
        .account(account)
        .authorizedAt(authorizedAt)
        .expiresAt(expiresAt)
        .authorizationEndsAt(authorizationEndsAt);
  }
}
