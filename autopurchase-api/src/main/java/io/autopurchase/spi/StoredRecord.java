package io.autopurchase.spi;

import javax.annotation.concurrent.Immutable;

/** A record as it is stored. Immutable. The body is opaque to the store and shared: do not change the array. */
@Immutable
public final class StoredRecord {
  private final RecordKey key;
  private final long version;
  private final RecordFields fields;
  private final int codecVersion;
  private final byte[] body;

  /**
   * A record with the version that the store has given it.
   *
   * @param key which record
   * @param version 1 for the first write of a key, one more with every further one; after a deletion the next write of the
   *     key gets a version higher than any before
   * @param fields what queries look at
   * @param codecVersion how the body is to be read; the store only keeps it
   * @param body not copied; from no bytes to 256 KiB at least
   */
  public StoredRecord(RecordKey key, long version, RecordFields fields, int codecVersion, byte[] body) {
    this.key = key;
    this.version = version;
    this.fields = fields;
    this.codecVersion = codecVersion;
    this.body = body;
  }

  /** The record's name within the shop. */
  public RecordKey key() {
    return key;
  }

  /** From 1, one more with each write; a commit that changes the record must expect it. */
  public long version() {
    return version;
  }

  /** What queries look at. */
  public RecordFields fields() {
    return fields;
  }

  /** How the body is to be read; the store only keeps it. */
  public int codecVersion() {
    return codecVersion;
  }

  /** Not to be changed. */
  public byte[] body() {
    return body;
  }

  @Override
  public String toString() {
    return key + " version " + version;
  }
}
