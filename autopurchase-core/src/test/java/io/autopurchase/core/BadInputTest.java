package io.autopurchase.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.autopurchase.Activity;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.Violation;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine refuses by field, before anything is stored or sent. */
class BadInputTest {
  private final Nodes nodes = new Nodes();
  private Node node;

  @BeforeEach
  void open() {
    node = nodes.add();
    node.authorize();
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u200B", "\u2060", "\0", "张\uD83D三", "张\n三", "张\u00A0三", "张\u202E三", "张\u001b[2J三", "\u3164", "\uE000", "张\uFFFD三"})
  void recipients_thatCannotBePrinted_areRefusedByField(String text) {
    assertRefused("recipient.name", "CHARACTERS", recipient().name(text).build(), null);
    assertRefused("recipient.street", "CHARACTERS", recipient().street(text).build(), null);
    assertRefused("recipient.phone", "CHARACTERS", recipient().phone(text).build(), null);
    assertRefused("warehouse.street", "CHARACTERS", Nodes.WAREHOUSE, recipient().street(text).build());
    assertThat(nodes.provider.calls(Operation.PLACE)).isEmpty();
  }

  @Test
  void recipients_tooLongForAnyProvider_areRefusedByField() {
    assertRefused("recipient.street", "LENGTH", recipient().street("x".repeat(10 << 20)).build(), null);
  }

  private void assertRefused(String field, String code, Recipient recipient, Recipient warehouse) {
    ReservationPlan plan =
        ReservationPlan.builder("ORD-1", Nodes.SESSION, recipient).consolidationWarehouse(warehouse).line("1", Item.of("4711"), 1, Money.cny("10.00")).build();

    assertThat(violations(() -> node.engine.book(plan))).anySatisfy(violation -> assertProblem(violation, field, code));
    assertThat(node.engine.preview(plan).violations()).anySatisfy(violation -> assertProblem(violation, field, code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "bob\n2026-11-27 INFO APPROVED approved by the boss\u001b[8m", "b\u202Eob"})
  void answerInterruptRetry_namesThatCannotStandInTheAuditTrail_areRefused(String by) {
    assertNameRefused(by);
  }

  @Test
  void answerInterruptRetry_namesOfMegabytes_areRefusedBeforeTheStore() {
    assertNameRefused("x".repeat(20 << 20));
  }

  private void assertNameRefused(String by) {
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));

    for (Runnable action :
        List.<Runnable>of(
            () -> node.engine.activities().answer(booking.id(), "q", "SKIP_ITEM", by),
            () -> node.engine.activities().interrupt(booking.id(), by),
            () -> node.engine.activities().retry(booking.id(), by))) {
      List<Violation> violations = violations(action);
      assertThat(violations).singleElement().satisfies(violation -> assertThat(violation.field()).isEqualTo("by"));
      assertThat(violations.get(0).message()).hasSizeLessThan(100);
    }
  }

  @Test
  void answer_idsAndOptionsOfMegabytes_areNotQuotedWhole() {
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    String long1 = "x\u001b".repeat(1 << 20);

    Throwable refused = catchThrowable(() -> node.engine.activities().answer(booking.id(), long1, long1, "a person"));

    assertThat(refused.getMessage()).hasSizeLessThan(300).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nick\u200B", "nick\u00A0", " nick", "ni\uFFFDck", "１１１４７０４３２３４", "+86 １３８-0013-8000"})
  void begin_loginsThatLookLikeOthersOrArePhones_areRefused(String login) {
    List<Violation> violations = violations(() -> node.engine.sessions().startAuthorization(new SessionId("fake", login)));

    assertThat(violations.get(0).field()).isEqualTo("login");
    assertThat(node.engine.sessions().list()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\nb", "\u202E"})
  void completeWithCode_whatIsNoCode_isRefusedWithoutACall(String code) {
    int before = nodes.provider.calls(Operation.EXCHANGE_CODE).size();

    assertThat(violations(() -> node.engine.sessions().completeAuthorizationWithCode(Nodes.SESSION, code)).get(0).field()).isEqualTo("code");
    assertThat(violations(() -> node.engine.sessions().completeAuthorizationWithCode(Nodes.SESSION, "x".repeat(1 << 20))).get(0).field()).isEqualTo("code");
    assertThat(nodes.provider.calls(Operation.EXCHANGE_CODE)).hasSize(before);
  }

  @Test
  void complete_callbackOfStrangers_isQuotedCleaned() {
    URI error = URI.create("https://shop.example/callback?error=a%0D%0Ab%1B%5B2J" + "x".repeat(1000));
    URI endless = URI.create("https://shop.example/callback?error=" + "x".repeat(10_000));

    assertThat(catchThrowable(() -> node.engine.sessions().completeAuthorization(Nodes.SESSION, error)).getMessage())
        .hasSizeLessThan(200)
        .matches(message -> message.chars().noneMatch(Character::isISOControl));
    assertThat(violations(() -> node.engine.sessions().completeAuthorization(Nodes.SESSION, endless)).get(0).code()).isEqualTo("LENGTH");
  }

  private static Recipient.Builder recipient() {
    return Nodes.WAREHOUSE.toBuilder();
  }

  private static List<Violation> violations(Runnable action) {
    InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, action::run);
    assertThat(refused).as("must be refused").isNotNull();
    return refused.violations();
  }

  private static void assertProblem(Violation violation, String field, String code) {
    assertThat(violation.field()).isEqualTo(field);
    assertThat(violation.code()).isEqualTo(code);
  }
}
