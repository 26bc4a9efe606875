package io.autopurchase.core.event;

import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.LineKey;
import io.autopurchase.SessionId;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.StoredEvent;
import java.time.Instant;
import java.util.Map;
import javax.annotation.Nullable;

/** An event as it is stored. */
public record EventRecord(
    String type,
    @Nullable String activity,
    @Nullable String orderId,
    @Nullable String lineId,
    @Nullable String provider,
    @Nullable String login,
    @Nullable String from,
    @Nullable String to,
    @Nullable String actor,
    @Nullable Map<String, String> attributes) {

  /** As a store keeps it. */
  public StoredEvent stored(String id, Instant at, RecordStore recordStore) {
    EventFields fields = EventFields.builder().type(type).orderId(orderId).lineId(lineId).activity(activity).session(provider, login).build();
    return recordStore.event(id, at, fields, this);
  }

  /** An event as listeners see it. */
  public static AutoPurchaseEvent view(RecordStore recordStore, StoredEvent row) {
    return recordStore.read(row, EventRecord.class).view(row);
  }

  private AutoPurchaseEvent view(StoredEvent row) {
    return AutoPurchaseEvent.builder(row.id(), type, row.at())
        .activity(activity == null ? null : new ActivityId(activity))
        .orderId(orderId)
        .line(orderId == null || lineId == null ? null : new LineKey(orderId, lineId))
        .session(provider == null || login == null ? null : new SessionId(provider, login))
        .change(from, to)
        .actor(actor)
        .attributes(attributes == null ? Map.of() : attributes)
        .build();
  }
}
