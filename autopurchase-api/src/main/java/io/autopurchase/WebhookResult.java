package io.autopurchase;

/** Result of a webhook. Acknowledge all except {@link #INVALID_SIGNATURE}. More may come: a switch needs a default. */
public enum WebhookResult {
  /** It names orders of the shop, which are read again soon. */
  ACCEPTED,
  /** It names no order of the shop, or reports nothing new. */
  IGNORED,
  /** It comes from the provider and cannot be read. */
  UNREADABLE,
  /** It does not come from the provider. Answer the request with a refusal, such as HTTP 401. */
  INVALID_SIGNATURE
}
