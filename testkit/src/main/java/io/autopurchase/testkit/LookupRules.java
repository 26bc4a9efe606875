package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderPage;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A07: look-ups. */
interface LookupRules extends ProviderRules {
  @Test
  default void required_A07a_whatIsNotThere_isAnEmptySuccess() {
    assertThat(ProviderHarness.value("item", harness().client().item(harness().provider().unknownItem(), harness().context())))
        .as("an item that is not there")
        .isEmpty();
    assertThat(ProviderHarness.value("ordersByClientOrderId", harness().client().ordersByClientOrderId("zq-outer-0", harness().context())).orders())
        .as("orders of a client order id under which nothing was placed")
        .isEmpty();
    assertThat(ProviderHarness.value("orders", harness().client().orders(List.of(harness().provider().unknownOrder()), harness().context())))
        .as("an order that is not there")
        .isEmpty();
  }

  @Test
  default void required_A07b_severalOrdersById_unknownOnesAreLeftOut() {
    String one = harness().placed().id();
    String two = harness().placed().id();

    assertThat(
            ProviderHarness.value(
                "orders", harness().client().orders(List.of(one, harness().provider().unknownOrder(), two), harness().context())))
        .as("orders, of three ids one of which is unknown")
        .extracting(ProviderOrder::id)
        .containsExactlyInAnyOrder(one, two);
  }

  @Test
  default void required_A07c_answerComesLate_isAsOldAsItsQuestion() {
    harness().validity();
    late("a look-up", context -> harness().client().ordersByClientOrderId("zq-outer-0", context), OrderLookup::asOf);
    late("a list of modified orders", context -> harness().client().ordersModified(ProviderHarness.START, 1, context), OrderPage::asOf);
  }

  @Test
  default void required_A07c_ourClockIsAnHourAhead_isAsOldAsItsQuestionByTheProvidersClock() {
    harness().ahead = Duration.ofHours(1);
    harness().validity();
    late("a look-up", context -> harness().client().ordersByClientOrderId("zq-outer-0", context), OrderLookup::asOf);
    late("a list of modified orders", context -> harness().client().ordersModified(ProviderHarness.START, 1, context), OrderPage::asOf);
  }

  private <T> void late(String what, Function<CallContext, ProviderResult<T>> call, Function<T, Instant> asOf) {
    CallContext context = harness().context();
    Instant asked = harness().time.now();
    WireFault.Hold hold = WireFault.Hold.answer();
    harness().wire().next(hold);
    Callable<ProviderResult<T>> asking = () -> call.apply(context);
    Future<ProviderResult<T>> answered = harness().concurrently(asking);
    hold.awaitArrival(harness().deadline());
    harness().time.advance(Duration.ofMinutes(10));
    hold.letGo(harness().deadline());

    Instant told = asOf.apply(ProviderHarness.value(what, StoreHarness.await(answered, harness().deadline())));

    assertThat(told)
        .as("the time of %s that was asked at %s by the provider's clock, and answered ten minutes later", what, asked)
        .isBetween(asked.minus(Duration.ofMinutes(1)), asked);
  }

  @Test
  default void required_A07d_answerShowsOrdersOfAnotherOuterId_isNeitherFoundNorNotFound() {
    String clientOrderId = harness().placed().clientOrderId();
    String other = clientOrderId.replace("zq-outer", "qz-outer");
    harness().wire().next(WireFault.alter(body -> body.replace(clientOrderId, other)));

    ProviderResult<OrderLookup> result = harness().client().ordersByClientOrderId(clientOrderId, harness().context());

    if (result instanceof ProviderResult.Success<OrderLookup> yes) {
      assertThat(yes.value().orders()).as("orders of an answer that shows one of another client order id").isNotEmpty();
      assertThat(yes.value().orders()).as("orders with the client order id that was asked for").noneMatch(order -> order.clientOrderId().equals(clientOrderId));
    } else {
      assertThat(result).as("the result").isInstanceOf(ProviderResult.Unknown.class);
    }
  }
}
