package io.autopurchase.spi;

import java.time.Instant;

/**
 * The terms under which a request that changes something is sent; they are committed with the intent to send it. All times
 * are those of the provider's clock: no difference between our nodes' clocks, and no jump of one, can bring conclusiveAt forward.
 *
 * @param signedAt the time that the request states
 * @param acceptedUntil after this moment the provider no longer accepts the request, wherever it was stuck
 * @param conclusiveAt a "not found" that was asked after this moment means that the request was not and will not be carried
 *     out
 */
public record RequestValidity(Instant signedAt, Instant acceptedUntil, Instant conclusiveAt) {}
