package io.autopurchase.spi;

import java.time.Instant;

/**
 * The terms under which a request that changes something is sent; they are committed with the intent to send it.
 *
 * @param signedAt the time that the request states
 * @param acceptedUntil after this moment of our clock the provider no longer accepts the request, wherever it was stuck
 * @param visibleBy from this moment of our clock on, "not found" means that the request was not and will not be carried
 *     out: the horizon
 */
public record EffectTerms(Instant signedAt, Instant acceptedUntil, Instant visibleBy) {}
