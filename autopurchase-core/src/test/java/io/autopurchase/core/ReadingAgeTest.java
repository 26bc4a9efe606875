package io.autopurchase.core;

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
class ReadingAgeTest {
  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

  private static PurchaseBody read(PurchaseStatus status, @Nullable Instant payBy, int times) {
    PurchaseBody purchase = PurchaseBody.of(new LineKey("ORD-1", "1"));
    ProviderOrder.Line line = FakeOrders.copy(FakeOrders.line("1-1", "4711", 1).build(), status, status.name()).build();
    ProviderOrder order = ProviderOrder.builder("1", "", status, status.name()).lines(List.of(line)).payment(null, payBy).build();
    purchase.providerOrderId = order.id();
    purchase.providerOrderLineId = line.id();
    for (int i = 0; i < times; i++) {
      purchase.read(order, line, NOW);
    }
    return purchase;
  }

  @ParameterizedTest
  @CsvSource({
    "CREATING, PT1M, PT1M",
    "AWAITING_PAYMENT, PT30M, PT30M",
    "UNKNOWN, PT30M, PT30M",
    "AWAITING_SHIPMENT, PT2H, PT6H",
    "PARTLY_SHIPPED, PT2H, PT6H",
    "SHIPPED, PT2H, PT6H"
  })
  void read_open_isDueByItsStatusAndWhetherItJustChanged(PurchaseStatus status, Duration changed, Duration unchanged) {
    assertThat(read(status, null, 1).readBy).isEqualTo(NOW.plus(changed));
    assertThat(read(status, null, 2).readBy).isEqualTo(NOW.plus(unchanged));
  }

  @Test
  void read_forANewTie_isReadOnceMoreSoon() {
    PurchaseBody purchase = new PurchaseBody();
    ProviderOrder.Line line = ProviderOrder.Line.builder("1-1", "4711", "", 1, PurchaseStatus.SHIPPED, "SHIPPED").build();
    purchase.read(ProviderOrder.builder("1", "", PurchaseStatus.SHIPPED, "SHIPPED").lines(List.of(line)).build(), line, NOW);
    assertThat(purchase.readBy).isEqualTo(NOW.plus(Duration.ofMinutes(1)));
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
