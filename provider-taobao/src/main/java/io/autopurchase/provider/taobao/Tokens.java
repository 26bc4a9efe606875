package io.autopurchase.provider.taobao;

import io.autopurchase.Secret;
import io.autopurchase.spi.TokenSet;
import java.time.Duration;
import java.util.Map;
import javax.annotation.Nullable;

/** Reads tokens: flat, beside the gateway's code, with names in any case (seen). */
final class Tokens {
  private static final Duration LONGEST_LIFE = Duration.ofDays(3650);

  private Tokens() {}

  @Nullable
  static TokenSet grant(Reply reply) {
    Map<String, String> values = reply.members();
    String access = values.getOrDefault("access_token", "");
    String refresh = values.getOrDefault("refresh_token", "");
    Duration life = seconds(values.get("expires_in"));
    Duration refreshLife = values.getOrDefault("refresh_expires_in", "").isEmpty() ? Duration.ZERO : seconds(values.get("refresh_expires_in"));
    if (access.isEmpty() || life == null || refreshLife == null) {
      return null;
    }
    TokenSet tokens = TokenSet.of(Secret.of(access), life).withAccount(values.getOrDefault("account", ""));
    return refresh.isEmpty() ? tokens : tokens.withRefreshToken(Secret.of(refresh), refreshLife);
  }

  /** Not below zero, and not so long that a calendar has no such day. */
  @Nullable
  private static Duration seconds(@Nullable String text) {
    try {
      return text == null ? null : Duration.ofSeconds(Math.max(0, Math.min(Long.parseLong(text), LONGEST_LIFE.toSeconds())));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
