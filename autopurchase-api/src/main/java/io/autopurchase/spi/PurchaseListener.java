package io.autopurchase.spi;

import io.autopurchase.PurchaseEvent;

/**
 * Is told of committed changes.
 *
 * <p>Events come after their commit, at least once, in order for each activity, one at a time, on a thread of the
 * engine. After a crash events may be repeated with the same id. What the listener throws is logged and the event is given
 * again later, with growing pauses; meanwhile and while it blocks, activities go on.
 */
public interface PurchaseListener {
  /**
   * @param event what happened; its {@linkplain PurchaseEvent#id() id} is the key by which a repeat is recognized
   */
  void onEvent(PurchaseEvent event);
}
