package io.autopurchase.core.record;

import io.autopurchase.spi.RecordKey;

/**
 * A record, read.
 *
 * @param version as stored; 0 if it is not stored yet
 */
public record Versioned<T>(RecordKey key, long version, T body) {}
