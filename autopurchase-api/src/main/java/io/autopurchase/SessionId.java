package io.autopurchase;

import java.io.Serializable;

/**
 * Names a session.
 *
 * @param provider the provider's id, such as {@code taobao}
 * @param login the account's nickname at the provider, never a phone number
 */
public record SessionId(String provider, String login) implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Checks the id.
   *
   * @param provider 1 to 64 characters
   * @param login 1 to 128 characters
   * @throws InvalidInputException {@code REQUIRED}, {@code LENGTH} or {@code CHARACTERS} for the field that breaks a rule
   */
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
