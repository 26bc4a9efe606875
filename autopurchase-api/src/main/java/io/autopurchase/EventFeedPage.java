package io.autopurchase;

import java.util.List;
import java.util.Objects;
import javax.annotation.concurrent.Immutable;

/** Events of the feed, and the cursor for the next page. Immutable. */
@Immutable
public final class EventFeedPage {
  private final List<AutoPurchaseEvent> events;
  private final String cursor;

  private EventFeedPage(List<AutoPurchaseEvent> events, String cursor) {
    this.events = events;
    this.cursor = cursor;
  }

  /**
   * @param events copied; may be empty
   * @param cursor behind the last of them
   */
  public static EventFeedPage of(List<AutoPurchaseEvent> events, String cursor) {
    return new EventFeedPage(List.copyOf(events), Objects.requireNonNull(cursor, "cursor"));
  }

  /** In the order of the feed; empty if there are no more for now. */
  public List<AutoPurchaseEvent> events() {
    return events;
  }

  /** Store it together with the effects of the events, and pass it to {@link Events#feed} for the next page. At most 20 characters. */
  public String cursor() {
    return cursor;
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof EventFeedPage && events.equals(((EventFeedPage) other).events) && cursor.equals(((EventFeedPage) other).cursor);
  }

  @Override
  public int hashCode() {
    return Objects.hash(events, cursor);
  }

  @Override
  public String toString() {
    return events.size() + " events up to " + cursor;
  }
}
