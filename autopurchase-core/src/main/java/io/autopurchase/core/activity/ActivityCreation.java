package io.autopurchase.core.activity;

import io.autopurchase.ConfigurationException;
import io.autopurchase.SessionId;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.Durability;
import java.time.Instant;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/** Makes activities of what a host asks for. Thread-safe. */
@ThreadSafe
public final class ActivityCreation {
  private final RecordStore recordStore;
  private final boolean volatileAllowed;

  /**
   * @param volatileAllowed whether what changes something at a provider may be asked for although the store forgets it
   */
  public ActivityCreation(RecordStore recordStore, boolean volatileAllowed) {
    this.recordStore = recordStore;
    this.volatileAllowed = volatileAllowed;
  }

  /**
   * Fills in what every new activity has.
   *
   * @param by who asks for it; null if not given
   */
  public <A extends ActivityRecord> A prepare(A body, SessionId session, @Nullable String by) {
    Instant now = recordStore.now();
    body.id = recordStore.ids.next();
    body.provider = session.provider();
    body.login = session.login();
    body.createdAt = now;
    body.writtenAt = now;
    body.until = now;
    Requests.note(body, by);
    return body;
  }

  /** A commit that stores a new activity. */
  public Commit.Builder begin(ActivityRecord body) {
    Commit.Builder commit = recordStore.begin();
    add(commit, body);
    return commit;
  }

  /** Stores a new activity by a commit. */
  public void add(Commit.Builder commit, ActivityRecord body) {
    recordStore.put(commit, new Versioned<>(Keys.activity(body.id), 0, body), ActivityView.fields(body));
    Requests.append(recordStore, commit, body);
  }

  /** What is bought, cancelled or paid must be known after a crash. */
  public void requireDurability() {
    if (recordStore.store.durability() == Durability.VOLATILE && !volatileAllowed) {
      throw new ConfigurationException(
          "this store forgets what was bought when the process ends; allowPlacingOnVolatileStore() permits that");
    }
  }
}
