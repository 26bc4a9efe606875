package io.autopurchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests are refused for before anything is stored or sent. */
class InputRulesTest {
  private static final SessionId SESSION = new SessionId("fake", "nick");
  private static final Recipient RECIPIENT = Recipient.builder().name("张三").build();

  // Ids

  /** Each looks like ORD-1. */
  static Stream<String> lookalikes() {
    return Stream.of(
        "ORD-1 ", " ORD-1", "ORD-1\u00A0", "ORD-1\u200B", "ORD-1\u2060", "ORD-1\uFEFF", "ORD\u00AD-1", "ORD-1\uFE0F", "ORD-1\u3000",
        "ORD\u2003-1", "ORD-1\u202E", "ORD-1\u3164", "ORD-1\uFFFD", "ORD-1\uE000", "ORD-1\t", "ORD-1\uFFFF");
  }

  @ParameterizedTest
  @MethodSource("lookalikes")
  void ids_thatLookLikeOthers_areRefusedInEveryRequest(String id) {
    assertRefused("orderId", "CHARACTERS", () -> plan(id, line("1")).build());
    assertRefused("lines[0].lineId", "CHARACTERS", () -> plan("ORD-1", PlanLine.of(id, Item.of("1"), 1, Money.cny("1"))).build());
    assertThatThrownBy(() -> plan("ORD-1", PlanLine.of("1", Item.of(id), 1, Money.cny("1"))).build()).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> plan("ORD-1", PlanLine.of("1", Item.of("1", id), 1, Money.cny("1"))).build()).isInstanceOf(InvalidInputException.class);
    assertRefused("orderId", "CHARACTERS", () -> BindingRequest.builder(id, SESSION, "77"));
    assertRefused("lineId", "CHARACTERS", () -> BindingRequest.builder("ORD-1", SESSION, "77").line(id, Item.of("1"), 1));
    assertRefused("orderId", "CHARACTERS", () -> UnbindingRequest.builder(id));
  }

  @Test
  void ids_ofOtherScriptsAndWithInnerSpaces_areTaken() {
    ReservationPlan plan = plan("Заказ 订单-7", line("行 1")).build();

    assertThat(plan.orderId()).isEqualTo("Заказ 订单-7");
    assertThat(UnbindingRequest.builder("x".repeat(128)).build().orderId()).as("as long as those of plans").hasSize(128);
  }

  @Test
  void unbinding_orderOfALineIsRefused_lineIsNotUnboundFromAnyOther() {
    UnbindingRequest.Builder request = UnbindingRequest.builder("ORD-1").line("1", "77");

    assertRefused("providerOrder", "REQUIRED", () -> request.line("2", " "));

    assertThat(request.build().lineIds()).containsExactly("1");
  }

  // Texts

  @ParameterizedTest
  @ValueSource(strings = {"a\u001b[2Jb", "a\nb", "a\u202Eb", "a\u0085b", "a\u2028b", "a\u200Bb", "\uD83D", "a\0", "a\u00A0b"})
  void notesReasonsAndPolicies_thatCannotBePrinted_areRefusedByField(String text) {
    assertRefused("note", "CHARACTERS", () -> plan("ORD-1", line("1")).note(text).build());
    assertRefused("lines[0].note", "CHARACTERS", () -> plan("ORD-1", line("1").withNote(text)).build());
    assertRefused("reason", "CHARACTERS", () -> UnbindingRequest.builder("ORD-1").reason(text));
    assertRefused("policies.OUT_OF_STOCK", "CHARACTERS", () -> plan("ORD-1", line("1")).on("OUT_OF_STOCK", text).build());
  }

  @Test
  void texts_tooLong_areRefusedByField() {
    String megabytes = "x".repeat(10 << 20);

    assertRefused("note", "LENGTH", () -> plan("ORD-1", line("1")).note(megabytes).build());
    assertRefused("note", "LENGTH", () -> plan("ORD-1", line("1")).note("x".repeat(1001)).build());
    assertRefused("lines[0].note", "LENGTH", () -> plan("ORD-1", line("1").withNote(megabytes)).build());
    assertRefused("policies.OUT_OF_STOCK", "LENGTH", () -> plan("ORD-1", line("1")).on("OUT_OF_STOCK", megabytes).build());
    assertRefused("policies.LINE_MISMATCH", "LENGTH", () -> bindingWith("LINE_MISMATCH", megabytes));
    assertRefused("policies.CANCEL_PAID_ORDER", "LENGTH", () -> UnbindingRequest.builder("ORD-1").on("CANCEL_PAID_ORDER", megabytes).build());
    assertRefused("text", "LENGTH", () -> ActivityQuery.builder().text(megabytes).build());
    assertRefused("login", "LENGTH", () -> ActivityQuery.builder().login(megabytes).build());
    assertRefused("orderId", "LENGTH", () -> ActivityQuery.builder().orderId(megabytes).build());
    assertThat(plan("ORD-1", line("1")).note("给卖家的话：轻拿轻放 ❤️".repeat(50)).build().note()).startsWith("给卖家");
  }

  private static void bindingWith(String code, String option) {
    BindingRequest.builder("ORD-1", SESSION, "77").line("1", Item.of("1"), 1).on(code, option).build();
  }

  // Numbers

  @Test
  void lines_tooMany_areRefusedBeforeTheyAreLookedAt() {
    ReservationPlan.Builder plan = plan("ORD-1", line("0"));
    for (int i = 1; i <= 20_000; i++) {
      plan.line(line(" " + i));
    }

    InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, plan::build);

    assertThat(refused.violations()).singleElement().satisfies(violation -> assertThat(violation.code()).isEqualTo("LENGTH"));
  }

  @Test
  void prices_aboveAnyPrice_areRefusedByField() {
    Money expensive = Money.cny("1000000000000");

    assertRefused("lines[0].unitPrice", "RANGE", () -> plan("ORD-1", PlanLine.of("1", Item.of("1"), 1, expensive)).build());
    assertRefused("lines", "RANGE", () -> plan("ORD-1", PlanLine.of("1", Item.of("1"), 999_999, Money.cny("99999999999"))).build());
    assertRefused("limit", "RANGE", () -> PaymentRequest.builder(SESSION, expensive));
    assertRefused("priceTolerance", "RANGE", () -> plan("ORD-1", line("1")).priceTolerance(expensive).build());
    assertRefused("priceTolerance", "RANGE", () -> PriceTolerance.of(null, expensive));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E+999999999", "1E-999999999", "1E+10000", "1234567890123", "0.1234567890123"})
  void tolerance_ofTooManyDigits_isRefusedBeforeAnyArithmetic(String percent) {
    assertRefused("priceTolerance", "RANGE", () -> plan("ORD-1", line("1")).priceTolerance(new BigDecimal(percent)).build());
    assertRefused("priceTolerance", "RANGE", () -> PriceTolerance.of(new BigDecimal(percent), null));
    assertThatThrownBy(() -> new io.autopurchase.engine.PriceVarianceLevels(BigDecimal.ZERO, new BigDecimal(percent)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageNotContaining("0000000000");
  }

  @Test
  void quantities_outOfRange_areRefusedEverywhereAlike() {
    assertRefused("lines[0].quantity", "RANGE", () -> plan("ORD-1", PlanLine.of("1", Item.of("1"), 1_000_000, Money.cny("1"))).build());
    assertRefused("quantity", "RANGE", () -> new BindingRequest.Line("1", Item.of("1"), 1_000_000));
  }

  @Test
  void pages_thatNobodyCanReach_areRefused() {
    assertRefused("page", "RANGE", () -> ActivityQuery.builder().page(Integer.MAX_VALUE, 500).build());
    assertThat(ActivityQuery.builder().page(1_000_000, 500).build().page()).isEqualTo(1_000_000);
  }

  @Test
  void recipient_outerSpacesOfAnyKind_areTakenOff() {
    Consumer<String> same = text -> assertThat(Recipient.builder().name(text).build().name()).isEqualTo("张 三");

    List.of("张 三", " 张 三\u00A0", "\u3000张 三\n", "\u2003张 三\u202F").forEach(same);
    assertThat(Recipient.builder().street("\u00A0 ").build().street()).isEmpty();
  }

  private static PlanLine line(String id) {
    return PlanLine.of(id, Item.of("1"), 1, Money.cny("10"));
  }

  private static ReservationPlan.Builder plan(String order, PlanLine line) {
    return ReservationPlan.builder(order, SESSION, RECIPIENT).line(line);
  }

  private static void assertRefused(String field, String code, Runnable action) {
    InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, action::run);
    assertThat(refused).as("%s must be refused", field).isNotNull();
    assertThat(refused.violations()).anySatisfy(violation -> {
      assertThat(violation.field()).isEqualTo(field);
      assertThat(violation.code()).isEqualTo(code);
    });
    assertThat(refused.getMessage()).hasSizeLessThan(1000);
  }
}
