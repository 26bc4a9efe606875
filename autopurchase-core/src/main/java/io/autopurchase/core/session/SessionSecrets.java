package io.autopurchase.core.session;

import io.autopurchase.Secret;
import io.autopurchase.SecretCipher;
import io.autopurchase.SessionId;
import io.autopurchase.core.record.Keys;
import io.autopurchase.spi.TokenSet;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of sessions, encrypted. Each is bound to its shop, provider, login and field, so that it is of no use anywhere
 * else. A token that cannot be read is left as it is: perhaps only this node lacks the key. Thread-safe.
 */
@ThreadSafe
final class SessionSecrets {
  private static final Logger log = LoggerFactory.getLogger(SessionSecrets.class);
  private static final String ACCESS = "access";
  private static final String REFRESH = "refresh";

  private final SecretCipher cipher;
  private final String shop;
  private final KeyCheck check;
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  SessionSecrets(SecretCipher cipher, String shop, KeyCheck check) {
    this.cipher = cipher;
    this.shop = shop;
    this.check = check;
    check.atStart(session -> !areLocked(session));
  }

  /** To be called before a provider is asked for tokens that could not be kept. */
  void requireKeys() {
    check.beforeSealing();
  }

  void keep(SessionRecord session, TokenSet grant) {
    check.beforeSealing();
    session.accessToken = cipher.encrypt(grant.accessToken(), place(session, ACCESS));
    session.refreshToken = grant.refreshToken().map(token -> cipher.encrypt(token, place(session, REFRESH))).orElse(null);
  }

  /** Empty if there is none, or it cannot be read. */
  Optional<Secret> accessToken(SessionRecord session) {
    return read(session, ACCESS, session.accessToken);
  }

  /** Likewise. */
  Optional<Secret> refreshToken(SessionRecord session) {
    return read(session, REFRESH, session.refreshToken);
  }

  /** Whether there are tokens, but none by which the session could be used here. */
  boolean areLocked(SessionRecord session) {
    boolean any = session.accessToken != null || session.refreshToken != null;
    return any && accessToken(session).isEmpty() && refreshToken(session).isEmpty();
  }

  /** Also if it was encrypted again in the meantime. */
  boolean haveSameRefreshToken(SessionRecord one, SessionRecord other) {
    return Arrays.equals(one.refreshToken, other.refreshToken)
        || refreshToken(one).isPresent() && refreshToken(one).equals(refreshToken(other));
  }

  /** Encrypts again what is encrypted with an older key; for a session that is about to be written. */
  void renew(SessionRecord session) {
    session.accessToken = renew(session, ACCESS, session.accessToken);
    session.refreshToken = renew(session, REFRESH, session.refreshToken);
  }

  @Nullable
  private byte[] renew(SessionRecord session, String field, @Nullable byte[] encrypted) {
    if (encrypted == null || cipher.isCurrent(encrypted)) {
      return encrypted;
    }
    return read(session, field, encrypted).map(token -> seal(token, place(session, field))).orElse(encrypted);
  }

  private byte[] seal(Secret token, String place) {
    check.beforeSealing();
    return cipher.encrypt(token, place);
  }

  private Optional<Secret> read(SessionRecord session, String field, @Nullable byte[] encrypted) {
    if (encrypted == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(cipher.decrypt(encrypted, place(session, field)));
    } catch (SecretCipher.UndecryptableException e) {
      if (reported.add(e.getMessage())) {
        log.error("A token of session {} cannot be read, and is left as it is: {}", session.id(), e.getMessage());
      }
      return Optional.empty();
    }
  }

  private String place(SessionRecord session, String field) {
    SessionId id = session.id();
    return Keys.escape(shop) + "/" + Keys.escape(id.provider()) + "/" + Keys.escape(id.login()) + "/" + field;
  }
}
