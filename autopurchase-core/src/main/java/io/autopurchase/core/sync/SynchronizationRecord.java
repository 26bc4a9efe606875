package io.autopurchase.core.sync;

import io.autopurchase.ActivityType;
import io.autopurchase.LineResult;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.record.Stored;
import java.util.List;
import javax.annotation.Nullable;

/** A synchronization as it is stored. Mutable, as {@link ActivityRecord}. */
@Stored
public final class SynchronizationRecord extends ActivityRecord {
  SyncState synchronization;

  public SynchronizationRecord() {
    super(ActivityType.SYNCHRONIZATION);
  }

  /** What the activity of a step works on. */
  static SyncState state(StepContext step) {
    return ((SynchronizationRecord) step.body).synchronization;
  }

  @Override
  public List<LineResult> lines() {
    return List.of();
  }

  /** It is not searched: it is one of many. */
  @Override
  @Nullable
  public String searchedBy() {
    return null;
  }
}
