package io.autopurchase.provider.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.Secret;
import io.autopurchase.provider.http.Fields;
import io.autopurchase.provider.http.Json;
import io.autopurchase.spi.ProviderWebhook;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Checks and reads the messages that the platform pushes: a form whose fields are signed like the parameters of a request, without a path. The
 * message is one field of JSON, or its members are fields (programs differ). Neither an id nor a time is signed apart from it, so that a
 * message can be repeated by anyone who has seen it. Thread-safe.
 */
@ThreadSafe
final class Webhooks {
  /** No message of the platform's comes near it, and anyone may send one. */
  private static final int LONGEST = 1 << 20;

  private static final int MOST_FIELDS = 50;
  private static final int MOST_ORDERS = 200;
  private static final String SIGNATURE = "_aop_signature";

  private final Signer signer;

  Webhooks(Secret appSecret) {
    signer = new Signer(appSecret);
  }

  ProviderWebhook read(byte[] body) {
    Map<String, String> form = body.length > LONGEST ? null : form(new String(body, StandardCharsets.UTF_8));
    String given = form == null ? null : form.remove(SIGNATURE);
    if (form == null || given == null || !isSigned(form, given)) {
      return new ProviderWebhook.InvalidSignature();
    }
    try {
      return form.containsKey("message") ? message(parse(form.get("message"))) : fields(form);
    } catch (IOException e) {
      return new ProviderWebhook.Unreadable("it is not JSON");
    }
  }

  private boolean isSigned(Map<String, String> form, String given) {
    byte[] expected = signer.sign("", form).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8));
  }

  private static ProviderWebhook message(JsonNode message) throws IOException {
    JsonNode data = message.path("data").isTextual() ? parse(message.path("data").textValue()) : message.path("data");
    return verified(Fields.id(message, "type"), data, Fields.instant(message, "gmtBorn"));
  }

  private static ProviderWebhook fields(Map<String, String> form) throws IOException {
    JsonNode message = Json.MAPPER.valueToTree(form);
    return verified(Fields.id(message, "type"), parse(form.getOrDefault("data", "{}")), Fields.instant(message, "gmtBorn"));
  }

  private static ProviderWebhook verified(String type, JsonNode data, @Nullable Instant at) {
    if (type.isEmpty()) {
      return new ProviderWebhook.Unreadable("it has no type");
    }
    Set<String> ids = new LinkedHashSet<>();
    // One that cannot be read names no order; the others do.
    Orders.collectIds(data, ids);
    return new ProviderWebhook.Verified(type, ids.stream().limit(MOST_ORDERS).toList(), List.of(), at);
  }

  private static JsonNode parse(String json) throws IOException {
    JsonNode node = Json.read(json.getBytes(StandardCharsets.UTF_8));
    if (node == null || !node.isObject()) {
      throw new IOException("not a JSON object");
    }
    return node;
  }

  /** Null if it is not a form, or has a field twice. */
  @Nullable
  private static Map<String, String> form(String body) {
    Map<String, String> form = new TreeMap<>();
    for (String pair : body.split("&", MOST_FIELDS + 1)) {
      int equals = pair.indexOf('=');
      try {
        if (equals < 1 || form.size() == MOST_FIELDS || form.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1))) != null) {
          return null;
        }
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
    return form;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
