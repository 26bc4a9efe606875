package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.Secret;
import io.autopurchase.provider.http.Fields;
import io.autopurchase.provider.http.Json;
import io.autopurchase.spi.ProviderWebhook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Checks and reads the messages that the platform pushes: the header {@code Authorization} holds the HMAC-SHA256 of the app
 * key and the raw body, keyed with the app secret (seen in working programs). Neither an id nor a time is signed apart from
 * the body, so that a message can be repeated by anyone who has seen it. Thread-safe.
 */
@ThreadSafe
final class Webhooks {
  /** No message of the platform's comes near it, and anyone may send one. */
  private static final int LONGEST = 1 << 20;

  private static final String[] ORDER_ID = {"purchase_id", "purchaseId", "purchase_order_id", "purchaseOrderId"};
  private static final String[] OUTER_ID = {"outer_purchase_id", "outerPurchaseId"};

  private final Signer signer;
  private final byte[] signedBefore;

  /**
   * @param signedBefore what is signed before the body
   */
  Webhooks(Secret appSecret, String signedBefore) {
    signer = new Signer(appSecret);
    this.signedBefore = signedBefore.getBytes(StandardCharsets.UTF_8);
  }

  ProviderWebhook read(Map<String, List<String>> headers, byte[] body) {
    if (body.length > LONGEST || !isSigned(headers, body)) {
      return new ProviderWebhook.InvalidSignature();
    }
    JsonNode message;
    try {
      message = Json.read(body);
    } catch (IOException e) {
      return new ProviderWebhook.Unreadable("it is not JSON");
    }
    if (message == null || !message.isObject()) {
      return new ProviderWebhook.Unreadable("it is not a JSON object");
    }
    String type = Fields.id(message, "message_type");
    if (type.isEmpty()) {
      return new ProviderWebhook.Unreadable("it has no type");
    }
    JsonNode data = message.path("data");
    Instant at = Fields.instant(data, "business_time");
    return new ProviderWebhook.Verified(
        type,
        Fields.optionalId(data, ORDER_ID).stream().toList(),
        Fields.optionalId(data, OUTER_ID).stream().toList(),
        at == null ? Fields.instant(message, "timestamp") : at);
  }

  private boolean isSigned(Map<String, List<String>> headers, byte[] body) {
    List<String> given =
        headers.entrySet().stream()
            .filter(header -> "Authorization".equalsIgnoreCase(header.getKey()) && header.getValue() != null)
            .flatMap(header -> header.getValue().stream())
            .toList();
    if (given.size() != 1 || given.get(0) == null) {
      return false;
    }
    byte[] expected = HexFormat.of().formatHex(signer.mac(signedBefore, body)).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(expected, given.get(0).getBytes(StandardCharsets.UTF_8));
  }
}
