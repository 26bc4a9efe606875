package io.autopurchase.testkit;

import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.CancelRequest;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderCapabilities.Cancellation;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A call of a client.
 *
 * @param changes whether it changes something at the provider
 * @param authorized whether it is made in the name of a session
 * @param call makes it
 */
record ProviderOperation(String name, boolean changes, boolean authorized, Function<CallContext, ProviderResult<?>> call) {
  /** All calls that the client under test offers. */
  static List<ProviderOperation> all(ProviderHarness harness) {
    ProviderClient client = harness.client();
    ProviderUnderTest provider = harness.provider();
    PlacementRequest request = harness.request();
    RequestValidity validity = harness.validity();
    List<ProviderOperation> all = new ArrayList<>();
    all.add(new ProviderOperation("exchangeCode", false, false, context -> client.exchangeCode("zq-code-1", context)));
    all.add(new ProviderOperation("refresh", false, false, context -> client.refresh(Secret.of("zq-refresh-token-1"), context)));
    all.add(reading("item", context -> client.item(harness.item(), context)));
    all.add(reading("quote", context -> client.quote(request, context)));
    all.add(reading("ordersByClientOrderId", context -> client.ordersByClientOrderId(harness.lookup("zq-outer-0"), context)));
    all.add(reading("orders", context -> client.orders(List.of(provider.unknownOrder()), context)));
    all.add(reading("ordersModified", context -> client.ordersModified(ProviderHarness.START, 1, context)));
    all.add(changing("place", context -> client.place(harness.clientOrderId(), request, validity, context)));
    if (client.capabilities().cancellation() != Cancellation.NONE) {
      CancelRequest cancel = CancelRequest.of(provider.unknownOrder(), List.of(), "not wanted");
      all.add(changing("cancel", context -> client.cancel(cancel, validity, context)));
    }
    if (client.capabilities().maxOrdersPerPayment() > 0) {
      all.add(changing("pay", context -> client.pay(List.of(provider.unknownOrder()), validity, context)));
    }
    return all;
  }

  /** How many requests it may put on the wire. */
  int mostRequests(ProviderClient client) {
    return authorized && !changes ? client.capabilities().maxRequestsPerRead() : 1;
  }

  private static ProviderOperation reading(String name, Function<CallContext, ProviderResult<?>> call) {
    return new ProviderOperation(name, false, true, call);
  }

  private static ProviderOperation changing(String name, Function<CallContext, ProviderResult<?>> call) {
    return new ProviderOperation(name, true, true, call);
  }

  @Override
  public String toString() {
    return name;
  }
}
