package io.autopurchase;

/**
 * Receives committed changes.
 *
 * <p>Events come after their commit, at least once, in order for each activity, one at a time, on a thread of the engine that
 * serves this listener alone. The node that has committed an event delivers it at once; after a crash, and if it takes too
 * long ({@link AutoPurchaseBuilder#eventTakeoverDelay}), another does, so that an event may be repeated with the same
 * id. What the listener throws is logged, and the event is given again with growing pauses; it holds back the later events of
 * its activity, and no others. In the meantime, and while the listener blocks, activities and other listeners go on.
 *
 * <p>A new event of this node costs a listener the same however much another listener keeps undelivered. Only if that is more than
 * about 100,000 events, what other nodes have left to this one, or what was committed without an answer of the store, comes once there
 * are fewer; and an event that was given in the meantime may be given once more, in order, when the other listener takes events again.
 * {@link AutoPurchase#health()} shows listeners that block or fail.
 *
 * <p>All engines on one database should have the same listeners: an event counts as delivered once every listener of the engine
 * that delivers it has taken it, so that a listener that only another engine has may miss it. An engine without listeners delivers
 * nothing and leaves all events to others. An event that no listener has taken within the retention time is removed.
 *
 * <p>A listener may call the engine, also to close it. One that has not come back 5 seconds after the engine began to close is
 * interrupted, and its event counts as not delivered.
 */
public interface PurchaseListener {
  /**
   * @param event what happened; its {@linkplain AutoPurchaseEvent#id() id} is the key by which a repeat is recognized
   */
  void onEvent(AutoPurchaseEvent event);
}
