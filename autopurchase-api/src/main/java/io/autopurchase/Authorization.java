package io.autopurchase;

import java.net.URI;

/**
 * The first of the two steps that add a session.
 *
 * @param session what is being authorised
 * @param url to be opened by the person who owns the account, in a browser
 */
public record Authorization(SessionId session, URI url) {}
