package io.autopurchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitPriceTest {
  @ParameterizedTest
  @CsvSource({"33.974774905192626351667, CNY, 33.97", "128.50, CNY, 128.50", "0.019, CNY, 0.01", "99.9, JPY, 99", "1e3, CNY, 1000.00"})
  void toMoney_isTheHighestAmountNotAbove(String price, String currency, BigDecimal amount) {
    assertThat(UnitPrice.of(new BigDecimal(price), currency).toMoney()).isEqualTo(new Money(amount, currency));
  }

  @ParameterizedTest
  @CsvSource({
    "1e999999999, CNY, RANGE",
    "1e-25, CNY, PRECISION",
    "1e-999999999, CNY, PRECISION",
    "1, XXQ, UNKNOWN_CURRENCY"
  })
  void of_outOfRange_isRefused(String price, String currency, String code) {
    assertThatThrownBy(() -> UnitPrice.of(new BigDecimal(price), currency))
        .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void of_textThatIsNotANumber_isRefused() {
    assertThatThrownBy(() -> UnitPrice.cny("12,50")).isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.code()).isEqualTo("NUMBER"));
  }

  @Test
  void equals_goesByValue() {
    assertThat(UnitPrice.cny("1.10")).isEqualTo(UnitPrice.cny("1.1")).hasSameHashCodeAs(UnitPrice.cny("1.1")).isNotEqualTo(UnitPrice.of("1.1", "USD"));
    assertThat(UnitPrice.cny("33.974774905192626351667")).hasToString("33.974774905192626351667 CNY");
  }

  @Test
  void plan_takesItAndApprovesNoMore() {
    Recipient recipient =
        Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();
    ReservationPlan plan =
        ReservationPlan.builder("ORD-1", new SessionId("taobao", "our-buyer"), recipient)
            .line("1", Item.of("77"), 2, UnitPrice.cny("33.974774905192626351667"))
            .build();

    assertThat(plan.lines().get(0).unitPrice()).isEqualTo(Money.cny("33.97"));
  }
}
