package io.autopurchase.sandbox.alibaba1688;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A webhook as it goes over the wire: a form that is posted.
 *
 * @param type such as {@code ORDER_BUYER_VIEW_BUYER_MAKE}; empty for fields of one's own
 * @param fields with their signature, {@code _aop_signature}
 */
public record Webhook(String type, Map<String, String> fields) {
  /** The form as it is posted, with {@code application/x-www-form-urlencoded}. */
  public String body() {
    return fields.entrySet().stream().map(field -> encode(field.getKey()) + "=" + encode(field.getValue())).collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The signature: 40 hexadecimal digits in capitals. */
  public String signature() {
    return fields.getOrDefault(SignatureCheck.SIGNATURE, "");
  }
}
