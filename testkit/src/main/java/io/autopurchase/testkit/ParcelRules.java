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
  Tracking PARCEL = new Tracking("zq-carrier", "ZQ0012003400");

  private ProviderOrder shipped() {
    ProviderOrder order = bench().placed();
    bench().provider().pay(order.id());
    if (!bench().provider().ship(order.id(), PARCEL)) {
      throw ProviderBench.notProved("A19", "how parcels show. Override ship().");
    }
    return bench().read(order.id());
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
        bench().client().parcels(new ProviderLineId(order.id(), order.lines().get(0).id()), bench().context());

    if (result instanceof ProviderResult.Rejected<List<Parcel>> no && no.code().equals("NOT_SUPPORTED")) {
      throw ProviderBench.notProved("A19b", "where parcels are: the provider does not tell");
    }
    assertThat(ProviderBench.value("parcels", result)).as("parcels").extracting(Parcel::number).containsExactly(PARCEL.number());
  }
}
