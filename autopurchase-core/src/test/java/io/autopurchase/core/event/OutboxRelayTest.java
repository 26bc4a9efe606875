package io.autopurchase.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.core.CapturedLog;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.Recorder;
import io.autopurchase.core.record.Codec;
import io.autopurchase.core.record.Ids;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.runtime.Environment;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who delivers which events, when and in which order, over several nodes; and what that costs. */
class OutboxRelayTest {
  /** Certainly longer than any node leaves another's events to it. */
  private static final Duration GRACE_IS_OVER = Duration.ofSeconds(40);

  private final Nodes nodes = new Nodes();
  private final Recorder first = new Recorder();
  private final Recorder second = new Recorder();

  @AfterEach
  void closeNodes() {
    nodes.close();
  }

  @Test
  void deliver_twoNodes_onlyTheCommittingOneDelivers() {
    Node a = nodes.add(first);
    Node b = nodes.add(second);
    a.authorize();
    a.finish(a.engine.book(Nodes.plan("ORD-1")).id());
    b.deliver();

    a.deliver();

    assertThat(first.ids()).isEqualTo(committed());
    for (int second = 0; second < 60; second++) {
      nodes.time.advance(Duration.ofSeconds(1));
      a.deliver();
      b.deliver();
    }
    assertThat(first.ids()).isEqualTo(committed());
    assertThat(second.ids()).isEmpty();
  }

  @Test
  void deliver_committingNodeDied_othersTakeOverInOrderAfterGrace() {
    Node a = nodes.add(first);
    Node b = nodes.add(second);
    a.authorize();
    a.finish(a.engine.book(Nodes.plan("ORD-1")).id());
    b.deliver();

    nodes.time.advance(Duration.ofSeconds(14));
    b.deliver();
    assertThat(second.ids()).isEmpty();

    nodes.time.advance(GRACE_IS_OVER);
    b.deliver();
    assertThat(second.ids()).isEqualTo(committed());
  }

  @Test
  void deliver_laterEventsCommittedHere_waitForTheOtherNodesEarlierOnes() {
    Node a = nodes.add(first);
    Node b = nodes.add(second);
    a.authorize();
    a.deliver();
    Activity shared = a.engine.book(Nodes.plan("ORD-1"));
    nodes.provider.fail(Operation.ITEM, Fault.notSent());
    a.run(shared.id());
    assertThat(a.engine.activities().get(shared.id()).state()).isEqualTo(ActivityState.WAITING);

    nodes.time.advance(Duration.ofSeconds(2));
    assertThat(b.finish(shared.id()).state()).isEqualTo(ActivityState.COMPLETED);
    Activity own = b.engine.book(Nodes.plan("ORD-2"));
    b.finish(own.id());
    b.deliver();
    assertThat(second.ids(shared.id())).isEmpty();
    assertThat(second.ids(own.id())).isNotEmpty();

    nodes.time.advance(GRACE_IS_OVER);
    b.deliver();
    assertThat(second.ids(shared.id())).isEqualTo(committed().stream().filter(id -> id.contains(shared.id().value())).toList());
  }

  @Test
  void deliver_otherNodeHasMarkedItsEvents_ownLaterOnesFollowAtOnce() {
    Node a = nodes.add(first);
    Node b = nodes.add(second);
    a.authorize();
    Activity shared = a.engine.book(Nodes.plan("ORD-1"));
    nodes.provider.fail(Operation.ITEM, Fault.notSent());
    a.run(shared.id());
    a.deliver();
    nodes.time.advance(Duration.ofSeconds(4));
    a.deliver();

    b.finish(shared.id());
    b.deliver();

    List<String> all = new ArrayList<>(first.ids(shared.id()));
    all.addAll(second.ids(shared.id()));
    assertThat(all).isEqualTo(committed().stream().filter(id -> id.contains(shared.id().value())).toList());
    assertThat(second.ids(shared.id())).isNotEmpty();
  }

  @Test
  void deliver_noGrace_whatWasLeftComesAtOnce() {
    Node killed = nodes.add(first);
    killed.authorize();
    killed.finish(killed.engine.book(Nodes.plan("ORD-1")).id());

    Node again = nodes.add(nodes.store, options -> options.listener(second).eventTakeoverDelay(Duration.ZERO));
    again.deliver();

    assertThat(second.ids()).isEqualTo(committed());
  }

  @Test
  void deliver_noListenerAtTheCommittingNode_othersTakeOver() {
    Node a = nodes.add();
    Node b = nodes.add(second);
    a.authorize();
    assertThat(a.finish(a.engine.book(Nodes.plan("ORD-1")).id()).state()).isEqualTo(ActivityState.COMPLETED);

    b.deliver();
    nodes.time.advance(GRACE_IS_OVER);
    b.deliver();

    assertThat(second.ids()).isEqualTo(committed());
  }

  @Test
  void deliver_wallClocksDiffer_onlyTheCommittingNodeDelivers() {
    Node a = nodes.add(first);
    Node b = nodes.add(second);
    a.authorize();
    nodes.time.setWallClock(nodes.time.now().plusSeconds(9));

    b.deliver();

    assertThat(second.ids()).isEmpty();
  }

  @Test
  void deliver_eventFromTheFuture_takenOverByTheMonotonicClock() {
    Node a = nodes.add(first);
    Node b = nodes.add(second);
    a.authorize();
    nodes.time.setWallClock(nodes.time.now().minus(Duration.ofHours(1)));
    b.deliver();

    nodes.time.advance(GRACE_IS_OVER);
    b.deliver();

    assertThat(second.ids()).isEqualTo(committed());
  }

  @Test
  void deliver_bookingWithAListener_costsNoCommitMore() {
    int without = commitsOfABooking(null);
    int with = commitsOfABooking(first);

    assertThat(first.ids()).isNotEmpty();
    assertThat(with).isEqualTo(without);
  }

  private static int commitsOfABooking(@Nullable Recorder listener) {
    try (Nodes world = new Nodes()) {
      CountingStore store = new CountingStore(world.store);
      Node node = listener == null ? world.add(store, options -> {}) : world.add(store, options -> options.listener(listener));
      node.authorize();
      Activity booking = node.engine.book(Nodes.plan("ORD-1", 5));
      Activity now = booking;
      while (!now.state().isFinished()) {
        node.deliver();
        now = node.engine.activities().advance(booking.id());
        world.time.advance(Duration.ofMillis(100));
      }
      node.deliver();
      return store.commits.get();
    }
  }

  @Test
  void deliver_nothingCommitsForAWhile_oneCommitMarksAll() {
    CountingStore store = new CountingStore(nodes.store);
    Node node = nodes.add(store, options -> options.listener(first));
    node.authorize();
    for (int i = 0; i < 30; i++) {
      node.finish(node.engine.book(Nodes.plan("ORD-" + i)).id());
    }
    node.deliver();
    int before = store.commits.get();

    nodes.time.advance(Duration.ofMillis(2900));
    node.deliver();
    assertThat(store.commits.get()).isEqualTo(before);
    assertThat(undelivered()).hasSizeGreaterThan(50);

    nodes.time.advance(Duration.ofMillis(100));
    node.deliver();
    node.deliver();
    assertThat(store.commits.get()).isEqualTo(before + 1);
    assertThat(undelivered()).isEmpty();
  }

  @Test
  void close_marksAreLeft_theyAreWritten() {
    Node node = nodes.add(first);
    node.authorize();
    node.deliver();
    assertThat(undelivered()).isNotEmpty();

    node.close();

    assertThat(undelivered()).isEmpty();
  }

  @Test
  void deliver_commitWithMarksWasNeverSent_marksAreWrittenLater() {
    Node node = nodes.add(first);
    node.authorize();
    RecordStore recordStore = new RecordStore(nodes.store, Nodes.CODEC, nodes.time, new Ids(nodes.time, new Random(7)), Environment.PRODUCTION);
    String event = undelivered().get(0).id();
    recordStore.events.delivered(event);
    recordStore.begin();
    assertThat(recordStore.begin().build().delivered()).isEmpty();

    nodes.time.advance(Duration.ofMinutes(2));

    assertThat(recordStore.begin().build().delivered()).containsExactly(event);
  }

  @Test
  void deliver_storeIsAway_nothingIsLost() {
    AtomicInteger away = new AtomicInteger();
    ActivityStore store =
        new ForwardingStore(nodes.store) {
          @Override
          public void enter() {
            if (away.get() > 0) {
              throw new StoreUnavailableException("away", null);
            }
          }
        };
    Node node = nodes.add(store, options -> options.listener(first));
    node.authorize();
    node.deliver();
    node.finish(node.engine.book(Nodes.plan("ORD-1")).id());
    away.set(1);
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 300; i++) {
        nodes.time.advance(Duration.ofSeconds(1));
        node.deliver();
      }
      assertThat(log.lines("until the store is back")).isEqualTo(1);
    }
    away.set(0);
    node.deliver();
    nodes.time.advance(Duration.ofSeconds(4));
    node.deliver();

    assertThat(first.ids()).containsExactlyInAnyOrderElementsOf(committed());
    assertThat(undelivered()).isEmpty();
  }

  @Test
  void deliver_undecodableEvent_reportedOnceAndLaterOnesOfItsActivityFollow() {
    Node node = nodes.add(first);
    node.authorize();
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    String bad = EventIds.ofActivity(nodes.time.now().minusSeconds(60), booking.id().value(), 0);
    nodes.store.commit(
        Commit.builder("foreign").append(new StoredEvent(bad, nodes.time.now().minusSeconds(60), EventFields.none(), 99, new byte[] {1})).build());
    node.finish(booking.id());

    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 60; i++) {
        node.deliver();
        nodes.time.advance(Duration.ofSeconds(1));
      }
      assertThat(log.lines(bad)).isEqualTo(1);
    }

    assertThat(first.ids(booking.id())).isNotEmpty();
    assertThat(first.ids()).isEqualTo(committed().stream().filter(id -> !id.equals(bad)).toList());
    assertThat(undelivered()).extracting(StoredEvent::id).containsExactly(bad);
  }

  /** The second page is read later than the first: what was committed in between must not come out of order. */
  @Test
  void deliver_earlierEventCommittedWhileLaterPagesAreRead_orderHolds() {
    String activity = "01ACTIVITY";
    String early = EventIds.ofActivity(nodes.time.now(), activity, 1);
    String late = EventIds.ofActivity(nodes.time.now().plusSeconds(5), activity, 2);
    Commit.Builder backlog = Commit.builder("backlog");
    for (int i = 0; i < 600; i++) {
      backlog.append(event(EventIds.single(nodes.time.now().plusSeconds(1), "x" + String.format("%04d", i))));
    }
    nodes.store.commit(backlog.build());
    ActivityStore store =
        new ForwardingStore(nodes.store) {
          @Override
          public List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
            if (afterId != null) {
              nodes.store.commit(Commit.builder("between").append(event(early)).append(event(late)).build());
            }
            return super.events(afterId, undeliveredOnly, limit);
          }
        };
    Node node = nodes.add(store, options -> options.listener(first));

    nodes.time.advance(GRACE_IS_OVER);
    node.deliver();
    assertThat(first.ids()).doesNotContain(late);

    nodes.time.advance(GRACE_IS_OVER);
    node.deliver();
    assertThat(first.ids().stream().filter(id -> id.contains(activity)).toList()).containsExactly(early, late);
  }

  private StoredEvent event(String id) {
    return new StoredEvent(
        id,
        nodes.time.now().minus(GRACE_IS_OVER),
        EventFields.none(),
        Codec.VERSION,
        Nodes.CODEC.encode(new EventRecord(AutoPurchaseEvent.ACTIVITY_CHANGED, null, null, null, null, null, null, null, null, null)));
  }

  /** All ids, in the order in which they were committed. */
  private List<String> committed() {
    return nodes.store.events(null, false, 1000).stream().map(StoredEvent::id).toList();
  }

  private List<StoredEvent> undelivered() {
    return nodes.store.events(null, true, 1000);
  }

  private static final class CountingStore extends ForwardingStore {
    final AtomicInteger commits = new AtomicInteger();

    CountingStore(ActivityStore store) {
      super(store);
    }

    @Override
    public CommitResult commit(Commit commit) {
      commits.incrementAndGet();
      return super.commit(commit);
    }
  }
}
