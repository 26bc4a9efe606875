package io.autopurchase.core;

import io.autopurchase.InvalidInputException;
import io.autopurchase.PurchaseEvent;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.OverpaymentLevels;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoreException;
import io.autopurchase.spi.StoreUnavailableException;
import io.autopurchase.spi.StoreUnknownException;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store with the engine's own reading, writing and patience. Thread-safe. */
final class Kernel {
  private static final Logger log = LoggerFactory.getLogger(Kernel.class);
  private static final int MARKS_PER_COMMIT = 50;

  final ActivityStore store;
  final TimeSource time;
  final Ids ids;
  final FaultPoints faults;
  final NodeEvents events;
  final OverpaymentLevels overpaymentLevels;
  private final Environment environment;
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  Kernel(ActivityStore store, TimeSource time, Ids ids, Environment environment, OverpaymentLevels overpaymentLevels) {
    this.store = store;
    this.time = time;
    this.ids = ids;
    this.environment = environment;
    this.overpaymentLevels = overpaymentLevels;
    faults = environment.faults();
    events = new NodeEvents(time);
  }

  /** Always, but in a simulation that has taken the rule away. */
  boolean holds(Rule rule) {
    return !environment.withdrawn().contains(rule);
  }

  Instant now() {
    return time.now();
  }

  /** Lets time pass on the calling thread. */
  void pause(Duration time) {
    environment.pauseNanos().accept(time.toNanos());
  }

  <T> Optional<Document<T>> load(RecordKey key, Class<T> type) {
    return store.load(key).map(row -> read(row, type));
  }

  /** What a session may do when; nothing stands in its way where nothing is stored. */
  Document<LimiterBody> limiter(RecordKey key) {
    return load(key, LimiterBody.class).orElseGet(() -> new Document<>(key, 0, new LimiterBody()));
  }

  <T> Document<T> read(StoredRecord row, Class<T> type) {
    return new Document<>(row.key(), row.version(), Codec.decode(row.toString(), row.codecVersion(), row.body(), type));
  }

  /** What a row shows; empty, and reported, where it cannot be read: it must not stop the others. */
  <T, V> Optional<V> view(StoredRecord row, Class<T> type, Function<T, V> view) {
    try {
      return Optional.of(view.apply(read(row, type).body()));
    } catch (UnreadableException e) {
      report(e);
    } catch (NullPointerException | InvalidInputException e) {
      // It has lost a part that every such record has.
      report(new UnreadableException(row + " is damaged (" + e.getClass().getSimpleName() + ")"));
    }
    return Optional.empty();
  }

  /** Once for each version of a record, however often somebody stumbles over it. */
  void report(UnreadableException e) {
    if (reported.add(e.getMessage())) {
      log.error("{}; it is left as it is", e.getMessage());
    }
  }

  PurchaseEvent read(StoredEvent row) {
    return Codec.decode(row.toString(), row.codecVersion(), row.body(), EventBody.class).view(row);
  }

  /** A commit with a name of its own. Marks of delivered events ride on it, so that they cost no commit. */
  Commit.Builder begin() {
    Commit.Builder commit = Commit.builder(ids.next());
    events.ride(commit, MARKS_PER_COMMIT);
    return commit;
  }

  void put(Commit.Builder commit, Document<?> document, RecordFields fields) {
    commit.put(document.key(), document.version(), fields, Codec.VERSION, Codec.encode(document.body()));
  }

  void append(Commit.Builder commit, String id, Instant at, EventBody event) {
    commit.append(new StoredEvent(id, at, Codec.VERSION, Codec.encode(event)));
  }

  /**
   * Commits, and repeats the same write while the store is away or its answer is unclear.
   *
   * @param patience how long to go on trying
   * @throws StoreUnavailableException nothing was changed
   * @throws StoreUnknownException it may have been applied
   */
  CommitResult commit(Commit commit, Duration patience) {
    boolean applied = false;
    try {
      CommitResult result = tryUntil(commit, time.nanoTime() + patience.toNanos());
      applied = result.isApplied();
      return result;
    } finally {
      if (applied) {
        events.applied(commit);
      } else {
        events.notApplied(commit);
      }
    }
  }

  private CommitResult tryUntil(Commit commit, long deadline) {
    StoreUnknownException doubt = null;
    for (long pause = 10_000_000L; ; pause = Math.min(pause * 2, 1_000_000_000L)) {
      StoreException failure;
      try {
        faults.at("commit.before");
        CommitResult result = store.commit(commit);
        faults.at("commit.after");
        return result;
      } catch (StoreUnknownException e) {
        doubt = e;
        failure = e;
      } catch (StoreUnavailableException e) {
        failure = doubt == null ? e : doubt;
      }
      if (time.nanoTime() + pause - deadline > 0 || Thread.currentThread().isInterrupted()) {
        throw failure;
      }
      environment.pauseNanos().accept(pause);
    }
  }
}
