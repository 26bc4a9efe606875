package io.autopurchase.core.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activities;
import io.autopurchase.Activity;
import io.autopurchase.ActivityCounts;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivitySummary;
import io.autopurchase.ActivityType;
import io.autopurchase.AnswerOption;
import io.autopurchase.InvalidInputException;
import io.autopurchase.NotFoundException;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.ResultPage;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.WaitReason;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.Trading;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    ActivityCounts all = activities().counts(ActivityQuery.builder().build());
    assertThat(all.byStateAndType()).containsOnlyKeys(ActivityState.COMPLETED, ActivityState.QUEUED, ActivityState.WAITING_FOR_ANSWER);
    assertThat(all.of(ActivityState.COMPLETED)).isEqualTo(2);
    assertThat(all.of(ActivityType.BOOKING)).isEqualTo(3);
    assertThat(all.of(ActivityState.WAITING_FOR_ANSWER, ActivityType.UNBINDING)).isEqualTo(1);
    assertThat(all.of(ActivityState.WAITING_FOR_ANSWER, ActivityType.BOOKING)).isZero();
    assertThat(all.total()).isEqualTo(4);
    assertThat(all.isExact()).isTrue();
    ActivityCounts unbindings = activities().counts(ActivityQuery.builder().type(ActivityType.UNBINDING).build());
    assertThat(unbindings.total()).isEqualTo(1).isEqualTo(unbindings.of(ActivityState.WAITING_FOR_ANSWER));
    assertThat(activities().counts(ActivityQuery.builder().finished(true).orderId("ORD-1").build()).total()).isEqualTo(1);
    assertThat(activities().counts(ActivityQuery.builder().text("--").build()).byStateAndType()).isEmpty();
  }

  @Test
  void find_needsAttention_givesWhatAsksIsParkedOrHasFailed() {
    Activity asking = shop();

    assertThat(activities().find(ActivityQuery.builder().needsAttention().build()).entries()).extracting(Activity::id).containsExactly(asking.id());
  }

  @Test
  void find_byReason_givesWhatWaitsForItAlsoWhileAnOrderIsInDoubt() {
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    provider.failWhen(call -> call.operation() == Operation.ITEM, Fault.notSent());
    node.engine.activities().advance(booking.id());
    ActivityQuery.Builder away = ActivityQuery.builder().reason(WaitReason.PROVIDER_UNAVAILABLE);
    assertThat(activities().find(away.build()).entries()).extracting(Activity::id).containsExactly(booking.id());
    assertThat(activities().counts(away.build()).of(ActivityState.WAITING, ActivityType.BOOKING)).isEqualTo(1);

    provider.heal();
    provider.fail(Operation.PLACE, Fault.answerLost());
    nodes.time.advance(Duration.ofMinutes(2));
    node.engine.activities().advance(booking.id());

    assertThat(activities().find(away.build()).entries()).isEmpty();
    assertThat(activities().find(ActivityQuery.builder().reason(WaitReason.RESOLVING_ORDER).build()).entries())
        .as("its order may or may not exist")
        .extracting(Activity::id)
        .containsExactly(booking.id());
    assertThat(activities().find(ActivityQuery.builder().reason(WaitReason.RESOLVING_ORDER).state(ActivityState.PARKED).build()).total()).isZero();
    provider.heal();
    settle(booking);
  }

  @Test
  void find_createdBetween_goesByTheTimeOfTheirIds() {
    Activity first = book("ORD-1", 1);
    nodes.time.advance(Duration.ofHours(1));
    Instant later = nodes.time.now();
    Activity second = book("ORD-2", 1);
    ActivityQuery.Builder query = ActivityQuery.builder();

    assertThat(ids(query.createdBetween(later, null))).containsExactly(second.id());
    assertThat(ids(query.createdBetween(null, later))).containsExactly(first.id());
    assertThat(ids(query.createdBetween(first.createdAt(), second.createdAt().plusMillis(1)))).containsExactly(second.id(), first.id());
    assertThat(ids(query.createdBetween(first.createdAt(), null).before(second.id()))).containsExactly(first.id());
    assertThat(activities().counts(query.createdBetween(later, null).build()).total()).isEqualTo(1);
    assertThatThrownBy(() -> query.createdBetween(Instant.MIN, null).build()).isInstanceOf(InvalidInputException.class).hasMessageContaining("createdSince");
  }

  private List<ActivityId> ids(ActivityQuery.Builder query) {
    return activities().find(query.build()).entries().stream().map(Activity::id).toList();
  }

  @Test
  void summaries_areThePageOfFindWithoutLines() {
    shop();
    ActivityQuery query = ActivityQuery.builder().page(1, 3).build();

    ResultPage<ActivitySummary> page = activities().summaries(query);

    assertThat(page.entries()).containsExactlyElementsOf(activities().find(query).entries().stream().map(ActivitySummary::of).toList());
    assertThat(page.total()).isEqualTo(4);
  }

  @Test
  void stream_severalPages_areAllThatMatchNewestFirst() {
    Activity asking = shop();
    List<ActivityId> all = ids(ActivityQuery.builder());

    assertThat(streamed(ActivityQuery.builder().page(1, 3))).as("4 in pages of 3").isEqualTo(all);
    assertThat(streamed(ActivityQuery.builder().page(1, 2))).as("4 in pages of 2, and none is behind").isEqualTo(all);
    assertThat(streamed(ActivityQuery.builder().page(7, 3))).as("the page does not matter").isEqualTo(all);
    assertThat(streamed(ActivityQuery.builder().before(all.get(0)).page(1, 1))).isEqualTo(all.subList(1, 4));
    assertThat(streamed(ActivityQuery.builder().needsAttention())).containsExactly(asking.id());
    assertThat(streamed(ActivityQuery.builder().text("nowhere"))).isEmpty();
  }

  private List<ActivityId> streamed(ActivityQuery.Builder query) {
    return activities().stream(query.build()).map(ActivitySummary::id).toList();
  }

  @Test
  void whenResting_itRestsAlready_isCompleteAtOnce() {
    Activity asking = shop();

    assertThat(activities().whenResting(asking.id()).toCompletableFuture()).isCompletedWithValueMatching(Activity::needsPerson);
    assertThatThrownBy(() -> activities().whenResting(new ActivityId("none"))).isInstanceOf(NotFoundException.class);
  }

  @Test
  void whenResting_itEndsLater_completesThen() throws Exception {
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    CompletableFuture<Activity> resting = activities().whenResting(booking.id()).toCompletableFuture();

    Activity ended = settle(booking);
    nodes.time.advance(Duration.ofSeconds(10));
    activities().whenResting(node.engine.book(Nodes.plan("ORD-2")).id()); // another wish wakes the watch

    assertThat(resting.get(1, TimeUnit.MINUTES)).isEqualTo(ended);
    settle(activities().find(ActivityQuery.builder().finished(false).build()).entries().get(0));
  }

  @Test
  void whenResting_engineIsClosed_fails() {
    Node closing = nodes.add();
    Activity booking = closing.engine.book(Nodes.plan("ORD-1"));
    CompletableFuture<Activity> resting = closing.engine.activities().whenResting(booking.id()).toCompletableFuture();

    closing.engine.close();

    assertThat(resting).isCompletedExceptionally();
    settle(booking);
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
