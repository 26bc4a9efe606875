package io.autopurchase.provider.taobao;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.RefundStatus;
import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ItemListing;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.Quote;
import io.autopurchase.spi.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent to learn of goods, tokens, refunds and regions, and how answers are read. */
class GoodsApisTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final CallContext CONTEXT = CallContext.of(NOW, Duration.ofSeconds(10)).withAccessToken(Secret.of("test-token"));

  private final FakeGateway gateway = new FakeGateway();
  private final TaobaoClient client = gateway.client();

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
  void quote_pricesAsNumbersTextsAndObjects_areReadAlike() {
    Recorded<?> recorded = Recorded.all().stream().filter(it -> it.name().equals("render")).findFirst().orElseThrow();

    Quote quote = (Quote) value(recorded.judge(recorded.json()));

    assertThat(quote.sellers().stream().flatMap(seller -> seller.lines().stream()))
        .containsExactly(Quote.PricedLine.of("53-1", Money.cny("119.00")), Quote.PricedLine.of("53-2", Money.cny("20.00")));
  }

  @Test
  void item_numbersAsTextsAndTextsAsNumbers_areReadAlike() {
    gateway.says("product");

    ItemListing offer = value(client.item(new Item("42602653803", ""), CONTEXT)).orElseThrow();

    assertThat(gateway.request().form()).containsEntry("item_id", "42602653803").containsEntry("access_token", "test-token");
    assertThat(offer.orderItemId()).isEqualTo("2048153758314474");
    assertThat(offer.variants()).hasSize(2);
    assertThat(offer.variants().get(0))
        .isEqualTo(ItemListing.Variant.of("4830001112223", "3357413213162", "黑色, 38", Money.cny("119.00"), 7, true));
    assertThat(offer.variants().get(1).onSale()).isFalse();
  }

  @Test
  void item_refusedByBusiness_thereIsNone() {
    gateway.says("product-none");

    assertThat(value(client.item(new Item("1", ""), CONTEXT))).isEqualTo(Optional.empty());
  }

  @Test
  void item_answerIsAboutAnother_isUnknown() {
    gateway.says("product");

    assertThat(client.item(new Item("42602653804", ""), CONTEXT)).isInstanceOf(ProviderResult.Unknown.class);
  }

  @Test
  void refresh_tokensWithOddNames_areRead() {
    gateway.says("token");

    TokenSet grant = value(client.refresh(Secret.of("old-refresh-token"), CallContext.of(NOW, Duration.ofSeconds(10))));

    assertThat(gateway.request().form()).containsEntry("refresh_token", "old-refresh-token").doesNotContainKey("access_token");
    assertThat(grant.accessToken().reveal()).isEqualTo("50000701d03canaryAccess7uQv");
    assertThat(grant.expiresIn()).isEqualTo(Duration.ofDays(30));
    assertThat(grant.refreshExpiresIn()).isEqualTo(Duration.ofDays(180));
    assertThat(grant.account()).isEqualTo("our-buyer");
  }

  @Test
  void refund_byItsId_isRead() {
    gateway.says("refund");

    Refunds.Detail detail = value(client.refund("98765432101", CONTEXT));

    assertThat(gateway.request().form()).containsEntry("refundId", "98765432101");
    assertThat(detail.refund().status()).isEqualTo(RefundStatus.AWAITING_RETURN);
    assertThat(detail.fee()).contains(Money.cny("20.00"));
    assertThat(detail.lineId()).isEqualTo("9007199254740995");
    assertThat(client.refund("1", CONTEXT)).isInstanceOf(ProviderResult.Unknown.class);
  }

  @Test
  void regions_ofACountry_comeAsTheyAre() {
    gateway.saysJson("{\"code\":\"0\",\"result\":{\"success\":true,\"data\":{\"list\":[{\"id\":\"330000\"}]}}}");

    assertThat(value(client.regions("228", CONTEXT)).path("list")).hasSize(1);
    assertThat(gateway.request().form()).containsEntry("country", "228");
  }

  @Test
  void ordersInStatus_asksForAPageOfThem() {
    gateway.says("query-none");

    assertThat(value(client.ordersInStatus("WAIT_BUYER_P", 2, CONTEXT)).isLast()).isTrue();
    assertThat(gateway.request().form()).containsEntry("status", "WAIT_BUYER_P").containsEntry("page_no", "2");
  }

  @Test
  void send_anyCall_tellsTheVersionAndNothingInTheUrl() {
    gateway.says("product");

    client.item(new Item("42602653803", ""), CONTEXT);

    FakeGateway.Request request = gateway.request();
    assertThat(request.headers().get("User-Agent")).matches("autopurchase/[0-9]+\\.[0-9]+\\S*");
    assertThat(request.url()).endsWith("/rest/product/get");
  }

  @Test
  void send_moreCallsThanAllowed_endsAsLimitedAndSendsNothing() {
    gateway.says("product");
    try (TaobaoClient slow = gateway.client(settings -> settings.set("calls-per-second", "2"))) {
      slow.item(new Item("42602653803", ""), CONTEXT);
      slow.item(new Item("42602653803", ""), CONTEXT);

      assertThat(slow.item(new Item("42602653803", ""), CONTEXT))
          .isEqualTo(new ProviderResult.Limited<>(ProviderResult.Limited.OWN_LIMIT, "enough calls for this second", Duration.ofSeconds(1)));
      assertThat(gateway.requests()).isEqualTo(2);
    }
  }

  @Test
  void send_gatewayBansTheApi_isHonouredForEverySession() {
    gateway.says("limited");
    assertThat(client.item(new Item("1", ""), CONTEXT)).isInstanceOf(ProviderResult.Limited.class);
    CallContext other = CallContext.of(NOW.plusSeconds(1), Duration.ofSeconds(10)).withAccessToken(Secret.of("other-token"));

    assertThat(client.item(new Item("1", ""), other))
        .isEqualTo(new ProviderResult.Limited<>("ApiCallLimit", "the gateway wants a pause", Duration.ofSeconds(2)));
    assertThat(gateway.requests()).isEqualTo(1);
  }
}
