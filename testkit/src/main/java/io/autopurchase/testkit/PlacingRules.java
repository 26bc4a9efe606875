package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Item;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.ProviderCapabilities.RepeatedClientOrderId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A03: what a yes is. */
interface PlacingRules extends ProviderRules {
  @Test
  default void required_A03a_orderIsPlaced_isThereOnceAndAsItWasAskedFor() {
    Item other = bench().putOnSale("7.30");
    PlacementRequest request = bench().request(3, bench().item(), other);
    String clientOrderId = bench().clientOrderId();

    List<ProviderOrder> answered = ProviderBench.value("place", bench().place(clientOrderId, request, bench().context()));

    assertThat(bench().provider().ordersOf(clientOrderId)).as("orders that the service has made").hasSize(1);
    assertThat(answered).as("orders that the answer tells of").extracting(ProviderOrder::id).isEqualTo(bench().provider().ordersOf(clientOrderId));
    repeats(answered.get(0), clientOrderId, request);
    repeats(bench().found(clientOrderId), clientOrderId, request);
  }

  private void repeats(ProviderOrder order, String clientOrderId, PlacementRequest request) {
    assertThat(order.clientOrderId()).as("our id in the order").isEqualTo(clientOrderId);
    assertThat(order.lines()).as("lines of the order").hasSameSizeAs(request.lines());
    for (PlacementRequest.Line asked : request.lines()) {
      assertThat(order.lines())
          .as("lines of the order, one of which is %d of item %s", asked.quantity(), asked.itemId())
          .anyMatch(
              line ->
                  (line.itemId().equals(asked.itemId()) || line.itemId().equals(asked.orderItemId()))
                      && line.quantity() == asked.quantity()
                      && line.lineNo().map(asked.lineNo()::equals).orElse(true)
                      && !line.id().isEmpty());
    }
  }

  @Test
  default void required_A03b_answerTellsOfAnotherOuterId_isNotTakenForOurs() {
    String clientOrderId = bench().clientOrderId();
    String other = clientOrderId.replace("zq-outer", "qz-outer");
    PlacementRequest request = bench().request();
    bench().validity();
    bench().wire().next(WireFault.alter(body -> body.replace(clientOrderId, other)));

    ProviderResult<List<ProviderOrder>> result = bench().place(clientOrderId, request, bench().context());

    if (result instanceof ProviderResult.Success<List<ProviderOrder>> yes) {
      assertThat(yes.value())
          .as("orders with our id, which the answer does not hold: the engine compares what it asked for with what was answered")
          .noneMatch(order -> order.clientOrderId().equals(clientOrderId));
    } else {
      assertThat(result).as("the result").isInstanceOf(ProviderResult.Unknown.class);
    }
  }

  @Test
  default void required_A03c_answerTellsOfAnotherLine_isNotTakenForOurs() {
    PlacementRequest request = bench().request();
    String lineNo = request.lines().get(0).lineNo();
    bench().validity();
    bench().wire().next(WireFault.alter(body -> body.replace(lineNo, lineNo.replace("zq-line", "qz-line"))));

    ProviderResult<List<ProviderOrder>> result = bench().place(bench().clientOrderId(), request, bench().context());

    if (result instanceof ProviderResult.Success<List<ProviderOrder>> yes) {
      assertThat(yes.value())
          .as("orders with our number of the line, which the answer does not hold")
          .noneMatch(order -> order.lines().stream().anyMatch(line -> line.lineNo().filter(lineNo::equals).isPresent()));
    } else {
      assertThat(result).as("the result").isInstanceOf(ProviderResult.Unknown.class);
    }
  }

  @Test
  default void required_A03d_outerIdIsRepeated_isNoNoAndMakesNoMoreThanTheTraitsSay() {
    PlacementRequest request = bench().request();
    String clientOrderId = bench().clientOrderId();
    ProviderBench.value("place", bench().place(clientOrderId, request, bench().context()));

    ProviderResult<List<ProviderOrder>> again = bench().place(clientOrderId, request, bench().context());

    assertThat(again)
        .as("the result of a client order id under which an order was placed before: 'it exists' means that it is there to be found")
        .isInstanceOfAny(ProviderResult.Success.class, ProviderResult.Unknown.class);
    assertThat(again instanceof ProviderResult.Unknown<?> unknown && unknown.refusal()).as("whether it seems to be refused").isFalse();
    if (bench().client().capabilities().repeatedClientOrderId() != RepeatedClientOrderId.UNKNOWN) {
      assertThat(bench().provider().ordersOf(clientOrderId))
          .as("orders that the service has made, whose adapter says that it %s", bench().client().capabilities().repeatedClientOrderId())
          .hasSize(1);
    }
  }
}
