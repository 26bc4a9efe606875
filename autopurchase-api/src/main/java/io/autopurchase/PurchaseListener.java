package io.autopurchase;

/**
 * Receives committed changes.
 *
 * <p>Events come after their commit, at least once, in order for each activity, one at a time, on a thread of the engine that serves this
 * listener alone. The node that has committed an event delivers it at once; after a crash, and if it takes too long ({@link
 * AutoPurchaseBuilder#eventTakeoverDelay}), another does, so that an event may be repeated with the same id. If the listener throws, the
 * exception is logged, and the event is delivered again with growing pauses. The later events of its activity wait; other events do not.
 * Activities and other listeners are not affected, also while the listener blocks.
 *
 * <p>The cost of a new event of this node does not depend on the events that another listener leaves undelivered. Only if these are more
 * than about 100,000, events that other nodes left to this one, and events of a commit without an answer, are delayed until there are
 * fewer. Events that were delivered in the meantime may be delivered once more, in order, when the other listener takes events again.
 * {@link AutoPurchase#health()} shows listeners that block or fail.
 *
 * <p>All engines on one database should have the same listeners: an event counts as delivered once every listener of the engine that
 * delivers it has taken it, so a listener that only another engine has may miss it. An engine without listeners delivers nothing and
 * leaves all events to others. An event that no listener has taken within the retention time is removed.
 *
 * <p>A listener may call the engine, also to close it. A listener that has not returned 5 seconds after the engine began to close is
 * interrupted, and its event counts as not delivered.
 */
public interface PurchaseListener {
  /**
   * @param event what happened; its {@linkplain AutoPurchaseEvent#id() id} is the key by which a repeat is recognized
   */
  void onEvent(AutoPurchaseEvent event);
}
