package io.autopurchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceToleranceTest {
  @ParameterizedTest
  @CsvSource({
    ", , 100.00, 100.00",
    "2.5, , 100.00, 102.50",
    ", 3.00, 100.00, 103.00",
    "2.5, 3.00, 100.00, 102.50",
    "5, 3.00, 100.00, 103.00",
    "0, 3.00, 100.00, 100.00",
    "5, 0.00, 100.00, 100.00",
    "10, , 0.19, 0.20"
  })
  void highest_percentAndAmount_theSmallerCounts(BigDecimal percent, String amount, String approved, String highest) {
    PriceTolerance tolerance = PriceTolerance.of(percent, amount == null ? null : Money.cny(amount));

    assertThat(tolerance.maxPrice(Money.cny(approved))).isEqualTo(Money.cny(highest));
  }

  @Test
  void of_negative_isRefused() {
    assertThatThrownBy(() -> PriceTolerance.of(new BigDecimal("-1"), null)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> PriceTolerance.of(null, Money.cny("-0.01"))).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void build_amountInAnotherCurrency_isRefusedNamingTheField() {
    ReservationPlan.Builder plan =
        ReservationPlan.builder("O", new SessionId("fake", "us"), Recipient.builder().build())
            .line("1", Item.of("4711"), 1, Money.cny("1.00"))
            .priceTolerance(Money.of("1", "USD"));

    assertThatThrownBy(plan::build)
        .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.violations().get(0).field()).isEqualTo("priceTolerance"));
  }

  @Test
  void equals_sameNumberWrittenOtherwise_isEqual() {
    PriceTolerance one = PriceTolerance.of(new BigDecimal("2.50"), null);

    assertThat(one).isEqualTo(PriceTolerance.of(new BigDecimal("2.5"), null)).hasSameHashCodeAs(PriceTolerance.of(new BigDecimal("2.5"), null));
    assertThat(one).isNotEqualTo(PriceTolerance.of(new BigDecimal("2.5"), Money.cny("1.00")));
  }
}
