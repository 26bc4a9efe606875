package io.autopurchase.spi;

import io.autopurchase.ConfigurationException;
import io.autopurchase.HostTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;

/**
 * Where everything is kept: records, reservations of unique names, and events. Belongs to one shop; the shop's id is given
 * to the implementation once and is part of every key there.
 *
 * <p>The engine's promises rest on these rules:
 *
 * <ul>
 *   <li>A commit is applied as a whole or not at all, and no reader sees half of it.
 *   <li>Of two commits that expect the same version of a record exactly one is applied; later reads see it.
 *   <li>A commit runs in a transaction of its own, never in one of the caller.
 *   <li>An end that is not clear is a {@link StoreUnknownException}, never a result; what certainly did not happen is a
 *       {@link StoreUnavailableException}.
 *   <li>Versions of a key only grow, also over a deletion.
 *   <li>Reads see every commit that ended before they began: no replicas, no caches.
 *   <li>No clock is read; no call waits without bound; an interrupt of the thread ends the call.
 * </ul>
 *
 * <p>Thread-safe. {@code ActivityStoreContract} of the test kit proves an implementation.
 */
public interface ActivityStore extends AutoCloseable {
  /**
   * Applies all changes or none.
   *
   * @throws StoreUnavailableException certainly nothing was changed
   * @throws StoreUnknownException the changes may have been applied
   */
  CommitResult commit(Commit commit);

  /**
   * Applies all changes or none within a transaction of the host, and ends neither the transaction nor its connection: the
   * changes count once the host commits. Where they are not applied the transaction is left as it was before the call.
   *
   * <p>Used only to create activities, on request. A store that cannot join transactions keeps this default.
   *
   * @param transaction made by the store's own module
   * @throws ConfigurationException where the store cannot join transactions, or not this kind
   * @throws StoreUnavailableException nothing was changed; the transaction may be of no use any more
   */
  default CommitResult commit(Commit commit, HostTransaction transaction) {
    throw new ConfigurationException(getClass().getSimpleName() + " cannot join a transaction of the host");
  }

  /**
   * Several commits at once, each guarded and answered on its own, in the order given. A store may write them in one
   * transaction; a loser among them does no harm to the others.
   *
   * @return a result for each, in the same order
   * @throws StoreUnavailableException certainly none was applied
   * @throws StoreUnknownException each may have been applied or not
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
        throw new StoreUnknownException("only the first " + results.size() + " commits were answered", e);
      }
    }
    return results;
  }

  /** The record as it is now. */
  Optional<StoredRecord> load(RecordKey key);

  /** Matches, latest id first (by the characters' codes). */
  RecordPage find(RecordQuery query);

  /**
   * Records of a kind that are due, by their id.
   *
   * @param now those with a due time up to this one
   * @param afterId only those whose id comes after it; null from the beginning
   * @param limit from 1 to 1000
   */
  List<StoredRecord> due(String kind, Instant now, @Nullable String afterId, int limit);

  /** Who holds a name now. */
  Optional<String> owner(String scope, String name);

  /**
   * Events by their id.
   *
   * @param afterId only those whose id comes after it; null from the beginning
   * @param undeliveredOnly only those that no commit marked as delivered
   * @param limit from 1 to 1000
   */
  List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit);

  /** Whether an applied commit survives the death of the process. */
  Durability durability();

  /** Releases what the store itself has opened; what it was given (a data source) stays open. May be repeated. */
  @Override
  void close();
}
