package io.autopurchase;

import java.util.List;
import javax.annotation.Nullable;

/** The audit trail. Not for implementation. Thread-safe. */
public interface Events {
  /**
   * Events in the order of their ids, which is the order of time up to the differences between the nodes' clocks.
   *
   * @param after only those after this id; null from the beginning
   * @param limit at most so many, 1 to 1000
   */
  List<PurchaseEvent> after(@Nullable String after, int limit);
}
