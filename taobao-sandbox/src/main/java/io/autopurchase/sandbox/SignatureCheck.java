package io.autopurchase.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The gateway's signature: HMAC-SHA256 over the path and the sorted parameters, in capitals of hexadecimal. */
final class SignatureCheck {
  private final byte[] secret;

  SignatureCheck(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /** Official SDKs differ in whether they sign empty parameters; both are right. */
  boolean isRight(String path, Map<String, String> parameters) {
    String sign = parameters.getOrDefault("sign", "");
    return same(sign, sign(path, parameters, false)) || same(sign, sign(path, parameters, true));
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
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return HexFormat.of().withUpperCase().formatHex(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
