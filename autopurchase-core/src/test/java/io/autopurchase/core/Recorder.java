package io.autopurchase.core;

import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.PurchaseListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it was given. */
public final class Recorder implements PurchaseListener {
  private final List<AutoPurchaseEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public void onEvent(AutoPurchaseEvent event) {
    events.add(event);
  }

  public List<String> ids() {
    return events.stream().map(AutoPurchaseEvent::id).toList();
  }

  public List<String> ids(ActivityId activity) {
    return events.stream().filter(event -> event.activity().filter(activity::equals).isPresent()).map(AutoPurchaseEvent::id).toList();
  }

  public void forget() {
    events.clear();
  }
}
