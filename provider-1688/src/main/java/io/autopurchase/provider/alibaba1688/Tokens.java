package io.autopurchase.provider.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.Secret;
import io.autopurchase.spi.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import javax.annotation.Nullable;

/** Reads tokens. */
final class Tokens {
  private static final Duration LONGEST_LIFE = Duration.ofDays(3650);

  private Tokens() {}

  /**
   * @param old the refresh token that stays if the answer has none: a refresh gives none (seen); null if there is none yet
   * @param usualLife of a refresh token, if the answer does not tell its end
   * @param accountName the member that names the account
   */
  static Function<Reply, TokenSet> grant(@Nullable Secret old, Duration usualLife, String accountName) {
    return reply -> grant(reply, old, usualLife, accountName);
  }

  @Nullable
  private static TokenSet grant(Reply reply, @Nullable Secret old, Duration usualLife, String accountName) {
    String access = reply.secret("access_token");
    Duration life = seconds(reply.text("expires_in"));
    JsonNode error = reply.top().path("error");
    if (access.isEmpty() || life == null || !error.isMissingNode() && !error.isNull()) {
      return null;
    }
    TokenSet tokens = TokenSet.of(Secret.of(access), life).withAccount(reply.text(accountName));
    String refresh = reply.secret("refresh_token");
    Secret token = refresh.isEmpty() ? old : Secret.of(refresh);
    return token == null ? tokens : tokens.withRefreshToken(token, refreshLife(reply, usualLife));
  }

  private static Duration refreshLife(Reply reply, Duration usualLife) {
    Instant end = Dates.read(reply.text("refresh_token_timeout"));
    Duration life = end == null ? usualLife : Duration.between(reply.asOf(), end);
    return life.isNegative() ? Duration.ZERO : life.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : life;
  }

  /** Not below zero, and not so long that a calendar has no such day. */
  @Nullable
  private static Duration seconds(String text) {
    try {
      return text.isEmpty() ? null : Duration.ofSeconds(Math.max(0, Math.min(Long.parseLong(text), LONGEST_LIFE.toSeconds())));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
