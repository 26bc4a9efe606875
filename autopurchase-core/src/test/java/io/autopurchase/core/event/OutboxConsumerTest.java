package io.autopurchase.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.CommitOutcomeUnknownException;
import io.autopurchase.PurchaseListener;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.record.OutboxMarks;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order in which events that are handed over in memory reach a listener, and how much is remembered of them. */
class OutboxConsumerTest extends OutboxProcesses {
  private static final OutboxConsumer.Bounds SMALL = new OutboxConsumer.Bounds(5, 20, 10, 10);

  // Order

  @ParameterizedTest
  @ValueSource(ints = {0, 601})
  void drain_eventFollowsWhatWasGiven_comesWithoutAPass(int undelivered) {
    Process node = process();
    leaveUndelivered(undelivered);
    letPass(Duration.ofSeconds(5), node);
    node.delivery.pass();
    pages.set(0);

    for (int number = 1; number <= 50; number++) {
      node.append(number);
      node.delivery.pass();
      assertThat(numbers()).hasSize(number).isSorted();
    }

    assertThat(pages.get()).isLessThanOrEqualTo(undelivered == 0 ? 2 * 50 : 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -3600, 3600})
  void drain_activityMovesToANodeWithAnotherClockAndBack_orderHolds(int secondsAhead) {
    Process a = process();
    Process b = new Process(store, Duration.ofSeconds(secondsAhead), OutboxConsumer.Bounds.DEFAULT);
    leaveUndelivered(601);
    letPass(Duration.ofSeconds(5), a, b);
    a.append(1);
    a.delivery.pass();
    assertThat(numbers()).containsExactly(1);
    b.append(2);
    b.append(3);
    a.append(4);
    a.append(5);

    a.delivery.pass();
    assertThat(numbers()).as("those of the other node come first").containsExactly(1);

    letPass(Duration.ofSeconds(60), b, a);
    assertThat(numbers().stream().distinct()).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void drain_listenerThrewAtTheEventBefore_eventWaits() {
    Process node = process();
    leaveUndelivered(601);
    letPass(Duration.ofSeconds(5), node);
    node.append(1);
    node.delivery.pass();
    fails = id -> id.contains(ACTIVITY);
    node.append(2);
    node.delivery.pass();
    fails = id -> false;
    node.append(3);
    node.append(4);

    node.delivery.pass();
    assertThat(numbers()).containsExactly(1);

    letPass(Duration.ofSeconds(60), node);
    assertThat(numbers()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void drain_answerOfTheCommitBeforeWasLost_eventWaits() {
    AtomicBoolean lost = new AtomicBoolean();
    ForwardingStore unclear =
        new ForwardingStore(store) {
          @Override
          public CommitResult commit(Commit commit) {
            CommitResult result = super.commit(commit);
            if (lost.get()) {
              throw new CommitOutcomeUnknownException("the answer is lost", null);
            }
            return result;
          }
        };
    Process node = new Process(unclear, Duration.ZERO, OutboxConsumer.Bounds.DEFAULT);
    leaveUndelivered(601);
    letPass(Duration.ofSeconds(5), node);
    node.append(1);
    node.delivery.pass();
    lost.set(true);
    assertThatThrownBy(() -> node.append(2)).isInstanceOf(CommitOutcomeUnknownException.class);
    lost.set(false);
    node.append(3);

    node.delivery.pass();
    assertThat(numbers()).containsExactly(1);

    letPass(Duration.ofSeconds(60), node);
    assertThat(numbers()).containsExactly(1, 2, 3);
  }

  @Test
  void drain_processStartedInTheMiddleOfAnActivity_eventWaitsForThoseOfTheDeadOne() {
    Process killed = process();
    leaveUndelivered(601);
    letPass(Duration.ofSeconds(5), killed);
    killed.append(1);
    killed.delivery.pass();
    killed.append(2);
    Process successor = process();
    letPass(Duration.ofSeconds(5), successor);
    given.removeIf(id -> id.contains(BACKLOG));
    successor.append(3);
    successor.append(4);

    successor.delivery.pass();
    assertThat(numbers()).containsExactly(1);

    letPass(Duration.ofSeconds(60), successor);
    assertThat(numbers().stream().distinct()).containsExactly(1, 2, 3, 4);
  }

  /** As after a pause of the machine: another node has taken over in that time, and delivered more than that. */
  @Test
  void drain_eventHasWaitedLongerThanOthersWait_isLeftToThePass() {
    Process a = process();
    Process b = process();
    a.append(1);
    letPass(Duration.ofSeconds(60), b);
    b.append(2);
    letPass(Duration.ofSeconds(5), b);
    assertThat(numbers()).containsExactly(1, 2);

    a.delivery.pass();

    assertThat(numbers()).containsExactly(1, 2);
  }

  @Test
  void drain_eventsOfNoActivity_comeAtOnceAndOnce() {
    Process node = process();
    leaveUndelivered(601);
    letPass(Duration.ofSeconds(5), node);
    given.clear();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ids.add(EventIds.single(time.now(), "SINGLE" + i));
      node.append(ids.get(i));
    }

    node.delivery.pass();
    assertThat(given).containsExactlyElementsOf(ids);

    letPass(Duration.ofSeconds(60), node);
    assertThat(given).containsExactlyElementsOf(ids);
  }

  // Bounds

  @Test
  void offer_queueIsFull_passFindsTheRest() {
    Process node = new Process(store, Duration.ZERO, new OutboxConsumer.Bounds(5, 1_000, 10, 10));
    for (int number = 1; number <= 40; number++) {
      node.append(number);
    }

    letPass(Duration.ofSeconds(30), node);

    assertThat(numbers()).hasSize(40).isSorted().doesNotHaveDuplicates();
    assertThat(store.events(null, true, 100)).isEmpty();
  }

  @Test
  void offer_nobodyTakesThem_queueHoldsItsBoundAndNothingOld() {
    EventQueue queue = new EventQueue(10, Duration.ofSeconds(5).toNanos());
    for (int i = 0; i < 100; i++) {
      queue.offer(event("id" + i, time.now()), time.nanoTime(), time.nanoTime());
    }
    assertThat(queue.size()).isEqualTo(10);

    time.advance(Duration.ofSeconds(6));
    queue.offer(event("new", time.now()), time.nanoTime(), time.nanoTime());

    assertThat(queue.size()).isEqualTo(1);
    assertThat(queue.poll(time.nanoTime())).extracting(StoredEvent::id).isEqualTo("new");
    assertThat(queue.poll(time.nanoTime())).isNull();
  }

  @Test
  void offer_activityIsForgotten_itsNextEventIsLeftToThePassAndComes() {
    Process node = new Process(store, Duration.ZERO, SMALL);
    node.append(1);
    node.delivery.pass();
    for (int i = 0; i < 15; i++) {
      node.append(EventIds.single(time.now(), "SINGLE" + i));
      node.delivery.pass();
    }

    node.append(2);
    letPass(Duration.ofSeconds(5), node);

    assertThat(numbers()).containsExactly(1, 2);
  }

  /** Between two passes there may be a minute, and much may be committed. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void drain_noPassIsDue_memoryIsBounded(boolean listenerFails) {
    PurchaseListener listener =
        event -> {
          if (listenerFails) {
            throw new IllegalStateException("this listener fails");
          }
          given.add(event.id());
        };
    OutboxConsumer feed = new OutboxConsumer(process().recordStore, listener, GRACE, SMALL, id -> {});
    for (int i = 0; i < 100; i++) {
      feed.offer(event(EventIds.single(time.now(), "SINGLE" + i), time.now()), time.nanoTime());
      feed.drain();
    }

    assertThat(given).hasSize(listenerFails ? 0 : 100);
    assertThat(feed.remembered()).isEqualTo(SMALL.looked());
  }

  @Test
  void drain_eventOfNoActivityWasGivenAndMarkedBefore_comesNoSecondTime() {
    RecordStore recordStore = process().recordStore;
    OutboxConsumer feed = new OutboxConsumer(recordStore, event -> given.add(event.id()), GRACE, SMALL, recordStore.events::delivered);
    StoredEvent event = event(EventIds.single(time.now(), "SINGLE"), time.now().minus(Duration.ofHours(1)));
    store.commit(Commit.builder("another thread").append(event).build());
    feed.pass();
    recordStore.commit(recordStore.begin().build(), Duration.ofSeconds(2));
    feed.pass();
    assertThat(store.events(null, true, 10)).isEmpty();

    feed.offer(event, time.nanoTime());

    assertThat(feed.drain()).isZero();
    assertThat(given).containsExactly(event.id());
  }

  /** More is undelivered than a pass looks through: what is new comes nevertheless, and all of it is there in the end. */
  @Test
  void pass_moreIsUndeliveredThanIsRemembered_newEventsComeInOrderAndMemoryIsBounded() {
    AtomicBoolean away = new AtomicBoolean(true);
    List<String> late = new ArrayList<>();
    RecordStore recordStore = process().recordStore;
    PurchaseListener failing =
        event -> {
          if (away.get()) {
            throw new IllegalStateException("this listener fails");
          }
          late.add(event.id());
        };
    List<OutboxConsumer> feeds = new ArrayList<>();
    feeds.add(new OutboxConsumer(recordStore, event -> given.add(event.id()), GRACE, SMALL, id -> mark(recordStore, feeds, id)));
    feeds.add(new OutboxConsumer(recordStore, failing, GRACE, SMALL, id -> mark(recordStore, feeds, id)));
    recordStore.events.watch(
        Duration.ofMinutes(1),
        new OutboxMarks.Taker() {
          @Override
          public void offer(StoredEvent event, long committedNanos) {
            feeds.forEach(feed -> feed.offer(event, committedNanos));
          }

          @Override
          public void wake() {
            // This test makes every move.
          }
        });
    leaveUndelivered(30);
    int largest = 0;
    for (int number = 1; number <= 60; number++) {
      Instant at = time.now();
      Commit.Builder commit = recordStore.begin().append(event(EventIds.ofActivity(at, ACTIVITY, number), at));
      recordStore.commit(commit.build(), Duration.ofSeconds(2));
      for (OutboxConsumer feed : feeds) {
        feed.drain();
        feed.pass();
        largest = Math.max(largest, feed.remembered());
      }
      assertThat(numbers()).hasSize(number).isSorted();
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(largest).isLessThanOrEqualTo(3 * SMALL.looked());

    away.set(false);
    for (int second = 0; second < 200; second++) {
      feeds.forEach(OutboxConsumer::drain);
      feeds.forEach(OutboxConsumer::pass);
      recordStore.commit(recordStore.begin().build(), Duration.ofSeconds(2));
      time.advance(Duration.ofSeconds(1));
    }

    List<String> all = store.events(null, false, 1_000).stream().map(StoredEvent::id).toList();
    assertThat(late).containsExactlyInAnyOrderElementsOf(all);
    assertThat(given.stream().distinct()).containsExactlyInAnyOrderElementsOf(all);
    assertThat(numbers().stream().distinct()).isSorted();
    assertThat(store.events(null, true, 1_000)).isEmpty();
  }

  private static void mark(RecordStore recordStore, List<OutboxConsumer> feeds, String id) {
    if (feeds.stream().allMatch(feed -> feed.hasGiven(id))) {
      recordStore.events.delivered(id);
    }
  }

  /** A pass over many pages gives way to what is committed while it reads. */
  @Test
  void pass_eventIsCommittedWhileManyPagesAreRead_comesBeforeTheLastPageAndOnce() {
    AtomicInteger reads = new AtomicInteger();
    List<Integer> givenAtRead = new ArrayList<>();
    List<Process> node = new ArrayList<>();
    String early = EventIds.single(time.now().minus(Duration.ofHours(2)), "EARLY");
    ForwardingStore busy =
        new ForwardingStore(store) {
          @Override
          public List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
            List<StoredEvent> page = super.events(afterId, undeliveredOnly, limit);
            if (reads.incrementAndGet() == 3) {
              node.get(0).append(1);
              node.get(0).append(early);
            }
            givenAtRead.add(numbers().size());
            return page;
          }
        };
    node.add(new Process(busy, Duration.ZERO, new OutboxConsumer.Bounds(5, 1_000, 10, 10)));
    leaveUndelivered(60);

    node.get(0).delivery.pass();
    assertThat(givenAtRead.get(3)).as("given when the next page is read").isEqualTo(1);

    letPass(Duration.ofSeconds(60), node.get(0));
    assertThat(numbers()).containsExactly(1);
    assertThat(given).as("its place was read already").containsOnlyOnce(early);
  }

  @Test
  void pass_readsTakeLong_restIsAMultipleOfThat() {
    ForwardingStore slow =
        new ForwardingStore(store) {
          @Override
          public List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
            time.advance(Duration.ofSeconds(1));
            return super.events(afterId, undeliveredOnly, limit);
          }
        };
    RecordStore recordStore = new Process(slow, Duration.ZERO, OutboxConsumer.Bounds.DEFAULT).recordStore;
    OutboxConsumer feed = new OutboxConsumer(recordStore, event -> {}, GRACE, new OutboxConsumer.Bounds(5, 1_000, 10, 10), id -> {});
    leaveUndelivered(14);

    feed.pass();

    assertThat(feed.restBeforePass()).as("four times three pages").isEqualTo(Duration.ofSeconds(12));
    assertThat(feed.isPassDue()).isFalse();
    time.advance(Duration.ofSeconds(12));
    assertThat(feed.isPassDue()).isTrue();
  }
}
