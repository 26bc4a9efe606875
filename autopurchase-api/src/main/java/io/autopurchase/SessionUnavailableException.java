package io.autopurchase;

/** The session cannot be used: it needs authorization or is disabled. Nothing was sent in its name. */
public final class SessionUnavailableException extends AutoPurchaseException {
  private static final long serialVersionUID = 1L;

  private final transient SessionId session;
  private final SessionState state;

  public SessionUnavailableException(SessionId session, SessionState state) {
    super(
        state == SessionState.DISABLED ? "SESSION_DISABLED" : "NEEDS_AUTHORIZATION",
        "session " + session + (state == SessionState.DISABLED ? " is disabled" : " needs authorization"),
        null);
    this.session = session;
    this.state = state;
  }

  public SessionId session() {
    return session;
  }

  public SessionState state() {
    return state;
  }
}
