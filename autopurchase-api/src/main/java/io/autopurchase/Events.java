package io.autopurchase;

import java.util.List;
import java.util.stream.Stream;
import javax.annotation.concurrent.ThreadSafe;
import org.jspecify.annotations.Nullable;

/** The audit trail. Not for implementation. Thread-safe. Calls block while they read the store. */
@ThreadSafe
public interface Events {
  /**
   * Events that a query finds, the newest first unless it says otherwise: in the order of their ids, which is the order of time up to the
   * differences between the nodes' clocks, and within an activity exactly the order of what happened.
   *
   * <p>Use this for searches, not to follow events: an event may be committed late, with an id before the last one that was read, and a
   * node whose clock is ahead writes ids after those of later events of other nodes. A program that must not miss any event registers a
   * {@link PurchaseListener} or reads the {@link #feed}.
   *
   * @param query filters that are not given match everything
   * @return at most {@link EventQuery#limit()}
   * @throws StoreException the store cannot be read now
   */
  List<AutoPurchaseEvent> find(EventQuery query);

  /**
   * All events that a query finds, in its order. They are read page by page while the stream is consumed, so the memory does not depend
   * on their number; an event that is committed in the meantime may be among them or not.
   *
   * @param query its limit is the size of a page
   * @return to be used by one thread; needs no close
   * @throws StoreException from the stream's operations: the store cannot be read now
   */
  Stream<AutoPurchaseEvent> stream(EventQuery query);

  /**
   * The feed of all events, for programs that follow them at their own pace, such as an export: each event comes exactly once to a reader
   * that keeps the cursor, however late it was committed and whatever the nodes' clocks show. Events of one activity come in the order of
   * what happened; others in the order in which they were committed, or nearly so. Any number of readers may follow the feed with cursors of
   * their own, at any node. An event that the retention has removed before a reader came to it is missing.
   *
   * <p>A reader that stores the cursor in one transaction with its own changes handles each event exactly once. After a crash in between
   * it reads the same page again.
   *
   * @param cursor of the page before; null from the beginning
   * @param limit the highest number of events, 1 to 1000
   * @return with a cursor for the next call, the same one if there is nothing new
   * @throws InvalidInputException the limit is out of range, or the cursor is not one of this method
   * @throws StoreException the store cannot be read now
   */
  EventFeedPage feed(@Nullable String cursor, int limit);

  /**
   * Searches the whole audit trail for missing events: the events of an activity are numbered without gaps. Events that the retention has
   * removed, which are the oldest, do not count, nor do events of sessions, which have no numbers. A changed text of an event is not
   * detected. Reads every event, and each of their activities once; this takes minutes for millions of events.
   *
   * @return in the order in which they were found; empty if nothing is missing
   * @throws io.autopurchase.StoreException the store cannot be read now
   */
  List<EventGap> gaps();
}
