package io.autopurchase.examples.operator;

import io.autopurchase.InvalidInputException;
import io.autopurchase.MessageReceipt;
import java.util.List;
import java.util.Map;

/** Takes pushed messages; see {@code AutoPurchase.handleMessage}. */
@FunctionalInterface
interface Inbox {
  /**
   * @throws InvalidInputException where there is no such provider
   */
  MessageReceipt take(String provider, Map<String, List<String>> headers, byte[] body);
}
