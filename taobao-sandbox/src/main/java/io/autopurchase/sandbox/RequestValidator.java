package io.autopurchase.sandbox;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/** Who may come in: the checks of the gateway, in the order in which gateways make them, and its bans. Thread-safe. */
@ThreadSafe
final class RequestValidator {
  /** In place of a path: a ban of all APIs. */
  static final String ALL = "*";

  private final Map<String, Ban> bans = new ConcurrentHashMap<>();
  private final Map<String, Second> rates = new ConcurrentHashMap<>();
  private final Marketplace market;
  private final TokenApi tokens;
  private final String appKey;
  private final SignatureCheck signatures;

  private record Ban(long until, String code) {}

  private record Second(long second, int calls) {}

  RequestValidator(Marketplace market, TokenApi tokens, String appKey, String appSecret) {
    this.market = market;
    this.tokens = tokens;
    this.appKey = appKey;
    signatures = new SignatureCheck(appSecret);
  }

  /** Whose token it is; empty if none is needed. */
  String check(String method, String path, Map<String, String> parameters, @Nullable Api api) {
    for (String name : List.of("app_key", "timestamp", "sign_method", "sign")) {
      require(parameters, name);
    }
    if (!parameters.get("app_key").equals(appKey)) {
      throw Refusal.gateway("ISV", "InvalidAppKey", "Invalid app key");
    }
    boolean fits = method.equals("POST") || method.equals("GET") && (api == null || !api.postOnly);
    if (api == null || !fits) {
      throw Refusal.gateway("ISV", "InvalidApiPath", "Invalid api path");
    }
    if (!parameters.get("sign_method").equals("sha256") || !signatures.isRight(path, parameters)) {
      throw Refusal.gateway("ISV", "IncompleteSignature", "The request signature does not conform to platform standards");
    }
    checkTime(parameters.get("timestamp"));
    String account = "";
    if (api.needsToken) {
      account = tokens.account(require(parameters, "access_token"));
    }
    checkBan(ALL);
    checkBan(path);
    checkRate(path);
    return account;
  }

  /** Closes an API, or all; returns the refusal that says so. */
  Refusal ban(String path, String code, int seconds) {
    bans.put(path, new Ban(market.now() + seconds * 1000L, code));
    return banned(code, seconds);
  }

  private void checkBan(String path) {
    Ban ban = bans.get(path);
    if (ban != null && ban.until() > market.now()) {
      throw banned(ban.code(), (ban.until() - market.now() + 999) / 1000);
    }
  }

  private void checkRate(String path) {
    int most = market.settings.callsPerSecond;
    long second = market.now() / 1000;
    Second now = rates.merge(path, new Second(second, 1), (old, one) -> old.second() == second ? new Second(second, old.calls() + 1) : one);
    if (most > 0 && now.calls() > most) {
      throw ban(path, "ApiCallLimit", 1);
    }
  }

  private static Refusal banned(String code, long seconds) {
    return switch (code) {
      case "ApiCallLimit" ->
          Refusal.gateway("ISV", code, "Api access frequency exceeds the limit. this ban will last " + seconds + " seconds");
      case "998" -> Refusal.gateway("ISV", code, "The api is disabled during the campaign");
      default -> Refusal.gateway("ISV", code, "The app's calls exceed the limit");
    };
  }

  private static String require(Map<String, String> parameters, String name) {
    String value = parameters.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw Refusal.missing(name);
    }
    return value;
  }

  private void checkTime(String timestamp) {
    String code = market.settings.staleTimestampCode;
    if (!timestamp.matches("\\d{1,18}")) {
      throw Refusal.gateway("ISV", code, "timestamp is not a number of milliseconds");
    }
    if (Math.abs(Long.parseLong(timestamp) - market.now()) >= market.settings.signatureWindow.toMillis()) {
      throw Refusal.gateway(
          "ISV", code, "timestamp is not within " + market.settings.signatureWindow.toSeconds() + " s of the gateway's time");
    }
  }
}
