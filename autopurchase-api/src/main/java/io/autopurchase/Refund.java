package io.autopurchase;

/**
 * Money that is paid back for a line, or was asked back, as the provider shows it.
 *
 * @param id the provider's; may be empty
 * @param status how far it is
 * @param rawStatus the provider's own word
 */
public record Refund(String id, RefundStatus status, String rawStatus) {}
