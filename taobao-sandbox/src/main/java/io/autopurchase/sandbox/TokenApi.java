package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.time.Duration;
import java.util.UUID;

/** Codes and tokens. A code works once and for 30 minutes; a refresh replaces both tokens. */
final class TokenApi {
  private static final Duration CODE_LIFE = Duration.ofMinutes(30);

  private final Marketplace market;
  private final String prefix;

  /**
   * @param prefix how codes and tokens begin
   */
  TokenApi(Marketplace market, String prefix) {
    this.market = market;
    this.prefix = prefix;
  }

  String issueCode(String account) {
    return market.change(
        state -> {
          String code = prefix + "0_" + UUID.randomUUID().toString().replace("-", "");
          state.codes.put(code, market.now() + CODE_LIFE.toMillis());
          state.codeAccounts.put(code, account);
          return code;
        });
  }

  ObjectNode create(Call call) {
    String code = call.text("code");
    return market.change(
        state -> {
          Long until = state.codes.remove(code);
          String account = state.codeAccounts.remove(code);
          if (until == null || until <= market.now()) {
            throw Refusal.gateway("ISV", "InvalidCode", "Invalid authorization code" + quoted(code));
          }
          return issue(state, account);
        });
  }

  ObjectNode refresh(Call call) {
    String old = call.text("refresh_token");
    return market.change(
        state -> {
          State.Token token = state.refreshTokens.remove(old);
          if (token == null || token.until <= market.now()) {
            throw Refusal.gateway("ISV", "IllegalRefreshToken", "The specified refresh token is invalid or expired" + quoted(old));
          }
          state.accessTokens.values().removeIf(access -> access.account.equals(token.account));
          return issue(state, token.account);
        });
  }

  /** Whose token it is. */
  String account(String accessToken) {
    return market.look(
        state -> {
          State.Token token = state.accessTokens.get(accessToken);
          if (token == null || token.until <= market.now()) {
            throw Refusal.gateway("ISV", "IllegalAccessToken", "The specified access token is invalid or expired" + quoted(accessToken));
          }
          return token.account;
        });
  }

  /** Ends what an account has been given: the access tokens, or the refresh tokens with them. */
  void end(String account, boolean refreshToo) {
    market.change(
        state -> {
          state.accessTokens.values().removeIf(token -> token.account.equals(account));
          if (refreshToo) {
            state.refreshTokens.values().removeIf(token -> token.account.equals(account));
          }
          return account;
        });
  }

  private String quoted(String text) {
    return market.settings.quotesTokens ? ": " + text : "";
  }

  private ObjectNode issue(State state, String account) {
    String access = prefix + "50000" + UUID.randomUUID().toString().replace("-", "");
    String refresh = prefix + "50001" + UUID.randomUUID().toString().replace("-", "");
    state.accessTokens.put(access, token(account, market.settings.tokenLife));
    state.refreshTokens.put(refresh, token(account, market.settings.refreshTokenLife));
    String id = Accounts.id(account);
    return Json.MAPPER
        .createObjectNode()
        .put("access_token", access)
        .put("expires_in", market.settings.tokenLife.toSeconds())
        .put("refresh_token", refresh)
        .put("refresh_expires_in", market.settings.refreshTokenLife.toSeconds())
        .put("account", account)
        .put("account_id", id)
        .put("account_platform", "taobao_global")
        .put("user_id", id)
        .put("seller_id", id)
        .put("short_code", "TG" + id.substring(id.length() - 4));
  }

  private State.Token token(String account, Duration life) {
    State.Token token = new State.Token();
    token.account = account;
    token.until = market.now() + life.toMillis();
    return token;
  }
}
