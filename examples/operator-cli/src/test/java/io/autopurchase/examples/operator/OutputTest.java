package io.autopurchase.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.AnswerOption;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.JournalEntry;
import io.autopurchase.Parcel;
import io.autopurchase.Question;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is stored may be older than the rules for it: nothing that is printed controls the terminal or adds a line. */
class OutputTest {
  private static final String DIRTY = "a\u001b[2J\u0007\r\nAPPROVED\u202E\u009b\u2028z";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void print_textsOfStrangers_stayInTheirPlace() {
    Activity activity =
        Activity.builder(new ActivityId("1"), ActivityType.BOOKING, ActivityState.WAITING_FOR_ANSWER)
            .description(DIRTY)
            .journal(List.of(JournalEntry.of(Instant.EPOCH, "INFO", "X", DIRTY)))
            .question(
                Question.builder("q", "OUT_OF_STOCK", DIRTY, List.of(new AnswerOption("SKIP_ITEM", DIRTY)))
                    .context(Map.of("title", DIRTY))
                    .build())
            .build();
    AutoPurchaseEvent event = AutoPurchaseEvent.builder("1", "X", Instant.EPOCH).actor(DIRTY).change(DIRTY, DIRTY).build();
    Parcel parcel = Parcel.of(DIRTY, "1", "", List.of());

    output(false).print(Documents.object(), texts -> texts.activity(activity) + texts.events(List.of(event)) + texts.parcels(List.of(parcel)));

    assertThat(printed().replace("\n", "").chars()).noneMatch(Character::isISOControl);
    assertThat(printed()).doesNotContain("\u202E", "\u2028");
    assertThat(printed().lines()).noneMatch(line -> line.startsWith("APPROVED"));
  }

  @Test
  void print_jsonOfStrangers_isEscapedAndMeansTheSame() throws JsonProcessingException {
    String text = DIRTY + "\uDB40\uDC41 张三 😀";

    output(true).print(Documents.object().put("title", text), texts -> "");

    assertThat(printed().strip().chars()).noneMatch(Character::isISOControl);
    assertThat(printed()).doesNotContain("\u202E", "\u2028").contains("张三 😀");
    assertThat(new ObjectMapper().readTree(printed()).get("title").asText()).isEqualTo(text);
  }

  @Test
  void fail_messageOfStrangers_isCleanedForBoth() {
    output(false).fail(Documents.object(), DIRTY);
    output(true).fail(Documents.error("X", DIRTY, null), "");

    assertThat(printed().replace("\n", "").chars()).noneMatch(Character::isISOControl);
    assertThat(printed()).doesNotContain("\u202E", "\u2028");
  }

  private Output output(boolean json) {
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new Output(stream, stream, json, 100);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
