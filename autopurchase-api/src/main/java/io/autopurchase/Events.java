package io.autopurchase;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The audit trail. Not for implementation. Thread-safe. Calls block while the store is asked. */
public interface Events {
  /**
   * Events that a query finds, the newest first unless it says otherwise: in the order of their ids, which is the order of time up to the
   * differences between the nodes' clocks, and within an activity exactly the order of what happened.
   *
   * <p>This is for looking things up. It cannot be followed: an event may be committed late, with an id before the last one that was read,
   * and a node whose clock is ahead writes ids that later events of other nodes do not reach. A program that must miss nothing registers a
   * {@link PurchaseListener} or reads the {@link #feed}.
   *
   * @param query what is not given in it does not matter
   * @return at most {@link EventQuery#limit()}
   * @throws StoreException the store cannot be read now
   */
  List<AutoPurchaseEvent> find(EventQuery query);

  /**
   * All events that a query finds, in its order. They are read page by page while the stream goes on, so it costs no memory however many
   * there are; an event that is committed in the meantime may be among them or not.
   *
   * @param query its limit is the size of a page
   * @return to be used by one thread; holds nothing that had to be closed
   * @throws StoreException from the stream's operations: the store cannot be read now
   */
  Stream<AutoPurchaseEvent> stream(EventQuery query);

  /**
   * The feed of all events, for programs that follow them at their own pace, such as an export: each event comes exactly once to a reader
   * that keeps the cursor, however late it was committed and whatever the nodes' clocks show. Events of one activity come in the order of
   * what happened; others in the order in which they were committed, or nearly so. Any number of readers may follow the feed with cursors of
   * their own, at any node. An event that the retention has removed before a reader came to it is missing.
   *
   * <p>A reader that keeps the cursor in one transaction with what it does for the events does it exactly once; one that crashes in between
   * gets the same page again.
   *
   * @param cursor of the page before; null from the beginning
   * @param limit at most so many, 1 to 1000
   * @return with a cursor for the next call, the same one if there is nothing new
   * @throws InvalidInputException the limit is out of range, or the cursor is not one of this method
   * @throws StoreException the store cannot be read now
   */
  EventFeedPage feed(@Nullable String cursor, int limit);

  /**
   * Looks through the whole audit trail for events that are missing: those of an activity are numbered without gaps. What the
   * retention has removed, which is the oldest, is none; nor are events of sessions, which have no numbers. That the text of an
   * event was changed shows nowhere. Reads every event and, once for each, the activities that they are of: for a shop of
   * millions of events a matter of minutes.
   *
   * @return in the order in which they were found; empty if nothing is missing
   * @throws io.autopurchase.StoreException the store cannot be read now
   */
  List<EventGap> gaps();
}
