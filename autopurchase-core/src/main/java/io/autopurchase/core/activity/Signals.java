package io.autopurchase.core.activity;

import io.autopurchase.ActivityId;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.annotation.concurrent.ThreadSafe;

/** The answers, interruptions, retries and wake-ups that are stored for an activity and have not taken effect. Thread-safe. */
@ThreadSafe
final class Signals {
  private static final int MOST = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final RecordStore recordStore;

  Signals(RecordStore recordStore) {
    this.recordStore = recordStore;
  }

  List<Versioned<SignalRecord>> of(ActivityId id) {
    RecordFields ofActivity = RecordFields.builder().reference(id.value()).build();
    return read(recordStore.store.find(RecordQuery.of(Keys.SIGNAL, ofActivity, 0, MOST)).records().stream());
  }

  /** The names of those that concern an activity which asks nothing. */
  static List<RecordKey> keys(String activity) {
    return Stream.of(SignalRecord.INTERRUPT, SignalRecord.RETRY, SignalRecord.WAKE).map(type -> key(activity, type)).toList();
  }

  static RecordKey key(String activity, String type) {
    return Keys.signal(activity, type.toLowerCase(Locale.ROOT));
  }

  /** Those that are to take effect now. */
  List<Versioned<SignalRecord>> read(Stream<StoredRecord> rows) {
    Instant now = recordStore.now();
    return rows
        .filter(row -> row.fields().dueAt().filter(at -> SignalRecord.isDelayed(at, now)).isEmpty())
        .flatMap(row -> recordStore.view(row, SignalRecord.class, signal -> new Versioned<>(row.key(), row.version(), signal)).stream())
        .toList();
  }

  static boolean has(List<Versioned<SignalRecord>> signals, String type) {
    return signals.stream().anyMatch(signal -> signal.body().type().equals(type));
  }

  /** Removes signals that can have no effect any more. */
  void forget(List<Versioned<SignalRecord>> signals) {
    if (!signals.isEmpty()) {
      Commit.Builder commit = recordStore.begin();
      signals.forEach(signal -> commit.delete(signal.key(), signal.version()));
      recordStore.commit(commit.build(), PATIENCE);
    }
  }
}
