package io.autopurchase;

/**
 * A parcel.
 *
 * @param carrier as the provider names it; may be empty
 * @param number the carrier's tracking number
 */
public record Tracking(String carrier, String number) {}
