package io.autopurchase.cluster.dbscheduler;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import javax.annotation.Nullable;

/** The rows hold no data, so nothing that was put there is ever made into objects. */
final class NoData implements Serializer {
  @Override
  @Nullable
  public byte[] serialize(@Nullable Object data) {
    if (data != null) {
      throw new IllegalArgumentException("a row has no data");
    }
    return null;
  }

  @Override
  @Nullable
  public <T> T deserialize(Class<T> type, @Nullable byte[] data) {
    return null;
  }
}
