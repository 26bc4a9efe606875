package io.autopurchase.core.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.LineKey;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.testkit.FakeOrders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The more may happen to an order soon, the sooner it is read again. */
class StalenessPolicyTest {
  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

  /** A purchase that was linked long ago, read so often in a status. */
  private static PurchaseRecord read(PurchaseStatus status, @Nullable Instant payBy, int times) {
    PurchaseRecord purchase = PurchaseRecord.of(new LineKey("ORD-1", "1"));
    read(purchase, PurchaseStatus.UNKNOWN, "NEW", null);
    for (int i = 0; i < times; i++) {
      read(purchase, status, status.name(), payBy);
    }
    return purchase;
  }

  private static void read(PurchaseRecord purchase, PurchaseStatus status, String raw, @Nullable Instant payBy) {
    ProviderOrder.Line line = FakeOrders.copy(FakeOrders.line("1-1", "4711", 1).build(), status, raw).build();
    purchase.read(ProviderOrder.builder("1", "", status, raw).lines(List.of(line)).payment(null, payBy).build(), line, NOW);
  }

  @Test
  void read_justLinked_isDueAtOnceOnEveryClock() {
    assertThat(read(PurchaseStatus.SHIPPED, null, 0).readBy).isEqualTo(Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource({
    "PENDING, PT1M, PT1M",
    "AWAITING_PAYMENT, PT30M, PT30M",
    "UNKNOWN, PT30M, PT1H",
    "AWAITING_SHIPMENT, PT2H, PT6H",
    "PARTIALLY_SHIPPED, PT2H, PT6H",
    "SHIPPED, PT2H, PT6H"
  })
  void read_open_isDueByItsStatusAndWhetherItJustChanged(PurchaseStatus status, Duration changed, Duration unchanged) {
    assertThat(read(status, null, 1).readBy).isEqualTo(NOW.plus(changed));
    assertThat(read(status, null, 2).readBy).isEqualTo(NOW.plus(unchanged));
  }

  @ParameterizedTest
  @EnumSource(names = {"RECEIVED", "CLOSED"})
  void read_atItsEnd_isNeverDue(PurchaseStatus status) {
    assertThat(read(status, null, 1).readBy).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "PT24H, PT30M",
    "PT61M, PT30M",
    "PT60M, PT5M",
    "PT31M, PT5M",
    "PT6M, PT5M",
    "PT4M, PT4M1S",
    "PT1S, PT2S",
    "PT0S, PT5M",
    "PT-1M, PT5M"
  })
  void read_unpaid_isReadMoreOftenNearTheDeadlineAndRightAfterIt(Duration untilDeadline, Duration next) {
    assertThat(read(PurchaseStatus.AWAITING_PAYMENT, NOW.plus(untilDeadline), 1).readBy).isEqualTo(NOW.plus(next));
  }

  @Test
  void read_longPastTheDeadlineAndStillUnpaid_isNotReadEveryFiveMinutesForEver() {
    assertThat(read(PurchaseStatus.AWAITING_PAYMENT, NOW.minus(Duration.ofDays(2)), 1).readBy).isEqualTo(NOW.plus(Duration.ofMinutes(30)));
  }
}
