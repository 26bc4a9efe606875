package io.autopurchase.core.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.autopurchase.JournalEntry;
import io.autopurchase.Refund;
import io.autopurchase.RefundStatus;
import io.autopurchase.Tracking;
import java.time.Instant;

/** How views of the API that are stored within records are made of what was stored; the API itself knows nothing of JSON. */
final class StoredViews {
  private StoredViews() {}

  static SimpleModule module() {
    SimpleModule module = new SimpleModule("stored views");
    module.setMixInAnnotation(JournalEntry.class, OfJournalEntry.class);
    module.setMixInAnnotation(Refund.class, OfRefund.class);
    module.setMixInAnnotation(Tracking.class, OfTracking.class);
    return module;
  }

  private abstract static class OfJournalEntry {
    @JsonCreator
    static JournalEntry of(
        @JsonProperty("at") Instant at,
        @JsonProperty("level") String level,
        @JsonProperty("code") String code,
        @JsonProperty("message") String message) {
      throw new AssertionError("only its annotations count");
    }
  }

  private abstract static class OfRefund {
    @JsonCreator
    static Refund of(
        @JsonProperty("id") String id, @JsonProperty("status") RefundStatus status, @JsonProperty("rawStatus") String rawStatus) {
      throw new AssertionError("only its annotations count");
    }
  }

  private abstract static class OfTracking {
    @JsonCreator
    static Tracking of(@JsonProperty("carrier") String carrier, @JsonProperty("number") String number) {
      throw new AssertionError("only its annotations count");
    }
  }
}
