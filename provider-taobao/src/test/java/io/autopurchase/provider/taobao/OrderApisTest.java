package io.autopurchase.provider.taobao;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Money;
import io.autopurchase.Parcel;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Refund;
import io.autopurchase.RefundStatus;
import io.autopurchase.Secret;
import io.autopurchase.Tracking;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.CancelRequest;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.OrderPage;
import io.autopurchase.spi.PaymentResponse;
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent for orders that exist, and how answers are read. */
class OrderApisTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final OrderLookupRequest LOOKUP = OrderLookupRequest.of("01KAQ-1", NOW.minusSeconds(7740), NOW.plusSeconds(122));
  private static final CallContext CONTEXT = CallContext.of(NOW, Duration.ofSeconds(10)).withAccessToken(Secret.of("test-token"));
  private static final RequestValidity TERMS = new RequestValidity(NOW.minusSeconds(7140), NOW.plusSeconds(60), NOW.plusSeconds(122));

  private final FakeGateway gateway = new FakeGateway();
  private final TaobaoClient client = gateway.client(settings -> settings.set("trust-date", "false"));

  @AfterEach
  void close() {
    client.close();
    gateway.close();
  }

  private static <T> T value(ProviderResult<T> result) {
    assertThat(result).isInstanceOf(ProviderResult.Success.class);
    return ((ProviderResult.Success<T>) result).value();
  }

  @Test
  void cancel_linesOfAnOrder_areAskedForWithTheTimeOfTheTerms() {
    gateway.says("cancel");

    assertThat(value(client.cancel(CancelRequest.of("200077867837", List.of("200077867838", "9007199254740995"), "not wanted"), TERMS, CONTEXT))).isTrue();

    FakeGateway.Request request = gateway.request();
    assertThat(request.path()).isEqualTo("/purchase/order/asyn/cancel");
    assertThat(request.form())
        .containsEntry("purchase_id", "200077867837")
        .containsEntry("sub_purchase_orderId_list", "[200077867838,9007199254740995]")
        .containsEntry("cancel_reason", "not wanted")
        .containsEntry("timestamp", Long.toString(TERMS.signedAt().toEpochMilli()));
  }

  @Test
  void cancel_wholeOrder_namesNoLines() {
    gateway.says("cancel");

    value(client.cancel(CancelRequest.of("200077867837", List.of(), "not wanted"), TERMS, CONTEXT));

    assertThat(gateway.request().form()).doesNotContainKey("sub_purchase_orderId_list");
  }

  @Test
  void cancel_refusedByBusiness_isInDoubtUnlessListed() {
    gateway.says("cancel-refused");
    CancelRequest request = CancelRequest.of("200077867837", List.of(), "not wanted");

    assertThat(client.cancel(request, TERMS, CONTEXT))
        .isEqualTo(new ProviderResult.Unknown<>("ORDER_STATUS_ERROR", "the order is paid", "2101f0451761234567000a", true));
    try (TaobaoClient told = gateway.client(settings -> settings.set("refused-cancel-codes", "X, ORDER_STATUS_ERROR"))) {
      assertThat(told.cancel(request, TERMS, CONTEXT))
          .isEqualTo(new ProviderResult.Rejected<>("ORDER_STATUS_ERROR", "the order is paid", "2101f0451761234567000a"));
    }
  }

  @Test
  void cancel_termsHaveRunOut_nothingIsSent() {
    RequestValidity old = new RequestValidity(NOW.minusSeconds(8000), NOW.minusSeconds(800), NOW.minusSeconds(700));

    assertThat(client.cancel(CancelRequest.of("200077867837", List.of(), "x"), old, CONTEXT)).isInstanceOf(ProviderResult.NotSent.class);
    assertThat(client.pay(List.of("200077867837"), old, CONTEXT)).isInstanceOf(ProviderResult.NotSent.class);
    assertThat(gateway.requests()).isZero();
  }

  @Test
  void cancel_gatewayRefusesTheTime_wasNotSent() {
    gateway.saysJson("{\"type\":\"ISV\",\"code\":\"IllegalTimestamp\",\"message\":\"too old\",\"request_id\":\"1\"}");

    assertThat(client.cancel(CancelRequest.of("200077867837", List.of(), "x"), TERMS, CONTEXT))
        .isEqualTo(new ProviderResult.NotSent<>("STALE_TIMESTAMP", "the gateway refused the request's time"));
  }

  @Test
  void pay_someWillBePaid_restSaysWhyNot() {
    gateway.says("pay");

    assertThat(value(client.pay(List.of("200077867837", "9007199254740993"), TERMS, CONTEXT)))
        .isEqualTo(
            PaymentResponse.of(
                List.of("200077867837"),
                Map.of("9007199254740993", PaymentResponse.Refusal.of("BALANCE_NOT_ENOUGH", "not enough"))));
    assertThat(gateway.request().form()).containsEntry("purchaseOrderIdList", "[200077867837,9007199254740993]");
  }

  @Test
  void pay_answerTellsNotOfEachOrder_isInDoubt() {
    gateway.says("pay");

    for (List<String> asked : List.of(List.of("200077867837"), List.of("200077867837", "9007199254740993", "1"), List.of("1"))) {
      assertThat(client.pay(asked, TERMS, CONTEXT)).isInstanceOf(ProviderResult.Unknown.class);
    }
  }

  @Test
  void ordersModified_asksForAWindowAndAPage() {
    gateway.says("query");

    OrderPage page = value(client.ordersModified(NOW.minusSeconds(600), 3, CONTEXT));

    assertThat(page.isLast()).isTrue();
    assertThat(page.asOf()).isEqualTo(NOW);
    assertThat(gateway.request().form())
        .containsEntry("modify_time_start", Long.toString(NOW.minusSeconds(600).toEpochMilli()))
        .containsEntry("page_no", "3")
        .containsEntry("page_size", "20")
        .containsEntry("sort_field", "modify_time")
        .containsEntry("sort_type", "DESC");
  }

  /** What changed after the end of the window would be passed by, as the answer is dated by the gateway's clock. */
  @Test
  void ordersModified_ourClockIsHoursBehind_isAskedAgainForAWindowThatEndsLater() {
    gateway.says("query").shows(NOW.plusSeconds(3 * 3600));
    try (TaobaoClient trusting = gateway.client()) {
      assertThat(trusting.ordersModified(NOW.minusSeconds(600), 1, CONTEXT)).isInstanceOf(ProviderResult.Unknown.class);
      gateway.request();
      OrderPage page = value(trusting.ordersModified(NOW.minusSeconds(600), 1, CONTEXT));

      assertThat(page.asOf()).isAfter(NOW.plusSeconds(3 * 3600 - 60));
      assertThat(Long.parseLong(gateway.request().form().get("modify_time_end"))).isGreaterThan(page.asOf().toEpochMilli());
    }
  }

  @Test
  void orders_partlyShippedAndRefunded_areReadWhole() {
    gateway.says("query");

    List<ProviderOrder> orders = value(client.orders(List.of("200077867837", "9007199254740993", "no number"), CONTEXT));

    assertThat(gateway.request().form()).containsEntry("purchase_ids", "[200077867837,9007199254740993]");
    ProviderOrder shipped = orders.get(0);
    assertThat(shipped.status()).isEqualTo(PurchaseStatus.PARTIALLY_SHIPPED);
    assertThat(shipped.account()).contains("our-buyer");
    assertThat(shipped.modifiedAt()).contains(Instant.ofEpochMilli(1761238167000L));
    assertThat(shipped.total()).contains(Money.cny("246.00"));
    assertThat(shipped.isKnownAs("4000200077867837")).isTrue();
    ProviderOrder.Line line = shipped.lines().get(0);
    assertThat(line.tracking()).containsExactly(Tracking.of("中通快递", "78901234567890"), Tracking.of("圆通速递", "78901234567891"));
    assertThat(line.amount()).contains(Money.cny("238.00"));
    assertThat(line.refund()).isEmpty();
    ProviderOrder closed = orders.get(1);
    assertThat(closed.id()).isEqualTo("9007199254740993");
    assertThat(closed.lines().get(0).id()).isEqualTo("9007199254740995");
    assertThat(closed.lines().get(0).refund()).contains(Refund.of("98765432101", RefundStatus.REFUNDED, "100"));
    assertThat(closed.lines().get(0).closeReason()).contains("seller closed");
  }

  @Test
  void orders_noNumberAmongTheIds_nothingIsSent() {
    assertThat(value(client.orders(List.of("abc", "1;drop", "", "-1", "00"), CONTEXT))).isEmpty();
    assertThat(gateway.requests()).isZero();
  }

  @Test
  void ordersByClientOrderId_emptyListWithoutTotal_isNoNotFoundUnlessTrusted() {
    gateway.saysJson("{\"code\":\"0\",\"success\":true,\"data\":{\"purchase_orders\":[]}}");

    assertThat(client.ordersByClientOrderId(LOOKUP, CONTEXT)).isInstanceOf(ProviderResult.Unknown.class);
    try (TaobaoClient trusting = gateway.client(settings -> settings.set("trust-empty-list", "true"))) {
      assertThat(value(trusting.ordersByClientOrderId(LOOKUP, CONTEXT)).orders()).isEmpty();
    }
  }

  @Test
  void ordersModified_gatewayCutsThePage_goesOnUntilAllAreRead() {
    gateway.saysJson(
        new String(FakeGateway.recorded("query"), UTF_8)
            .replace("\"results_total\":\"2\"", "\"results_total\":5")
            .replace("\"page_size\":50", "\"page_size\":2"));

    assertThat(value(client.ordersModified(NOW, 2, CONTEXT)).isLast()).isFalse();
    assertThat(value(client.ordersModified(NOW, 3, CONTEXT)).isLast()).isTrue();
  }

  @Test
  void parcels_ofALine_areReadWithTheirTraces() {
    gateway.says("logistics");

    List<Parcel> parcels = value(client.parcels(new ProviderLineId("200077867837", "200077867838"), CONTEXT));

    assertThat(gateway.request().form()).containsEntry("purchase_order_line_id", "200077867838");
    assertThat(parcels)
        .containsExactly(
            Parcel.of(
                "中通快递",
                "78901234567890",
                "DELIVERING",
                List.of(
                    Parcel.Trace.of(Instant.ofEpochMilli(1761238000000L), "COLLECTED", "已揽收"),
                    Parcel.Trace.of(Instant.ofEpochSecond(1761239000L), "DELIVERING", "on its way"))),
            Parcel.of("", "78901234567891", "SOMETHING_NEW", List.of()));
  }
}
