package io.autopurchase.core.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.autopurchase.AnswerOption;
import io.autopurchase.JournalEntry;
import io.autopurchase.Refund;
import io.autopurchase.RefundStatus;
import io.autopurchase.Tracking;
import java.time.Instant;
import java.util.Map;
import javax.annotation.Nullable;

/** How views of the API that are stored within records are made of what was stored; the API itself knows nothing of JSON. */
final class StoredViews {
  private StoredViews() {}

  static SimpleModule module() {
    SimpleModule module = new SimpleModule("stored views");
    module.setMixInAnnotation(AnswerOption.class, OfAnswerOption.class);
    module.setMixInAnnotation(JournalEntry.class, OfJournalEntry.class);
    module.setMixInAnnotation(Refund.class, OfRefund.class);
    module.setMixInAnnotation(Tracking.class, OfTracking.class);
    return module;
  }

  private abstract static class OfAnswerOption {
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @SuppressWarnings("NullAway.Init") // only its annotations count
    Map<String, String> arguments;
  }

  @JsonSerialize(converter = EntryWriter.class)
  @JsonDeserialize(converter = EntryReader.class)
  private abstract static class OfJournalEntry {}

  /** An entry of a journal; those of earlier releases have no arguments. */
  record StoredEntry(
      Instant at,
      String level,
      String code,
      String message,
      @Nullable @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> arguments) {}

  static final class EntryWriter extends StdConverter<JournalEntry, StoredEntry> {
    @Override
    public StoredEntry convert(JournalEntry entry) {
      return new StoredEntry(entry.at(), entry.level(), entry.code(), entry.message(), entry.arguments());
    }
  }

  static final class EntryReader extends StdConverter<StoredEntry, JournalEntry> {
    @Override
    public JournalEntry convert(StoredEntry entry) {
      return JournalEntry.of(entry.at(), entry.level(), entry.code(), entry.message())
          .withArguments(entry.arguments() == null ? Map.of() : entry.arguments());
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
