package io.autopurchase.spi;

import io.autopurchase.Secret;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tokens that a provider gave. */
public final class TokenSet {
  private final Secret accessToken;
  private final Duration expiresIn;
  @Nullable private final Secret refreshToken;
  private final Duration refreshExpiresIn;
  private final String account;

  /**
   * @param expiresIn life of the access token, from the moment of the answer
   * @param refreshToken null where it cannot be refreshed
   * @param refreshExpiresIn life of the refresh token; zero where there is none
   * @param account whose tokens they are, as the provider says; may be empty
   */
  public TokenSet(
      Secret accessToken,
      Duration expiresIn,
      @Nullable Secret refreshToken,
      Duration refreshExpiresIn,
      String account) {
    this.accessToken = accessToken;
    this.expiresIn = expiresIn;
    this.refreshToken = refreshToken;
    this.refreshExpiresIn = refreshExpiresIn;
    this.account = PlainText.clean(account);
  }

  public Secret accessToken() {
    return accessToken;
  }

  public Duration expiresIn() {
    return expiresIn;
  }

  public Optional<Secret> refreshToken() {
    return Optional.ofNullable(refreshToken);
  }

  public Duration refreshExpiresIn() {
    return refreshExpiresIn;
  }

  public String account() {
    return account;
  }
}
