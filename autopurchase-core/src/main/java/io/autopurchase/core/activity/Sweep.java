package io.autopurchase.core.activity;

import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.spi.DueQuery;
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
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/** Finds the activities that are to be run now: by their time, by signals, by sessions that can be used again. Thread-safe. */
@ThreadSafe
final class Sweep {
  private static final Duration AFTER_UNREADABLE = Duration.ofMinutes(5);
  private static final Duration LOOK_FOR_PUT_OFF_EVERY = Duration.ofMinutes(10);

  /** Few waits are longer: questions, spend caps, orders that stay unclear. */
  private static final Duration USUAL_WAIT = Duration.ofHours(1);

  private static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");
  private static final int PAGE = 500;

  private final RecordStore recordStore;
  private final NodeHealth health;
  private final SessionWakes wakes;
  private final PutOffWatch watch;

  /** Activities that a wrong clock has made wait for long, to be run now. */
  private final Set<String> putOff = ConcurrentHashMap.newKeySet();

  /** Since when on the monotonic clock. */
  private final Map<String, Long> setAside = new ConcurrentHashMap<>();

  Sweep(RecordStore recordStore, NodeHealth health, SessionWakes wakes) {
    this.recordStore = recordStore;
    this.health = health;
    this.wakes = wakes;
    watch = new PutOffWatch(recordStore, LOOK_FOR_PUT_OFF_EVERY);
  }

  /** A run of an activity begins. */
  void begun(ActivityId id) {
    putOff.remove(id.value());
  }

  /** A session that an activity has waited for is looked at. */
  void looked(ActivityId id) {
    wakes.taken(id.value());
  }

  /** It could not be read: it is not tried at each sweep. */
  void setAside(ActivityId id) {
    setAside.put(id.value(), recordStore.time.nanoTime());
  }

  List<ActivityId> due(Optional<ActivityId> after, int limit) {
    boolean failed = true;
    try {
      List<ActivityId> due = due(after.map(ActivityId::value).orElse(null), limit);
      failed = false;
      return due;
    } finally {
      health.swept(failed);
    }
  }

  private List<ActivityId> due(@Nullable String afterId, int limit) {
    Instant now = recordStore.now();
    if (afterId == null && watch.isTimeToLook()) {
      lookForWhatAWrongClockPutOff(now);
    }
    Set<String> woken = afterId == null ? wakes.look() : Set.of();
    Stream<String> late = Stream.concat(putOff.stream(), woken.stream()).filter(id -> afterId == null || id.compareTo(afterId) > 0);
    Stream<String> activities =
        ids(Keys.ACTIVITY, now, afterId, limit, row -> Retention.hasEnded(row) ? Optional.empty() : Optional.of(row.key().id()));
    // Signals of an activity sort by its id, so the same page marker serves both.
    Stream<String> signals = ids(Keys.SIGNAL, now, afterId == null ? null : afterId + "0", limit, row -> row.fields().reference());
    return Stream.concat(late, Stream.concat(activities, signals))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .limit(limit)
        .map(ActivityId::new)
        .toList();
  }

  /** As many different activities as are asked for, however many rows refer to one, and however many are set aside. */
  private Stream<String> ids(String kind, Instant now, @Nullable String afterId, int limit, Function<StoredRecord, Optional<String>> idOf) {
    Set<String> ids = new LinkedHashSet<>();
    String last = afterId;
    List<StoredRecord> rows;
    do {
      rows = recordStore.store.due(DueQuery.of(kind, now, limit).afterId(last));
      for (StoredRecord row : rows) {
        last = row.key().id();
        idOf.apply(row).filter(id -> !isSetAside(id)).ifPresent(ids::add);
      }
    } while (rows.size() == limit && ids.size() < limit);
    return ids.stream();
  }

  private boolean isSetAside(String id) {
    Long since = setAside.get(id);
    if (since != null && recordStore.time.nanoTime() - since >= AFTER_UNREADABLE.toNanos()) {
      setAside.remove(id, since);
      return false;
    }
    return since != null;
  }

  // What a clock that was ahead has made wait for as long as it was ahead

  private void lookForWhatAWrongClockPutOff(Instant now) {
    for (ActivityState state : ActivityRecord.UNFINISHED) {
      lookForPutOffActivities(state, now);
    }
    String last = null;
    List<StoredRecord> signals;
    do {
      signals = recordStore.store.due(DueQuery.of(Keys.SIGNAL, FAR, PAGE).dueAfter(SignalRecord.latest(now)).afterId(last));
      for (StoredRecord row : signals) {
        last = row.key().id();
        row.fields().reference().ifPresent(putOff::add);
      }
    } while (signals.size() == PAGE);
  }

  /** By their state, for those that have ended have a due time, too, and they are many. */
  private void lookForPutOffActivities(ActivityState state, Instant now) {
    RecordFields fields = RecordFields.builder().state(state.name()).build();
    String last = null;
    List<StoredRecord> rows;
    do {
      rows = recordStore.store.find(RecordQuery.of(Keys.ACTIVITY, fields, 0, PAGE).before(last)).records();
      for (StoredRecord row : rows) {
        last = row.key().id();
        if (row.fields().dueAt().filter(due -> due.isAfter(now.plus(USUAL_WAIT))).isPresent()) {
          recordStore
              .view(row, ActivityRecord.class, body -> body)
              .filter(body -> ClockWatch.isAhead(body.writtenAt, now))
              .ifPresent(body -> putOff.add(body.id));
        }
      }
    } while (rows.size() == PAGE);
  }
}
