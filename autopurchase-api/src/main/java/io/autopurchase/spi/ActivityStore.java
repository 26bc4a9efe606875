package io.autopurchase.spi;

import io.autopurchase.CommitOutcomeUnknownException;
import io.autopurchase.ConfigurationException;
import io.autopurchase.HostTransaction;
import io.autopurchase.StoreUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.annotation.concurrent.ThreadSafe;
import org.jspecify.annotations.Nullable;

/**
 * Where everything is kept: records, reservations of unique names, and events. Belongs to one shop; the shop's id is given
 * to the implementation once and is part of every key there (S20).
 *
 * <p>The engine's promises rest on numbered rules, which {@code docs/store-contract.md} gives in full with the reason of
 * each, and which {@code ActivityStoreContract} of the test kit proves of an implementation. In short:
 *
 * <ul>
 *   <li>A commit is applied as a whole or not at all (S01), in a transaction of its own, never in one of the caller (S08).
 *   <li>Of several commits that expect one version of a record exactly one is applied (S02), by conditions of the writing
 *       statements themselves, not by reading first (S06). Versions of a key only grow, also over a deletion (S07). Names are
 *       unique by the same strength (S09).
 *   <li>An end that is not clear is a {@link CommitOutcomeUnknownException}, never a result; what certainly did not happen, a
 *       deadlock included, is a {@link StoreUnavailableException} (S04, S17). The same write again is recognized (S05).
 *   <li>What was applied stays applied, as far as {@link #durability()} declares (S03, S18), and every read that begins after
 *       it sees it (S11): no lagging replicas, no caches.
 *   <li>What is stored comes back exactly (S13).
 *   <li>Every call ends within a bound of the store's, also when its thread is interrupted (S14); no clock is read (S16).
 * </ul>
 *
 * <p>Thread-safe (S15).
 */
@ThreadSafe
public interface ActivityStore extends AutoCloseable {
  /**
   * Applies all changes or none (S01, S02, S05, S08, S09).
   *
   * @param commit the changes; one that was applied before is recognized by its write id
   * @return a lost race is a result, not an error
   * @throws StoreUnavailableException certainly nothing was changed, nor will it be later (S04, S17)
   * @throws CommitOutcomeUnknownException the changes may have been applied (S04)
   */
  CommitResult commit(Commit commit);

  /**
   * Applies all changes or none within a transaction of the host, and ends neither the transaction nor its connection: the
   * changes count once the host commits (S08). If they are not applied the transaction is left as it was before the call.
   *
   * <p>Used only to create activities, on request. A store that cannot join transactions keeps this default.
   *
   * @param commit the changes, as for {@link #commit(Commit)}
   * @param transaction made by the store's own module
   * @throws ConfigurationException if the store cannot join transactions, or not this kind
   * @throws StoreUnavailableException nothing was changed; the transaction may be unusable
   */
  default CommitResult commit(Commit commit, HostTransaction transaction) {
    throw new ConfigurationException(getClass().getSimpleName() + " cannot join a transaction of the host");
  }

  /**
   * As {@link #load(RecordKey)}, but as a transaction of the host sees it: with the changes made in it (S08).
   *
   * @param key of the record
   * @param transaction made by the store's own module
   * @throws ConfigurationException if the store cannot join transactions, or not this kind
   * @throws StoreUnavailableException the store cannot be read now; the transaction may be unusable
   */
  default Optional<StoredRecord> load(RecordKey key, HostTransaction transaction) {
    throw new ConfigurationException(getClass().getSimpleName() + " cannot join a transaction of the host");
  }

  /**
   * As {@link #owner(String, String)}, but as a transaction of the host sees it: with what was changed in it (S08).
   *
   * @param scope of the name
   * @param name exact
   * @param transaction made by the store's own module
   * @throws ConfigurationException if the store cannot join transactions, or not this kind
   * @throws StoreUnavailableException the store cannot be read now; the transaction may be unusable
   */
  default Optional<String> owner(String scope, String name, HostTransaction transaction) {
    throw new ConfigurationException(getClass().getSimpleName() + " cannot join a transaction of the host");
  }

  /**
   * Several records, as {@link #load(RecordKey)} reads each; not necessarily as they were at one moment. A store that can does it in one
   * round trip.
   *
   * @param keys each once; up to some thousands
   * @return those that are there, in any order
   * @throws StoreUnavailableException the store cannot be read now
   */
  default List<StoredRecord> loadAll(Collection<RecordKey> keys) {
    return keys.stream().flatMap(key -> load(key).stream()).toList();
  }

  /**
   * As {@link #loadAll(Collection)}, but as a transaction of the host sees them (S08).
   *
   * @param keys each once
   * @param transaction made by the store's own module
   * @return those that are there, in any order
   * @throws ConfigurationException if the store cannot join transactions, or not this kind
   * @throws StoreUnavailableException the store cannot be read now; the transaction may be unusable
   */
  default List<StoredRecord> loadAll(Collection<RecordKey> keys, HostTransaction transaction) {
    return keys.stream().flatMap(key -> load(key, transaction).stream()).toList();
  }

  /**
   * Several commits at once, each guarded and answered on its own, in the order given. A store may write them in one
   * transaction; a loser among them does no harm to the others, and the later ones see the changes of the earlier ones
   * (S23).
   *
   * @param commits in the order in which they are applied; may be empty
   * @return a result for each, in the same order; none for no commits
   * @throws StoreUnavailableException certainly none was applied
   * @throws CommitOutcomeUnknownException each may have been applied or not
   */
  default List<CommitResult> commitAll(List<Commit> commits) {
    List<CommitResult> results = new ArrayList<>(commits.size());
    for (Commit commit : commits) {
      try {
        results.add(commit(commit));
      } catch (StoreUnavailableException e) {
        if (results.isEmpty()) {
          throw e;
        }
        throw new CommitOutcomeUnknownException("only the first " + results.size() + " commits were answered", e);
      }
    }
    return results;
  }

  /**
   * The record as it is now; empty if there is none, also after a deletion (S11).
   *
   * @param key compared exactly, as {@link RecordKey} says
   * @throws StoreUnavailableException the store cannot be read; applies to all reads
   */
  Optional<StoredRecord> load(RecordKey key);

  /**
   * Matches, last id first, in the order that {@link RecordKey} defines (S22).
   *
   * @param query which records of a kind, and which page of them
   */
  RecordPage find(RecordQuery query);

  /**
   * Records of a kind that are due, by their id, in the order that {@link RecordKey} defines (S12).
   *
   * @param kind of the records, as in their keys
   * @param now those with a due time up to this one, itself included
   * @param afterId only those whose id comes after it, whether there is such a record or not; null from the beginning
   * @param limit from 1 to 1000
   */
  List<StoredRecord> due(String kind, Instant now, @Nullable String afterId, int limit);

  /**
   * Records that are due, by their id, as {@link #due(String, Instant, String, int)} lists them, narrowed by what the query
   * says (S12). Callers look at keys, versions and fields alone, so a store may leave the bodies empty.
   *
   * <p>This default reads all due records and drops those that do not match, which is correct, but slow if many are of other sessions. A
   * store with an index for it overrides it.
   *
   * @param query which records of a kind, and at most how many
   */
  default List<StoredRecord> due(DueQuery query) {
    List<StoredRecord> matches = new ArrayList<>();
    String last = query.afterId().orElse(null);
    List<StoredRecord> rows;
    do {
      rows = due(query.kind(), query.until(), last, 1000);
      for (StoredRecord row : rows) {
        last = row.key().id();
        if (query.matches(row) && matches.size() < query.limit()) {
          matches.add(row);
        }
      }
    } while (rows.size() == 1000 && matches.size() < query.limit());
    return matches;
  }

  /**
   * The owner that holds a name now; empty if the name is free (S09, S11).
   *
   * @param scope what kind of name, as {@link UniqueName#scope()}
   * @param name compared exactly
   */
  Optional<String> owner(String scope, String name);

  /**
   * Events by their id, in the order of the characters' codes (S21).
   *
   * @param afterId only those whose id comes after it, whether there is such an event or not; null from the beginning
   * @param undeliveredOnly only those that no commit marked as delivered
   * @param limit from 1 to 1000
   */
  List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit);

  /**
   * Events by their fields, the last id first unless the query says otherwise (S25).
   *
   * @param query with a limit from 1 to 1000
   */
  List<StoredEvent> events(StoredEventQuery query);

  /**
   * All events, delivered or not, in an order in which nothing comes to stand behind a reader (S26): once a position was returned by
   * any call, no event appears later at that position or a smaller one, however long its commit took. Of events that were committed one
   * after the other with growing ids the positions grow. A store may give an event its position when it is committed, or when this method
   * first meets it.
   *
   * @param afterPosition only those with a larger position, whether there is such a position or not; 0 from the beginning
   * @param limit from 1 to 1000
   * @return by their positions; fewer than the limit only if there are no more
   */
  List<PositionedEvent> feed(long afterPosition, int limit);

  /**
   * Removes the oldest events, delivered or not. Called now and then when the retention time of events is over.
   *
   * @param beforeId only those whose id comes before it
   * @param limit how many at most, from 1 to 1000
   * @return how many were removed; 0 if there are no more
   */
  int forgetEvents(String beforeId, int limit);

  /** The shop whose data this is; empty if the store knows of no others. Secrets are bound to it. */
  default String shop() {
    return "";
  }

  /** What an applied commit survives (S03, S18); the same in every call. */
  Durability durability();

  /** Releases the resources that the store itself has opened; a given data source stays open. May be repeated (S24). */
  @Override
  void close();
}
