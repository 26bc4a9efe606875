package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.StoreException;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.annotation.Nullable;

/** What the tests of a store work with: opened stores, commits with fresh ids, and threads that begin at once. */
final class StoreHarness {
  static final String KIND = "activity";
  static final String SHOP = "shop-a";
  static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

  /** Of those threads that make calls at the same time. */
  static final String THREAD = "store-contract";

  private static final int THREADS = 16;

  final ActivityStoreContract contract;
  private final Deque<ActivityStore> opened = new ArrayDeque<>();
  private final AtomicInteger writes = new AtomicInteger();
  @Nullable private ActivityStore store;
  @Nullable private ActivityStore other;

  StoreHarness(ActivityStoreContract contract) {
    this.contract = contract;
  }

  /** The store under test. */
  ActivityStore store() {
    if (store == null) {
      store = open(SHOP);
    }
    return store;
  }

  /** Another connection to the same data. */
  ActivityStore other() {
    if (other == null) {
      store();
      other = open(SHOP);
    }
    return other;
  }

  /** One of the two connections. */
  ActivityStore either(int number) {
    return number % 2 == 0 ? store() : other();
  }

  ActivityStore open(String shop) {
    try {
      ActivityStore result = contract.open(shop);
      opened.push(result);
      return result;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the test's store cannot be opened", e);
    }
  }

  void close() {
    opened.forEach(ActivityStore::close);
  }

  // Commits

  /** With an id that no other commit of the test has. */
  Commit.Builder write() {
    return Commit.builder("write-" + writes.incrementAndGet());
  }

  /** Puts a record with a content to recognize it by. */
  Commit.Builder put(RecordKey key, long expected, String content) {
    return write().put(key, expected, text(content), 1, bytes(content));
  }

  /** Commits what has to succeed. */
  void apply(Commit.Builder commit) {
    assertThat(store().commit(commit.build()))
        .as("the result of a commit that nothing stands in the way of")
        .isEqualTo(new CommitResult.Applied());
  }

  /** Commits, again and again while the store is busy or its answer unclear: the result of a caller that does not give up. */
  CommitResult settle(ActivityStore on, Commit commit) {
    return patiently(() -> on.commit(commit));
  }

  /** Commits a batch, again and again while the store is busy; returns how many of it are applied. */
  int settleAll(ActivityStore on, List<Commit> commits) {
    return (int) patiently(() -> on.commitAll(commits)).stream().filter(CommitResult::isApplied).count();
  }

  /** A call that is made again while the store is busy, until the deadline. */
  <T> T patiently(Supplier<T> call) {
    long start = System.nanoTime();
    while (true) {
      try {
        return call.get();
      } catch (StoreException e) {
        if (System.nanoTime() - start > deadline().toNanos()) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
    }
  }

  // What is there

  long version(RecordKey key) {
    return store().load(key).map(StoredRecord::version).orElse(0L);
  }

  Optional<String> content(RecordKey key) {
    return store().load(key).map(StoreHarness::content);
  }

  static String content(StoredRecord row) {
    return new String(row.body(), StandardCharsets.UTF_8);
  }

  List<String> events(boolean undeliveredOnly) {
    return store().events(null, undeliveredOnly, 1000).stream().map(StoredEvent::id).toList();
  }

  // Values

  static RecordKey record(String id) {
    return new RecordKey(KIND, id);
  }

  static RecordFields text(String text) {
    return RecordFields.builder().text(text).build();
  }

  static RecordFields due(@Nullable Instant at) {
    return RecordFields.builder().dueAt(at).build();
  }

  static StoredEvent event(String id) {
    return new StoredEvent(id, NOON, EventFields.none(), 1, bytes("event " + id));
  }

  static byte[] bytes(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  // Threads

  Duration deadline() {
    return contract.deadline();
  }

  /** Does something a number of times, 16 at a time, and begins with the first 16 at one moment. */
  <T> List<T> together(int times, Numbered<T> work) {
    List<Callable<T>> calls = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      int number = i;
      calls.add(() -> work.call(number));
    }
    return together(calls);
  }

  /** One call of several. */
  interface Numbered<T> {
    T call(int number) throws Exception;
  }

  <T> List<T> together(List<Callable<T>> calls) {
    store();
    other();
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, calls.size()), StoreHarness::daemon);
    CountDownLatch ready = new CountDownLatch(Math.min(THREADS, calls.size()));
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> call : calls) {
        futures.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return call.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(await(future));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Makes one call on a thread of its own. */
  <T> T within(Duration time, Callable<T> call) {
    ExecutorService thread = Executors.newSingleThreadExecutor(StoreHarness::daemon);
    try {
      return await(thread.submit(call), time);
    } finally {
      thread.shutdownNow();
    }
  }

  <T> T await(Future<T> future) {
    return await(future, deadline());
  }

  static <T> T await(Future<T> future, Duration time) {
    try {
      return future.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("a call has not ended within " + time, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("the test was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new AssertionError("a call ended with " + e.getCause(), e);
    }
  }

  static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, THREAD);
    thread.setDaemon(true);
    return thread;
  }
}
