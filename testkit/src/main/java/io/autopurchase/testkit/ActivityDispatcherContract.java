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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  private final FakeActivities work = new FakeActivities();
  private final List<ActivityDispatcher> dispatchers = new ArrayList<>();
  private final CountDownLatch testEnded = new CountDownLatch(1);

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
    return Duration.ofSeconds(30);
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
    testEnded.countDown();
    dispatchers.forEach(ActivityDispatcher::close);
    release();
  }

  // To run

  @Test
  protected void d01_dueWithoutHint_isRun() {
    ActivityId before = work.add("before");
    started();
    assertRuns("D01: what was due before the start is run without a hint", before, 1);
    ActivityId after = work.add("after");
    assertRuns("D01: what becomes due without a hint is run by a sweep", after, 1);
  }

  @Test
  protected void d01_moreDueThanAPage_allAreRun() {
    for (int i = 0; i < 450; i++) {
      work.add(String.format("a%04d", i));
    }
    started();
    assertAllRun("D01: all that is due is run, however many pages the sweep has to turn");
  }

  @Test
  protected void d01_signalWithoutHintWhileWaiting_isRun() {
    ActivityId activity =
        work.add("a", number -> number == 1 ? Optional.of(Instant.now().plus(Duration.ofDays(3))) : Optional.empty());
    started().schedule(activity, Instant.now());
    assertRuns("D01: an activity is run", activity, 1);
    work.signal(activity);
    assertRuns("D01: what becomes due before its time, such as by an answer, is run although the hint was lost", activity, 2);
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
              awaitQuietly(hinted);
              return Optional.empty();
            });
    ActivityDispatcher dispatcher = started();
    dispatcher.schedule(activity, Instant.now());
    assertThat(awaitQuietly(begun)).as("D01: the activity is run").isTrue();
    work.signal(activity);
    dispatcher.schedule(activity, Instant.now());
    hinted.countDown();
    assertRuns("D05: a hint that comes while the activity runs leads to another run", activity, 2);
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
    start(dispatcher, new FakeRunner(work));
    activities.forEach(
        activity -> assertRuns("D05: a hint at the very end of a run is not lost: it leads to another run", activity, 2));
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
    started().schedule(activity, Instant.now());
    assertRuns("D06: an activity is run again when it is due next", activity, 2);
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
                  fail(kind);
                }
                return Optional.empty();
              }));
    }
    ActivityDispatcher dispatcher = started();
    Instant now = Instant.now();
    activities.forEach(activity -> dispatcher.schedule(activity, now));
    activities.forEach(
        activity -> assertRuns("D07: an activity whose run throws, an error too, is run again some time", activity, 2));
    assertRuns("D07: other activities are run after errors", hinted(dispatcher, "other"), 1);
  }

  @Test
  protected void d08_dueThrows_sweepGoesOn() {
    work.failDue(
        List.of(
            new StoreUnavailableException("the store is away", null),
            new IllegalStateException("a defect"),
            new StackOverflowError("a defect, made by the test")));
    ActivityId activity = work.add("a");
    started();
    assertRuns("D08: the sweep goes on after the store could not be asked", activity, 1);
  }

  // Hints

  @Test
  protected void d02_allThreadsBusy_hintReturnsAtOnce() {
    ActivityDispatcher dispatcher = started();
    for (int i = 0; i < MORE_THAN_THREADS; i++) {
      ActivityId busy =
          work.add(
              String.format("busy%04d", i),
              number -> {
                holdUntilTestEnds();
                return Optional.empty();
              });
      assertReturns("D02: a hint does not wait, also while every thread is busy", () -> dispatcher.schedule(busy, Instant.now()));
    }
    assertThat(work.await(patience(), () -> work.calls() > 0)).as("D01: an activity is run").isTrue();
  }

  @Test
  protected void d03_manyHints_noRunInTheCallersThread() {
    ActivityDispatcher dispatcher = started();
    for (int i = 0; i < 1000; i++) {
      hinted(dispatcher, String.format("a%04d", i));
    }
    assertAllRun("D01: a burst of hints: each activity is run");
    assertThat(work.hasRunIn(Thread.currentThread())).as("D03: an activity runs in the thread that gave the hint").isFalse();
  }

  @Test
  protected void d04_strangeHints_nothingIsThrown() {
    ActivityDispatcher dispatcher = started();
    ActivityId unknown = new ActivityId("unknown");
    String rule = "D04: a hint never throws: ";
    assertThatCode(() -> dispatcher.schedule(unknown, Instant.now())).as(rule + "unknown activity").doesNotThrowAnyException();
    assertThatCode(() -> dispatcher.schedule(unknown, Instant.EPOCH)).as(rule + "long ago").doesNotThrowAnyException();
    assertThatCode(() -> dispatcher.schedule(unknown, Instant.parse("9999-12-31T00:00:00Z")))
        .as(rule + "far in the future")
        .doesNotThrowAnyException();
    assertRuns("D04: strange hints do no harm", hinted(dispatcher, "a"), 1);
    dispatcher.close();
    assertThatCode(() -> dispatcher.schedule(unknown, Instant.now())).as(rule + "after close").doesNotThrowAnyException();
  }

  @Test
  protected void d13_hundredThousandWaiting_costNoThread() {
    ActivityDispatcher dispatcher = started();
    assertRuns("D01: an activity is run", hinted(dispatcher, "first"), 1);
    int before = Thread.activeCount();
    Instant later = Instant.now().plus(Duration.ofHours(1));
    assertReturns(
        "D13: hints for later do not wait",
        () -> {
          for (int i = 0; i < 100_000; i++) {
            dispatcher.schedule(new ActivityId("waiting" + i), later);
          }
        });
    assertThat(Thread.activeCount() - before).as("D13: threads that 100,000 waiting activities cost").isLessThan(1000);
    assertRuns("D13: due activities do not stand behind waiting ones", hinted(dispatcher, "next"), 1);
  }

  @Test
  protected void d15_hintsFromManyThreads_notTwiceAtOnceInOneDispatcher() throws Exception {
    assumeFalse(waivedRules().contains("D15"), "D15 is waived");
    ActivityDispatcher dispatcher = started();
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
    assertAllRun("D01: hints from many threads: each activity is run");
    assertThat(work.overlapping()).as("D15: runs that one dispatcher began while it ran the same activity").isZero();
  }

  // To close

  @Test
  protected void d09_closed_nothingIsTakenUp() {
    ActivityDispatcher dispatcher = started();
    for (int i = 0; i < 200; i++) {
      hinted(dispatcher, String.format("a%04d", i));
    }
    assertThat(work.await(patience(), () -> work.calls() > 0)).as("D01: an activity is run").isTrue();
    dispatcher.close();
    int calls = work.calls();
    hinted(dispatcher, "late");
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
    start(dispatcher, runner);
    dispatcher.schedule(activity, Instant.now());
    assertThat(awaitQuietly(begun)).as("D01: the activity is run").isTrue();
    dispatcher.close();
    assertThat(runner.isDraining()).as("D10: close tells the runner to drain").isTrue();
    assertThat(ended).as("D10: close waits for the running step").isTrue();
  }

  @Test
  protected void d11_closedAgain_nothingHappens() {
    ActivityDispatcher unused = dispatcher();
    assertThatCode(unused::close).as("D11: close works before start").doesNotThrowAnyException();
    ActivityDispatcher dispatcher = started();
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
              while (testEnded.getCount() > 0) {
                LockSupport.parkNanos(10_000_000);
                Thread.interrupted(); // a step that takes no notice
              }
              return Optional.empty();
            });
    ActivityDispatcher dispatcher = started();
    dispatcher.schedule(activity, Instant.now());
    assertThat(awaitQuietly(begun)).as("D01: the activity is run").isTrue();
    assertReturns("D12: close ends although a step never does", dispatcher::close);
  }

  // Several nodes

  @Test
  protected void d14_severalDispatchers_shareTheWork() {
    ActivityDispatcher one = started();
    ActivityDispatcher two = started();
    for (int i = 0; i < 300; i++) {
      hinted(i % 2 == 0 ? one : two, String.format("hinted%04d", i));
      work.add(String.format("unhinted%04d", i));
    }
    assertAllRun("D14: two nodes share the work: each activity is run");
  }

  @Test
  protected void d14_oneNodeCloses_othersGoOn() {
    ActivityDispatcher one = started();
    ActivityDispatcher two = started();
    assertRuns("D01: an activity is run", hinted(two, "first"), 1);
    one.close();
    assertRuns("D14: what one node leaves another takes up", hinted(one, "left"), 1);
    assertRuns("D14: a node goes on after another has closed", hinted(two, "own"), 1);
  }

  private ActivityDispatcher started() {
    ActivityDispatcher dispatcher = dispatcher();
    start(dispatcher, new FakeRunner(work));
    return dispatcher;
  }

  private void start(ActivityDispatcher dispatcher, FakeRunner runner) {
    dispatchers.add(dispatcher);
    dispatcher.start(runner);
  }

  private ActivityId hinted(ActivityDispatcher dispatcher, String id) {
    ActivityId activity = work.add(id);
    dispatcher.schedule(activity, Instant.now());
    return activity;
  }

  private void assertRuns(String rule, ActivityId activity, int count) {
    assertThat(work.awaitRuns(activity, count, patience()))
        .as("%s (%s was run %d times within %s)", rule, activity, work.runs(activity).size(), patience())
        .isTrue();
  }

  private void assertAllRun(String rule) {
    work.await(patience(), () -> work.neverRun().isEmpty());
    assertThat(work.neverRun()).as("%s; never run within %s", rule, patience()).isEmpty();
  }

  /** Does something in the calling thread's stead, so that a call that never returns fails the test and does not hang it. */
  private void assertReturns(String rule, Runnable call) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                call.run();
                done.complete(null);
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            });
    caller.setDaemon(true);
    caller.start();
    try {
      done.get(patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(rule + " (it did not return within " + patience() + ")", e);
    } catch (ExecutionException e) {
      throw new AssertionError(rule + " (it threw)", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(rule + " (interrupted)", e);
    }
  }

  private boolean awaitQuietly(CountDownLatch latch) {
    try {
      return latch.await(patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void holdUntilTestEnds() {
    try {
      testEnded.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void fail(int kind) {
    switch (kind) {
      case 0 -> throw new IllegalStateException("made by the test");
      case 1 -> throw new StackOverflowError("made by the test");
      case 2 -> throw new OutOfMemoryError("made by the test");
      default -> throw new AssertionError("made by the test");
    }
  }
}
