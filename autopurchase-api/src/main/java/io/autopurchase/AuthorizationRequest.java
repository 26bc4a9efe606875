package io.autopurchase;

import java.net.URI;

/**
 * What it takes to authorize a session.
 *
 * <p>A shop that shows the URL on its own pages keeps {@code state} in the browser's session, such as in an {@code HttpOnly} cookie with
 * {@code SameSite=Lax}, and hands it to {@link Sessions#completeAuthorization(URI, String, String)}, which completes only if the callback
 * brings the same one back.
 * Otherwise a stranger could have a member of the staff complete what the stranger has begun, so that orders are placed in the name of the
 * stranger's account, or the other way round.
 *
 * @param session the session that will be authorized
 * @param url what the owner of the account opens
 * @param state part of the URL; comes back with the callback, is good once and for 30 minutes
 */
public record AuthorizationRequest(SessionId session, URI url, String state) {
  /** Without the state. */
  @Override
  public String toString() {
    return "authorization of " + session;
  }
}
