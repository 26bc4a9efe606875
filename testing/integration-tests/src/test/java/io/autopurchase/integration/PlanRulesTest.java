package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.AutoPurchaseBuilder;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.EventQuery;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Item;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.Money;
import io.autopurchase.PlanPreview;
import io.autopurchase.PriceVariance;
import io.autopurchase.Purchase;
import io.autopurchase.Question;
import io.autopurchase.Recipient;
import io.autopurchase.RecipientRule;
import io.autopurchase.ReservationPlan;
import io.autopurchase.Violation;
import io.autopurchase.WaitReason;
import io.autopurchase.sandbox.Fault;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for plans as a shop meets them, over HTTP. A piece of the item costs 128.50 CNY, its freight is 6. */
class PlanRulesTest extends Sandboxed {
  private static final String ITEM = "42602653803";
  private static final String TMALL = "610010010001";

  private void reopen(Consumer<AutoPurchaseBuilder> more) {
    shop.close();
    shop = Shop.open(sandbox, more);
  }

  // Recipients

  @Test
  void recipientRules_ofTaobao_canBeShownBesideTheFields() {
    List<RecipientRule> rules = shop.engine.recipientRules("taobao");

    assertThat(shop.engine.providers()).contains("taobao");
    assertThat(rules)
        .extracting(rule -> rule.field().path(), RecipientRule::code)
        .contains(
            tuple("name", "LENGTH"),
            tuple("phone", "FORMAT"),
            tuple("postalCode", "FORMAT"),
            tuple("regionCode", "UNKNOWN_REGION"),
            tuple("street", "REPEATS_REGION"));
    RecipientRule name = rules.stream().filter(rule -> rule.field() == RecipientRule.Field.NAME).findFirst().orElseThrow();
    assertThat(name.minLength()).hasValue(2);
    assertThat(name.maxLength()).hasValue(14);
  }

  static Stream<Arguments> badRecipients() {
    return Stream.of(
        Arguments.of(Shop.WAREHOUSE.toBuilder().name("张").build(), "recipient.name", "LENGTH"),
        Arguments.of(Shop.WAREHOUSE.toBuilder().name("张三张三张三张三张三张三张三张").build(), "recipient.name", "LENGTH"),
        Arguments.of(Shop.WAREHOUSE.toBuilder().regionCode("999999").build(), "recipient.regionCode", "UNKNOWN_REGION"),
        Arguments.of(Shop.WAREHOUSE.toBuilder().postalCode("").build(), "recipient.postalCode", "REQUIRED"),
        Arguments.of(Shop.WAREHOUSE.toBuilder().phone("12345").build(), "recipient.phone", "FORMAT"));
  }

  @ParameterizedTest
  @MethodSource("badRecipients")
  void book_badRecipient_errorNamesTheFieldAndNothingIsSent(Recipient recipient, String field, String code) {
    int before = sandbox.ledger().calls().size();
    ReservationPlan plan =
        ReservationPlan.builder("ORD-5", Shop.SESSION, recipient)
            .line("5-1", Item.of("42602653803"), 1, Money.cny("128.50"))
            .build();

    assertThatThrownBy(() -> shop.engine.book(plan))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.violations()).extracting(Violation::field, Violation::code).contains(tuple(field, code)));
    assertThat(sandbox.ledger().calls()).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"额尔古纳市 923", "内蒙古自治区923", "呼伦贝尔市中央街 5"})
  void preview_streetRepeatsTheRegion_warnsAndBooksNevertheless(String street) throws Exception {
    ReservationPlan plan = plan(Shop.WAREHOUSE.toBuilder().street(street).build()).build();

    PlanPreview preview = shop.engine.preview(plan);

    assertThat(preview.canBeBooked()).isTrue();
    assertThat(preview.violations()).isEmpty();
    assertThat(preview.warnings()).extracting(Violation::field, Violation::code).containsExactly(tuple("recipient.street", "REPEATS_REGION"));
    assertThat(shop.book(plan).succeeded()).isTrue();
  }

  @Test
  void book_transliteratedName_rulesAreCheckedOnItAndPreviewShowsIt() throws Exception {
    reopen(builder -> builder.nameTransliteration(name -> name.replace("Иван Петров", "Ivan Petrov").replace("Ян", "Y")));
    ReservationPlan plan = plan(named("Иван Петров")).build();

    assertThat(shop.engine.preview(plan).recipient().name()).isEqualTo("Ivan Petrov");
    assertThat(shop.book(plan).succeeded()).isTrue();

    assertThatThrownBy(() -> shop.engine.book(plan(named("Ян")).build()))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.violations()).extracting(Violation::field, Violation::code).containsExactly(tuple("recipient.name", "LENGTH")))
        .hasMessageContaining("transliterated");
    assertThat(shop.engine.preview(plan(named("Ян")).transliterateNames(false).build()).recipient().name()).isEqualTo("Ян");
  }

  // Lines

  @Test
  void preview_lineOfAnotherPlan_namesWhoHoldsIt() throws Exception {
    sandbox.catalog().setPrice(ITEM, 20_000);
    Activity asking = shop.book(plan(Shop.WAREHOUSE).build());

    PlanPreview held = shop.engine.preview(plan(Shop.WAREHOUSE).build());

    assertThat(held.lines().get(0).code()).isEqualTo("LINE_HELD");
    assertThat(held.lines().get(0).message()).contains(asking.id().value());
    assertThat(held.lines().get(0).arguments()).containsEntry("activity", asking.id().value());
  }

  @Test
  void preview_purchasedLine_isNotEligible() throws Exception {
    shop.book(plan(Shop.WAREHOUSE).build());

    assertThat(shop.engine.preview(plan(Shop.WAREHOUSE).build()).lines().get(0).code()).isEqualTo("ALREADY_PURCHASED");
  }

  @Test
  void build_lineTwice_isRefused_sameItemTwice_onlyWarns() {
    assertThatThrownBy(() -> plan(Shop.WAREHOUSE).line("1", Item.of(SHIRT, "5001001"), 1, Money.cny("39.90")).build())
        .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.code()).isEqualTo("DUPLICATE"));

    PlanPreview preview = shop.engine.preview(plan(Shop.WAREHOUSE).line("2", Item.of(ITEM), 1, Money.cny("128.50")).build());
    assertThat(preview.canBeBooked()).isTrue();
    assertThat(preview.warnings()).extracting(Violation::field, Violation::code).containsExactly(tuple("lines[1].item", "SAME_ITEM"));
  }

  @Test
  void book_tmallExcludedByThePlan_isRejectedThoughTheSettingAllowsIt() throws Exception {
    ReservationPlan plan =
        Shop.plan("ORD-1").line("1", Item.of(TMALL), 1, Money.cny("299.00")).excludeTmall(true).build();

    assertThat(shop.engine.preview(plan).lines().get(0).code()).isEqualTo("TMALL_EXCLUDED");
    Activity ended = shop.book(plan);

    assertThat(ended.lines()).extracting(LineResult::outcome, LineResult::code).containsExactly(tuple(LineOutcome.REJECTED, "TMALL_EXCLUDED"));
  }

  // Prices

  @ParameterizedTest
  @CsvSource({"10, 5.00, 133.50, true", "10, 5.00, 133.51, false", "2, 5.00, 131.07, true", "2, 5.00, 131.08, false", ", 5.00, 133.50, true"})
  void book_percentAndAmount_bothAreKept(BigDecimal percent, String amount, String price, boolean within) throws Exception {
    sandbox.catalog().setPrice(ITEM, Money.cny(price).toMinorUnits());
    ReservationPlan.Builder plan = plan(Shop.WAREHOUSE).priceTolerance(Money.cny(amount));
    if (percent != null) {
      plan.priceTolerance(percent);
    }

    Activity rested = shop.book(plan.build());

    assertThat(rested.state()).isEqualTo(within ? ActivityState.COMPLETED : ActivityState.WAITING_FOR_ANSWER);
  }

  @ParameterizedTest
  @CsvSource({"141.35, COMPLETED", "141.36, WAITING_FOR_ANSWER"})
  void book_acceptPriceUpTo_asksBeyondTheBound(String price, ActivityState state) throws Exception {
    sandbox.catalog().setPrice(ITEM, Money.cny(price).toMinorUnits());

    Activity rested = shop.book(plan(Shop.WAREHOUSE).on(Question.PRICE_INCREASED, AnswerOption.ACCEPT_PRICE_UP_TO + "10").build());

    assertThat(rested.state()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({
    "PRICE_ROSE, SKIP_ITEM, UNKNOWN_QUESTION",
    "TMALL_EXCLUDED, SKIP_ITEM, UNKNOWN_QUESTION",
    "OUT_OF_STOCK, ACCEPT_PRICE, UNKNOWN_OPTION",
    "OUT_OF_STOCK, RETRY, UNKNOWN_OPTION",
    "PRICE_INCREASED, ACCEPT_PRICE:lots, UNKNOWN_OPTION",
    "PRICE_INCREASED, ACCEPT_PRICE:-1, UNKNOWN_OPTION",
    "ITEM_DISCONTINUED, CHOOSE_VARIANT:1, UNKNOWN_OPTION"
  })
  void book_policyThatNoBookingCanFollow_isRefusedByField(String code, String option, String violation) {
    ReservationPlan plan = plan(Shop.WAREHOUSE).on(code, option).build();

    assertThat(shop.engine.preview(plan).violations())
        .extracting(Violation::field, Violation::code)
        .containsExactly(tuple("policies." + code, violation));
    assertThatThrownBy(() -> shop.engine.book(plan)).isInstanceOf(InvalidInputException.class).hasMessageContaining(option.startsWith("SKIP") ? code : option);
  }

  @Test
  void question_otherVariants_tellTheirPriceAndStock() throws Exception {
    sandbox.catalog().setSku(SHIRT, "5001001", 3990, 1);

    Activity asking = shop.book(Shop.plan("ORD-1").line("1", Item.of(SHIRT, "5001001"), 2, Money.cny("39.90")).build());

    Question question = asking.question().orElseThrow();
    assertThat(question.code()).isEqualTo(Question.OUT_OF_STOCK);
    assertThat(question.context())
        .containsEntry("oldValue", "2")
        .containsEntry("newValue", "1")
        .containsEntry("variant.5001002.price", "39.90 CNY")
        .containsEntry("variant.5001002.available", "150");
    assertThat(question.options()).extracting(AnswerOption::id).contains("CHOOSE_VARIANT:5001002").doesNotContain("CHOOSE_VARIANT:5001001");
    assertThat(question.options().get(0).label()).contains("39.90 CNY").contains("150 units");
  }

  @Test
  void synchronize_orderRepricedOnTheSite_overpaymentIsToldOnceForEachLevel() throws Exception {
    shop.book(plan(Shop.WAREHOUSE).build());
    Purchase bought = purchase();
    assertThat(bought.priceVariance()).isEqualTo(PriceVariance.NONE);

    reprice(13_000);
    assertThat(purchase().priceVariance()).isEqualTo(PriceVariance.MINOR);
    reprice(15_000);
    assertThat(purchase().priceVariance()).isEqualTo(PriceVariance.MAJOR);
    reprice(12_850);

    assertThat(purchase().priceVariance()).isEqualTo(PriceVariance.NONE);
    assertThat(shop.engine.events().find(EventQuery.builder().oldestFirst().limit(1000).build()))
        .filteredOn(event -> event.type().equals(AutoPurchaseEvent.COST_EXCEEDED))
        .extracting(event -> event.oldValue().orElseThrow(), event -> event.newValue().orElseThrow())
        .containsExactly(tuple("NONE", "MINOR"), tuple("MINOR", "MAJOR"));
  }

  // What was looked at

  @Test
  void previewed_priceMovedWithinTheTolerance_isTaken_anythingElseIsRefused() {
    PlanPreview seen = shop.engine.preview(plan(Shop.WAREHOUSE).priceTolerance(new BigDecimal("2")).build());

    assertThat(priced("131.07", seen).build().lines()).hasSize(1);
    assertThat(priced("100.00", seen).build().lines()).hasSize(1);
    expectChanged(priced("131.08", seen), "lines[0].unitPrice");
    expectChanged(priced("128.50", seen).note("quick"), "note");
    expectChanged(priced("128.50", seen).on(Question.ITEM_DISCONTINUED, AnswerOption.SKIP_ITEM), "policies");
    expectChanged(priced("128.50", seen).line("2", Item.of(SHIRT, "5001001"), 1, Money.cny("1.00")), "lines");
    expectChanged(
        ReservationPlan.builder("ORD-1", Shop.SESSION, named("李四"))
            .line("1", Item.of(ITEM), 2, Money.cny("128.50"))
            .priceTolerance(new BigDecimal("2"))
            .previewed(seen),
        "recipient",
        "lines[0].quantity");
  }

  @Test
  void previewed_byFingerprint_nothingMayDiffer() {
    String seen = shop.engine.preview(plan(Shop.WAREHOUSE).build()).fingerprint();

    assertThat(plan(Shop.WAREHOUSE).previewed(seen).build().fingerprint()).isEqualTo(seen);
    expectChanged(plan(named("李四")).previewed(seen), "fingerprint");
  }

  // Limits

  @Test
  void book_providerLimitsPlacing_waitsVisiblyAndGoesOn() throws Exception {
    sandbox.faults().on("/purchase/order/create").call(1).inject(Fault.callLimit(2));
    Activity started = shop.engine.book(plan(Shop.WAREHOUSE).build());
    boolean seen = false;
    Activity now = started;
    while (!now.state().isFinished()) {
      now = shop.engine.activities().advance(started.id());
      if (now.state() == ActivityState.WAITING && now.reason().filter(WaitReason.PROVIDER_RATE_LIMIT::equals).isPresent()) {
        seen = true;
        assertThat(now.until()).isPresent();
      }
    }

    assertThat(seen).as("it was seen waiting for the limit").isTrue();
    assertThat(now.succeeded()).isTrue();
    assertThat(now.journal()).anyMatch(entry -> entry.code().equals("PROVIDER_RATE_LIMIT"));
  }

  @Test
  void book_aboveTheSpendCap_isRejectedAndPreviewSaysSo() throws Exception {
    reopen(builder -> builder.spendCap(Money.cny("134.49")));
    ReservationPlan plan = plan(Shop.WAREHOUSE).build();

    assertThat(shop.engine.preview(plan).lines().get(0).code()).isEqualTo("SPEND_CAP");
    Activity ended = shop.book(plan);

    assertThat(ended.lines()).extracting(LineResult::outcome, LineResult::code).containsExactly(tuple(LineOutcome.REJECTED, "SPEND_CAP"));
    assertThat(sandbox.ledger().orders()).isEmpty();
  }

  private static ReservationPlan.Builder plan(Recipient recipient) {
    return ReservationPlan.builder("ORD-1", Shop.SESSION, recipient).line("1", Item.of(ITEM), 1, Money.cny("128.50"));
  }

  private static ReservationPlan.Builder priced(String price, PlanPreview seen) {
    return ReservationPlan.builder("ORD-1", Shop.SESSION, Shop.WAREHOUSE)
        .line("1", Item.of(ITEM), 1, Money.cny(price))
        .priceTolerance(new BigDecimal("2"))
        .previewed(seen);
  }

  private static Recipient named(String name) {
    return Shop.WAREHOUSE.toBuilder().name(name).build();
  }

  private static void expectChanged(ReservationPlan.Builder plan, String... fields) {
    assertThatThrownBy(plan::build)
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> {
              assertThat(e.code()).isEqualTo("PLAN_CHANGED");
              assertThat(e.violations()).extracting(Violation::field).containsExactly(fields);
            });
  }

  private Purchase purchase() {
    return shop.engine.purchases().ofOrder("ORD-1").get(0);
  }

  private void reprice(long fen) {
    sandbox.site().reprice(purchase().providerOrderId().orElseThrow(), purchase().providerOrderLineId().orElseThrow(), fen);
    Activity reading = shop.engine.synchronize(Shop.SESSION);
    while (!reading.state().isFinished()) {
      reading = shop.engine.activities().advance(reading.id());
    }
  }
}
