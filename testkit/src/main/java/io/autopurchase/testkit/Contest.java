package io.autopurchase.testkit;

import io.autopurchase.StoreException;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that compete for every version of one record: each reads the record and tries to write the next version, until the record has
 * the last one. A thread whose commit is answered as applied has won that version.
 */
final class Contest {
  static final RecordKey KEY = StoreHarness.record("contested");

  private static final int THREADS = 4;
  private static final long PAUSE_NANOS = 1_000_000;

  private final Map<Long, Tally> tallies = new ConcurrentSkipListMap<>();
  private final Start start = new Start();
  private final Progress progress = new Progress();
  private final AtomicBoolean isFailed = new AtomicBoolean();
  private final List<ActivityStore> stores;
  private final String name;
  private final long last;

  /**
   * @param stores connections to the same data, used in turn
   * @param name no other process has the same
   * @param last the version at which the contest ends
   */
  Contest(List<ActivityStore> stores, String name, long last) {
    this.stores = stores;
    this.name = name;
    this.last = last;
  }

  /**
   * The outcome of one version.
   *
   * @param attempts commits that tried to write it
   * @param wins commits of which the store said that they were applied
   */
  record Tally(int attempts, int wins) {
    static final Tally NONE = new Tally(0, 0);

    Tally plus(Tally other) {
      return new Tally(attempts + other.attempts, wins + other.wins);
    }
  }

  /** Holds a thread back until another one has read the same version, or a later one: so that nearly all are contested. */
  private static final class Start {
    private long latest = -1;
    private int readers;
    private boolean isOpen;

    synchronized void await(long version) throws InterruptedException {
      if (version >= latest) {
        readers = version > latest ? 1 : readers + 1;
        latest = version;
        notifyAll();
      }
      while (!isOpen && version == latest && readers < 2) {
        wait();
      }
    }

    /** For good: a thread has ended. */
    synchronized void open() {
      isOpen = true;
      notifyAll();
    }
  }

  /** The latest version that was seen, whichever process has won it, and when. */
  private static final class Progress {
    private Duration longestPause = Duration.ZERO;
    private long version;
    private long at;

    synchronized void begin(Duration longest) {
      longestPause = longest;
      at = System.nanoTime();
    }

    synchronized void reached(long number) {
      if (number > version) {
        version = number;
        at = System.nanoTime();
      }
    }

    synchronized boolean isOver() {
      return System.nanoTime() - at > longestPause.toNanos();
    }

    @Override
    public synchronized String toString() {
      return "version " + version;
    }
  }

  /** How a contest ended, by versions. */
  record Outcome(Map<Long, Tally> tallies) {
    Outcome plus(Outcome other) {
      Map<Long, Tally> sum = new TreeMap<>(tallies);
      other.tallies.forEach((version, tally) -> sum.merge(version, tally, Tally::plus));
      return new Outcome(sum);
    }

    /** Versions that several commits tried to write. */
    long contested() {
      return tallies.values().stream().filter(tally -> tally.attempts > 1).count();
    }

    /** Versions that were won more than once, with the number of winners. */
    Map<Long, Integer> wonTwice() {
      return wins(2, Integer.MAX_VALUE);
    }

    /** Versions without a winner, though there are later ones. */
    Map<Long, Integer> wonByNobody() {
      return wins(0, 0);
    }

    int won() {
      return tallies.values().stream().mapToInt(Tally::wins).sum();
    }

    private Map<Long, Integer> wins(int from, int to) {
      Map<Long, Integer> found = new TreeMap<>();
      tallies.forEach(
          (version, tally) -> {
            if (tally.wins >= from && tally.wins <= to) {
              found.put(version, tally.wins);
            }
          });
      return found;
    }
  }

  /**
   * @param longestPause within which the next version has to be won, however long all of them take
   * @throws AssertionError if it was not
   */
  Outcome run(Duration longestPause) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, StoreHarness::daemon);
    try {
      List<Future<?>> futures = new ArrayList<>();
      progress.begin(longestPause);
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        futures.add(threads.submit(() -> compete(stores.get(number % stores.size()), name + "-" + number)));
      }
      for (Future<?> future : futures) {
        while (!future.isDone() && !progress.isOver()) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        if (!future.isDone()) {
          throw new AssertionError("no thread has won a version for " + longestPause + " after " + progress);
        }
        StoreHarness.await(future, longestPause);
      }
    } finally {
      isFailed.set(true);
      threads.shutdownNow();
    }
    return new Outcome(new TreeMap<>(tallies));
  }

  private void compete(ActivityStore store, String thread) {
    try {
      int commits = 0;
      for (long version = version(store); version < last && !isFailed.get(); version = version(store)) {
        start.await(version);
        commit(store, version, thread, commits++);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      start.open();
    }
  }

  private void commit(ActivityStore store, long version, String thread, int number) {
    Commit commit =
        Commit.builder("contest-" + thread + "-" + number)
            .put(KEY, version, StoreHarness.text("x"), 1, StoreHarness.bytes(thread))
            .build();
    boolean isWinner = commit(store, commit).isApplied();
    tallies.merge(version + 1, new Tally(1, isWinner ? 1 : 0), Tally::plus);
  }

  private long version(ActivityStore store) {
    while (true) {
      try {
        long version = store.load(KEY).map(StoredRecord::version).orElse(0L);
        progress.reached(version);
        return version;
      } catch (StoreException e) {
        pause(e);
      }
    }
  }

  /** A commit whose end is not known is made again: its id shows the outcome. */
  private CommitResult commit(ActivityStore store, Commit commit) {
    while (true) {
      try {
        return store.commit(commit);
      } catch (StoreException e) {
        pause(e);
      }
    }
  }

  private void pause(StoreException failure) {
    if (progress.isOver()) {
      throw failure;
    }
    LockSupport.parkNanos(PAUSE_NANOS);
  }
}
