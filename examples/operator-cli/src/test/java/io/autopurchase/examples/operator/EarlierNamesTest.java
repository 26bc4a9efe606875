package io.autopurchase.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.AnswerOption;
import io.autopurchase.JournalEntry;
import io.autopurchase.PriceVariance;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.WaitReason;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts that know the names of earlier versions go on working. */
class EarlierNamesTest {
  @ParameterizedTest
  @CsvSource({
    Question.ITEM_DISCONTINUED + ", ITEM_GONE",
    Question.CANCEL_PAID_ORDER + ", ORDER_PAID",
    AnswerOption.UNLINK_ONLY + ", FORGET",
    Question.OUT_OF_STOCK + ", OUT_OF_STOCK"
  })
  void code_isPrintedByItsEarlierNameAndTakenByBoth(String present, String earlier) {
    assertThat(EarlierNames.earlier(present)).isEqualTo(earlier);
    assertThat(EarlierNames.present(earlier)).isEqualTo(present);
    assertThat(EarlierNames.present(present)).isEqualTo(present);
  }

  @Test
  void status_isPrintedByItsEarlierName() {
    assertThat(Arrays.stream(PurchaseStatus.values()).map(Enum::name).map(EarlierNames::status))
        .containsExactly(
            "CREATING", "AWAITING_PAYMENT", "AWAITING_SHIPMENT", "PARTLY_SHIPPED", "SHIPPED", "RECEIVED", "CLOSED", "UNKNOWN");
  }

  @Test
  void group_isPrintedByItsEarlierName() {
    assertThat(Arrays.stream(PurchaseGroup.values()).map(Enum::name).map(EarlierNames::group)).containsExactly("READY", "IN_PROGRESS", "PURCHASED", "OTHERS", "OTHERS");
  }

  @Test
  void activity_parkedOrWaiting_isPrintedByTheEarlierNames() {
    Activity.Builder activity = Activity.builder(new ActivityId("1"), ActivityType.BOOKING, ActivityState.PARKED).waiting(WaitReason.PARKED, null);
    assertThat(Documents.of(activity.build()).get("state").asText()).isEqualTo("WAITING");
    assertThat(Documents.of(activity.build()).get("reason").asText()).isEqualTo("PARKED");
    Activity unknown = Activity.builder(new ActivityId("1"), ActivityType.UNKNOWN, ActivityState.UNKNOWN).waiting(WaitReason.UNREADABLE, null).build();
    assertThat(Documents.of(unknown).get("state").asText()).isEqualTo("WAITING");
    assertThat(Documents.of(activity.waiting(WaitReason.RESOLVING_ORDER, null).build()).get("reason").asText()).isEqualTo("LOOKING_UP");
    assertThat(Documents.of(activity.waiting(WaitReason.PLACEMENT_LIMIT, null).build()).get("reason").asText()).isEqualTo("LIMIT");
  }

  @Test
  void arguments_haveTheNamesOfTheLibraryOnly() {
    JournalEntry entry = JournalEntry.of(Instant.EPOCH, "INFO", "PLACED", "words").withArguments(Map.of("clientOrderId", "AP1"));
    Activity activity = Activity.builder(new ActivityId("1"), ActivityType.BOOKING, ActivityState.COMPLETED).journal(List.of(entry)).build();

    assertThat(Documents.of(activity).at("/journal/0/arguments").fieldNames()).toIterable().containsExactly("clientOrderId");
  }

  @Test
  void overpayment_isPrintedByItsEarlierName() {
    assertThat(Arrays.stream(PriceVariance.values()).map(Enum::name).map(EarlierNames::overpayment)).containsExactly("NONE", "SMALL", "BIG");
  }
}
