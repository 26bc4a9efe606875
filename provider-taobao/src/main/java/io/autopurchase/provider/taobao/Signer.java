package io.autopurchase.provider.taobao;

import io.autopurchase.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import javax.annotation.concurrent.ThreadSafe;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests: HMAC-SHA256 over the API's path and all parameters in the order of their names' characters, without
 * separators, in capitals of hexadecimal (documented, and confirmed by independent programs). Thread-safe.
 */
@ThreadSafe
final class Signer {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Mac prototype;

  Signer(Secret secret) {
    try {
      prototype = Mac.getInstance("HmacSHA256");
      prototype.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("any bytes are a key of HMAC-SHA256", e);
    }
  }

  /**
   * @param parameters none empty: implementations differ in whether they sign empty ones
   */
  String sign(String path, SortedMap<String, String> parameters) {
    StringBuilder text = new StringBuilder(512).append(path);
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      text.append(parameter.getKey()).append(parameter.getValue());
    }
    return HEX.formatHex(mac().doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** Of two texts, the one after the other. */
  byte[] mac(byte[] first, byte[] second) {
    Mac mac = mac();
    mac.update(first);
    return mac.doFinal(second);
  }

  /** A copy of the keyed state: cheaper than a new one, and needs no lock. */
  private Mac mac() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's HMAC-SHA256 can be cloned", e);
    }
  }
}
