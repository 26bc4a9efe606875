package io.autopurchase.year;

import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.DueQuery;
import io.autopurchase.spi.Durability;
import io.autopurchase.spi.PositionedEvent;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredEventQuery;
import io.autopurchase.spi.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;

/** A store that remembers what the engine has committed. For one thread. */
final class RecordingStore implements ActivityStore {
  private final ActivityStore store;
  private List<Commit> commits = new ArrayList<>();
  private boolean records;

  /** How many records were deleted, and events forgotten, since the start. */
  long removed;

  RecordingStore(ActivityStore store) {
    this.store = store;
  }

  void record(boolean value) {
    records = value;
  }

  boolean isRecording() {
    return records;
  }

  /** What was committed since the last call. */
  List<Commit> take() {
    List<Commit> taken = commits;
    commits = new ArrayList<>();
    return taken;
  }

  /** How many there are to be taken. */
  int soFar() {
    return commits.size();
  }

  /** Those of them that came after so many. */
  List<Commit> since(int count) {
    return commits.subList(count, commits.size());
  }

  @Override
  public CommitResult commit(Commit commit) {
    CommitResult result = store.commit(commit);
    if (result.isApplied()) {
      removed += commit.deletions().size();
      if (records) {
        commits.add(commit);
      }
    }
    return result;
  }

  @Override
  public Optional<StoredRecord> load(RecordKey key) {
    return store.load(key);
  }

  @Override
  public RecordPage find(RecordQuery query) {
    return store.find(query);
  }

  @Override
  public List<StoredRecord> due(String kind, Instant now, @Nullable String afterId, int limit) {
    return store.due(kind, now, afterId, limit);
  }

  @Override
  public List<StoredRecord> due(DueQuery query) {
    return store.due(query);
  }

  @Override
  public Optional<String> owner(String scope, String name) {
    return store.owner(scope, name);
  }

  @Override
  public List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
    return store.events(afterId, undeliveredOnly, limit);
  }

  @Override
  public List<StoredEvent> events(StoredEventQuery query) {
    return store.events(query);
  }

  @Override
  public List<PositionedEvent> feed(long afterPosition, int limit) {
    return store.feed(afterPosition, limit);
  }

  @Override
  public int forgetEvents(String beforeId, int limit) {
    int count = store.forgetEvents(beforeId, limit);
    removed += count;
    return count;
  }

  @Override
  public String shop() {
    return store.shop();
  }

  @Override
  public Durability durability() {
    return store.durability();
  }

  @Override
  public void close() {
    store.close();
  }
}
