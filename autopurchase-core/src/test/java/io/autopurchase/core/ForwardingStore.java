package io.autopurchase.core;

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
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;

/** A store as one node sees it. */
public class ForwardingStore implements ActivityStore {
  private final ActivityStore store;

  public ForwardingStore(ActivityStore store) {
    this.store = store;
  }

  /** Asked before everything that reaches the store. */
  public void enter() {}

  @Override
  public CommitResult commit(Commit commit) {
    enter();
    return store.commit(commit);
  }

  @Override
  public Optional<StoredRecord> load(RecordKey key) {
    enter();
    return store.load(key);
  }

  @Override
  public RecordPage find(RecordQuery query) {
    enter();
    return store.find(query);
  }

  @Override
  public List<StoredRecord> due(String kind, Instant now, @Nullable String afterId, int limit) {
    enter();
    return store.due(kind, now, afterId, limit);
  }

  @Override
  public Optional<String> owner(String scope, String name) {
    enter();
    return store.owner(scope, name);
  }

  @Override
  public List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
    enter();
    return store.events(afterId, undeliveredOnly, limit);
  }

  @Override
  public List<StoredEvent> events(StoredEventQuery query) {
    enter();
    return store.events(query);
  }

  @Override
  public List<PositionedEvent> feed(long afterPosition, int limit) {
    enter();
    return store.feed(afterPosition, limit);
  }

  @Override
  public int forgetEvents(String beforeId, int limit) {
    enter();
    return store.forgetEvents(beforeId, limit);
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
