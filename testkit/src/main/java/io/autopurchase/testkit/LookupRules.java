package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.OrderPage;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    assertThat(harness().ordersOf("zq-outer-0"))
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
    late("a look-up", context -> harness().client().ordersByClientOrderId(harness().lookup("zq-outer-0"), context), OrderLookup::asOf);
    late("a list of modified orders", context -> harness().client().ordersModified(ProviderHarness.START, 1, context), OrderPage::asOf);
  }

  @Test
  default void required_A07c_ourClockIsAnHourAhead_isAsOldAsItsQuestionByTheProvidersClock() {
    harness().ahead = Duration.ofHours(1);
    harness().validity();
    late("a look-up", context -> harness().client().ordersByClientOrderId(harness().lookup("zq-outer-0"), context), OrderLookup::asOf);
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

    ProviderResult<OrderLookup> result = harness().client().ordersByClientOrderId(harness().lookup(clientOrderId), harness().context());

    if (result instanceof ProviderResult.Success<OrderLookup> yes) {
      assertThat(yes.value().orders().size() + yes.value().orderIds().size())
          .as("orders, and ids to be read, of an answer that shows one of another client order id")
          .isPositive();
      assertThat(yes.value().orders()).as("orders with the client order id that was asked for").noneMatch(order -> order.clientOrderId().equals(clientOrderId));
    } else {
      assertThat(result).as("the result").isInstanceOf(ProviderResult.Unknown.class);
    }
  }

  @Test
  default void required_A07e_accountHasPlacedManyOrders_lookUpFindsEachOnItsPages() {
    List<String> clientOrderIds = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      String clientOrderId = harness().clientOrderId();
      ProviderHarness.value("place", harness().place(clientOrderId, harness().request(), harness().context()));
      clientOrderIds.add(clientOrderId);
      ids.addAll(harness().provider().ordersOf(clientOrderId));
    }
    harness().untilAllShows();

    for (int i = 0; i < clientOrderIds.size(); i++) {
      assertThat(harness().ordersOf(clientOrderIds.get(i)))
          .as("orders that a look-up shows, on all its pages and by the ids that they name, of number %d of 11", i + 1)
          .extracting(ProviderOrder::id)
          .containsExactly(ids.get(i));
    }
  }

  @Test
  default void optional_A07f_cursorIsNotValid_isRejected() {
    for (int i = 0; i < 11; i++) {
      ProviderHarness.value("place", harness().place(harness().clientOrderId(), harness().request(), harness().context()));
    }
    harness().untilAllShows();
    OrderLookupRequest request = harness().lookup("zq-outer-0");
    if (ProviderHarness.value("ordersByClientOrderId", harness().client().ordersByClientOrderId(request, harness().context())).nextCursor().isEmpty()) {
      throw ProviderHarness.notProved("A07f", "what a cursor is that has ended: look-ups have one page");
    }

    assertThat(harness().client().ordersByClientOrderId(request.at("zq-no-such-cursor"), harness().context()))
        .as("the result of a look-up at a cursor that the provider does not know: begun again in silence, pages would be missing")
        .isInstanceOf(ProviderResult.Rejected.class);
  }

  @Test
  default void required_A07g_orderWasPlacedAtTheEndsOfTheWindow_isFound() {
    harness().validity();
    Instant before = harness().time.now();
    String clientOrderId = harness().placed().clientOrderId();
    Instant after = before.plusMillis(1); // the service's clock stands still while it places the order

    assertThat(harness().ordersOf(OrderLookupRequest.of(clientOrderId, before, after)))
        .as("orders of a look-up since %s, by the provider's clock; one was placed then", before)
        .hasSize(1);
    assertThat(harness().ordersOf(OrderLookupRequest.of(clientOrderId, before.minusSeconds(60), before)))
        .as("orders of a look-up until %s, by the provider's clock; one was placed then", before)
        .hasSize(1);
  }
}
