package io.autopurchase.core.sync;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.session.OrderFingerprint;
import io.autopurchase.core.session.SynchronizationState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.annotation.Nullable;

/** How far a synchronization is. Mutable, as {@link ActivityRecord}. */
public final class SyncState {
  /** When its first page was asked for, by the provider's clock; null until then. */
  @Nullable Instant begun;

  /** When it was taken up first, by our clock; null until then. */
  @Nullable Instant startedAt;

  /** From when on orders are listed, by the provider's clock. */
  @Nullable Instant since;

  /** Whether no synchronization of the session has ended before. */
  boolean first;

  /** Up to when the last one has seen what was modified, by the provider's clock; null for the first. */
  @Nullable Instant watermark;

  /** The next page to read; 0 once the list was read. */
  int page = 1;

  /** What the last synchronization has seen at its end: how each order looked. */
  Map<String, OrderFingerprint> known = new LinkedHashMap<>();

  /** Whether a page has shown that the provider does not sort its list. */
  boolean unsorted;

  /** Orders that this one has found to be placed here and linked to no line. */
  @JsonAlias("untied")
  public Map<String, SynchronizationState.Orphaned> orphaned = new LinkedHashMap<>();

  /** Orders that were linked to nothing when the last synchronization saw them. */
  @JsonAlias("knownUntied")
  public Set<String> knownOrphaned = new LinkedHashSet<>();

  /** Those of them that this one has found to be closed, or linked. */
  Set<String> settled = new LinkedHashSet<>();

  /** Orders that seem to be linked to nothing, to be read once more. */
  List<String> suspects = List.of();

  /** Those of them that are. */
  Set<String> confirmed = new LinkedHashSet<>();

  /** What this one has seen, as far back as the next one lists. */
  Map<String, OrderFingerprint> seen = new LinkedHashMap<>();

  /** Some of the orders whose last reading is too old; null until they are looked for. */
  @Nullable List<String> toRead;

  /** Up to which purchase it was looked what is due; null for from the beginning. */
  @Nullable String dueAfter;

  /** How often it was looked through to the end what is due. */
  int passes;

  /** Down to which purchase it was looked, the first time, what is open; null for from the beginning. */
  @Nullable String openBefore;

  /** So many orders are read one by one, after they were refused together. */
  int singly;

  int listed;
  int reread;

  /** What stays of one that has ended: what the next one needs is in the session's state. */
  SyncState ended() {
    SyncState rest = new SyncState();
    rest.begun = begun;
    rest.startedAt = startedAt;
    rest.since = since;
    rest.page = page;
    rest.listed = listed;
    rest.reread = reread;
    return rest;
  }

  /** The orders to read, of one that has looked for them. */
  List<String> toRead() {
    return Objects.requireNonNull(toRead, "the orders to read");
  }

  void forgetReread(int count) {
    toRead = new ArrayList<>(toRead().subList(count, toRead().size()));
  }

  /** When its first page was asked for, of one that has read a page. */
  Instant begun() {
    return Objects.requireNonNull(begun, "when the first page was asked for");
  }
}
