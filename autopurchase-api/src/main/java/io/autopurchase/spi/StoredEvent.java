package io.autopurchase.spi;

import java.time.Instant;

/** An event as it is stored. The body is opaque to the store and shared: nobody changes the array. */
public final class StoredEvent {
  private final String id;
  private final Instant at;
  private final int codecVersion;
  private final byte[] body;

  /**
   * @param id unique, up to 120 characters of ASCII, ordered by its characters' codes
   * @param at when, to the millisecond
   * @param body not copied
   */
  public StoredEvent(String id, Instant at, int codecVersion, byte[] body) {
    this.id = id;
    this.at = at;
    this.codecVersion = codecVersion;
    this.body = body;
  }

  public String id() {
    return id;
  }

  public Instant at() {
    return at;
  }

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
