package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Parcel;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Tracking;
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A19: parcels. */
interface ParcelRules extends ProviderRules {
  Tracking PARCEL = Tracking.of("zq-carrier", "ZQ0012003400");

  private ProviderOrder shipped() {
    ProviderOrder order = harness().placed();
    harness().provider().pay(order.id());
    if (!harness().provider().ship(order.id(), PARCEL)) {
      throw ProviderHarness.notProved("A19", "how parcels show. Override ship().");
    }
    return harness().read(order.id());
  }

  @Test
  default void optional_A19a_orderIsShipped_linesShowItsParcel() {
    ProviderOrder order = shipped();

    assertThat(order.status()).as("the status of an order that was shipped").isEqualTo(PurchaseStatus.SHIPPED);
    assertThat(order.lines().get(0).tracking()).as("parcels of its line").containsExactly(PARCEL);
  }

  @Test
  default void optional_A19b_parcelsAreAskedFor_areThoseOfTheOrder() {
    ProviderOrder order = shipped();

    ProviderResult<List<Parcel>> result =
        harness().client().parcels(new ProviderLineId(order.id(), order.lines().get(0).id()), harness().context());

    if (result instanceof ProviderResult.Rejected<List<Parcel>> no && no.code().equals("NOT_SUPPORTED")) {
      throw ProviderHarness.notProved("A19b", "where parcels are: the provider does not tell");
    }
    assertThat(ProviderHarness.value("parcels", result)).as("parcels").extracting(Parcel::number).containsExactly(PARCEL.number());
  }
}
