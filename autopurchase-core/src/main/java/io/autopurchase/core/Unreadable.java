package io.autopurchase.core;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.Purchase;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import java.util.Map;
import java.util.Optional;
import javax.annotation.Nullable;

/** What can be shown of records whose body was written by another release, or is damaged: what their fields tell. */
final class Unreadable {
  /** Why an activity waits that only another release, or a repair, can let go on. */
  static final String REASON = "UNREADABLE";
  private static final String DESCRIPTION =
      "Cannot be read: it was written by another release, or is damaged. It is left as it is.";

  private Unreadable() {}

  static Activity activity(StoredRecord row) {
    RecordFields fields = row.fields();
    ActivityState state = word(ActivityState.class, fields.state(), ActivityState.WAITING);
    return Activity.builder(
            new ActivityId(row.key().id()), word(ActivityType.class, fields.type(), ActivityType.UNKNOWN), state)
        .description(DESCRIPTION)
        .session(session(fields))
        .orderId(fields.orderId().orElse(null))
        .waiting(state.isFinished() ? null : REASON, null)
        .createdAt(Ids.time(row.key().id()))
        .build();
  }

  static Purchase purchase(StoredRecord row) {
    RecordFields fields = row.fields();
    boolean open = fields.state().filter(PurchaseRecord.OPEN::equals).isPresent();
    PurchaseGroup group = open ? PurchaseGroup.PURCHASED : word(PurchaseGroup.class, fields.state(), PurchaseGroup.OTHER);
    return Purchase.builder(Keys.line(row.key()), group)
        .session(session(fields))
        .providerOrder(fields.reference().orElse(null), null)
        .status(PurchaseStatus.UNKNOWN, null)
        .build();
  }

  static Session session(StoredRecord row) {
    SessionState state = word(SessionState.class, row.fields().state(), SessionState.NEEDS_AUTHORIZATION);
    return Session.builder(Keys.session(row.key()), state).build();
  }

  static AutoPurchaseEvent event(StoredEvent row) {
    return AutoPurchaseEvent.builder(row.id(), AutoPurchaseEvent.UNREADABLE, row.at()).attributes(Map.of("reason", DESCRIPTION)).build();
  }

  @Nullable
  private static SessionId session(RecordFields fields) {
    return fields.provider().isEmpty() || fields.login().isEmpty()
        ? null
        : new SessionId(fields.provider().get(), fields.login().get());
  }

  private static <E extends Enum<E>> E word(Class<E> words, Optional<String> stored, E otherwise) {
    for (E known : words.getEnumConstants()) {
      if (stored.filter(known.name()::equals).isPresent()) {
        return known;
      }
    }
    return otherwise;
  }
}
