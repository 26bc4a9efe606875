package io.autopurchase.core;

import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.EventFeedPage;
import io.autopurchase.EventGap;
import io.autopurchase.EventQuery;
import io.autopurchase.Events;
import io.autopurchase.InvalidInputException;
import io.autopurchase.core.activity.EventGaps;
import io.autopurchase.core.event.EventIds;
import io.autopurchase.core.event.EventRecord;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Unreadable;
import io.autopurchase.core.record.UnreadableException;
import io.autopurchase.engine.Arguments;
import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.PositionedEvent;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredEventQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** The events that the store keeps, as hosts read them. */
final class AuditTrail implements Events {
  private static final int MOST = 1000;
  private static final Pattern CURSOR = Pattern.compile("\\d{1,18}");

  private final RecordStore recordStore;
  private final Runnable requireOpen;

  /** @param requireOpen throws if the engine is closed */
  AuditTrail(RecordStore recordStore, Runnable requireOpen) {
    this.recordStore = recordStore;
    this.requireOpen = requireOpen;
  }

  @Override
  public List<AutoPurchaseEvent> find(EventQuery query) {
    requireOpen.run();
    Objects.requireNonNull(query, "query");
    return page(stored(query)).stream().map(this::view).toList();
  }

  @Override
  public Stream<AutoPurchaseEvent> stream(EventQuery query) {
    Objects.requireNonNull(query, "query");
    StoredEventQuery first = stored(query);
    return Stream.iterate(pageOf(first), Objects::nonNull, page -> page.next(first)).flatMap(page -> page.rows.stream()).map(this::view);
  }

  @Override
  public EventFeedPage feed(@Nullable String cursor, int limit) {
    requireOpen.run();
    if (limit < 1 || limit > MOST) {
      throw new InvalidInputException("limit", "RANGE", Arguments.of("value", limit, "min", 1, "max", MOST));
    }
    if (cursor != null && !CURSOR.matcher(cursor).matches()) {
      throw new InvalidInputException("cursor", "FORMAT", Arguments.of("text", "noCursor"));
    }
    long after = cursor == null ? 0 : Long.parseLong(cursor);
    List<PositionedEvent> page = recordStore.store.feed(after, limit);
    long last = page.isEmpty() ? after : page.get(page.size() - 1).position();
    return EventFeedPage.of(page.stream().map(row -> view(row.event())).toList(), Long.toString(last));
  }

  @Override
  public List<EventGap> gaps() {
    requireOpen.run();
    return EventGaps.find(recordStore);
  }

  private static StoredEventQuery stored(EventQuery query) {
    EventFields.Builder fields = EventFields.builder().orderId(query.orderId().orElse(null));
    query.line().ifPresent(line -> fields.orderId(line.orderId()).lineId(line.lineId()));
    query.activity().ifPresent(activity -> fields.activity(activity.value()));
    query.session().ifPresent(session -> fields.session(session.provider(), session.login()));
    StoredEventQuery stored =
        StoredEventQuery.of(fields.build(), query.limit())
            .types(query.types())
            .afterId(either(query.after(), query.since(), (one, other) -> one.compareTo(other) > 0 ? one : other))
            .beforeId(either(query.before(), query.until(), (one, other) -> one.compareTo(other) < 0 ? one : other));
    return query.isOldestFirst() ? stored.oldestFirst() : stored;
  }

  /** The narrower bound of an id and a time. */
  @Nullable
  private static String either(Optional<String> id, Optional<Instant> time, BinaryOperator<String> narrower) {
    return Stream.of(id, time.map(EventIds::bound)).flatMap(Optional::stream).reduce(narrower).orElse(null);
  }

  private List<StoredEvent> page(StoredEventQuery query) {
    return recordStore.store.events(query);
  }

  private Page pageOf(StoredEventQuery query) {
    requireOpen.run();
    return new Page(page(query));
  }

  /** Of the stream. */
  private final class Page {
    final List<StoredEvent> rows;

    Page(List<StoredEvent> rows) {
      this.rows = rows;
    }

    /** Null after the last one. */
    @Nullable
    Page next(StoredEventQuery query) {
      if (rows.size() < query.limit()) {
        return null;
      }
      String last = rows.get(rows.size() - 1).id();
      return pageOf(query.isOldestFirst() ? query.afterId(last) : query.beforeId(last));
    }
  }

  private AutoPurchaseEvent view(StoredEvent row) {
    try {
      return EventRecord.view(recordStore, row);
    } catch (UnreadableException e) {
      recordStore.report(e);
      return AutoPurchaseEvent.builder(row.id(), AutoPurchaseEvent.UNREADABLE, row.at()).attributes(Map.of("reason", Unreadable.DESCRIPTION)).build();
    }
  }
}
