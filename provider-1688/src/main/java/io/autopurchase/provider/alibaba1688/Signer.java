package io.autopurchase.provider.alibaba1688;

import io.autopurchase.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import javax.annotation.concurrent.ThreadSafe;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests, and verifies messages: HMAC-SHA1 over the path and, in the order of their bytes, each parameter's name joined with
 * its value; in capitals of hexadecimal (documented, with an official example). Thread-safe.
 */
@ThreadSafe
final class Signer {
  private static final String ALGORITHM = "HmacSHA1";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Mac prototype;

  Signer(Secret secret) {
    try {
      prototype = Mac.getInstance(ALGORITHM);
      prototype.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA1", e);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("any bytes are a key of HMAC-SHA1", e);
    }
  }

  /**
   * @param path after {@code /openapi/}; empty for messages
   * @param parameters all but the signature
   */
  String sign(String path, Map<String, String> parameters) {
    Mac mac = mac();
    mac.update(path.getBytes(StandardCharsets.UTF_8));
    // The joined strings are sorted, not the names: the two differ if a name is the beginning of another.
    parameters.entrySet().stream()
        .map(parameter -> (parameter.getKey() + parameter.getValue()).getBytes(StandardCharsets.UTF_8))
        .sorted(Arrays::compareUnsigned)
        .forEach(mac::update);
    return HEX.formatHex(mac.doFinal());
  }

  /** A copy of the keyed state: cheaper than a new one, and needs no lock. */
  private Mac mac() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's HMAC-SHA1 can be cloned", e);
    }
  }
}
