package io.autopurchase;

/**
 * A rule that an input breaks.
 *
 * @param field where, as a path such as {@code recipient.name} or {@code lines[2].quantity}
 * @param code the rule, a stable word in capitals such as {@code LENGTH}
 * @param message the rule in words, for the person who can mend it
 */
public record Problem(String field, String code, String message) {}
