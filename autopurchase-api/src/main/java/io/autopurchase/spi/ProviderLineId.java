package io.autopurchase.spi;

/**
 * A line of a provider's order.
 *
 * @param orderId the provider's
 * @param lineId the provider's
 */
public record ProviderLineId(String orderId, String lineId) {}
