package io.autopurchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers in advance, by methods instead of texts. */
class PolicyTest {
  @Test
  void when_eachAnswer_isTheOptionOfItsName() {
    Policy.When when = Policy.when(Question.OUT_OF_STOCK);

    assertThat(when.skipItem()).isEqualTo(Policy.of(Question.OUT_OF_STOCK, AnswerOption.SKIP_ITEM)).hasSameHashCodeAs(when.skipItem());
    assertThat(when.cancelItem().option()).isEqualTo(AnswerOption.CANCEL_ITEM);
    assertThat(when.interrupt().option()).isEqualTo(AnswerOption.INTERRUPT);
    assertThat(when.ask().option()).isEqualTo(AnswerOption.ASK);
    assertThat(when.chooseVariant("77").option()).isEqualTo("CHOOSE_VARIANT:77");
    assertThat(when.acceptPrice().option()).isEqualTo(AnswerOption.ACCEPT_PRICE);
    assertThat(when.acceptPriceUpTo(new BigDecimal("1E+1")).option()).isEqualTo("ACCEPT_PRICE:10");
    assertThat(when.approve().option()).isEqualTo(AnswerOption.APPROVE);
    assertThat(when.cancelOrder().option()).isEqualTo(AnswerOption.CANCEL_ORDER);
    assertThat(when.unlinkOnly().option()).isEqualTo(AnswerOption.UNLINK_ONLY);
    assertThat(when.unlinkOnly()).isNotEqualTo(when.cancelOrder()).hasToString("OUT_OF_STOCK=UNLINK_ONLY");
  }

  @Test
  void plan_withPolicies_hasThemByTheirQuestions() {
    Recipient recipient = Recipient.builder().name("A").phone("1").regionCode("150784").postalCode("021400").street("1").build();
    ReservationPlan plan =
        ReservationPlan.builder("O", new SessionId("fake", "buyer"), recipient)
            .line("1", Item.of("1"), 1, Money.cny("1"))
            .on(Policy.when(Question.OUT_OF_STOCK).skipItem())
            .on(Policy.when(Question.PRICE_INCREASED).acceptPriceUpTo(BigDecimal.TEN))
            .build();

    assertThat(plan.policies()).isEqualTo(Map.of("OUT_OF_STOCK", "SKIP_ITEM", "PRICE_INCREASED", "ACCEPT_PRICE:10"));
  }

  @Test
  void acceptPriceUpTo_belowZero_isRefused() {
    assertThatThrownBy(() -> Policy.when(Question.PRICE_INCREASED).acceptPriceUpTo(BigDecimal.ONE.negate())).isInstanceOf(InvalidInputException.class);
  }
}
