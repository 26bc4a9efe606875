package io.autopurchase.integration.wire;

import io.autopurchase.Item;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.CancelRequest;
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.util.List;

/** What a client can do over the wire. */
enum Operation {
  EXCHANGE_CODE("/auth/token/create", "access_token") {
    @Override
    ProviderResult<?> run(Bench harness, CallContext context) {
      return harness.client.exchangeCode(harness.sandbox.authorize("other-buyer"), CallContext.of(context.now(), context.timeout()));
    }
  },
  REFRESH("/auth/token/refresh", "access_token") {
    @Override
    ProviderResult<?> run(Bench harness, CallContext context) {
      return harness.client.refresh(harness.grant.refreshToken().orElseThrow(), CallContext.of(context.now(), context.timeout()));
    }
  },
  ITEM("/product/get", "mp_id") {
    @Override
    ProviderResult<?> run(Bench harness, CallContext context) {
      return harness.client.item(new Item(Bench.ITEM, ""), context);
    }
  },
  QUOTE("/purchase/order/render", "order_fee") {
    @Override
    ProviderResult<?> run(Bench harness, CallContext context) {
      return harness.client.quote(harness.request, context);
    }
  },
  PREPARE("/purchase/orders/query", "code") {
    @Override
    ProviderResult<?> run(Bench harness, CallContext context) {
      return harness.client.prepare(context);
    }
  },
  PLACE("/purchase/order/create", "purchase_id") {
    @Override
    ProviderResult<?> run(Bench harness, CallContext context) {
      return harness.client.place(Bench.NEW, harness.request, Bench.validity(), context);
    }
  },
  BY_OUTER_ID("/purchase/orders/query", "purchase_id") {
    @Override
    ProviderResult<?> run(Bench harness, CallContext context) {
      return harness.client.ordersByClientOrderId(Bench.lookup(Bench.SHIPPED), context);
    }
  },
  BY_ID("/purchase/orders/query", "purchase_id") {
    @Override
    ProviderResult<?> run(Bench harness, CallContext context) {
      return harness.client.orders(List.of(harness.order(Bench.SHIPPED).purchaseId()), context);
    }
  },
  MODIFIED("/purchase/orders/query", "purchase_id") {
    @Override
    ProviderResult<?> run(Bench harness, CallContext context) {
      return harness.client.ordersModified(context.now().minus(Duration.ofHours(1)), 1, context);
    }
  },
  CANCEL("/purchase/order/asyn/cancel", "success") {
    @Override
    ProviderResult<?> run(Bench harness, CallContext context) {
      return harness.client.cancel(
          CancelRequest.of(harness.order(Bench.UNPAID).purchaseId(), List.of(), "not wanted"), Bench.validity(), context);
    }
  },
  PAY("/purchase/order/batch/pay", "will_pay_purchase_order_ids") {
    @Override
    ProviderResult<?> run(Bench harness, CallContext context) {
      return harness.client.pay(List.of(harness.order(Bench.UNPAID).purchaseId()), Bench.validity(), context);
    }
  },
  PARCELS("/logistics/detail/get", "success") {
    @Override
    ProviderResult<?> run(Bench harness, CallContext context) {
      String order = harness.order(Bench.SHIPPED).purchaseId();
      return harness.client.parcels(new ProviderLineId(order, harness.order(Bench.SHIPPED).lines().get(0).subOrderId()), context);
    }
  };

  final String api;

  /** A member without which the answer is none. */
  final String field;

  Operation(String api, String field) {
    this.api = api;
    this.field = field;
  }

  abstract ProviderResult<?> run(Bench harness, CallContext context);
}
