package io.autopurchase.core.sync;

import io.autopurchase.ActivityId;
import io.autopurchase.SessionId;
import io.autopurchase.WebhookResult;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.purchase.PurchaseRecord;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.core.session.ProviderRegistry;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.ProviderWebhook;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes webhooks. They are believed so far only that what they name is due to be read: what is due is in
 * the purchases' records before the message is acknowledged.
 */
public final class Webhooks {
  private static final Logger log = LoggerFactory.getLogger(Webhooks.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PAGE = 500;

  /** What was read is newer than what a webhook reports only if it is so by this much: the two times need not be the same one. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  /** The same for the time of our reading, which is by another clock. */
  private static final Duration READING_MARGIN = Duration.ofMinutes(5);

  /** Webhooks of so long a time are worth one look of a booking. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

  private final RecordStore recordStore;
  private final ProviderRegistry providers;
  private final Consumer<SessionId> synchronize;
  private final BiConsumer<ActivityId, Instant> wake;

  /**
   * @param synchronize reads what is due for a session, now or soon
   * @param wake lets an activity look at its orders, at a moment
   */
  public Webhooks(RecordStore recordStore, ProviderRegistry providers, Consumer<SessionId> synchronize, BiConsumer<ActivityId, Instant> wake) {
    this.recordStore = recordStore;
    this.providers = providers;
    this.synchronize = synchronize;
    this.wake = wake;
  }

  public WebhookResult handle(String provider, Map<String, List<String>> headers, byte[] body) {
    ProviderWebhook message = providers.client(provider).parseWebhook(headers, body);
    if (message instanceof ProviderWebhook.Verified authentic) {
      return take(provider, authentic);
    }
    if (message instanceof ProviderWebhook.Unreadable unreadable) {
      log.warn("A message of {} cannot be read: {}", provider, unreadable.why());
      return WebhookResult.UNREADABLE;
    }
    return WebhookResult.INVALID_SIGNATURE;
  }

  private WebhookResult take(String provider, ProviderWebhook.Verified message) {
    Set<SessionId> sessions = new LinkedHashSet<>();
    for (String order : message.orderIds()) {
      RecordFields fields = RecordFields.builder().provider(provider).reference(order).build();
      for (StoredRecord row : recordStore.store.find(RecordQuery.of(Keys.PURCHASE, fields, 0, PAGE)).records()) {
        markAsDue(row, message.happenedAt()).ifPresent(sessions::add);
      }
    }
    boolean woken = false;
    for (String clientOrderId : message.clientOrderIds()) {
      woken |= wakeBooking(clientOrderId);
    }
    sessions.forEach(synchronize);
    return sessions.isEmpty() && !woken ? WebhookResult.IGNORED : WebhookResult.ACCEPTED;
  }

  /** Returns the session whose purchase is due now; empty if what was read of it is later than the message. */
  private Optional<SessionId> markAsDue(StoredRecord row, Optional<Instant> happenedAt) {
    while (true) {
      // One that cannot be read is reported and left alone; the others of the message are read all the same.
      Optional<Versioned<PurchaseRecord>> stored = recordStore.find(row.key(), PurchaseRecord.class);
      if (stored.isEmpty() || !stored.get().body().mayChange() || isRead(stored.get().body(), happenedAt)) {
        return Optional.empty();
      }
      PurchaseRecord purchase = stored.get().body();
      SessionId session = new SessionId(purchase.provider, purchase.login);
      Instant now = recordStore.now();
      if (purchase.readBy != null && !purchase.readBy.isAfter(now)) {
        return Optional.of(session);
      }
      purchase.readBy = now;
      Commit.Builder commit = recordStore.begin();
      recordStore.put(commit, stored.get(), purchase.fields());
      if (recordStore.commit(commit.build(), PATIENCE).isApplied()) {
        return Optional.of(session);
      }
    }
  }

  private static boolean isRead(PurchaseRecord purchase, Optional<Instant> happenedAt) {
    if (happenedAt.isEmpty()) {
      return false;
    }
    boolean isNewer = purchase.modifiedAt != null && purchase.modifiedAt.isAfter(happenedAt.get().plus(MARGIN));
    // A message that is repeated long after its order was read has nothing new to say.
    return isNewer || purchase.asOf != null && purchase.asOf.isAfter(happenedAt.get().plus(READING_MARGIN));
  }

  /** A booking that looks for its order does so at once, but not for each of many messages. */
  private boolean wakeBooking(String clientOrderId) {
    Optional<ActivityRecord> booking =
        recordStore
            .store
            .owner(Keys.CLIENT_ORDER_ID_SCOPE, clientOrderId)
            .flatMap(id -> recordStore.find(Keys.activity(id), ActivityRecord.class))
            .map(Versioned::body)
            .filter(body -> !body.state.isFinished() || body.hasEndedUncertain());
    booking.ifPresent(body -> wake.accept(new ActivityId(body.id), nextLook(body)));
    return booking.isPresent();
  }

  private Instant nextLook(ActivityRecord body) {
    Instant now = recordStore.now();
    Instant next = body.lookedAt == null ? now : body.lookedAt.plus(BETWEEN_LOOKS);
    return next.isBefore(now) || ClockWatch.isAhead(body.lookedAt, now) ? now : next;
  }
}
