package io.autopurchase.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.CommitOutcomeUnknownException;
import io.autopurchase.ConflictException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.StoreException;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.core.runtime.Environment;
import io.autopurchase.core.runtime.FaultPoints;
import io.autopurchase.core.safety.SafetyRules;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.annotation.concurrent.ThreadSafe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store with the engine's own reading, writing and patience. Thread-safe. */
@ThreadSafe
public final class RecordStore {
  /** Due whatever any node's clock shows: what a person asks must not wait until a clock that was ahead is right. */
  public static final Instant AT_ONCE = Instant.EPOCH;

  private static final Logger log = LoggerFactory.getLogger(RecordStore.class);
  private static final int MARKS_PER_COMMIT = 50;
  private static final int MOST_ATTEMPTS = 60;
  private static final int MOST_READINGS = 10;
  private static final int PIECES_AT_ONCE = 500;
  private static final long FIRST_PAUSE_NANOS = 10_000_000L;
  private static final long LONGEST_PAUSE_NANOS = 1_000_000_000L;

  public final ActivityStore store;
  public final Codec codec;
  public final TimeSource time;
  public final ClockWatch clock;
  public final Ids ids;
  public final FaultPoints faults;
  public final SafetyRules safety;
  public final OutboxMarks events;
  private final Environment environment;
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  public RecordStore(ActivityStore store, Codec codec, TimeSource time, Ids ids, Environment environment) {
    this.store = store;
    this.codec = codec;
    this.time = time;
    clock = new ClockWatch(time);
    this.ids = ids;
    this.environment = environment;
    faults = environment.faults();
    safety = environment.safety();
    events = new OutboxMarks(time);
  }

  public Instant now() {
    return clock.now();
  }

  /**
   * Lets a moment pass before something is tried again that others have prevented; longer each time.
   *
   * @param attempt how often it was tried, from 1
   * @throws ConflictException {@code CONTENDED} after many attempts: then something is wrong with what is stored
   */
  public void pauseBeforeRetry(int attempt, String what) {
    if (attempt >= MOST_ATTEMPTS) {
      throw new ConflictException("CONTENDED", what + " could not be changed in " + attempt + " attempts, as others hold or change it");
    }
    if (attempt > 1) {
      pause(Duration.ofMillis(ids.jitter(Math.min(250, 1L << Math.min(attempt, 8)))));
    }
  }

  /** Lets time pass on the calling thread. */
  public void pause(Duration time) {
    environment.pauseNanos().accept(time.toNanos());
  }

  public <T> Optional<Versioned<T>> load(RecordKey key, Class<T> type) {
    return store.load(key).map(row -> read(row, type));
  }

  /** As {@link #load}, but empty, and reported, if it cannot be read: one bad record harms no other. */
  public <T> Optional<Versioned<T>> find(RecordKey key, Class<T> type) {
    return store.load(key).flatMap(row -> find(row, type));
  }

  /** Likewise. */
  public <T> Optional<Versioned<T>> find(StoredRecord row, Class<T> type) {
    return view(row, type, body -> new Versioned<>(row.key(), row.version(), body));
  }

  public <T> Versioned<T> read(StoredRecord row, Class<T> type) {
    return read(row, type, store::load, store::loadAll);
  }

  /**
   * As another reader sees it than the store's own.
   *
   * @param load reads a record again that has changed while its pieces were read
   * @param loadAll reads pieces
   */
  public <T> Versioned<T> read(
      StoredRecord row, Class<T> type, Function<RecordKey, Optional<StoredRecord>> load, Function<List<RecordKey>, List<StoredRecord>> loadAll) {
    if (row.codecVersion() == Codec.IN_PIECES) {
      return readPieces(row, type, load, loadAll);
    }
    T body = codec.decode(row.toString(), row.codecVersion(), row.body(), type);
    requireWhole(row, body);
    return new Versioned<>(row.key(), row.version(), body);
  }

  private <T> Versioned<T> readPieces(
      StoredRecord row, Class<T> type, Function<RecordKey, Optional<StoredRecord>> load, Function<List<RecordKey>, List<StoredRecord>> loadAll) {
    StoredRecord read = row;
    for (int attempt = 1; attempt <= MOST_READINGS && read.codecVersion() == Codec.IN_PIECES; attempt++) {
      ObjectNode head = codec.tree(read.toString(), read.body());
      try {
        Pieces pieces = join(read, head, loadAll);
        T body = codec.body(read.toString(), head, type);
        if (body instanceof Pieced pieced) {
          pieced.setPieces(pieces);
        }
        requireWhole(read, body);
        return new Versioned<>(read.key(), read.version(), body);
      } catch (Pieces.MismatchException e) {
        StoredRecord now = load.apply(row.key()).orElseThrow(() -> new UnreadableException(row + " was removed while it was read"));
        if (now.version() == read.version()) {
          throw new UnreadableException(read + " is damaged (" + e.getMessage() + ")");
        }
        read = now;
      }
    }
    throw new StoreUnavailableException(row.key() + " changes faster than it can be read", null);
  }

  private Pieces join(StoredRecord row, ObjectNode head, Function<List<RecordKey>, List<StoredRecord>> loadAll) throws Pieces.MismatchException {
    List<String> names = Pieces.names(head);
    Map<RecordKey, StoredRecord> found = new HashMap<>();
    loadAll.apply(names.stream().map(name -> Pieces.key(row.key(), name)).toList()).forEach(piece -> found.put(piece.key(), piece));
    Map<String, StoredRecord> rows = new HashMap<>();
    Map<String, JsonNode> bodies = new HashMap<>();
    for (String name : names) {
      StoredRecord piece = found.get(Pieces.key(row.key(), name));
      if (piece != null) {
        rows.put(name, piece);
        bodies.put(name, codec.tree(piece.toString(), piece.body()));
      }
    }
    return Pieces.join(head, rows, bodies);
  }

  /** The pieces of a record, as they lie in the store; empty if it is stored whole. */
  public List<StoredRecord> pieces(StoredRecord row) {
    if (row.codecVersion() != Codec.IN_PIECES) {
      return List.of();
    }
    List<StoredRecord> all = new ArrayList<>();
    String last = row.key().id() + "0"; // comes after the slash
    List<StoredRecord> page;
    do {
      page = store.find(RecordQuery.of(Keys.PIECE, RecordFields.none(), 0, PIECES_AT_ONCE).from(row.key().id() + "/").before(last)).records();
      all.addAll(page);
      last = page.isEmpty() ? last : page.get(page.size() - 1).key().id();
    } while (page.size() == PIECES_AT_ONCE);
    return all;
  }

  private static void requireWhole(StoredRecord row, Object body) {
    if (body instanceof Whole record && !record.isWhole()) {
      throw new UnreadableException(row + " is damaged (it has lost parts)");
    }
  }

  /** What a row shows; empty, and reported, if it cannot be read: it must not stop the others. */
  public <T, V> Optional<V> view(StoredRecord row, Class<T> type, Function<T, V> view) {
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

  /** Once for each version of a record, however often it is met. */
  public void report(UnreadableException e) {
    if (reported.add(e.getMessage())) {
      log.error("{}; it is left as it is", e.getMessage());
    }
  }

  /** The body of an event. */
  public <T> T read(StoredEvent row, Class<T> type) {
    return codec.decode(row.toString(), row.codecVersion(), row.body(), type);
  }

  /** A commit with a name of its own. Marks of delivered events ride on it, so that they cost no commit. */
  public Commit.Builder begin() {
    Commit.Builder commit = Commit.builder(ids.next());
    events.ride(commit, MARKS_PER_COMMIT);
    return commit;
  }

  /** Adds a record to a commit; of one that is stored in pieces those that have changed. */
  public void put(Commit.Builder commit, Versioned<?> document, RecordFields fields) {
    if (document.body() instanceof Pieced pieced && (pieced.pieces() != null || pieced.size() > environment.wholeUpTo())) {
      putPieces(commit, document, pieced, fields);
      return;
    }
    commit.put(document.key(), document.version(), fields, Codec.VERSION, codec.encode(document.body()));
  }

  private void putPieces(Commit.Builder commit, Versioned<?> document, Pieced pieced, RecordFields fields) {
    ObjectNode tree = codec.tree(document.body());
    Pieces pieces = pieced.pieces() == null ? new Pieces() : pieced.pieces();
    pieced.setPieces(pieces);
    List<Pieces.Change> changes = pieces.split(tree, pieced.growing());
    commit.put(document.key(), document.version(), fields, Codec.IN_PIECES, codec.encode(tree));
    for (Pieces.Change change : changes) {
      RecordKey key = Pieces.key(document.key(), change.name());
      long expected = change.expectedVersion();
      if (expected == Pieces.UNKNOWN) {
        // Another run may have written it in the meantime: then the commit is lost by the version of the record itself.
        expected = store.load(key).map(StoredRecord::version).orElse(0L);
      }
      commit.put(key, expected, RecordFields.none(), Codec.VERSION, codec.encode(change.body()));
    }
  }

  /** An event as it is to be stored. */
  public StoredEvent event(String id, Instant at, EventFields fields, Object body) {
    return new StoredEvent(id, at, fields, Codec.VERSION, codec.encode(body));
  }

  /**
   * Commits, and repeats the same write while the store is away or its answer is unclear.
   *
   * @param patience how long to go on trying
   * @throws StoreUnavailableException nothing was changed
   * @throws CommitOutcomeUnknownException it may have been applied
   */
  public CommitResult commit(Commit commit, Duration patience) {
    boolean applied = false;
    long begun = time.nanoTime();
    // An interruption of the thread must not end a commit half way: it is passed on afterwards.
    boolean interrupted = Thread.interrupted();
    try {
      CommitResult result = tryUntil(commit, begun + patience.toNanos());
      applied = result.isApplied();
      return result;
    } finally {
      if (applied) {
        events.applied(commit, begun);
      } else {
        events.notApplied(commit);
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Reads, and reads again while the store is away: for what must be written before it is forgotten.
   *
   * @param patience how long to go on trying
   * @throws StoreUnavailableException the store was away all the time
   */
  public <T> T patiently(Duration patience, Supplier<T> reading) {
    long deadline = time.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    try {
      for (long pause = FIRST_PAUSE_NANOS; ; pause = longer(pause)) {
        interrupted |= Thread.interrupted();
        try {
          return reading.get();
        } catch (StoreUnavailableException e) {
          if (time.nanoTime() + pause - deadline > 0) {
            throw e;
          }
        }
        environment.pauseNanos().accept(pause);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static long longer(long pause) {
    return Math.min(pause * 2, LONGEST_PAUSE_NANOS);
  }

  private CommitResult tryUntil(Commit commit, long deadline) {
    CommitOutcomeUnknownException doubt = null;
    for (long pause = FIRST_PAUSE_NANOS; ; pause = longer(pause)) {
      StoreException failure;
      try {
        faults.at("commit.before");
        CommitResult result = store.commit(commit);
        faults.at("commit.after");
        return result;
      } catch (CommitOutcomeUnknownException e) {
        doubt = e;
        failure = e;
      } catch (StoreUnavailableException e) {
        failure = doubt == null ? e : doubt;
      }
      if (time.nanoTime() + pause - deadline > 0) {
        throw failure;
      }
      environment.pauseNanos().accept(pause);
    }
  }
}
