package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.ActivityId;
import io.autopurchase.spi.ActivityDispatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** What the rules of {@link ActivityDispatcherContract} share: started dispatchers, and waits that end. */
final class DispatcherHarness {
  final FakeActivities work = new FakeActivities();

  private final Supplier<ActivityDispatcher> factory;
  private final Supplier<Duration> patience;
  private final List<ActivityDispatcher> dispatchers = new ArrayList<>();
  private final CountDownLatch testEnded = new CountDownLatch(1);

  DispatcherHarness(Supplier<ActivityDispatcher> factory, Supplier<Duration> patience) {
    this.factory = factory;
    this.patience = patience;
  }

  /** Ends the test: closes its dispatchers. */
  void close() {
    testEnded.countDown();
    dispatchers.forEach(ActivityDispatcher::close);
  }

  boolean hasEnded() {
    return testEnded.getCount() == 0;
  }

  ActivityDispatcher started() {
    ActivityDispatcher dispatcher = factory.get();
    start(dispatcher, new FakeRunner(work));
    return dispatcher;
  }

  void start(ActivityDispatcher dispatcher, FakeRunner runner) {
    dispatchers.add(dispatcher);
    dispatcher.start(runner);
  }

  ActivityId hinted(ActivityDispatcher dispatcher, String id) {
    ActivityId activity = work.add(id);
    dispatcher.schedule(activity, Instant.now());
    return activity;
  }

  void assertRuns(String rule, ActivityId activity, int count) {
    assertThat(work.awaitRuns(activity, count, patience.get()))
        .as("%s (%s was run %d times within %s)", rule, activity, work.runs(activity).size(), patience.get())
        .isTrue();
  }

  void assertAllRun(String rule) {
    work.await(patience.get(), () -> work.neverRun().isEmpty());
    assertThat(work.neverRun()).as("%s; never run within %s", rule, patience.get()).isEmpty();
  }

  /** Does something in the calling thread's stead, so that a call that never returns fails the test and does not hang it. */
  void assertReturns(String rule, Runnable call) {
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
      done.get(patience.get().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(rule + " (it did not return within " + patience.get() + ")", e);
    } catch (ExecutionException e) {
      throw new AssertionError(rule + " (it threw)", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(rule + " (interrupted)", e);
    }
  }

  boolean awaitQuietly(CountDownLatch latch) {
    try {
      return latch.await(patience.get().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void holdUntilTestEnds() {
    try {
      testEnded.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void fail(int kind) {
    switch (kind) {
      case 0 -> throw new IllegalStateException("made by the test");
      case 1 -> throw new StackOverflowError("made by the test");
      case 2 -> throw new OutOfMemoryError("made by the test");
      default -> throw new AssertionError("made by the test");
    }
  }
}
