package io.autopurchase.provider.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.Money;
import io.autopurchase.Parcel;
import io.autopurchase.provider.http.Json;
import io.autopurchase.spi.CancelRequest;
import io.autopurchase.spi.PayRequest;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.PlacementResponse;
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.Quote;
import io.autopurchase.spi.RequestValidity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacingTest {
  private static final String CREATE = "alibaba.trade.createCrossOrder";

  private final Market market = new Market();
  private final String offer = market.fake.putOnSale(1190, "景德镇瓷器坊");

  @AfterEach
  void close() {
    market.close();
  }

  @ParameterizedTest
  @EnumSource(FakeMarket.Created.class)
  void place_answerNamesAnOrderInWhateverShape_isThatOrder(FakeMarket.Created shape) {
    market.fake.created = shape;

    PlacementResponse response = Market.value(market.place("01KAQ-1", market.line("1-1", offer, 2)));

    assertThat(response.orderIds()).isEqualTo(market.fake.ordersOf("01KAQ-1")).hasSize(1);
    assertThat(market.fake.calls(CREATE)).isEqualTo(1);
  }

  @Test
  void place_request_hasOurIdTheMarkerAndEscrow() throws IOException {
    PlacementRequest.Line line = market.line("1-1", offer, 2);
    PlacementRequest request = PlacementRequest.of("ORD-1", Recorded.RECIPIENT, Recorded.RECIPIENT, "请用纸箱 [#other]", List.of(line));
    Market.value(market.client().place("01KAQ-1", request, market.validity(), market.context()));

    Map<String, String> form = market.fake.lastForm(CREATE);
    assertThat(form)
        .containsEntry("outOrderId", "01KAQ-1")
        .containsEntry("message", "[#01KAQ-1] 请用纸箱 other")
        .containsEntry("tradeType", "assureTrade")
        .containsEntry("flow", "general")
        .containsKey("_aop_timestamp");
    assertThat(form.get("cargoParamList")).isEqualTo("[{\"offerId\":" + offer + ",\"specId\":\"" + line.orderSkuId() + "\",\"quantity\":2}]");
    JsonNode address = Json.read(form.get("addressParam").getBytes(StandardCharsets.UTF_8));
    assertThat(address.path("provinceText").asText()).isEqualTo("浙江省");
    assertThat(address.path("areaText").asText()).isEqualTo("滨江区");
    assertThat(address.has("districtCode")).isFalse();
  }

  @Test
  void message_longNote_isCutBehindTheMarker() {
    PlacementRequest request = PlacementRequest.of("ORD-1", Recorded.RECIPIENT, Recorded.RECIPIENT, "😀".repeat(300), List.of());

    String message = Marker.message("01KAQ-1", request, true);

    assertThat(message).startsWith("[#01KAQ-1] ").hasSizeLessThanOrEqualTo(Marker.LONGEST_MESSAGE);
    assertThat(message.codePoints().allMatch(point -> point < 0xD800 || point > 0xDFFF)).as("no half of a character").isTrue();
    assertThat(Marker.find("[#a]", "[#b]")).as("two ids").isEmpty();
    assertThat(Marker.find("[#a] x", "y [#a]")).isEqualTo("a");
  }

  @Test
  void place_serviceIsSlow_isUnknownThoughAnOrderWasMade() {
    PlacementRequest.Line line = market.line("1-1", offer, 2);
    market.fake.losesCreates = true;

    ProviderResult<PlacementResponse> result = market.place("01KAQ-1", line);

    assertThat(result).isInstanceOf(ProviderResult.Unknown.class);
    assertThat(((ProviderResult.Unknown<?>) result).refusal()).isFalse();
    assertThat(market.fake.orders()).isEqualTo(1);
  }

  @Test
  void place_businessRefuses_isANoOnlyIfTheHostSaysSo() {
    PlacementRequest.Line line = market.line("1-1", offer, 2);
    market.fake.setStock(offer, 0);

    ProviderResult<PlacementResponse> unlisted = market.place("01KAQ-1", line);
    ProviderResult<PlacementResponse> listed =
        market.with(settings -> settings.set("definitive-rejection-codes", "500_004")).place("01KAQ-2", line);

    assertThat(unlisted).isEqualTo(new ProviderResult.Unknown<>("500_004", "cannot be ordered", null, true));
    assertThat(listed).isEqualTo(new ProviderResult.Rejected<>("500_004", "cannot be ordered", null));
  }

  @Test
  void place_idWasUsedBefore_isNoRefusalOnceItsCodeIsKnown() {
    PlacementRequest.Line line = market.line("1-1", offer, 2);
    market.fake.setStock(offer, 0);

    ProviderResult<PlacementResponse> known = market.with(settings -> settings.set("repeated-order-codes", "500_004,500_005")).place("01KAQ-1", line);

    assertThat(known).isEqualTo(new ProviderResult.Unknown<>("500_004", "cannot be ordered", null, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"success\":false,\"code\":\"500_004\",\"result\":{\"orderId\":4.158077356724318e18}}",
        "{\"success\":false,\"code\":\"500_004\",\"result\":{\"orderId\":\"4158077356724317637x\"}}",
        "{\"success\":false,\"code\":\"500_004\",\"result\":{\"orderList\":[{\"orderId\":{}}]}}"
      })
  void created_idThatCannotBeReadBesideAListedNo_isNotANo(String json) {
    Recorded<?> create = Recorded.all().stream().filter(recorded -> recorded.name().equals("create-refused")).findFirst().orElseThrow();

    assertThat(create.judge(create.json())).isInstanceOf(ProviderResult.Rejected.class);
    assertThat(create.judge(json.getBytes(StandardCharsets.UTF_8))).isInstanceOf(ProviderResult.Unknown.class);
  }

  @Test
  void quote_offersOfTwoSellers_areTwoPreviewsAndTwoOrders() {
    PlacementRequest.Line cup = market.line("1-1", offer, 2);
    PlacementRequest.Line pot = market.line("1-2", market.fake.putOnSale(3300, "宜兴紫砂"), 1);
    PlacementRequest.Line lid = market.line("1-3", market.fake.putOnSale(100, "景德镇瓷器坊"), 4);

    Quote quote = Market.value(market.client().quote(Recorded.request(cup, pot, lid), market.context()));

    assertThat(quote.sellers()).extracting(Quote.Seller::seller).containsExactly("景德镇瓷器坊", "宜兴紫砂");
    assertThat(quote.sellers()).extracting(Quote.Seller::goods).containsExactly(Money.cny("27.80"), Money.cny("33.00"));
    assertThat(quote.sellers().get(0).lines()).extracting(Quote.PricedLine::lineNo).containsExactly("1-1", "1-3");
    assertThat(quote.sellers().get(0).freight()).isEqualTo(Money.cny("5.00"));
    assertThat(market.fake.calls("alibaba.createOrder.preview")).isEqualTo(2);
  }

  @Test
  void quote_sellersAreNotKnown_offersGoByThemselves() {
    PlacementRequest.Line cup = market.line("1-1", offer, 2);
    PlacementRequest.Line lid = market.line("1-3", market.fake.putOnSale(100, "景德镇瓷器坊"), 4);
    market.with(settings -> settings);

    assertThat(Market.value(market.client().quote(Recorded.request(cup, lid), market.context())).sellers()).hasSize(2);
  }

  @Test
  void quote_escrowIsNotOffered_isRefused() {
    PlacementRequest.Line cup = market.line("1-1", offer, 2);
    market.with(settings -> settings.set("trade-type", "alipay"));

    assertThat(market.client().quote(Recorded.request(cup), market.context()))
        .isInstanceOfSatisfying(ProviderResult.Rejected.class, no -> assertThat(no.code()).isEqualTo("TRADE_TYPE_NOT_OFFERED"));
  }

  @Test
  void cancel_stages_areEachWhatTheyAre() {
    String id = Market.value(market.place("01KAQ-1", market.line("1-1", offer, 2))).orderIds().get(0);
    CancelRequest request = CancelRequest.of(id, List.of(), "not wanted");

    assertThat(market.client().cancel(request, market.validity(), market.context())).isInstanceOf(ProviderResult.TooEarly.class);
    market.time.advance(Duration.ofSeconds(11));
    assertThat(market.client().cancel(request, market.validity(), market.context())).isEqualTo(new ProviderResult.Success<>(true));
    assertThat(market.client().cancel(request, market.validity(), market.context()))
        .isInstanceOfSatisfying(ProviderResult.Rejected.class, no -> assertThat(no.code()).isEqualTo("ORDER_STATUS_ERROR"));
    assertThat(market.client().cancel(CancelRequest.of(id, List.of(id), "x"), market.validity(), market.context())).isInstanceOf(ProviderResult.Rejected.class);
  }

  // Payment

  @Test
  void pay_amountIsApproved_isStated() {
    market.with(settings -> settings.set("payment", "prepare-pay").set("pay-channel", "alipay"));
    String id = Market.value(market.place("01KAQ-1", market.line("1-1", offer, 2))).orderIds().get(0);
    RequestValidity validity = market.validity();
    market.time.advance(Duration.ofSeconds(3));
    assertThat(market.read(id).total()).contains(Money.cny("28.80"));
    PayRequest request = PayRequest.of(List.of(id)).withAmount(id, Money.cny("28.80"));

    assertThat(Market.value(market.client().pay(request, validity, market.context())).accepted()).containsExactly(id);
    assertThat(market.fake.lastForm("alibaba.trade.pay.protocolPay.preparePay").get("tradeWithholdPreparePayParam"))
        .contains("\"orderId\":" + id, "\"payAmount\":2880", "\"payChannel\":\"alipay\"");
  }

  @Test
  void pay_amountIsNotKnown_nothingIsSent() {
    market.with(settings -> settings.set("payment", "prepare-pay").set("pay-channel", "alipay"));
    String id = Market.value(market.place("01KAQ-1", market.line("1-1", offer, 2))).orderIds().get(0);

    assertThat(market.client().pay(List.of(id), market.validity(), market.context()))
        .isInstanceOfSatisfying(ProviderResult.Rejected.class, no -> assertThat(no.code()).isEqualTo("AMOUNT_NOT_READ"));
    assertThat(market.client().pay(PayRequest.of(List.of(id)), market.validity(), market.context())).isInstanceOf(ProviderResult.Rejected.class);
  }

  @Test
  void pay_answerThatIsNoClearYes_isUnknown() {
    market.with(settings -> settings.set("payment", "prepare-pay").set("pay-channel", "alipay"));
    String id = Market.value(market.place("01KAQ-1", market.line("1-1", offer, 2))).orderIds().get(0);
    PayRequest request = PayRequest.of(List.of(id)).withAmount(id, Money.cny("28.80"));
    for (String answer : List.of("{\"success\":true,\"result\":{\"paySuccess\":false}}", "{\"success\":false,\"code\":\"500\",\"message\":\"不是自己的订单\"}", "{}")) {
      market.fake.prepareResult = answer;
      assertThat(market.client().pay(request, market.validity(), market.context())).as(answer).isInstanceOf(ProviderResult.Unknown.class);
    }
  }

  // Limits

  @Test
  void anyCall_tooFast_isLimitedForAllOfThem() {
    PlacementRequest.Line line = market.line("1-1", offer, 2);
    market.validity();
    market.fake.limitNextCall();

    assertThat(market.place("01KAQ-1", line)).isEqualTo(new ProviderResult.Limited<>("gw.QosAppFrequencyLimit", "App call exceeds limited frequency", Duration.ofMinutes(1)));
    assertThat(market.client().orders(List.of("1"), market.context())).isInstanceOf(ProviderResult.Limited.class);
    assertThat(market.fake.orders()).isZero();
  }

  // Parcels

  @Test
  void parcels_stationsMayNotBeRead_areThereWithoutThem() {
    String id = Market.value(market.place("01KAQ-1", market.line("1-1", offer, 2))).orderIds().get(0);
    market.fake.ship(id, "圆通速递(YTO)", "YT1234567890123");
    ProviderLineId line = new ProviderLineId(id, id);
    assertThat(Market.value(market.client().parcels(line, market.context())).get(0).traces()).hasSize(1);
    market.fake.hidesTraces = true;

    Parcel parcel = Market.value(market.client().parcels(line, market.context())).get(0);

    assertThat(parcel.number()).isEqualTo("YT1234567890123");
    assertThat(parcel.traces()).isEmpty();
  }
}
