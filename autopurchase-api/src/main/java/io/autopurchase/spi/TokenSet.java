package io.autopurchase.spi;

import io.autopurchase.Secret;
import java.time.Duration;
import java.util.Optional;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/** Tokens that a provider gave. Immutable. */
@Immutable
public final class TokenSet {
  private final Secret accessToken;
  private final Duration expiresIn;
  @Nullable private final Secret refreshToken;
  private final Duration refreshExpiresIn;
  private final String account;

  private TokenSet(Secret accessToken, Duration expiresIn, @Nullable Secret refreshToken, Duration refreshExpiresIn, String account) {
    this.accessToken = accessToken;
    this.expiresIn = expiresIn;
    this.refreshToken = refreshToken;
    this.refreshExpiresIn = refreshExpiresIn;
    this.account = PlainText.clean(account);
  }

  /**
   * An access token that cannot be refreshed, of an account that the provider does not name.
   *
   * @param accessToken for calls in the session's name
   * @param expiresIn life of the access token, from the moment of the answer
   */
  public static TokenSet of(Secret accessToken, Duration expiresIn) {
    return new TokenSet(accessToken, expiresIn, null, Duration.ZERO, "");
  }

  /**
   * The same with a token by which the next ones are got.
   *
   * @param token replaces an earlier one
   * @param life of the refresh token, from the moment of the answer
   */
  @CheckReturnValue
  public TokenSet withRefreshToken(Secret token, Duration life) {
    return new TokenSet(accessToken, expiresIn, token, life, account);
  }

  /**
   * The same with the account whose tokens they are.
   *
   * @param name as the provider says; cleaned; may be empty
   */
  @CheckReturnValue
  public TokenSet withAccount(String name) {
    return new TokenSet(accessToken, expiresIn, refreshToken, refreshExpiresIn, name);
  }

  /** For calls in the session's name. */
  public Secret accessToken() {
    return accessToken;
  }

  /** Life of the access token, from the moment of the answer. */
  public Duration expiresIn() {
    return expiresIn;
  }

  /** Gets the next tokens; empty if the account's owner must authorize again instead. */
  public Optional<Secret> refreshToken() {
    return Optional.ofNullable(refreshToken);
  }

  /** Life of the refresh token, from the moment of the answer; zero if there is none. */
  public Duration refreshExpiresIn() {
    return refreshExpiresIn;
  }

  /** Whose tokens they are, cleaned; empty if the provider does not say so: then the session keeps the account that it has. */
  public String account() {
    return account;
  }
}
