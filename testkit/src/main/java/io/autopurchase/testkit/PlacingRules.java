package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Item;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.PlacementResponse;
import io.autopurchase.spi.ProviderCapabilities.EqualLines;
import io.autopurchase.spi.ProviderCapabilities.RepeatedClientOrderId;
import io.autopurchase.spi.ProviderCapabilities.Verification;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A03: what a yes is. */
interface PlacingRules extends ProviderRules {
  @Test
  default void required_A03a_orderIsPlaced_isThereOnceAndAsItWasAskedFor() {
    Item other = harness().putOnSale("7.30");
    PlacementRequest request = harness().request(3, harness().item(), other);
    String clientOrderId = harness().clientOrderId();

    PlacementResponse answered = ProviderHarness.value("place", harness().place(clientOrderId, request, harness().context()));

    assertThat(harness().provider().ordersOf(clientOrderId)).as("orders that the service has made").hasSize(1);
    assertThat(ids(answered)).as("orders that the answer shows, or names").isEqualTo(harness().provider().ordersOf(clientOrderId));
    if (!isVerifiedByReading()) {
      assertThat(answered.orders()).as("orders that the answer shows: the capabilities say that it is verified by the response").hasSize(1);
      repeats(answered.orders().get(0), clientOrderId, request);
    }
    repeats(harness().found(clientOrderId), clientOrderId, request);
    repeats(harness().read(ids(answered).get(0)), clientOrderId, request);
  }

  private boolean isVerifiedByReading() {
    return harness().client().capabilities().verification() == Verification.BY_READING;
  }

  /** All orders of a response, shown or named. */
  static List<String> ids(PlacementResponse response) {
    return Stream.concat(response.orders().stream().map(ProviderOrder::id), response.orderIds().stream()).distinct().toList();
  }

  /** Places an order, and changes the answer that shows it: that of the placement, or that of the reading. */
  private ProviderResult<List<ProviderOrder>> placeAndAlter(String clientOrderId, PlacementRequest request, UnaryOperator<String> change) {
    harness().validity();
    if (isVerifiedByReading()) {
      List<String> ids = ids(ProviderHarness.value("place", harness().place(clientOrderId, request, harness().context())));
      harness().untilAllShows();
      harness().wire().next(WireFault.alter(change));
      return harness().client().orders(ids, harness().context());
    }
    harness().wire().next(WireFault.alter(change));
    ProviderResult<PlacementResponse> result = harness().place(clientOrderId, request, harness().context());
    if (result instanceof ProviderResult.Success<PlacementResponse> yes) {
      return new ProviderResult.Success<>(yes.value().orders());
    }
    assertThat(result).as("the result").isInstanceOf(ProviderResult.Unknown.class);
    return new ProviderResult.Unknown<>("UNKNOWN", "", null, false);
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
    String clientOrderId = harness().clientOrderId();
    String other = clientOrderId.replace("zq-outer", "qz-outer");
    PlacementRequest request = harness().request();

    ProviderResult<List<ProviderOrder>> result = placeAndAlter(clientOrderId, request, body -> body.replace(clientOrderId, other));

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
    PlacementRequest request = harness().request();
    String lineNo = request.lines().get(0).lineNo();

    ProviderResult<List<ProviderOrder>> result =
        placeAndAlter(harness().clientOrderId(), request, body -> body.replace(lineNo, lineNo.replace("zq-line", "qz-line")));

    if (result instanceof ProviderResult.Success<List<ProviderOrder>> yes) {
      assertThat(yes.value())
          .as("orders with our number of the line, which the answer does not hold")
          .noneMatch(order -> order.lines().stream().anyMatch(line -> line.lineNo().filter(lineNo::equals).isPresent()));
    } else {
      assertThat(result).as("the result").isInstanceOf(ProviderResult.Unknown.class);
    }
  }

  @Test
  default void optional_A03e_twoLinesOfOneVariant_areTwoLinesOfTheOrder() {
    if (harness().client().capabilities().equalLines() != EqualLines.KEEP) {
      throw ProviderHarness.notProved("A03e", "what becomes of two lines of one variant: its capabilities say that they never travel together");
    }
    PlacementRequest two = harness().request(2, harness().item());
    PlacementRequest three = harness().request(3, harness().item());
    List<PlacementRequest.Line> lines = Stream.concat(two.lines().stream(), three.lines().stream()).toList();
    PlacementRequest request = two.withLines(lines);
    String clientOrderId = harness().clientOrderId();

    ProviderHarness.value("place", harness().place(clientOrderId, request, harness().context()));

    ProviderOrder order = harness().found(clientOrderId);
    repeats(order, clientOrderId, request);
    assertThat(order.lines()).as("ids of two lines of one variant").extracting(ProviderOrder.Line::id).doesNotHaveDuplicates();
    assertThat(order.lines()).as("quantities of two lines of one variant").extracting(ProviderOrder.Line::quantity).containsExactlyInAnyOrder(2, 3);
  }

  @Test
  default void required_A03d_outerIdIsRepeated_isNoNoAndMakesNoMoreThanTheTraitsSay() {
    PlacementRequest request = harness().request();
    String clientOrderId = harness().clientOrderId();
    ProviderHarness.value("place", harness().place(clientOrderId, request, harness().context()));

    ProviderResult<PlacementResponse> again = harness().place(clientOrderId, request, harness().context());

    assertThat(again)
        .as("the result of a client order id under which an order was placed before: 'it exists' means that it is there to be found")
        .isInstanceOfAny(ProviderResult.Success.class, ProviderResult.Unknown.class);
    assertThat(again instanceof ProviderResult.Unknown<?> unknown && unknown.refusal()).as("whether it seems to be refused").isFalse();
    if (harness().client().capabilities().repeatedClientOrderId() != RepeatedClientOrderId.UNKNOWN) {
      assertThat(harness().provider().ordersOf(clientOrderId))
          .as("orders that the service has made, whose adapter says that it %s", harness().client().capabilities().repeatedClientOrderId())
          .hasSize(1);
    }
  }
}
