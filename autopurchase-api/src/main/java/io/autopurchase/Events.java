package io.autopurchase;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit trail. Not for implementation. Thread-safe. */
public interface Events {
  /**
   * Events in the order of their ids, which is the order of time up to the differences between the nodes' clocks.
   *
   * <p>This is for reading, and no feed: an event may be committed late, with an id before the last one that was read, and a node
   * whose clock is ahead writes ids that later events of other nodes do not reach. A host that must miss nothing registers a listener.
   *
   * @param after only those after this id; null from the beginning
   * @param limit at most so many, 1 to 1000
   */
  List<AutoPurchaseEvent> after(@Nullable String after, int limit);

  /**
   * Looks through the whole audit trail for events that are missing: those of an activity are numbered without gaps. What the
   * retention has removed, which is the oldest, is none; nor are events of sessions, which have no numbers. That the text of an
   * event was changed shows nowhere. Reads every event and, once for each, the activities that they are of: for a shop of
   * millions of events a matter of minutes.
   *
   * @return in the order in which they were found; empty where nothing is missing
   * @throws io.autopurchase.StoreException the store cannot be read now
   */
  List<EventGap> gaps();
}
