package io.autopurchase.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.record.Keys;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting for a session costs a row and nothing else, and waking what waits costs the caller one commit. */
class SessionWaitTest {
  private final Nodes nodes = new Nodes();
  private final AtomicInteger commits = new AtomicInteger();
  private final Node node =
      nodes.add(
          new ForwardingStore(nodes.store) {
            @Override
            public CommitResult commit(Commit commit) {
              commits.incrementAndGet();
              return super.commit(commit);
            }
          },
          options -> {});

  @AfterEach
  void close() {
    nodes.close();
  }

  private List<Activity> waiting(int count) {
    node.authorize();
    node.engine.sessions().disable(Nodes.SESSION);
    node.engine.sessions().enable(Nodes.SESSION);
    List<Activity> waiting = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      waiting.add(node.engine.book(Nodes.plan("ORD-" + i)));
    }
    node.engine.sessions().disable(Nodes.SESSION);
    node.runDue();
    return waiting;
  }

  private ActivityState state(Activity activity) {
    return node.engine.activities().get(activity.id()).state();
  }

  @Test
  void wait_forADisabledSession_nothingIsCommittedForAMonth() {
    waiting(20);
    commits.set(0);

    for (int hour = 0; hour < 30 * 24; hour++) {
      node.runDue();
      nodes.time.advance(Duration.ofHours(1));
    }

    assertThat(commits).hasValue(0);
  }

  @Test
  void enable_manyWait_costsTheCallerOneCommitAndAllGoOn() {
    List<Activity> waiting = waiting(1500);
    commits.set(0);

    node.engine.sessions().enable(Nodes.SESSION);

    assertThat(commits).hasValue(1);
    for (int sweep = 0; sweep < 10; sweep++) {
      node.runDue();
      nodes.time.advance(Duration.ofSeconds(1));
    }
    assertThat(waiting).allSatisfy(activity -> assertThat(state(activity)).isEqualTo(ActivityState.COMPLETED));
    assertThat(nodes.store.load(Keys.sessionWake(Nodes.SESSION))).isEmpty();
  }

  @Test
  void remove_whileABookingIsCreatedAtAnotherNode_theBookingEnds() {
    node.authorize();
    AtomicReference<Runnable> inBetween = new AtomicReference<>(() -> {});
    Node removing = nodes.add(nodes.store, point -> {
      if (point.equals("commit.before")) {
        inBetween.getAndSet(() -> {}).run();
      }
    }, options -> {});
    Activity[] booking = new Activity[1];
    inBetween.set(() -> booking[0] = node.engine.book(Nodes.plan("ORD-1")));

    removing.engine.sessions().remove(Nodes.SESSION);

    for (int minute = 0; minute < 60; minute++) {
      node.runDue();
      nodes.time.advance(Duration.ofMinutes(1));
    }
    assertThat(node.engine.activities().get(booking[0].id()).state()).isEqualTo(ActivityState.INTERRUPTED);
  }

  @Test
  void enable_nodeDiesAfterTheCommit_anotherOneWakes() {
    List<Activity> waiting = waiting(5);
    node.engine.sessions().enable(Nodes.SESSION);

    Node other = nodes.add();
    for (int sweep = 0; sweep < 5; sweep++) {
      other.runDue();
      nodes.time.advance(Duration.ofSeconds(1));
    }

    assertThat(waiting).allSatisfy(activity -> assertThat(state(activity)).isEqualTo(ActivityState.COMPLETED));
  }

  @Test
  void enable_inTheMomentInWhichAnActivityBeginsToWait_isNotMissed() {
    node.authorize();
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.engine.sessions().disable(Nodes.SESSION);
    AtomicReference<Runnable> during = new AtomicReference<>();
    Node slow =
        nodes.add(
            new ForwardingStore(nodes.store) {
              @Override
              public CommitResult commit(Commit commit) {
                boolean waits = commit.puts().stream().anyMatch(put -> put.fields().state().filter("WAITING"::equals).isPresent());
                Runnable first = waits ? during.getAndSet(null) : null;
                if (first != null) {
                  first.run();
                }
                return super.commit(commit);
              }
            },
            options -> {});
    during.set(
        () -> {
          node.engine.sessions().enable(Nodes.SESSION);
          node.runDue();
          node.runDue();
        });

    slow.run(booking.id());
    for (int second = 0; second < 60; second++) {
      slow.runDue();
      nodes.time.advance(Duration.ofSeconds(1));
    }

    assertThat(state(booking)).isEqualTo(ActivityState.COMPLETED);
  }

  @Test
  void enable_beforeAnyCallToTheStoreOfARun_isNotMissed() {
    node.authorize();
    AtomicReference<Runnable> during = new AtomicReference<>(() -> {});
    AtomicInteger callsUntilThen = new AtomicInteger(-1);
    Node slow =
        nodes.add(
            new ForwardingStore(nodes.store) {
              @Override
              public void enter() {
                if (callsUntilThen.getAndDecrement() == 0) {
                  during.getAndSet(() -> {}).run();
                }
              }
            },
            options -> {});

    for (int calls = 0; calls < 12; calls++) {
      Activity booking = node.engine.book(Nodes.plan("ORD-" + calls));
      node.engine.sessions().disable(Nodes.SESSION);
      during.set(
          () -> {
            node.engine.sessions().enable(Nodes.SESSION);
            node.runDue();
            node.runDue();
          });
      callsUntilThen.set(calls);
      slow.run(booking.id());
      callsUntilThen.set(-1);
      during.getAndSet(() -> {}).run();
      for (int second = 0; second < 60; second++) {
        node.runDue();
        nodes.time.advance(Duration.ofSeconds(1));
      }
      assertThat(state(booking)).as("after %d calls", calls).isEqualTo(ActivityState.COMPLETED);
    }
  }

  @Test
  void remove_whileSomebodyBooks_theActivityEnds() {
    node.authorize();
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    nodes.store.load(Keys.session(Nodes.SESSION)).ifPresent(row -> nodes.store.commit(Commit.builder("gone").delete(row.key(), row.version()).build()));

    node.runDue();

    assertThat(state(booking)).isEqualTo(ActivityState.INTERRUPTED);
    assertThat(nodes.store.owner(Keys.LINE_SCOPE, "ORD-1/1")).isEmpty();
  }
}
