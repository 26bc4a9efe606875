package io.autopurchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlanPreviewTest {
  private static final ReservationPlan PLAN =
      ReservationPlan.builder("ORD-1", new SessionId("taobao", "buyer"), Recipient.builder().name("Mary Miller").phone("11147043234").build())
          .line("1", Item.of("11"), 1, Money.cny("10.00"))
          .line("2", Item.of("22"), 1, Money.cny("20.00"))
          .build();

  @Test
  void toString_saysInWordsWhatWouldBecomeOfThePlan() {
    PlanPreview preview =
        PlanPreview.builder(PLAN)
            .lines(
                List.of(
                    PlanPreview.Line.of("1", true, null, null),
                    PlanPreview.Line.of("2", false, Question.ITEM_DISCONTINUED, "item 22 is no longer sold")))
            .orders(List.of(PlanPreview.SellerOrder.of("a seller", Money.cny("10.00"), Money.cny("5.00"), Money.cny("15.00"))))
            .violations(List.of(Violation.error("recipient.street", "REQUIRED", "is required")))
            .build();

    assertThat(preview)
        .hasToString(
            "1 of 2 lines of ORD-1 by taobao/buyer can be bought; 15.00 CNY to pay to a seller; line 2: item 22 is no longer sold;"
                + " refused: recipient.street: is required");
  }

  @Test
  void toString_hasNothingAboutPeople() {
    assertThat(PlanPreview.builder(PLAN).build().toString()).doesNotContain("Mary Miller", "11147043234");
  }
}
