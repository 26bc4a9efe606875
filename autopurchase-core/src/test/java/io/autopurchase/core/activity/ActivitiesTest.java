package io.autopurchase.core.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.autopurchase.Activities;
import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.AnswerOption;
import io.autopurchase.InvalidInputException;
import io.autopurchase.NotFoundException;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Trading;
import io.autopurchase.testkit.FakeOrders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Lists, numbers and waiting. */
class ActivitiesTest extends Trading {
  private Activities activities() {
    return node.engine.activities();
  }

  /** Two bookings that have ended, a third one, and an unbinding that asks. */
  private Activity shop() {
    book("ORD-1", 1);
    book("ORD-2", 1);
    provider.change(orderOf("ORD-1", "1"), old -> FakeOrders.with(old, PurchaseStatus.AWAITING_SHIPMENT, "PAID", nodes.time.now()));
    Activity asking = settle(node.engine.unbind(UnbindingRequest.builder("ORD-1").reason("not wanted").build()));
    node.engine.book(Nodes.plan("ORD-3"));
    return asking;
  }

  @Test
  void find_severalStates_areListedTogetherPageByPage() {
    Activity asking = shop();
    ActivityQuery.Builder unfinished = ActivityQuery.builder().finished(false);

    assertThat(activities().find(unfinished.build()).entries())
        .extracting(Activity::state)
        .containsExactly(ActivityState.QUEUED, ActivityState.WAITING_FOR_ANSWER);
    assertThat(activities().find(unfinished.build()).total()).isEqualTo(2);

    List<ActivityId> ids = new ArrayList<>();
    ActivityQuery.Builder all = ActivityQuery.builder().states(Set.of(ActivityState.values())).page(1, 1);
    List<Activity> page = activities().find(all.build()).entries();
    while (!page.isEmpty()) {
      ids.add(page.get(0).id());
      page = activities().find(all.before(page.get(0).id()).build()).entries();
    }
    assertThat(ids).hasSize(4).isSortedAccordingTo((a, b) -> b.value().compareTo(a.value())).contains(asking.id());
  }

  @Test
  void find_secondPageOfSeveralStates_isRefused() {
    ActivityQuery.Builder query = ActivityQuery.builder().finished(false).page(2, 10);

    assertThatThrownBy(query::build).isInstanceOf(InvalidInputException.class).hasMessageContaining("page");
  }

  @Test
  void counts_areByState() {
    shop();

    assertThat(activities().counts(ActivityQuery.builder().build()))
        .containsOnly(entry(ActivityState.COMPLETED, 2L), entry(ActivityState.QUEUED, 1L), entry(ActivityState.WAITING_FOR_ANSWER, 1L));
    assertThat(activities().counts(ActivityQuery.builder().type(ActivityType.UNBINDING).build()))
        .containsOnly(entry(ActivityState.WAITING_FOR_ANSWER, 1L));
    assertThat(activities().counts(ActivityQuery.builder().finished(true).orderId("ORD-1").build())).containsOnly(entry(ActivityState.COMPLETED, 1L));
    assertThat(activities().counts(ActivityQuery.builder().text("--").build())).isEmpty();
  }

  @Test
  void await_asksOrHasEnded_returnsAtOnce() throws Exception {
    Activity asking = shop();

    assertThat(activities().await(asking.id(), Duration.ofDays(1)).needsPerson()).isTrue();
    Activity answered = answer(asking, AnswerOption.SKIP_ITEM);
    assertThat(activities().await(answered.id(), Duration.ofDays(1)).rests()).isTrue();
  }

  @Test
  void await_timeIsOver_returnsItAsItStands() throws Exception {
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));

    assertThat(activities().await(booking.id(), Duration.ZERO).rests()).isFalse();
    assertThatThrownBy(() -> activities().await(new ActivityId("none"), Duration.ZERO)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void await_endsInTheMeantime_returnsTheEnd() throws Exception {
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Activity> awaited =
        CompletableFuture.supplyAsync(
            () -> {
              begun.countDown();
              try {
                return activities().await(booking.id(), Duration.ofDays(1));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            command -> new Thread(command).start());
    begun.await();

    settle(booking);

    assertThat(awaited.get().state()).isEqualTo(ActivityState.COMPLETED);
  }
}
