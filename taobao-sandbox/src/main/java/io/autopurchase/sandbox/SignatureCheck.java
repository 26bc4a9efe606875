package io.autopurchase.sandbox;

import io.autopurchase.sandbox.common.Hmac;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The gateway's signature: HMAC-SHA256 over the path and the sorted parameters, in capitals of hexadecimal. */
final class SignatureCheck {
  private final String secret;

  SignatureCheck(String secret) {
    this.secret = secret;
  }

  /** Official SDKs differ in whether they sign empty parameters; both are right. */
  boolean isRight(String path, Map<String, String> parameters) {
    String sign = parameters.getOrDefault("sign", "");
    return Hmac.same(sign, sign(path, parameters, false)) || Hmac.same(sign, sign(path, parameters, true));
  }

  String sign(String path, Map<String, String> parameters, boolean withEmpty) {
    StringBuilder text = new StringBuilder(path);
    new TreeMap<>(parameters)
        .forEach(
            (name, value) -> {
              if (!name.equals("sign") && (withEmpty || !value.isEmpty())) {
                text.append(name).append(value);
              }
            });
    return Hmac.hex("HmacSHA256", secret, text.toString()).toUpperCase(Locale.ROOT);
  }
}
