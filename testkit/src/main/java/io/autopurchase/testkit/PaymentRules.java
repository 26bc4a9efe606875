package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.PurchaseStatus;
import io.autopurchase.spi.PayRequest;
import io.autopurchase.spi.PaymentResponse;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A18: payment. */
interface PaymentRules extends ProviderRules {
  private ProviderResult<PaymentResponse> pay(List<String> orders) {
    return harness().client().pay(PayRequest.of(orders), harness().validity(), harness().context());
  }

  private void needsPayment() {
    if (harness().client().capabilities().maxOrdersPerPayment() < 2) {
      throw ProviderHarness.notProved("A18", "how orders are paid: its capabilities say that the provider takes no payment of several orders");
    }
  }

  @Test
  default void optional_A18a_providerTakesNoPaymentByACall_isRejectedWithoutOne() {
    ProviderOrder order = harness().placed();
    int before = harness().wire().begun();
    if (harness().client().capabilities().maxOrdersPerPayment() > 0) {
      throw ProviderHarness.notProved("A18a", "what a provider answers that takes no payment: this one takes it");
    }

    assertThat(pay(List.of(order.id()))).as("the result").isInstanceOf(ProviderResult.Rejected.class);
    assertThat(harness().wire().begun() - before).as("requests").isZero();
    assertThat(harness().read(order.id()).status()).as("the status of the order").isEqualTo(PurchaseStatus.AWAITING_PAYMENT);
  }

  @Test
  default void optional_A18b_oneOfTwoOrdersCannotBePaid_eachHasItsAnswer() {
    needsPayment();
    ProviderOrder order = harness().placed();
    ProviderOrder paid = harness().placed();
    harness().provider().pay(paid.id());

    PaymentResponse answer = ProviderHarness.value("pay", pay(List.of(order.id(), paid.id())));

    assertThat(answer.accepted()).as("orders that the provider says it will pay").containsExactly(order.id());
    assertThat(answer.refused()).as("orders that it refuses to pay, one of which was paid before").containsOnlyKeys(paid.id());
    assertThat(answer.refused().get(paid.id()).code()).as("its code").isNotEmpty();
    harness().time.advance(Duration.ofHours(1));
    assertThat(harness().read(order.id()).status()).as("the status of the paid order an hour later").isEqualTo(PurchaseStatus.AWAITING_SHIPMENT);
  }
}
