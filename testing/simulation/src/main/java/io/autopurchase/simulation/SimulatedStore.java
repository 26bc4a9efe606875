package io.autopurchase.simulation;

import io.autopurchase.CommitOutcomeUnknownException;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.Durability;
import io.autopurchase.spi.PositionedEvent;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredEventQuery;
import io.autopurchase.spi.StoredRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.annotation.Nullable;

/** One node's connection to the store that all share, for one life of it: slow, cut, or down at times. */
final class SimulatedStore implements ActivityStore {
  private final Node node;
  private final World world;
  private final Shared shared;
  private final int born;

  SimulatedStore(Node node, World world, Shared shared) {
    this.node = node;
    born = node.life();
    this.world = world;
    this.shared = shared;
  }

  /** The store itself. */
  static final class Shared {
    final InMemoryActivityStore records = new InMemoryActivityStore();
    final Invariants invariants;
    final Set<DisabledDuty> weaknesses;
    boolean down;

    Shared(Invariants invariants, Set<DisabledDuty> weaknesses) {
      this.invariants = invariants;
      this.weaknesses = weaknesses;
    }

    private boolean is(DisabledDuty weakness) {
      return weaknesses.contains(weakness);
    }
  }

  @Override
  public CommitResult commit(Commit commit) {
    node.expectToLive(born);
    node.pass(world.faults.storeMillis());
    if (shared.down) {
      world.reached(Sometimes.STORE_DOWN);
      throw new StoreUnavailableException("the store is down", null);
    }
    switch (world.faults.commit()) {
      case DEATH_BEFORE -> {
        world.reached(Sometimes.CRASH_BEFORE_COMMIT);
        throw node.die();
      }
      case UNAVAILABLE -> {
        world.reached(Sometimes.STORE_UNAVAILABLE);
        world.happened(node, "NOT COMMITTED", commit::toString);
        throw new StoreUnavailableException("the store was not reached", null);
      }
      case UNKNOWN_NOT_APPLIED -> {
        world.reached(Sometimes.STORE_UNKNOWN_NOT_APPLIED);
        world.happened(node, "COMMIT UNKNOWN", () -> commit + ", not applied");
        if (shared.is(DisabledDuty.UNKNOWN_IS_APPLIED)) {
          return new CommitResult.Applied();
        }
        throw new CommitOutcomeUnknownException("the answer of the store was lost", null);
      }
      case UNKNOWN_APPLIED -> {
        world.reached(Sometimes.STORE_UNKNOWN_APPLIED);
        apply(commit);
        throw new CommitOutcomeUnknownException("the answer of the store was lost", null);
      }
      case DEATH_APPLIED -> {
        world.reached(Sometimes.CRASH_AFTER_COMMIT);
        apply(shared.is(DisabledDuty.HALF_COMMITS) ? half(commit) : commit);
        throw node.die();
      }
      case DEATH_AFTER -> {
        world.reached(Sometimes.CRASH_AFTER_COMMIT);
        apply(commit);
        throw node.die();
      }
      default -> {
        CommitResult result = apply(commit);
        node.pass(world.faults.storeMillis());
        return result;
      }
    }
  }

  private CommitResult apply(Commit wanted) {
    Commit commit = weakened(wanted);
    CommitResult result = shared.records.commit(commit);
    world.happened(node, "COMMIT", () -> describe(commit) + " -> " + result);
    if (result instanceof CommitResult.Applied) {
      shared.invariants.committed(node, commit, shared.records);
    } else if (result instanceof CommitResult.VersionConflict) {
      world.reached(Sometimes.LOST_RACE);
      if (node.sleepsUntil() > 0 && node.sleepsUntil() >= world.now() - 1_000) {
        world.reached(Sometimes.PAUSED_AND_OVERTAKEN);
      }
    }
    return result;
  }

  private static String describe(Commit commit) {
    StringBuilder words = new StringBuilder();
    commit
        .puts()
        .forEach(put -> words.append(put.key()).append(" v").append(put.expectedVersion() + 1).append(' ').append(put.fields().state().orElse("")).append(' '));
    commit.deletions().forEach(gone -> words.append("-").append(gone.key()).append(' '));
    commit.reservations().forEach(name -> words.append("+").append(name.scope()).append(':').append(name.name()).append(' '));
    commit.releases().forEach(name -> words.append("~").append(name.scope()).append(':').append(name.name()).append(' '));
    return words.append(commit.events().size()).append(" events").toString();
  }

  // What a bad store would do

  private Commit weakened(Commit commit) {
    if (shared.weaknesses.isEmpty()) {
      return commit;
    }
    Commit.Builder changed = Commit.builder(commit.writeId());
    boolean blind = shared.is(DisabledDuty.LAST_WRITE_WINS);
    for (Commit.Put put : commit.puts()) {
      changed.put(put.key(), blind ? version(put.key()) : put.expectedVersion(), put.fields(), put.codecVersion(), put.body());
    }
    for (Commit.Deletion gone : commit.deletions()) {
      if (!blind || version(gone.key()) > 0) {
        changed.delete(gone.key(), blind ? version(gone.key()) : gone.expectedVersion());
      }
    }
    if (!blind) {
      commit.expectations().forEach(same -> changed.expect(same.key(), same.version()));
    }
    if (!shared.is(DisabledDuty.NAMES_NOT_UNIQUE)) {
      commit.reservations().forEach(changed::reserve);
      commit.releases().forEach(changed::release);
    }
    if (!shared.is(DisabledDuty.EVENTS_FORGOTTEN) || !world.oneIn(20)) {
      commit.events().forEach(changed::append);
    }
    commit.delivered().forEach(changed::delivered);
    return changed.build();
  }

  private static Commit half(Commit commit) {
    Commit.Builder half = Commit.builder(commit.writeId());
    int count = (commit.puts().size() + 1) / 2;
    for (Commit.Put put : commit.puts().subList(0, count)) {
      half.put(put.key(), put.expectedVersion(), put.fields(), put.codecVersion(), put.body());
    }
    return half.build();
  }

  private long version(RecordKey key) {
    return shared.records.load(key).map(StoredRecord::version).orElse(0L);
  }

  // Reads

  private <T> T read(Supplier<T> query) {
    node.expectToLive(born);
    node.pass(world.faults.storeMillis());
    if (shared.down || world.faults.readFails()) {
      throw new StoreUnavailableException("the store does not answer", null);
    }
    T result = query.get();
    node.pass(world.faults.storeMillis());
    return result;
  }

  @Override
  public Optional<StoredRecord> load(RecordKey key) {
    return read(() -> shared.records.load(key));
  }

  @Override
  public List<StoredRecord> loadAll(Collection<RecordKey> keys) {
    return read(() -> shared.records.loadAll(keys));
  }

  @Override
  public RecordPage find(RecordQuery query) {
    return read(() -> shared.records.find(query));
  }

  @Override
  public List<StoredRecord> due(String kind, Instant now, @Nullable String afterId, int limit) {
    return read(() -> shared.records.due(kind, now, afterId, limit));
  }

  @Override
  public Optional<String> owner(String scope, String name) {
    return read(() -> shared.records.owner(scope, name));
  }

  @Override
  public List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
    return read(() -> shared.records.events(afterId, undeliveredOnly, limit));
  }

  @Override
  public List<StoredEvent> events(StoredEventQuery query) {
    return read(() -> shared.records.events(query));
  }

  @Override
  public List<PositionedEvent> feed(long afterPosition, int limit) {
    return read(() -> shared.records.feed(afterPosition, limit));
  }

  @Override
  public int forgetEvents(String beforeId, int limit) {
    return read(() -> shared.records.forgetEvents(beforeId, limit));
  }

  @Override
  public Durability durability() {
    return Durability.DURABLE;
  }

  @Override
  public void close() {
    // The records outlive every node.
  }
}
