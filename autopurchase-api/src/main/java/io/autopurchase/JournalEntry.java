package io.autopurchase;

import java.time.Instant;

/**
 * A thing that happened in an activity, for people.
 *
 * @param at when, to the millisecond
 * @param level {@code INFO}, {@code WARN} or {@code ERROR}
 * @param code a stable word in capitals, such as {@code PLACED}
 * @param message in words, without secrets
 */
public record JournalEntry(Instant at, String level, String code, String message) {}
