package io.autopurchase;

import org.jspecify.annotations.Nullable;

/**
 * What became of one line in an activity.
 *
 * @param line the host's line
 * @param outcome how far the line is, or how it ended
 * @param code why, as a stable word or the provider's own code; null where there is nothing to say
 * @param message why, in words; null as {@code code}
 * @param providerOrderId the provider's order, once known
 */
public record LineResult(
    LineKey line,
    LineOutcome outcome,
    @Nullable String code,
    @Nullable String message,
    @Nullable String providerOrderId) {}
