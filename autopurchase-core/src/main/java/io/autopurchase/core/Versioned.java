package io.autopurchase.core;

import io.autopurchase.spi.RecordKey;

/**
 * A record, read.
 *
 * @param version as stored; 0 where it is not stored yet
 */
record Versioned<T>(RecordKey key, long version, T body) {}
