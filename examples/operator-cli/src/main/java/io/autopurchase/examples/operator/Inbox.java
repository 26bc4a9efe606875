package io.autopurchase.examples.operator;

import io.autopurchase.InvalidInputException;
import io.autopurchase.WebhookResult;
import java.util.List;
import java.util.Map;

/** Takes webhooks; see {@code AutoPurchase.handleWebhook}. */
@FunctionalInterface
interface Inbox {
  /**
   * @throws InvalidInputException if there is no such provider
   */
  WebhookResult take(String provider, Map<String, List<String>> headers, byte[] body);
}
