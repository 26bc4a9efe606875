package io.autopurchase.examples.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.Secret;
import io.autopurchase.spi.ProviderMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Messages that the market pushes: JSON, signed in a header. */
final class Messages {
  private static final String SIGNATURE = "X-Parrot-Signature";

  private Messages() {}

  /** Nothing is read before it is known who has written it. */
  static ProviderMessage read(Map<String, List<String>> headers, byte[] body, Secret key) {
    byte[] claimed =
        headers.entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase(SIGNATURE))
            .flatMap(header -> header.getValue().stream())
            .findFirst()
            .orElse("")
            .getBytes(StandardCharsets.UTF_8);
    // In constant time: how long it takes tells nothing of how far it was right.
    if (!MessageDigest.isEqual(claimed, signature(body, key).getBytes(StandardCharsets.UTF_8))) {
      return new ProviderMessage.Forged();
    }
    try {
      JsonNode json = Reply.JSON.readTree(body);
      return new ProviderMessage.Authentic(Reply.text(json, "type"), List.of(Reply.text(json, "order")), List.of(), Reply.time(json, "time"));
    } catch (IOException | Reply.NotClearException e) {
      return new ProviderMessage.Unreadable("it has no type, order and time");
    }
  }

  static String signature(byte[] body, Secret key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
