package io.autopurchase;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.annotation.concurrent.ThreadSafe;
import org.jspecify.annotations.Nullable;

/**
 * Logins at providers. Not for implementation. Thread-safe.
 *
 * <p>Methods that name a session throw {@link NotFoundException} if there is none. Methods that call the provider wait for it, and throw
 * {@link ProviderException} if the call does not succeed. While the provider has requested a pause they throw it with the code {@code
 * LIMIT}, before anything is sent.
 *
 * <p>Methods with {@code by} record the actor in the audit trail: a name of at most 200 printable characters, otherwise {@link
 * InvalidInputException} for the field {@code by}. Use them for every action of a person.
 */
@ThreadSafe
public interface Sessions {
  /**
   * Begins to add a session, or to authorize one again. May be repeated; each URL has its own state, valid once and for 30 minutes. Only
   * the latest 20 of a session are valid. {@link AuthorizationRequest} describes how a web page must use the state.
   *
   * @param session the provider and the login to authorize; need not exist yet
   * @throws InvalidInputException {@code PHONE_AS_LOGIN} if the login looks like a phone number, {@code
   *     UNKNOWN_PROVIDER} if no adapter has that id
   */
  AuthorizationRequest startAuthorization(SessionId session);

  /**
   * As {@link #startAuthorization(SessionId)}, with who does it.
   *
   * @param session the provider and the login to authorize; need not exist yet
   * @param by who does it
   */
  AuthorizationRequest startAuthorization(SessionId session, String by);

  /**
   * Completes what {@link #startAuthorization} began, with the URL to which the provider sent the browser back.
   *
   * @param session the session that was authorized
   * @param callback the whole URL; its {@code state} must be one that {@link #startAuthorization} gave for this session
   * @throws InvalidInputException {@code INVALID_STATE} if the state is missing, forged, used or too old; {@code MISSING_CODE} or
   *     {@code INVALID_CODE} if there is no code that a provider gives
   * @throws ConflictException {@code ACCOUNT_MISMATCH} if the session was authorized before, and another account than then has signed in;
   *     {@code ACCOUNT_IN_USE} if another session belongs to the account that has; nothing was changed
   */
  Session completeAuthorization(SessionId session, URI callback);

  /**
   * As {@link #completeAuthorization(SessionId, URI)}, with who does it.
   *
   * @param session the session that was authorized
   * @param callback the whole URL
   * @param by who does it
   */
  Session completeAuthorization(SessionId session, URI callback, String by);

  /**
   * As {@link #completeAuthorization(SessionId, URI)} for a page to which the provider sends the browsers of all sessions back: the
   * session is found by the state. The page must have checked that the state is the one that it gave to this very browser, see {@link
   * AuthorizationRequest}; the other form checks it.
   *
   * @param callback the whole URL
   */
  Session completeAuthorization(URI callback);

  /**
   * As {@link #completeAuthorization(URI)}, after the check that the state belongs to the browser.
   *
   * @param callback the whole URL
   * @param keptState the {@link AuthorizationRequest#state()} that the host has kept in its session with the browser; null or empty if
   *     it has none, as when that session is over
   * @param by who does it
   * @throws InvalidInputException {@code INVALID_STATE} also if the callback brings another state; nothing was used up
   */
  Session completeAuthorization(URI callback, @Nullable String keptState, String by);

  /**
   * Completes with a code alone. Nothing links the code to the authorization that was started here: anyone who can submit one decides
   * which account the session buys with. Use it only if the host has checked the state itself, or has received the code from the owner
   * personally. A page to which a browser is sent back calls {@link #completeAuthorization(SessionId, URI)}.
   *
   * @param session the session that was authorized; must exist
   * @param code the provider's code, as it would be in the callback's URL
   * @throws InvalidInputException {@code INVALID_CODE} if it is not a code: blank, longer than 2000 characters, or with spaces or characters
   *     beyond ASCII
   */
  Session completeAuthorizationWithCode(SessionId session, String code);

  /**
   * As {@link #completeAuthorizationWithCode(SessionId, String)}, with who does it.
   *
   * @param session the session that was authorized; must exist
   * @param code the provider's code
   * @param by who does it
   */
  Session completeAuthorizationWithCode(SessionId session, String code, String by);

  /**
   * The session with this id; empty if there is none.
   *
   * @param session the provider and the login
   */
  Optional<Session> find(SessionId session);

  /**
   * As {@link #find(SessionId)}.
   *
   * @param provider the provider's id
   * @param login the account's nickname at the provider
   */
  default Optional<Session> find(String provider, String login) {
    return find(new SessionId(provider, login));
  }

  /**
   * As {@link #find(SessionId)} for one that must be there.
   *
   * @param session the provider and the login
   */
  default Session get(SessionId session) {
    return find(session).orElseThrow(() -> new NotFoundException("session", session.toString()));
  }

  /** By provider and login. */
  List<Session> list();

  /**
   * The sessions that can buy at a provider now, to choose one by: the one whose authorization lasts longest comes first. A session with
   * a requested pause is included, because another session must not be used to bypass the pause.
   *
   * @param provider its id, such as {@code taobao}
   * @return empty if there is none
   */
  List<Session> active(String provider);

  /**
   * Refreshes the access token now. Activities refresh it when it is due.
   *
   * @param session the session to refresh
   * @throws SessionUnavailableException if a person must authorize it again
   */
  Session refresh(SessionId session);

  /**
   * As {@link #refresh(SessionId)}, with who does it.
   *
   * @param session the session to refresh
   * @param by who does it
   */
  Session refresh(SessionId session, String by);

  /**
   * Stops its use; activities that need it wait. Repeating it changes nothing.
   *
   * @param session the session to disable
   */
  Session disable(SessionId session);

  /**
   * As {@link #disable(SessionId)}, with who does it.
   *
   * @param session the session to disable
   * @param by who does it
   */
  Session disable(SessionId session, String by);

  /**
   * Allows its use again.
   *
   * @param session the session to enable; without a token it needs authorization then
   */
  Session enable(SessionId session);

  /**
   * As {@link #enable(SessionId)}, with who does it.
   *
   * @param session the session to enable
   * @param by who does it
   */
  Session enable(SessionId session, String by);

  /**
   * Removes the session and its tokens here. They are not revoked at the provider, where they stay valid until they expire or the owner
   * of the account withdraws the application's access.
   *
   * @param session the session to remove
   * @throws ConflictException {@code SESSION_IN_USE} while unfinished activities need it, {@code CONCURRENT_CHANGE} if one was created
   *     in this moment
   */
  void remove(SessionId session);

  /**
   * As {@link #remove(SessionId)}, with who does it.
   *
   * @param session the session to remove
   * @param by who does it
   */
  void remove(SessionId session, String by);
}
