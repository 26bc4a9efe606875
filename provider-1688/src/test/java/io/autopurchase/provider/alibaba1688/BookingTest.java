package io.autopurchase.provider.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchase;
import io.autopurchase.Item;
import io.autopurchase.KeyRing;
import io.autopurchase.Money;
import io.autopurchase.PaymentRequest;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.core.InMemoryActivityStore;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A shop buys at the fake market: whatever the market shows, there is never a second order. */
class BookingTest {
  private static final SessionId BUYER = new SessionId("1688", "our-buyer");
  private static final String CREATE = "alibaba.trade.createCrossOrder";
  private static final int MOST_TURNS = 400;

  private final Market market = new Market();
  private final String offer = market.fake.putOnSale(1190, "景德镇瓷器坊");
  private AutoPurchase shop = shop(settings -> settings);

  private AutoPurchase shop(UnaryOperator<ProviderSettings.Builder> more) {
    AutoPurchase built =
        AutoPurchase.builder()
            .store(new InMemoryActivityStore())
            .secrets(KeyRing.ephemeral())
            .allowPlacingOnVolatileStore()
            .providerSettings("1688", more.apply(market.settings()).build())
            .allowPayment(Money.cny("100"), Money.cny("100"))
            .timeSource(market.time)
            .workers(0)
            .build();
    market.time.advance(Duration.ofMinutes(6));
    built.sessions().startAuthorization(BUYER);
    built.sessions().completeAuthorizationWithCode(BUYER, market.fake.authorize());
    return built;
  }

  @AfterEach
  void close() {
    shop.close();
    market.close();
  }

  private Activity book(String price) {
    return settle(shop.book(ReservationPlan.builder("ORD-1", BUYER, Recorded.RECIPIENT).line("1-1", Item.of(offer), 2, Money.cny(price)).build()));
  }

  private Activity settle(Activity begun) {
    Activity activity = shop.activities().advance(begun.id());
    for (int turn = 0; !activity.rests() && turn < MOST_TURNS; turn++) {
      market.time.advance(Duration.ofMinutes(1));
      activity = shop.activities().advance(begun.id());
    }
    return activity;
  }

  private Purchase purchase() {
    return shop.purchases().ofOrder("ORD-1").get(0);
  }

  @ParameterizedTest
  @EnumSource(FakeMarket.Created.class)
  void book_orderIsNamedInWhateverShape_isBookedOnce(FakeMarket.Created shape) {
    market.fake.created = shape;

    Activity booking = book("12.00");

    assertThat(booking.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(market.fake.orders()).isEqualTo(1);
    assertThat(purchase().status()).contains(PurchaseStatus.AWAITING_PAYMENT);
    assertThat(purchase().cost()).contains(Money.cny("23.80"));
  }

  @Test
  void book_answerIsLost_orderIsFoundAndBoundOnce() {
    market.fake.losesCreates = true;

    Activity booking = book("12.00");

    assertThat(booking.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(market.fake.calls(CREATE)).isEqualTo(1);
    assertThat(market.fake.orders()).isEqualTo(1);
  }

  @Test
  void book_answerIsLostAndNoOrderShowsOurId_isAQuestionAndNoSecondOrder() {
    market.fake.losesCreates = true;
    market.fake.keepsOutOrderId = false;
    market.fake.message = FakeMarket.Message.NOWHERE;

    Activity booking = book("12.00");

    assertThat(booking.question().map(Question::code)).contains(Question.UNCLEAR_ORDER);
    assertThat(market.fake.calls(CREATE)).isEqualTo(1);
    assertThat(market.fake.orders()).isEqualTo(1);
  }

  @Test
  void book_answerNamesAnOrderThatDoesNotShowOurId_isAQuestionAndNoSecondOrder() {
    market.fake.keepsOutOrderId = false;
    market.fake.message = FakeMarket.Message.NOWHERE;

    Activity booking = book("12.00");

    assertThat(booking.question().map(Question::code)).contains(Question.UNCLEAR_ORDER);
    assertThat(market.fake.calls(CREATE)).isEqualTo(1);
  }

  @Test
  void book_onlyTheMarkerShowsOurId_isBooked() {
    market.fake.keepsOutOrderId = false;
    market.fake.message = FakeMarket.Message.REMARK;

    assertThat(book("12.00").state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(market.fake.orders()).isEqualTo(1);
  }

  @Test
  void book_orderIsChargedAboveWhatWasApproved_isNotPayable() {
    market.fake.chargedMore = 500;

    Activity booking = book("12.00");

    assertThat(booking.question().map(Question::code)).contains(Question.PRICE_INCREASED);
    assertThat(shop.purchases().awaitingPayment(BUYER)).isEmpty();
    assertThat(market.fake.orders()).isEqualTo(1);
  }

  @Test
  void book_chargedAboveAndPolicyLeavesIt_isNotPayable() {
    market.fake.chargedMore = 500;

    Activity booking =
        settle(
            shop.book(
                ReservationPlan.builder("ORD-1", BUYER, Recorded.RECIPIENT)
                    .line("1-1", Item.of(offer), 2, Money.cny("12.00"))
                    .on(Question.PRICE_INCREASED, "SKIP_ITEM")
                    .build()));

    assertThat(booking.question()).isEmpty();
    assertThat(shop.purchases().awaitingPayment(BUYER)).isEmpty();
  }

  @Test
  void pay_orderAsApproved_isPaidWithItsAmount() {
    shop.close();
    shop = shop(settings -> settings.set("payment", "prepare-pay").set("pay-channel", "alipay"));
    book("12.00");
    String order = purchase().providerOrderId().orElseThrow();

    Activity payment = settle(shop.pay(PaymentRequest.builder(BUYER, Money.cny("50")).order(order).approved().build()));

    assertThat(payment.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(market.fake.lastForm("alibaba.trade.pay.protocolPay.preparePay").get("tradeWithholdPreparePayParam")).contains("\"payAmount\":2880");
    assertThat(purchase().status()).contains(PurchaseStatus.AWAITING_SHIPMENT);
  }

  @Test
  void pay_orderIsChargedAboveWhatWasApproved_isNotSent() {
    shop.close();
    shop = shop(settings -> settings.set("payment", "prepare-pay").set("pay-channel", "alipay"));
    market.fake.chargedMore = 500;
    book("12.00");
    String order = purchase().providerOrderId().orElseThrow();

    settle(shop.pay(PaymentRequest.builder(BUYER, Money.cny("50")).order(order).build()));

    assertThat(market.fake.calls("alibaba.trade.pay.protocolPay.preparePay")).isZero();
  }

  @Test
  void refresh_answerHasNoRefreshToken_theOldOneStays() {
    shop.sessions().refresh(BUYER);
    market.time.advance(Duration.ofHours(9));
    shop.sessions().refresh(BUYER);

    assertThat(market.fake.calls("getToken")).isEqualTo(3);
    assertThat(book("12.00").state()).isEqualTo(ActivityState.COMPLETED);
  }

  @Test
  void synchronize_orderIsPaidAndShipped_showsTheParcel() {
    book("12.00");
    String order = purchase().providerOrderId().orElseThrow();
    market.time.advance(Duration.ofMinutes(1));
    market.fake.pay(order);
    market.fake.ship(order, "圆通速递(YTO)", "YT1234567890123");
    settle(shop.synchronize(BUYER));

    assertThat(purchase().status()).contains(PurchaseStatus.SHIPPED);
    assertThat(purchase().tracking()).hasSize(1);
  }
}
