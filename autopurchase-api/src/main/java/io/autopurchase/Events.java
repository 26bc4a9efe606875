package io.autopurchase;

import java.util.List;
import javax.annotation.Nullable;

/** The audit trail. Not for implementation. Thread-safe. */
public interface Events {
  /**
   * Events in the order of their ids, which is the order of time up to the differences between the nodes' clocks.
   *
   * <p>This is for reading, and no feed: an event may be committed late, with an id before the last one that was read, and a node
   * whose clock is ahead writes ids that later events of other nodes do not reach. Whoever must miss nothing registers a listener.
   *
   * @param after only those after this id; null from the beginning
   * @param limit at most so many, 1 to 1000
   */
  List<PurchaseEvent> after(@Nullable String after, int limit);
}
