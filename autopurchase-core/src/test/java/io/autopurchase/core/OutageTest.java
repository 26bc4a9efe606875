package io.autopurchase.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.CommitOutcomeUnknownException;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that goes away for minutes, whenever it does, stops the work; nothing is lost or done twice. */
class OutageTest {
  private static final Duration OUTAGE = Duration.ofMinutes(5);
  private static final int LINES = 3;

  /** What the access that meets the outage ends with. */
  enum Ending {
    UNAVAILABLE,
    UNKNOWN_AND_NOT_APPLIED,
    UNKNOWN_BUT_APPLIED
  }

  @Test
  void book_storeIsNeverAway_numberOfAccesses() {
    assertThat(run(Ending.UNAVAILABLE, Integer.MAX_VALUE)).isGreaterThan(20);
  }

  @ParameterizedTest
  @EnumSource
  void book_storeGoesAwayAtEachAccess_eachLineIsOrderedOnce(Ending ending) {
    int accesses = run(ending, Integer.MAX_VALUE);

    for (int at = 1; at <= accesses; at++) {
      run(ending, at);
    }
  }

  /** Returns how often the store was asked until the booking had ended. */
  private static int run(Ending ending, int outageAt) {
    try (Nodes nodes = new Nodes()) {
      Recorder recorder = new Recorder();
      Node observer = nodes.add();
      observer.authorize();
      OutageStore store = new OutageStore(nodes, ending);
      Node a = nodes.add(store, options -> options.listener(recorder));
      Node b = nodes.add(store, options -> options.listener(recorder));
      Activity booking = a.engine.book(Nodes.plan("ORD-1", LINES));
      store.countdown = outageAt;

      int step = 0;
      while (!observer.engine.activities().get(booking.id()).state().isFinished()) {
        Node node = step++ % 2 == 0 ? a : b;
        node.run(booking.id());
        node.deliver();
        if (store.isAway()) {
          assertThat(nodes.provider.calls(Operation.PLACE).size())
              .as("orders that were sent while the store was away (at access %d)", outageAt)
              .isEqualTo(store.placedBefore);
        }
        nodes.time.advance(Duration.ofSeconds(5));
        assertThat(step).as("steps, with the outage at access %d", outageAt).isLessThan(300);
      }
      int accesses = store.accesses;

      assertThat(observer.engine.activities().get(booking.id()).succeeded()).as("outage at access %d", outageAt).isTrue();
      List<String> ordered =
          nodes.provider.orders().stream().flatMap(order -> order.lines().stream()).map(line -> line.lineNo().orElseThrow()).toList();
      assertThat(ordered)
          .as("outage at access %d", outageAt)
          .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, LINES).mapToObj(Integer::toString).toList());
      for (int minute = 0; minute < 7; minute++) {
        nodes.time.advance(Duration.ofMinutes(1));
        a.deliver();
        b.deliver();
      }
      List<String> events = nodes.store.events(null, false, 1000).stream().map(StoredEvent::id).toList();
      assertThat(recorder.ids().stream().distinct().toList()).as("outage at access %d", outageAt).containsAll(events);
      return accesses;
    }
  }

  /** Goes away at an access, and comes back when the time is over. */
  private static final class OutageStore extends ForwardingStore {
    private final Nodes nodes;
    private final ActivityStore real;
    private final Ending ending;
    int countdown = Integer.MAX_VALUE;
    int accesses;
    int placedBefore;
    private Instant backAt = Instant.EPOCH;

    OutageStore(Nodes nodes, Ending ending) {
      super(nodes.store);
      this.nodes = nodes;
      real = nodes.store;
      this.ending = ending;
    }

    boolean isAway() {
      return nodes.time.now().isBefore(backAt);
    }

    private boolean goesAway() {
      accesses++;
      if (--countdown == 0) {
        backAt = nodes.time.now().plus(OUTAGE);
        placedBefore = nodes.provider.calls(Operation.PLACE).size();
      }
      return isAway();
    }

    @Override
    public void enter() {
      if (goesAway()) {
        throw new StoreUnavailableException("away", null);
      }
    }

    @Override
    public CommitResult commit(Commit commit) {
      boolean wasAway = isAway();
      if (!goesAway()) {
        return real.commit(commit);
      }
      if (wasAway || ending == Ending.UNAVAILABLE) {
        throw new StoreUnavailableException("away", null);
      }
      if (ending == Ending.UNKNOWN_BUT_APPLIED) {
        real.commit(commit);
      }
      throw new CommitOutcomeUnknownException("the connection broke", null);
    }
  }
}
