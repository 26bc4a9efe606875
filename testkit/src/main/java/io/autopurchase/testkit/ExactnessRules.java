package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderCapabilities.PriceCheck;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.Quote;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A12: ids, money and words come through as they are. */
interface ExactnessRules extends ProviderRules {
  /** One more than fits into 63 bits; no floating point number is equal to it. */
  String LONG_ID = "9223372036854775809";

  private static UnaryOperator<String> word(String word, String other) {
    Pattern alone = Pattern.compile("(?<![A-Za-z0-9_])" + Pattern.quote(word) + "(?![A-Za-z0-9_])");
    return body -> alone.matcher(body).replaceAll(Matcher.quoteReplacement(other));
  }

  @Test
  default void required_A12a_idsOfManyDigits_areReadExactly() {
    ProviderOrder order = harness().placed();
    harness().wire().next(WireFault.alter(word(order.id(), LONG_ID)));

    OrderLookup found = ProviderHarness.value("ordersByClientOrderId", harness().client().ordersByClientOrderId(harness().lookup(order.clientOrderId()), harness().context()));

    assertThat(Stream.concat(found.orders().stream().map(ProviderOrder::id), found.orderIds().stream()))
        .as("the id of an order whose id is %s", LONG_ID)
        .containsExactly(LONG_ID);
  }

  @Test
  default void required_A12b_idsOfManyDigits_areSentExactly() {
    harness().context();
    int before = harness().wire().requests().size();
    harness().client().orders(List.of(LONG_ID, "9007199254740993"), harness().context());

    List<HttpText> requests = harness().wire().requests();
    String sent = requests.subList(before, requests.size()).stream().map(request -> request.start() + request.bodyText()).collect(Collectors.joining());
    assertThat(sent).as("the requests").contains(LONG_ID, "9007199254740993");
  }

  @Test
  default void required_A12c_pricesThatNoFloatingPointNumberHolds_areExact() {
    String currency = harness().provider().currency();
    for (String price : new String[] {"4.35", "1.10", "0.29", "8.03", "99999.99"}) {
      Item item = harness().putOnSale(price);
      Money goods = Money.of(price, currency).multiply(3);
      PlacementRequest request = harness().request(3, item);
      assertThat(request.lines().get(0).unitPrice()).as("the price of what costs %s", price).isEqualTo(Money.of(price, currency));
      Quote quote = ProviderHarness.value("quote", harness().client().quote(request, harness().context()));
      assertThat(quote.sellers()).as("what three units cost at %s", price).extracting(Quote.Seller::goods).containsExactly(goods);
      String clientOrderId = harness().clientOrderId();
      ProviderHarness.value("place", harness().place(clientOrderId, request, harness().context()));
      ProviderOrder order = harness().found(clientOrderId);
      assertThat(order.lines().get(0).amount()).as("what a line of three units costs at %s", price).hasValue(goods);
      assertThat(order.total().orElse(goods).minus(goods).amount()).as("what is to pay beyond the goods").isNotNegative();
    }
  }

  @Test
  default void optional_A12e_priceHasRisenSinceItWasRead_isRefusedOrShownAsTheCapabilitiesSay() {
    String currency = harness().provider().currency();
    Item item = harness().putOnSale("12.50");
    PlacementRequest request = harness().request(3, item);
    harness().validity();
    if (!harness().provider().reprice(item, Money.of("13.70", currency))) {
      throw ProviderHarness.notProved("A12e", "what an order costs whose price has risen. Override reprice().");
    }
    String clientOrderId = harness().clientOrderId();

    ProviderResult<?> result = harness().place(clientOrderId, request, harness().context());

    if (harness().client().capabilities().priceCheck() == PriceCheck.BEFORE_PLACING) {
      assertThat(result).as("the result of an order of what costs more than it states").isNotInstanceOf(ProviderResult.Success.class);
      assertThat(harness().provider().ordersOf(clientOrderId))
          .as("orders that the service has made: the capabilities say that none is made that costs more than it states")
          .isEmpty();
    } else {
      assertThat(result).as("the result of an order of what costs more than when it was read").isInstanceOf(ProviderResult.Success.class);
      assertThat(harness().found(clientOrderId).lines())
          .as("what the order shows that three units cost at 13.70, not at the 12.50 of the request")
          .extracting(ProviderOrder.Line::amount)
          .containsExactly(Optional.of(Money.of("41.10", currency)));
    }
  }

  @Test
  default void required_A12d_statusThatNobodyKnows_isKeptRaw() {
    ProviderOrder order = harness().placed();
    assertThat(order.rawStatus()).as("the provider's word for the status of an order").isNotEmpty();
    harness().wire().next(WireFault.alter(word(order.rawStatus(), "ZQ_NEW_STATUS")));

    List<ProviderOrder> found = ProviderHarness.value("orders", harness().client().orders(List.of(order.id()), harness().context()));

    assertThat(found).as("the status of an order that is ZQ_NEW_STATUS").extracting(ProviderOrder::status).containsExactly(PurchaseStatus.UNKNOWN);
    assertThat(found).as("the provider's word").extracting(ProviderOrder::rawStatus).containsExactly("ZQ_NEW_STATUS");
  }
}
