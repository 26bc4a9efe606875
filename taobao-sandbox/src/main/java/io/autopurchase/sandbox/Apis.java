package io.autopurchase.sandbox;

import static io.autopurchase.sandbox.Api.Type.ARRAY;
import static io.autopurchase.sandbox.Api.Type.BOOLEAN;
import static io.autopurchase.sandbox.Api.Type.IDS;
import static io.autopurchase.sandbox.Api.Type.NUMBER;
import static io.autopurchase.sandbox.Api.Type.OBJECT;
import static io.autopurchase.sandbox.Api.Type.TEXT;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The APIs of the gateway, as documented. */
final class Apis {
  private final Map<String, Api> byPath = new LinkedHashMap<>();

  Apis(Marketplace market, TokenApi tokens) {
    add(new Api("/auth/token/create", tokens::create).withoutToken().required("code", TEXT));
    add(new Api("/auth/token/refresh", tokens::refresh).withoutToken().required("refresh_token", TEXT));
    ProductApi products = new ProductApi(market);
    add(new Api("/product/get", products::get).required("item_id", TEXT).optional("item_source_market", TEXT, "CBU_MARKET"));
    add(
        new Api("/purchase/order/render", new RenderApi(market)::render)
            .nested()
            .required("need_supplychain_service", BOOLEAN)
            .required("render_item_List", ARRAY)
            .required("receiver_address", OBJECT)
            .optional("warehouse_address", OBJECT)
            .optional("tax_id", TEXT));
    add(
        new Api("/purchase/order/create", new CreateApi(market)::create)
            .postOnly()
            .required("outer_purchase_id", TEXT)
            .required("purchase_amount", NUMBER)
            .required("order_line_list", ARRAY)
            .required("receiver", OBJECT)
            .optional("warehouse_address_info", OBJECT)
            .optional("seller_order_number", TEXT)
            .optional("order_source", TEXT)
            .optional("channel_order_type", TEXT, "PANAMA", "PANAMA_DG", "NORMAL")
            .optional("support_partial_success", BOOLEAN)
            .optional("order_remark", TEXT)
            .optional("need_supply_chain_service", BOOLEAN)
            .optional("need_sys_retry", BOOLEAN));
    add(
        new Api("/purchase/orders/query", new QueryApi(market)::query)
            .optional("purchase_ids", IDS)
            .optional("outer_purchase_id", TEXT)
            .optional("status", TEXT, OrderLifecycle.BUILDING, OrderLifecycle.UNPAID, OrderLifecycle.PAID, OrderLifecycle.SHIPPED, OrderLifecycle.CLOSED)
            .optional("modify_time_start", NUMBER)
            .optional("modify_time_end", NUMBER)
            .optional("sort_type", TEXT, "ASC", "DESC")
            .optional("sort_field", TEXT, "modify_time")
            .optional("page_no", NUMBER)
            .optional("page_size", NUMBER));
    add(
        new Api("/purchase/order/asyn/cancel", new CancelApi(market)::cancel)
            .required("purchase_id", TEXT)
            .required("cancel_reason", TEXT)
            .optional("sub_purchase_orderId_list", IDS)
            .optional("cancel_remark", TEXT));
    add(new Api("/purchase/order/batch/pay", new PayApi(market)::pay).required("purchaseOrderIdList", IDS));
    AfterSalesApi afterSales = new AfterSalesApi(market);
    add(new Api("/logistics/detail/get", afterSales::logistics).nested().required("purchase_order_line_id", NUMBER));
    add(new Api("/order/refund/query", afterSales::refund).nested().required("refundId", NUMBER));
    add(new Api("/delivery/address/get", AddressApi::get).required("country", TEXT));
  }

  private void add(Api api) {
    byPath.put(api.path, api);
  }

  Optional<Api> at(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  Set<String> paths() {
    return byPath.keySet();
  }
}
