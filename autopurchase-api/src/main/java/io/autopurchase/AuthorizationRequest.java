package io.autopurchase;

import java.net.URI;

/**
 * The URL at which a person authorizes a session.
 *
 * <p>A shop that shows the URL on its own pages keeps {@code state} in the browser's session, such as in an {@code HttpOnly} cookie with
 * {@code SameSite=Lax}, and passes it to {@link Sessions#completeAuthorization(URI, String, String)}, which completes only if the
 * callback has the same state. Otherwise a stranger could make a member of the staff complete an authorization that the stranger has
 * started, so that orders are placed with the stranger's account, or the other way round.
 *
 * @param session the session that will be authorized
 * @param url the page that the owner of the account opens
 * @param state part of the URL; comes back with the callback, and is valid once and for 30 minutes
 */
public record AuthorizationRequest(SessionId session, URI url, String state) {
  /** Without the state. */
  @Override
  public String toString() {
    return "authorization of " + session;
  }
}
