package io.autopurchase.core;

import io.autopurchase.LineResult;
import java.util.List;
import javax.annotation.Nullable;

/** A synchronization as it is stored. Mutable, as {@link ActivityRecord}. */
final class SynchronizationRecord extends ActivityRecord {
  SyncState synchronization;

  /** What the activity of a step works on. */
  static SyncState state(StepContext step) {
    return ((SynchronizationRecord) step.body).synchronization;
  }

  @Override
  List<LineResult> lines() {
    return List.of();
  }

  /** Nobody searches one of many. */
  @Override
  @Nullable
  String searchedBy() {
    return null;
  }
}
