package io.autopurchase.sandbox.alibaba1688;

import io.autopurchase.sandbox.common.FaultRules;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/** Who may come in: the checks of the gateway, and its limits. The real order of the checks is not known. Thread-safe. */
@ThreadSafe
final class RequestValidator {
  private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
  private final Map<String, Second> rates = new ConcurrentHashMap<>();
  private final Marketplace market;
  private final TokenApi tokens;
  private final String appKey;
  private final SignatureCheck signatures;

  private record Pause(long until, String code) {}

  private record Second(long second, int calls) {}

  RequestValidator(Marketplace market, TokenApi tokens, String appKey, String appSecret) {
    this.market = market;
    this.tokens = tokens;
    this.appKey = appKey;
    signatures = new SignatureCheck(appSecret);
  }

  /**
   * @param path all after {@code /openapi/}
   * @return whose token it is; empty if none is needed
   */
  String check(String method, String path, Map<String, String> parameters, @Nullable Api api) {
    String[] parts = path.split("/");
    if (api == null || parts.length != 5 || !parts[1].equals("1") || !isProtocol(parts[0], api)) {
      throw Refusal.gateway("gw.APIUnsupported", "The API is not supported");
    }
    if (!parts[4].equals(appKey)) {
      throw Refusal.invalid("Invalid appKey, unsport appKey: " + parts[4]);
    }
    if (!method.equals("POST") && (api.isOauth || !method.equals("GET"))) {
      throw Refusal.gateway("gw.APIUnsupported", method + " is not supported");
    }
    if (!api.isOauth) {
      checkSignature(path, parameters);
      checkTime(api, parameters.getOrDefault("_aop_timestamp", ""));
    }
    String account = api.needsToken ? account(parameters) : "";
    checkPause(FaultRules.ALL);
    checkPause(api.path);
    checkRate(api.path);
    return account;
  }

  private static boolean isProtocol(String protocol, Api api) {
    return protocol.equals("param2") || api.isOauth && protocol.equals("http");
  }

  private void checkSignature(String path, Map<String, String> parameters) {
    if (parameters.getOrDefault(SignatureCheck.SIGNATURE, "").isEmpty()) {
      throw Refusal.gateway("gw.SignatureMissing", "The request signature is missing");
    }
    if (!signatures.isRight(path, parameters)) {
      throw Refusal.gateway("gw.SignatureInvalid", "The request signature is invalid");
    }
  }

  private void checkTime(Api api, String timestamp) {
    Settings settings = market.settings;
    if (timestamp.isEmpty()) {
      if (settings.timestampRequired && api.isTimed) {
        throw Refusal.invalid("API need time stamp verify, but request has no _aop_timestamp");
      }
      return;
    }
    if (!timestamp.matches("\\d{1,18}")) {
      throw Refusal.invalid("Request is expired.");
    }
    boolean isOff = Math.abs(Long.parseLong(timestamp) - market.now()) > settings.timestampWindow.toMillis();
    if (settings.timestampEnforced && isOff) {
      throw Refusal.invalid("Request is expired.");
    }
  }

  private String account(Map<String, String> parameters) {
    String token = parameters.getOrDefault("access_token", "");
    if (token.isEmpty()) {
      throw Refusal.unauthorized("Request need user authenticated");
    }
    return tokens.account(token);
  }

  /** Closes an API, or all; returns the refusal that says so. */
  Refusal pause(String api, String code, int seconds) {
    pauses.put(api, new Pause(market.now() + seconds * 1000L, code));
    return limited(code);
  }

  private void checkPause(String api) {
    Pause pause = pauses.get(api);
    if (pause != null && pause.until() > market.now()) {
      throw limited(pause.code());
    }
  }

  private void checkRate(String api) {
    int most = market.settings.callsPerSecond;
    long second = market.now() / 1000;
    Second now = rates.merge(api, new Second(second, 1), (old, one) -> old.second() == second ? new Second(second, old.calls() + 1) : one);
    if (most > 0 && now.calls() > most) {
      throw limited("gw.QosApiFrequencyLimit");
    }
  }

  private static Refusal limited(String code) {
    return Refusal.gateway(code, code.contains("App") ? "App call exceeds limited frequency" : "API call exceeds limited frequency");
  }
}
