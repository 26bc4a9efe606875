package io.autopurchase.core.session;

import io.autopurchase.AuthorizationRequest;
import io.autopurchase.ConflictException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.core.record.Digests;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.spi.PlainText;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.TokenSet;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.regex.Pattern;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/** The two steps in which the owner of an account lets a session use it. Thread-safe. */
@ThreadSafe
final class SessionAuthorization {
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()-]{5,}[0-9]");
  private static final int LONGEST_CODE = 2000;
  private static final int MOST_STATES = 20;
  private static final Duration STATE_LIFE = Duration.ofMinutes(30);

  private final RecordStore recordStore;
  private final ProviderRegistry providers;
  private final SessionSecrets secrets;
  private final SessionRecords records;
  private final TokenRefresh tokens;
  private final SessionThrottle throttle;
  private final SessionViews views;
  private final boolean sharesAccounts;

  /**
   * @param sharesAccounts whether several sessions may belong to one account
   */
  SessionAuthorization(
      RecordStore recordStore,
      ProviderRegistry providers,
      SessionSecrets secrets,
      SessionRecords records,
      TokenRefresh tokens,
      SessionThrottle throttle,
      SessionViews views,
      boolean sharesAccounts) {
    this.recordStore = recordStore;
    this.providers = providers;
    this.secrets = secrets;
    this.records = records;
    this.tokens = tokens;
    this.throttle = throttle;
    this.views = views;
    this.sharesAccounts = sharesAccounts;
  }

  AuthorizationRequest begin(@Nullable String by, SessionId id) {
    ProviderClient client = providers.client(id.provider());
    PlainText.requireId("provider", id.provider(), 64);
    PlainText.requireId("login", id.login(), 128);
    if (PHONE.matcher(withPlainDigits(id.login())).matches()) {
      throw new InvalidInputException(
          "login", "PHONE_AS_LOGIN", Map.of());
    }
    String state = recordStore.ids.unguessable();
    // Before anything is stored: it may lack a setting.
    URI url = client.authorizationUrl(state);
    records.changeOrCreate(
        id,
        session -> {
          session.states.values().removeIf(end -> end.isBefore(recordStore.now()));
          session.states.put(Digests.sha256(state), recordStore.now().plus(STATE_LIFE));
          while (session.states.size() > MOST_STATES) {
            // Every reading of the session reads them all, so the oldest is dropped.
            session.states.remove(Collections.min(session.states.entrySet(), Map.Entry.comparingByValue()).getKey());
          }
          return by == null ? null : SessionRecords.requested(session, "AUTHORIZE", by);
        });
    return new AuthorizationRequest(id, url, state);
  }

  /** Digits of all scripts are the same phone number. */
  private static String withPlainDigits(String login) {
    StringBuilder plain = new StringBuilder();
    login.codePoints().forEach(c -> plain.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
    return plain.toString();
  }

  /** A shop has few sessions: all are looked at. */
  SessionId ofState(String state) {
    String digest = Digests.sha256(state);
    return views.rows(RecordFields.none()).stream()
        .filter(row -> recordStore.view(row, SessionRecord.class, session -> session.states.containsKey(digest)).orElse(false))
        .findFirst()
        .map(row -> Keys.session(row.key()))
        .orElseThrow(SessionAuthorization::invalidState);
  }

  private static InvalidInputException invalidState() {
    return new InvalidInputException("state", "INVALID_STATE", Map.of());
  }

  Session complete(@Nullable String by, SessionId id, CallbackUrl url) {
    // Before the state is used up: the same URL works once the pause is over.
    throttle.refuse(providers.client(id.provider()), id);
    records.change(
        id,
        session -> {
          Instant end = session.states.remove(Digests.sha256(url.state()));
          if (end == null || end.isBefore(recordStore.now())) {
            throw invalidState();
          }
          return null;
        });
    return complete(by, id, url.code());
  }

  Session complete(@Nullable String by, SessionId id, String code) {
    records.require(id);
    if (code.isBlank() || code.length() > LONGEST_CODE || !code.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new InvalidInputException("code", "INVALID_CODE", Map.of());
    }
    secrets.requireKeys();
    ProviderClient client = providers.client(id.provider());
    ProviderResult<TokenSet> result = client.exchangeCode(code, throttle.context(client, id));
    throttle.note(client, id, result);
    TokenSet grant = ProviderFailures.value(id.provider(), result);
    requireOwnAccount(id, grant);
    Instant now = recordStore.now();
    SessionRecord stored =
        records.change(
            id,
            session -> {
              String old = session.state.name();
              requireSameAccount(session, grant);
              tokens.take(session, grant, now);
              session.authorizedAt = now;
              session.state = SessionState.ACTIVE;
              session.toldEnd = null;
              return SessionRecords.changedBy(by, session, old);
            });
    return views.of(stored);
  }

  /** Two sessions of one account are mostly a slip. */
  private void requireOwnAccount(SessionId id, TokenSet grant) {
    boolean isKnown = records.load(id).filter(session -> grant.account().equals(session.body().account)).isPresent();
    if (sharesAccounts || grant.account().isEmpty() || isKnown) {
      return;
    }
    views.list().stream()
        .filter(other -> !other.id().equals(id) && other.id().provider().equals(id.provider()))
        .filter(other -> other.account().filter(grant.account()::equals).isPresent())
        .findFirst()
        .ifPresent(
            other -> {
              throw new ConflictException(
                  "ACCOUNT_IN_USE",
                  "account " + grant.account() + " has signed in, which session " + other.id()
                      + " has already: sign in as another one, or allow shared accounts");
            });
  }

  /** What waits for the session was meant for the account that has signed in before, and so are its purchases. */
  private static void requireSameAccount(SessionRecord session, TokenSet grant) {
    if (session.account != null && !grant.account().isEmpty() && !session.account.equals(grant.account())) {
      throw new ConflictException(
          "ACCOUNT_MISMATCH",
          "account " + grant.account() + " has signed in, and session " + session.id() + " is one of account " + session.account
              + ": sign in as that one, or add a session of its own for the other");
    }
  }
}
