package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.LineOutcome;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.sandbox.Fault;
import io.autopurchase.sandbox.Ledger;
import io.autopurchase.sandbox.Repeat;
import io.autopurchase.sandbox.TaobaoSandbox;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to the answer of create, exactly one order is there in the end, and the shop knows it. */
@Execution(ExecutionMode.CONCURRENT)
class LostAnswerTest {
  private static final String CREATE = "/purchase/order/create";

  static Stream<Arguments> cases() {
    List<Fault> faults =
        List.of(
            Fault.loseAnswer(),
            Fault.dropRequest(),
            Fault.http(502, true),
            Fault.http(502, false),
            Fault.emptyBody(true),
            Fault.emptyBody(false),
            Fault.truncatedJson(true),
            Fault.cutBody(true),
            Fault.htmlBody(true),
            Fault.htmlBody(false),
            Fault.serviceTimeout(true),
            Fault.serviceTimeout(false));
    return Stream.of(Repeat.values())
        .flatMap(
            repeat ->
                Stream.of(0, 3).flatMap(delay -> faults.stream().map(fault -> Arguments.of(repeat, delay, fault))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void book_createFails_oneOrderInTheEnd(Repeat repeat, int secondsUntilVisible, Fault fault) throws Exception {
    try (TaobaoSandbox sandbox =
            TaobaoSandbox.builder().repeat(repeat).visibilityDelay(Duration.ofSeconds(secondsUntilVisible)).start();
        Shop shop = Shop.open(sandbox, "unknown")) {
      sandbox.faults().on(CREATE).call(1).inject(fault);

      Activity booking = shop.book(Shop.sample());

      assertThat(booking.lines()).extracting(line -> line.outcome()).containsExactly(LineOutcome.BOOKED);
      List<Ledger.Order> orders = sandbox.ledger().orders();
      assertThat(orders).hasSize(1);
      Purchase purchase = shop.engine.purchases().ofOrder("ORD-0000000053").get(0);
      assertThat(purchase.group()).isEqualTo(PurchaseGroup.PURCHASED);
      assertThat(purchase.providerOrderId()).contains(orders.get(0).purchaseId());
    }
  }
}
