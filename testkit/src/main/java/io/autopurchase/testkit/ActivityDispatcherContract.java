package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.autopurchase.ActivityId;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.ActivityDispatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What an {@link ActivityDispatcher} has to do; the rules have their numbers and reasons in {@code
 * docs/implementing-a-dispatcher.md}. An implementer extends this class and writes {@link #dispatcher}. The
 * dispatcher must go by the clock of the machine; nothing is measured but what never ends.
 */
public abstract class ActivityDispatcherContract {
  private static final int MORE_THAN_THREADS = 64;

  private final DispatcherHarness harness = new DispatcherHarness(this::dispatcher, this::patience);
  private final FakeActivities work = harness.work;

  protected ActivityDispatcherContract() {}

  /**
   * A new dispatcher that is not started. Those made within one test share their work: they stand for the nodes of one shop,
   * on the same database or queue. Those of another test must see nothing of it.
   */
  protected abstract ActivityDispatcher dispatcher();

  /** Releases what the dispatchers of a test have used, after they were closed. */
  protected void release() {}

  /** How long to wait for what has to happen; longer than a take-over of a dead node, a sweep and a retry. */
  protected Duration patience() {
    return Duration.ofMinutes(5);
  }

  /** How long to watch that something does not happen. */
  protected Duration watch() {
    return Duration.ofMillis(500);
  }

  /** Which SHOULD rules the dispatcher does not keep, with reason: some of D12, D15. */
  protected Set<String> waivedRules() {
    return Set.of();
  }

  @AfterEach
  final void closeAll() {
    harness.close();
    release();
  }

  // To run

  @Test
  protected void d01_dueWithoutHint_isRun() {
    ActivityId before = work.add("before");
    harness.started();
    harness.assertRuns("D01: what was due before the start is run without a hint", before, 1);
    ActivityId after = work.add("after");
    harness.assertRuns("D01: what becomes due without a hint is run by a sweep", after, 1);
  }

  @Test
  protected void d01_moreDueThanAPage_allAreRun() {
    for (int i = 0; i < 450; i++) {
      work.add(String.format("a%04d", i));
    }
    harness.started();
    harness.assertAllRun("D01: all that is due is run, however many pages the sweep has to turn");
  }

  @Test
  protected void d01_signalWithoutHintWhileWaiting_isRun() {
    ActivityId activity =
        work.add("a", number -> number == 1 ? Optional.of(Instant.now().plus(Duration.ofDays(3))) : Optional.empty());
    harness.started().schedule(activity, Instant.now());
    harness.assertRuns("D01: an activity is run", activity, 1);
    work.signal(activity);
    harness.assertRuns("D01: what becomes due before its time, such as by an answer, is run although the hint was lost", activity, 2);
  }

  @Test
  protected void d05_hintDuringARun_leadsToAnotherRun() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch hinted = new CountDownLatch(1);
    ActivityId activity =
        work.add(
            "a",
            number -> {
              begun.countDown();
              harness.awaitQuietly(hinted);
              return Optional.empty();
            });
    ActivityDispatcher dispatcher = harness.started();
    dispatcher.schedule(activity, Instant.now());
    assertThat(harness.awaitQuietly(begun)).as("D01: the activity is run").isTrue();
    work.signal(activity);
    dispatcher.schedule(activity, Instant.now());
    hinted.countDown();
    harness.assertRuns("D05: a hint that comes while the activity runs leads to another run", activity, 2);
  }

  @Test
  protected void d05_hintAtTheVeryEndOfARun_leadsToAnotherRun() {
    List<ActivityId> activities = new ArrayList<>();
    ActivityDispatcher dispatcher = dispatcher();
    for (int i = 0; i < 200; i++) {
      ActivityId id = new ActivityId(String.format("a%04d", i));
      activities.add(
          work.add(
              id.value(),
              number -> {
                if (number == 1) {
                  work.signal(id);
                  dispatcher.schedule(id, Instant.now());
                }
                return Optional.empty();
              }));
    }
    harness.start(dispatcher, new FakeRunner(work));
    activities.forEach(
        activity -> harness.assertRuns("D05: a hint at the very end of a run is not lost: it leads to another run", activity, 2));
  }

  @Test
  protected void d06_nextDueTime_isHonoured() {
    CompletableFuture<Instant> next = new CompletableFuture<>();
    ActivityId activity =
        work.add(
            "a",
            number -> {
              if (number > 1) {
                return Optional.empty();
              }
              next.complete(Instant.now().plusMillis(1500));
              return Optional.of(next.join());
            });
    harness.started().schedule(activity, Instant.now());
    harness.assertRuns("D06: an activity is run again when it is due next", activity, 2);
    assertThat(work.early(activity)).as("D06: an activity is left alone until it is due; times it was not").isLessThan(20);
  }

  @Test
  protected void d07_runThrows_dispatcherAndActivityLive() {
    List<ActivityId> activities = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int kind = i % 4;
      activities.add(
          work.add(
              String.format("a%04d", i),
              number -> {
                if (number == 1) {
                  DispatcherHarness.fail(kind);
                }
                return Optional.empty();
              }));
    }
    ActivityDispatcher dispatcher = harness.started();
    Instant now = Instant.now();
    activities.forEach(activity -> dispatcher.schedule(activity, now));
    activities.forEach(
        activity -> harness.assertRuns("D07: an activity whose run throws, an error too, is run again some time", activity, 2));
    harness.assertRuns("D07: other activities are run after errors", harness.hinted(dispatcher, "other"), 1);
  }

  @Test
  protected void d08_dueThrows_sweepGoesOn() {
    work.failDue(
        List.of(
            new StoreUnavailableException("the store is away", null),
            new IllegalStateException("a defect"),
            new StackOverflowError("a defect, made by the test")));
    ActivityId activity = work.add("a");
    harness.started();
    harness.assertRuns("D08: the sweep goes on after the store could not be asked", activity, 1);
  }

  // Hints

  @Test
  protected void d02_allThreadsBusy_hintReturnsAtOnce() {
    ActivityDispatcher dispatcher = harness.started();
    for (int i = 0; i < MORE_THAN_THREADS; i++) {
      ActivityId busy =
          work.add(
              String.format("busy%04d", i),
              number -> {
                harness.holdUntilTestEnds();
                return Optional.empty();
              });
      harness.assertReturns("D02: a hint does not wait, also while every thread is busy", () -> dispatcher.schedule(busy, Instant.now()));
    }
    assertThat(work.await(patience(), () -> work.calls() > 0)).as("D01: an activity is run").isTrue();
  }

  @Test
  protected void d03_manyHints_noRunInTheCallersThread() {
    ActivityDispatcher dispatcher = harness.started();
    for (int i = 0; i < 1000; i++) {
      harness.hinted(dispatcher, String.format("a%04d", i));
    }
    harness.assertAllRun("D01: a burst of hints: each activity is run");
    assertThat(work.hasRunIn(Thread.currentThread())).as("D03: an activity runs in the thread that gave the hint").isFalse();
  }

  @Test
  protected void d04_strangeHints_nothingIsThrown() {
    ActivityDispatcher dispatcher = harness.started();
    ActivityId unknown = new ActivityId("unknown");
    String rule = "D04: a hint never throws: ";
    assertThatCode(() -> dispatcher.schedule(unknown, Instant.now())).as(rule + "unknown activity").doesNotThrowAnyException();
    assertThatCode(() -> dispatcher.schedule(unknown, Instant.EPOCH)).as(rule + "long ago").doesNotThrowAnyException();
    assertThatCode(() -> dispatcher.schedule(unknown, Instant.parse("9999-12-31T00:00:00Z")))
        .as(rule + "far in the future")
        .doesNotThrowAnyException();
    harness.assertRuns("D04: strange hints do no harm", harness.hinted(dispatcher, "a"), 1);
    dispatcher.close();
    assertThatCode(() -> dispatcher.schedule(unknown, Instant.now())).as(rule + "after close").doesNotThrowAnyException();
  }

  @Test
  protected void d13_hundredThousandWaiting_costNoThread() {
    ActivityDispatcher dispatcher = harness.started();
    harness.assertRuns("D01: an activity is run", harness.hinted(dispatcher, "first"), 1);
    int before = Thread.activeCount();
    Instant later = Instant.now().plus(Duration.ofHours(1));
    harness.assertReturns(
        "D13: hints for later do not wait",
        () -> {
          for (int i = 0; i < 100_000; i++) {
            dispatcher.schedule(new ActivityId("waiting" + i), later);
          }
        });
    assertThat(Thread.activeCount() - before).as("D13: threads that 100,000 waiting activities cost").isLessThan(1000);
    harness.assertRuns("D13: due activities do not stand behind waiting ones", harness.hinted(dispatcher, "next"), 1);
  }

  @Test
  protected void d15_hintsFromManyThreads_notTwiceAtOnceInOneDispatcher() throws Exception {
    assumeFalse(waivedRules().contains("D15"), "D15 is waived");
    ActivityDispatcher dispatcher = harness.started();
    List<ActivityId> activities = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      activities.add(
          work.add(
              String.format("a%04d", i),
              number -> {
                LockSupport.parkNanos(2_000_000);
                return Optional.empty();
              }));
    }
    List<CompletableFuture<Void>> callers = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      callers.add(
          CompletableFuture.runAsync(
              () -> {
                for (int round = 0; round < 10; round++) {
                  activities.forEach(activity -> dispatcher.schedule(activity, Instant.now()));
                }
              }));
    }
    for (CompletableFuture<Void> caller : callers) {
      caller.get(patience().toMillis(), TimeUnit.MILLISECONDS);
    }
    harness.assertAllRun("D01: hints from many threads: each activity is run");
    assertThat(work.overlapping()).as("D15: runs that one dispatcher began while it ran the same activity").isZero();
  }

  // To close

  @Test
  protected void d09_closed_nothingIsTakenUp() {
    ActivityDispatcher dispatcher = harness.started();
    for (int i = 0; i < 200; i++) {
      harness.hinted(dispatcher, String.format("a%04d", i));
    }
    assertThat(work.await(patience(), () -> work.calls() > 0)).as("D01: an activity is run").isTrue();
    dispatcher.close();
    int calls = work.calls();
    harness.hinted(dispatcher, "late");
    assertThat(work.await(watch(), () -> work.calls() > calls)).as("D09: a run begins after close has returned").isFalse();
  }

  @Test
  protected void d10_stepIsRunning_closeDrainsAndWaits() {
    FakeRunner runner = new FakeRunner(work);
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    ActivityId activity =
        work.add(
            "a",
            number -> {
              begun.countDown();
              work.await(patience(), runner::isDraining);
              LockSupport.parkNanos(200_000_000);
              ended.set(true);
              return Optional.of(Instant.now());
            });
    ActivityDispatcher dispatcher = dispatcher();
    harness.start(dispatcher, runner);
    dispatcher.schedule(activity, Instant.now());
    assertThat(harness.awaitQuietly(begun)).as("D01: the activity is run").isTrue();
    dispatcher.close();
    assertThat(runner.isDraining()).as("D10: close tells the runner to drain").isTrue();
    assertThat(ended).as("D10: close waits for the running step").isTrue();
  }

  @Test
  protected void d11_closedAgain_nothingHappens() {
    ActivityDispatcher unused = dispatcher();
    assertThatCode(unused::close).as("D11: close works before start").doesNotThrowAnyException();
    ActivityDispatcher dispatcher = harness.started();
    dispatcher.close();
    assertThatCode(dispatcher::close).as("D11: close may be repeated").doesNotThrowAnyException();
  }

  @Test
  protected void d12_stepHangs_closeEnds() {
    assumeFalse(waivedRules().contains("D12"), "D12 is waived");
    CountDownLatch begun = new CountDownLatch(1);
    ActivityId activity =
        work.add(
            "a",
            number -> {
              begun.countDown();
              while (!harness.hasEnded()) {
                LockSupport.parkNanos(10_000_000);
                Thread.interrupted(); // a step that takes no notice
              }
              return Optional.empty();
            });
    ActivityDispatcher dispatcher = harness.started();
    dispatcher.schedule(activity, Instant.now());
    assertThat(harness.awaitQuietly(begun)).as("D01: the activity is run").isTrue();
    harness.assertReturns("D12: close ends although a step never does", dispatcher::close);
  }

  // Several nodes

  @Test
  protected void d14_severalDispatchers_shareTheWork() {
    ActivityDispatcher one = harness.started();
    ActivityDispatcher two = harness.started();
    for (int i = 0; i < 300; i++) {
      harness.hinted(i % 2 == 0 ? one : two, String.format("hinted%04d", i));
      work.add(String.format("unhinted%04d", i));
    }
    harness.assertAllRun("D14: two nodes share the work: each activity is run");
  }

  @Test
  protected void d14_oneNodeCloses_othersGoOn() {
    ActivityDispatcher one = harness.started();
    ActivityDispatcher two = harness.started();
    harness.assertRuns("D01: an activity is run", harness.hinted(two, "first"), 1);
    one.close();
    harness.assertRuns("D14: what one node leaves another takes up", harness.hinted(one, "left"), 1);
    harness.assertRuns("D14: a node goes on after another has closed", harness.hinted(two, "own"), 1);
  }
}
