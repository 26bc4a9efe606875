package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Codes and tokens. A code works once and for 2 minutes; a refresh gives a new access token, and a refresh token only if that is set. */
final class TokenApi {
  private static final Duration CODE_LIFE = Duration.ofMinutes(2);

  private final Marketplace market;
  private final Alibaba1688Sandbox.Builder options;

  TokenApi(Marketplace market, Alibaba1688Sandbox.Builder options) {
    this.market = market;
    this.options = options;
  }

  String issueCode(String account) {
    return market.change(state -> issue(state.codes, "", account, CODE_LIFE));
  }

  /** {@code getToken}: for a code or a refresh token. */
  ObjectNode token(Call call) {
    if (!call.text("client_id").equals(options.appKey) || !call.text("client_secret").equals(options.appSecret)) {
      throw Refusal.business("invalid_client", "client_id or client_secret is wrong");
    }
    return switch (call.text("grant_type")) {
      case "authorization_code" -> exchange(call);
      case "refresh_token" -> refresh(call);
      default -> throw Refusal.business("unsupported_grant_type", "grant_type is neither authorization_code nor refresh_token");
    };
  }

  private ObjectNode exchange(Call call) {
    if (!call.text("redirect_uri").equals(options.callback)) {
      throw Refusal.business("redirect_uri_mismatch", "redirect_uri is not the registered callback");
    }
    boolean withRefresh = call.isTrue("need_refresh_token");
    return market.change(
        state -> {
          State.Token code = state.codes.remove(call.text("code"));
          if (code == null || code.until <= market.now()) {
            throw Refusal.business("invalid_grant", "the code is unknown, used or expired" + quoted(call.text("code")));
          }
          ObjectNode answer = grant(state, code.account);
          if (withRefresh) {
            addRefresh(state, answer, code.account);
          }
          return answer;
        });
  }

  private ObjectNode refresh(Call call) {
    String old = call.text("refresh_token");
    return market.change(
        state -> {
          State.Token token = state.refreshTokens.get(old);
          if (token == null || token.until <= market.now()) {
            throw Refusal.business("invalid_grant", "the refresh token is unknown or expired" + quoted(old));
          }
          if (market.settings.refreshEndsOldToken) {
            state.accessTokens.values().removeIf(access -> access.account.equals(token.account));
          }
          ObjectNode answer = grant(state, token.account);
          if (market.settings.refreshReturnsToken) {
            state.refreshTokens.remove(old);
            addRefresh(state, answer, token.account);
          }
          return answer;
        });
  }

  private ObjectNode grant(State state, String account) {
    return Json.MAPPER
        .createObjectNode()
        .put("access_token", issue(state.accessTokens, "a-", account, market.settings.tokenLife))
        .put("expires_in", Long.toString(market.settings.tokenLife.toSeconds()))
        .put("aliId", Long.toString(Names.userId(account)))
        .put("resource_owner", account)
        .put("memberId", Names.memberId(account));
  }

  private void addRefresh(State state, ObjectNode answer, String account) {
    answer
        .put("refresh_token", issue(state.refreshTokens, "r-", account, market.settings.refreshTokenLife))
        .put("refresh_token_timeout", Dates.withZone(market.now() + market.settings.refreshTokenLife.toMillis(), market.settings.zone));
  }

  private String issue(Map<String, State.Token> tokens, String kind, String account, Duration life) {
    State.Token token = new State.Token();
    token.account = account;
    token.until = market.now() + life.toMillis();
    String name = options.tokenPrefix + kind + UUID.randomUUID();
    tokens.put(name, token);
    return name;
  }

  /** Whose token it is. */
  String account(String accessToken) {
    return market.look(
        state -> {
          State.Token token = state.accessTokens.get(accessToken);
          if (token == null || token.until <= market.now()) {
            throw Refusal.unauthorized("Request need user authorized" + quoted(accessToken));
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
}
