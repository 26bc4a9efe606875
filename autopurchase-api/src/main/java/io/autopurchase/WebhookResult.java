package io.autopurchase;

/** What became of a webhook. All but {@link #INVALID_SIGNATURE} are to be acknowledged. More may come: a switch needs a default. */
public enum WebhookResult {
  /** It names something of ours, which is read again soon. */
  ACCEPTED,
  /** It names nothing of ours, or of nothing new. */
  IGNORED,
  /** It comes from the provider and cannot be read. */
  UNREADABLE,
  /** It does not come from the provider. Answer the request with a refusal, such as HTTP 401. */
  INVALID_SIGNATURE
}
