package io.autopurchase.core.session;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.autopurchase.core.activity.ActivityRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.Nullable;

/** How far a session is synchronized, as it is stored; written by its synchronizations alone. Mutable, as {@link ActivityRecord}. */
public final class SynchronizationState {
  /** All that was modified before it was read, by the provider's clock. */
  @Nullable public Instant watermark;

  /** How the orders looked that the last synchronization saw near its end. */
  public Map<String, OrderFingerprint> seen = new LinkedHashMap<>();

  /** Orders that were placed here, live, and were linked to no line when they were seen last. */
  @JsonAlias("untied")
  public Map<String, Orphaned> orphaned = new LinkedHashMap<>();

  /** When a synchronization began last, by our clock. */
  @Nullable public Instant begunAt;

  /** When one has come to its end last, by our clock. */
  @Nullable public Instant succeededAt;

  /** Why the last one failed; null if it did not. */
  @Nullable public String failure;

  /** An order that was placed here, lives, and is linked to no line. */
  public record Orphaned(@JsonAlias("outerId") String clientOrderId, String status, boolean isTold) {}
}
