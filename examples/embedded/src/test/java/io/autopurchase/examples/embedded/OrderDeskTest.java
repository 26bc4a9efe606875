package io.autopurchase.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchase;
import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.Question;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.WaitReason;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.testkit.FakeProvider;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import io.autopurchase.testkit.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderDeskTest {
  private static final int MOST_TURNS = 10_000;
  private static final SessionId BUYER = new SessionId("fake", "our-buyer");

  private final FakeProvider provider = new FakeProvider("fake");
  private final ManualTime time = new ManualTime();
  private final AutoPurchase autoPurchase =
      AutoPurchase.builder()
          .store(new InMemoryActivityStore())
          .allowPlacingOnVolatileStore()
          .discoverProviders(false)
          .provider(provider)
          .timeSource(time)
          .workers(0) // activities run in the test's own thread, when the test says so
          .build();

  @BeforeEach
  void signIn() {
    time.advance(Duration.ofMinutes(6)); // an engine trusts its clock after five minutes
    autoPurchase.sessions().startAuthorization(BUYER);
    autoPurchase.sessions().completeAuthorizationWithCode(BUYER, "code");
  }

  @AfterEach
  void close() {
    autoPurchase.close();
  }

  private Activity book(String orderId, String price) {
    Recipient warehouse =
        Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();
    return autoPurchase.book(ReservationPlan.builder(orderId, BUYER, warehouse).line("1", Item.of("77"), 1, Money.cny(price)).build());
  }

  /** Lets an activity run until it has ended or asks; what it waits for passes at once. */
  private Activity settle(Activity started) {
    Activity activity = autoPurchase.activities().advance(started.id());
    for (int turn = 0; !activity.rests() && turn < MOST_TURNS; turn++) {
      time.advance(Duration.ofSeconds(1));
      activity = autoPurchase.activities().advance(started.id());
    }
    return activity;
  }

  private Purchase line(String orderId) {
    return autoPurchase.purchases().ofOrder(orderId).get(0);
  }

  @Test
  void book_priceIsAsApproved_isPurchased() {
    provider.price("77", Money.cny("10.00"));

    assertThat(settle(book("ORD-1", "10.00")).succeeded()).isTrue();

    assertThat(line("ORD-1").group()).isEqualTo(PurchaseGroup.PURCHASED);
    assertThat(provider.orders()).hasSize(1);
  }

  @Test
  void book_priceHasRisen_asksAndTakesTheAnswer() {
    provider.price("77", Money.cny("12.00"));

    Activity asking = settle(book("ORD-1", "10.00"));
    Question question = asking.question().orElseThrow();
    assertThat(question.code()).isEqualTo(Question.PRICE_INCREASED);
    autoPurchase.activities().answer(asking.id(), question.id(), "SKIP_ITEM", "mary");

    assertThat(settle(asking).state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(line("ORD-1").group()).isEqualTo(PurchaseGroup.READY);
  }

  @Test
  void book_nobodyAnswers_takesTheDefault() {
    provider.price("77", Money.cny("12.00"));
    Activity asking = settle(book("ORD-1", "10.00"));

    time.advance(Duration.ofDays(4));

    assertThat(settle(autoPurchase.activities().advance(asking.id())).state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(line("ORD-1").group()).isEqualTo(PurchaseGroup.READY);
  }

  @Test
  void book_sessionLosesItsAuthorization_waitsForIt() {
    provider.price("77", Money.cny("10.00"));
    Activity booking = book("ORD-1", "10.00");
    provider.revokeTokens();

    assertThat(settle(booking).reason()).contains(WaitReason.NEEDS_AUTHORIZATION);
  }

  @Test
  void book_answerIsLost_lineIsInProgressUntilTheOrderIsFound() {
    provider.price("77", Money.cny("10.00"));
    provider.fail(Operation.PLACE, Fault.answerLost());

    Activity booking = autoPurchase.activities().advance(book("ORD-1", "10.00").id());
    assertThat(line("ORD-1").group()).isEqualTo(PurchaseGroup.IN_PROGRESS);
    settle(booking);

    assertThat(line("ORD-1").group()).isEqualTo(PurchaseGroup.PURCHASED);
    assertThat(provider.orders()).as("ordered once").hasSize(1);
  }
}
