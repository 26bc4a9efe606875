package io.autopurchase.spi;

import java.time.Instant;
import javax.annotation.concurrent.Immutable;

/** An event as it is stored. Immutable. The body is opaque to the store and shared: do not change the array. */
@Immutable
public final class StoredEvent {
  private final String id;
  private final Instant at;
  private final EventFields fields;
  private final int codecVersion;
  private final byte[] body;

  /**
   * @param id unique within the shop, 1 to 120 characters of ASCII, ordered by its characters' codes
   * @param at when; a whole millisecond of the years 1970 to 9999
   * @param fields by which it is found
   * @param codecVersion how the body is to be read; the store only keeps it
   * @param body not copied; from no bytes to 256 KiB at least
   */
  public StoredEvent(String id, Instant at, EventFields fields, int codecVersion, byte[] body) {
    this.id = id;
    this.at = at;
    this.fields = fields;
    this.codecVersion = codecVersion;
    this.body = body;
  }

  /** Unique within the shop; the order of ids is the order of what happened to an activity. */
  public String id() {
    return id;
  }

  /** When it happened; a whole millisecond. */
  public Instant at() {
    return at;
  }

  /** By which it is found. */
  public EventFields fields() {
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
    return "event " + id;
  }
}
