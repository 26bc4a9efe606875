package io.autopurchase.core.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.autopurchase.Activity;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Item;
import io.autopurchase.LineOutcome;
import io.autopurchase.Messages;
import io.autopurchase.Money;
import io.autopurchase.PlanPreview;
import io.autopurchase.Question;
import io.autopurchase.ReservationPlan;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Trading;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Amounts in different currencies are neither compared nor added. */
class CurrencyTest extends Trading {
  @Test
  void bookAndPreview_currencyThatTheProviderDoesNotSellIn_isAFieldError() {
    provider.capabilities(ProviderCapabilities.builder().currency("CNY").build());

    InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> node.engine.book(dollars()));

    assertThat(refused.violations()).anySatisfy(violation -> {
      assertThat(violation.field()).isEqualTo("lines[0].unitPrice");
      assertThat(violation.code()).isEqualTo("CURRENCY");
      assertThat(violation.message()).contains("CNY");
    });
    assertThat(node.engine.preview(dollars()).violations()).extracting(violation -> violation.code()).contains("CURRENCY");
  }

  @Test
  void book_offerInAnotherCurrency_endsTheLineAndBuysNothing() {
    Activity booking = settle(node.engine.book(dollars()));

    assertThat(outcomes(booking)).containsExactly(LineOutcome.REJECTED);
    assertThat(booking.lines().get(0).code()).isEqualTo("CURRENCY");
    assertThat(booking.lines().get(0).message()).contains("CNY").contains("USD");
    assertThat(calls(Operation.PLACE)).isZero();
  }

  @Test
  void preview_offerInAnotherCurrency_saysSoAtTheLine() {
    PlanPreview preview = node.engine.preview(dollars());

    assertThat(preview.lines()).singleElement().satisfies(line -> assertThat(line.code()).isEqualTo("CURRENCY"));
    assertThat(Messages.in(Locale.CHINESE).text(preview.lines().get(0))).contains("价格为 10.00 CNY，而币种应为 USD");
    assertThat(preview.violations()).isEmpty();
  }

  private static ReservationPlan dollars() {
    return ReservationPlan.builder("ORD-1", Nodes.SESSION, Nodes.WAREHOUSE)
        .line("1", Item.of("4711"), 1, Money.of("10.00", "USD"))
        .on(Question.PRICE_INCREASED, "ACCEPT_PRICE:10")
        .build();
  }
}
