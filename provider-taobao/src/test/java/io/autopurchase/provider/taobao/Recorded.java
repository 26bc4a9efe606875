package io.autopurchase.provider.taobao;

import io.autopurchase.Money;
import io.autopurchase.Recipient;
import io.autopurchase.provider.http.Redaction;
import io.autopurchase.provider.http.Transport;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderResult;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A recorded answer, the call that it answers, and what it says.
 *
 * @param tolerated statements that an answer may make as well if a member is missing: what is then taken instead of it
 */
record Recorded<T>(String name, ApiCall<T> call, Set<String> tolerated) {
  private static final Recipient RECIPIENT =
      Recipient.builder().name("张三").phone("13800000000").regionCode("330110").postalCode("310000").street("文一西路969号").build();

  private static final PlacementRequest REQUEST =
      PlacementRequest.of(
          "ORD-0000000053",
          RECIPIENT,
          RECIPIENT,
          "",
          List.of(
              line("53-1", "2048153758314474", "3357413213162", 2, "119.00"),
              line("53-2", "2048153758314475", "3357413213170", 1, "20.00"),
              line("53-3", "2048153758314476", "3357413213180", 1, "5.00")));

  private static PlacementRequest.Line line(String no, String item, String sku, int quantity, String price) {
    return PlacementRequest.Line.of(no, "1" + item, "1" + sku, item, sku, "", quantity, Money.cny(price), "");
  }

  static List<Recorded<?>> all() {
    Map<String, String> none = Map.of();
    Set<String> listed = Set.of("F_PRICE_CHANGED", "ORDER_STATUS_ERROR");
    List<String> paid = List.of("200077867837", "9007199254740993");
    String line = "order 200077867837 line 200077867838 amount = ";
    return List.of(
        new Recorded<>("token", ApiCall.mutating("/auth/token/refresh", none, listed, Tokens::grant), Set.of()),
        new Recorded<>(
            "product",
            ApiCall.read("/product/get", none, reply -> Goods.offer("42602653803", reply)).ifRefused(Optional.empty()),
            // A higher price if the answer has no promotion, and an item without variants if it has none.
            Set.of("variant 4830001112223 price = 128.50 CNY", "variant  price = 119.00 CNY", "variant  price = 128.50 CNY", "variant  available = 520")),
        new Recorded<>(
            "product-none",
            ApiCall.read("/product/get", none, reply -> Goods.offer("1", reply)).ifRefused(Optional.empty()),
            Set.of()),
        new Recorded<>(
            "render",
            ApiCall.read("/purchase/order/render", none, reply -> Goods.quote(REQUEST, reply)),
            Set.of(
                "seller = 2200001", "seller = 2200002", "price of 53-1 = 128.50 CNY", "freight of 238.00 CNY = 0.00 CNY",
                "unavailable 53-3 = OUT_OF_STOCK")),
        new Recorded<>("create", ApiCall.mutating("/purchase/order/create", none, listed, reply -> Orders.created("01KAQ-1", reply)), Set.of()),
        new Recorded<>(
            "create-refused", ApiCall.mutating("/purchase/order/create", none, listed, reply -> Orders.created("01KAQ-1", reply)), Set.of()),
        // If the amount of the goods alone is missing, goods and freight.
        new Recorded<>("query", ApiCall.read(OrderQuery.PATH, none, reply -> Orders.withClientOrderId("01KAQ-1", reply, false)), Set.of(line + "246.00 CNY")),
        new Recorded<>("query", ApiCall.read(OrderQuery.PATH, none, reply -> Orders.withIds(paid, reply, false)), Set.of(line + "246.00 CNY")),
        new Recorded<>("query", ApiCall.read(OrderQuery.PATH, none, reply -> Orders.page(reply, 1, 20)), Set.of(line + "246.00 CNY")),
        new Recorded<>("query-none", ApiCall.read(OrderQuery.PATH, none, reply -> Orders.withClientOrderId("01KAQ-1", reply, false)), Set.of()),
        new Recorded<>(
            "cancel", ApiCall.mutating("/purchase/order/asyn/cancel", none, listed, reply -> reply.isSuccess() ? true : null), Set.of()),
        new Recorded<>(
            "cancel-refused",
            ApiCall.mutating("/purchase/order/asyn/cancel", none, listed, reply -> reply.isSuccess() ? true : null),
            Set.of()),
        new Recorded<>("pay", ApiCall.mutating("/purchase/order/batch/pay", none, listed, reply -> Payments.answer(paid, reply)), Set.of()),
        new Recorded<>("logistics", ApiCall.read("/logistics/detail/get", none, Logistics::parcels), Set.of()),
        new Recorded<>("refund", ApiCall.read("/order/refund/query", none, reply -> Refunds.detail("98765432101", reply)), Set.of()),
        new Recorded<>("limited", ApiCall.mutating("/purchase/order/create", none, listed, reply -> Orders.created("01KAQ-1", reply)), Set.of()),
        new Recorded<>(
            "token-refused", ApiCall.mutating("/purchase/order/create", none, listed, reply -> Orders.created("01KAQ-1", reply)), Set.of()));
  }

  byte[] json() {
    return FakeGateway.recorded(name);
  }

  ProviderResult<T> judge(byte[] body) {
    return Reply.judge(new Transport.Answer(true, 200, body, "", null, Redaction.NOTHING), call, Instant.EPOCH);
  }

  /**
   * What is wrong with the judgement of a damaged answer; empty if nothing is.
   *
   * @param whole the judgement of the undamaged one
   */
  String fault(ProviderResult<?> whole, ProviderResult<T> damaged) {
    if (damaged instanceof ProviderResult.Unknown) {
      return "";
    }
    if (!damaged.getClass().equals(whole.getClass())) {
      return "a wrong " + damaged.getClass().getSimpleName();
    }
    if (whole instanceof ProviderResult.Success<?> yes && damaged instanceof ProviderResult.Success<T> other) {
      Set<String> truth = TaobaoFacts.of(yes.value());
      Set<String> claims = TaobaoFacts.of(other.value());
      if (claims.isEmpty() && truth.stream().anyMatch(fact -> fact.startsWith("order "))) {
        return "an order is said not to be there";
      }
      Set<String> wrong = new HashSet<>(claims);
      wrong.removeAll(truth);
      wrong.removeAll(tolerated);
      return wrong.isEmpty() ? "" : "a wrong yes: " + wrong;
    }
    return "";
  }

  @Override
  public String toString() {
    return name + " to " + call;
  }
}
