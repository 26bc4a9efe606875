package io.autopurchase.examples.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.Secret;
import io.autopurchase.spi.ProviderWebhook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Webhooks that the market pushes: JSON, signed in a header. */
final class Webhooks {
  private static final String SIGNATURE = "X-Example-Signature";

  private Webhooks() {}

  /** Nothing is read before it is known who has written it. */
  static ProviderWebhook read(Map<String, List<String>> headers, byte[] body, Secret key) {
    byte[] claimed =
        headers.entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase(SIGNATURE))
            .flatMap(header -> header.getValue().stream())
            .findFirst()
            .orElse("")
            .getBytes(StandardCharsets.UTF_8);
    // In constant time: the duration does not reveal how much of it was right.
    if (!MessageDigest.isEqual(claimed, signature(body, key).getBytes(StandardCharsets.UTF_8))) {
      return new ProviderWebhook.InvalidSignature();
    }
    try {
      JsonNode json = Reply.JSON.readTree(body);
      return new ProviderWebhook.Verified(Reply.text(json, "type"), List.of(Reply.text(json, "order")), List.of(), Reply.time(json, "time"));
    } catch (IOException | Reply.NotClearException e) {
      return new ProviderWebhook.Unreadable("it has no type, order and time");
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
