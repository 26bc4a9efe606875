package io.autopurchase;

/**
 * Names a session.
 *
 * @param provider the provider's id, such as {@code taobao}
 * @param login the account's nickname at the provider, never a phone number
 */
public record SessionId(String provider, String login) {
  public SessionId {
    Checks.text("provider", provider, 64);
    Checks.text("login", login, 128);
  }

  /** {@code taobao/our-buyer-nick}. */
  @Override
  public String toString() {
    return provider + "/" + login;
  }
}
