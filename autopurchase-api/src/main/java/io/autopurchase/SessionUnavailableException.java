package io.autopurchase;

/** The session cannot be used: it needs authorization or is disabled. Nothing was sent in its name. */
public final class SessionUnavailableException extends AutoPurchaseException {
  private static final long serialVersionUID = 1L;

  /** The provider of {@link #session()}. */
  private final String provider;

  /** The login of {@link #session()}. */
  private final String login;

  /** As {@link #state()} returns it. */
  private final SessionState state;

  /**
   * With the code {@code SESSION_DISABLED} if it is disabled, else {@code NEEDS_AUTHORIZATION}.
   *
   * @param session the session that cannot be used
   * @param state its state
   */
  public SessionUnavailableException(SessionId session, SessionState state) {
    super(
        state == SessionState.DISABLED ? "SESSION_DISABLED" : "NEEDS_AUTHORIZATION",
        "session " + session + (state == SessionState.DISABLED ? " is disabled" : " needs authorization"),
        null);
    provider = session.provider();
    login = session.login();
    this.state = state;
  }

  /** The session that cannot be used. */
  public SessionId session() {
    return new SessionId(provider, login);
  }

  /** Why it cannot be used. */
  public SessionState state() {
    return state;
  }
}
