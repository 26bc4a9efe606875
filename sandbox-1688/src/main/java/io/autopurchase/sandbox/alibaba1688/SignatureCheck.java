package io.autopurchase.sandbox.alibaba1688;

import io.autopurchase.sandbox.common.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The signature of "param2": HMAC-SHA1, in capitals of hexadecimal, over the path and what each parameter's name and value make when they
 * are joined, in the order of the bytes of these joined texts. Webhooks are signed likewise, with an empty path.
 */
final class SignatureCheck {
  static final String SIGNATURE = "_aop_signature";

  private final String secret;

  SignatureCheck(String secret) {
    this.secret = secret;
  }

  /**
   * @param path such as {@code param2/1/com.alibaba.trade/alibaba.trade.get.buyerView/123456}
   */
  boolean isRight(String path, Map<String, String> parameters) {
    return Hmac.same(parameters.getOrDefault(SIGNATURE, ""), sign(path, parameters));
  }

  String sign(String path, Map<String, String> parameters) {
    return sign(secret, path, parameters);
  }

  static String sign(String secret, String path, Map<String, String> parameters) {
    String joined =
        parameters.entrySet().stream()
            .filter(parameter -> !parameter.getKey().equals(SIGNATURE))
            .map(parameter -> parameter.getKey() + parameter.getValue())
            .sorted((a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)))
            .collect(Collectors.joining());
    return Hmac.hex("HmacSHA1", secret, path + joined).toUpperCase(Locale.ROOT);
  }
}
