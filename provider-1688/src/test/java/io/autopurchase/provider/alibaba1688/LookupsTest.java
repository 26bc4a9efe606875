package io.autopurchase.provider.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.OrderPage;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LookupsTest {
  private static final String LIST = "alibaba.trade.getBuyerOrderList";

  private final Market market = new Market();
  private final String offer = market.fake.putOnSale(1190, "景德镇瓷器坊");

  @AfterEach
  void close() {
    market.close();
  }

  private String place(String clientOrderId) {
    String id = Market.value(market.place(clientOrderId, market.line("1-1", offer, 2))).orderIds().get(0);
    market.time.advance(Duration.ofSeconds(5));
    return id;
  }

  /** Through all pages. */
  private List<String> idsOf(String clientOrderId) {
    List<String> ids = new ArrayList<>();
    OrderLookupRequest request = market.lookup(clientOrderId);
    while (true) {
      OrderLookup page = Market.value(market.client().ordersByClientOrderId(request, market.context()));
      ids.addAll(page.orderIds());
      if (page.nextCursor().isEmpty()) {
        return ids;
      }
      request = request.at(page.nextCursor().get());
    }
  }

  @Test
  void page_noOrderHasEverShownOurId_notFoundProvesNothing() {
    market.fake.placeByHand(offer, "by hand");
    market.time.advance(Duration.ofSeconds(5));

    String cursor = Market.value(market.find("01KAQ-1")).nextCursor().orElseThrow();
    assertThat(market.client().ordersByClientOrderId(market.lookup("01KAQ-1").at(cursor), market.context()))
        .isInstanceOfSatisfying(ProviderResult.Rejected.class, no -> assertThat(no.code()).isEqualTo("ECHO_UNPROVEN"));
    market.with(settings -> settings.set("echo", "message"));
    assertThat(Market.value(market.find("01KAQ-1")).nextCursor()).isEmpty();
  }

  @Test
  void page_anotherOrderHasShownItsId_notFoundIsSaid() {
    String other = place("01KAQ-0");
    assertThat(market.read(other).clientOrderId()).isEqualTo("01KAQ-0");
    market.time.advance(Duration.ofHours(3));

    assertThat(idsOf("01KAQ-1")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(FakeMarket.Message.class)
  void page_answerWasLost_orderIsFoundByWhateverShowsOurId(FakeMarket.Message message) {
    market.fake.message = message;
    market.fake.filtersByOutOrderId = false;
    market.fake.placeByHand(offer, "by hand");
    String id = place("01KAQ-1");
    market.fake.placeByHand(offer, "");
    market.time.advance(Duration.ofSeconds(5));

    assertThat(idsOf("01KAQ-1")).contains(id);
    assertThat(market.read(id).clientOrderId()).isEqualTo("01KAQ-1");
  }

  @Test
  void page_onlyTheMessageShowsOurId_isFoundByIt() {
    market.fake.keepsOutOrderId = false;
    String id = place("01KAQ-1");

    assertThat(idsOf("01KAQ-1")).containsExactly(id);
  }

  @Test
  void page_neitherShowsOurId_neverComesToItsEnd() {
    market.fake.keepsOutOrderId = false;
    market.fake.message = FakeMarket.Message.NOWHERE;
    place("01KAQ-1");

    OrderLookup page = Market.value(market.find("01KAQ-1"));

    assertThat(page.orderIds()).isEmpty();
    assertThat(market.client().ordersByClientOrderId(market.lookup("01KAQ-1").at(page.nextCursor().orElseThrow()), market.context()))
        .isInstanceOf(ProviderResult.Rejected.class);
  }

  @Test
  void page_manyOrders_eachIsFoundThoughOthersArePlacedAtTheSameTime() {
    market.with(settings -> settings.set("echo", "message").set("lookup-page-size", "3"));
    String id = place("01KAQ-1");
    for (int i = 0; i < 8; i++) {
      market.fake.placeByHand(offer, "by hand");
    }
    market.time.advance(Duration.ofSeconds(60));
    OrderLookup first = Market.value(market.find("01KAQ-1"));
    market.time.advance(Duration.ofSeconds(10));
    market.fake.placeByHand(offer, "by hand, later");
    market.time.advance(Duration.ofSeconds(30));

    List<String> ids = new ArrayList<>(first.orderIds());
    OrderLookup page = first;
    while (page.nextCursor().isPresent()) {
      page = Market.value(market.client().ordersByClientOrderId(market.lookup("01KAQ-1").at(page.nextCursor().get()), market.context()));
      ids.addAll(page.orderIds());
    }
    assertThat(ids).contains(id);
    assertThat(new HashSet<>(ids)).hasSize(9);
  }

  @Test
  void page_listHasFewerOrders_beginsAgain() {
    market.with(settings -> settings.set("echo", "message").set("lookup-page-size", "1"));
    place("01KAQ-1");
    place("01KAQ-2");
    String cursor = Market.value(market.find("01KAQ-1")).nextCursor().orElseThrow();

    assertThat(market.client().ordersByClientOrderId(market.lookup("01KAQ-1").at(cursor.replaceAll(":2:([0-9]+)$", ":3:$1")), market.context()))
        .isInstanceOfSatisfying(ProviderResult.Rejected.class, no -> assertThat(no.code()).isEqualTo("LIST_CHANGED"));
    assertThat(market.client().ordersByClientOrderId(market.lookup("01KAQ-1").at("x"), market.context())).isInstanceOf(ProviderResult.Rejected.class);
  }

  @Test
  void page_windowLongAgo_theOldOrdersAreReadAsWell() {
    market.with(settings -> settings.set("echo", "message"));
    OrderLookupRequest old = OrderLookupRequest.of("01KAQ-1", market.time.now().minus(Duration.ofDays(40)), market.time.now().minus(Duration.ofDays(39)));

    OrderLookup page = Market.value(market.client().ordersByClientOrderId(old, market.context()));
    assertThat(market.fake.lastForm(LIST)).containsEntry("isHis", "false");
    OrderLookup last = Market.value(market.client().ordersByClientOrderId(old.at(page.nextCursor().orElseThrow()), market.context()));

    assertThat(market.fake.lastForm(LIST)).containsEntry("isHis", "true");
    assertThat(last.nextCursor()).isEmpty();
  }

  @Test
  void page_filterIsProven_isUsed() {
    market.with(settings -> settings.set("echo", "out-order-id").set("lookup", "out-order-id"));
    String id = place("01KAQ-1");
    place("01KAQ-2");

    assertThat(idsOf("01KAQ-1")).containsExactly(id);
    assertThat(market.fake.lastForm(LIST)).containsEntry("outOrderId", "01KAQ-1");
  }

  @Test
  void modified_whatWasPaid_comesFirstWithItsLines() {
    String first = place("01KAQ-1");
    String second = place("01KAQ-2");
    market.fake.pay(first);

    List<ProviderOrder> orders = Market.value(market.client().ordersModified(market.time.now().minusSeconds(60), 1, market.context())).orders();

    assertThat(orders).extracting(ProviderOrder::id).containsExactly(first, second);
    assertThat(orders).extracting(ProviderOrder::clientOrderId).containsExactly("01KAQ-1", "01KAQ-2");
  }

  @Test
  void modified_moreThanOneListHolds_latestFirstOverAllPages() {
    market.with(settings -> settings.set("list-rows", "2").set("list-page-size", "2"));
    List<String> placed = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      placed.add(place("01KAQ-" + i));
    }
    market.fake.pay(placed.get(0));
    List<String> listed = new ArrayList<>();
    for (int page = 1; page <= 3; page++) {
      OrderPage shown = Market.value(market.client().ordersModified(market.time.now().minusSeconds(60), page, market.context()));
      shown.orders().forEach(order -> listed.add(order.id()));
      assertThat(shown.isLast()).isEqualTo(page == 3);
    }

    assertThat(listed).containsExactly(placed.get(0), placed.get(4), placed.get(3), placed.get(2), placed.get(1));
  }

  @Test
  void modified_tooManyToSort_thePagesAreThePlatforms() {
    market.with(settings -> settings.set("list-rows", "1").set("list-page-size", "3"));
    for (int i = 0; i < 5; i++) {
      place("01KAQ-" + i);
    }

    OrderPage first = Market.value(market.client().ordersModified(market.time.now().minusSeconds(60), 1, market.context()));
    OrderPage second = Market.value(market.client().ordersModified(market.time.now().minusSeconds(60), 2, market.context()));

    assertThat(first.orders()).hasSize(3);
    assertThat(second.orders()).hasSize(2);
    assertThat(second.isLast()).isTrue();
  }

  @Test
  void page_otherProgramsOrderShowsAnOutOrderId_provesNothing() {
    place("OTHER-1");
    market.fake.message = FakeMarket.Message.NOWHERE;
    market.with(settings -> settings);

    OrderLookup page = Market.value(market.find("01KAQ-1"));

    assertThat(market.client().ordersByClientOrderId(market.lookup("01KAQ-1").at(page.nextCursor().orElseThrow()), market.context()))
        .as("another program's id says nothing of what becomes of ours")
        .isInstanceOfSatisfying(ProviderResult.Rejected.class, no -> assertThat(no.code()).isEqualTo("ECHO_UNPROVEN"));
  }

  @Test
  void page_ourClockIsAnHourBehind_isNoNotFoundBeforeTheClockIsKnown() {
    market.with(settings -> settings.set("echo", "both"));
    String id = place("01KAQ-1");
    CallContext behind = CallContext.of(market.time.now().minus(Duration.ofHours(1)), Duration.ofMinutes(1)).withAccessToken(market.context().accessToken().orElseThrow());
    market.with(settings -> settings.set("echo", "both"));

    ProviderResult<OrderLookup> first = market.client().ordersByClientOrderId(market.lookup("01KAQ-1"), behind);
    ProviderResult<OrderLookup> second = market.client().ordersByClientOrderId(market.lookup("01KAQ-1"), behind);

    assertThat(first).isInstanceOfSatisfying(ProviderResult.Unknown.class, unknown -> assertThat(unknown.code()).isEqualTo("CLOCK_BEHIND"));
    assertThat(Market.value(second).orderIds()).containsExactly(id);
  }

  @Test
  void modified_ourClockIsADayBehind_isNoListBeforeTheClockIsKnown() {
    String id = place("01KAQ-1");
    CallContext behind = CallContext.of(market.time.now().minus(Duration.ofDays(1)), Duration.ofMinutes(1)).withAccessToken(market.context().accessToken().orElseThrow());
    Instant since = market.time.now().minus(Duration.ofDays(2));
    market.with(settings -> settings);

    assertThat(market.client().ordersModified(since, 1, behind)).isInstanceOf(ProviderResult.Unknown.class);
    assertThat(Market.value(market.client().ordersModified(since, 1, behind)).orders()).extracting(ProviderOrder::id).containsExactly(id);
  }

  @Test
  void page_listHasShiftedUnderAPage_beginsAgain() {
    market.with(settings -> settings.set("echo", "message").set("lookup-page-size", "2"));
    for (int i = 0; i < 5; i++) {
      place("01KAQ-" + i);
    }
    market.fake.shift = 1;
    String cursor = Market.value(market.find("01KAQ-4")).nextCursor().orElseThrow();

    assertThat(market.client().ordersByClientOrderId(market.lookup("01KAQ-4").at(cursor), market.context()))
        .as("the page after one that has left out the first order")
        .isInstanceOfSatisfying(ProviderResult.Rejected.class, no -> assertThat(no.code()).isEqualTo("LIST_CHANGED"));
  }
}
