package io.autopurchase.spi;

import javax.annotation.concurrent.Immutable;

/** An event with its place in the feed of all events. Immutable. */
@Immutable
public final class PositionedEvent {
  private final long position;
  private final StoredEvent event;

  /**
   * @param position from 1 on, unique within the shop
   * @param event as it is stored
   */
  public PositionedEvent(long position, StoredEvent event) {
    this.position = position;
    this.event = event;
  }

  /** From 1 on, unique within the shop; it never changes, and is not given to another event later. */
  public long position() {
    return position;
  }

  /** The event. */
  public StoredEvent event() {
    return event;
  }

  @Override
  public String toString() {
    return event + " at " + position;
  }
}
