package io.autopurchase.simulation;

import io.autopurchase.simulation.History.Mutation;
import io.autopurchase.simulation.History.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Many histories, on as many threads as there are processors: each history has a thread of its own for its whole life. */
final class Histories {
  private static final int MOST_SHOWN = 10;

  private Histories() {}

  /** A history that broke a promise. */
  record Broken(long seed, String violation) {}

  /**
   * The outcome of many histories.
   *
   * @param hash the sum of all histories' hashes: equal for equal runs, however many threads there were
   * @param sometimes how often each state was reached
   */
  record Summary(long count, double seconds, long hash, List<Broken> violations, long[] sometimes) {
    Optional<Broken> first() {
      return violations.stream().min(Comparator.comparingLong(Broken::seed));
    }

    String text() {
      StringBuilder text = new StringBuilder();
      violations.stream()
          .sorted(Comparator.comparingLong(Broken::seed))
          .limit(MOST_SHOWN)
          .forEach(broken -> text.append("seed ").append(broken.seed()).append(": ").append(broken.violation()).append('\n'));
      return text
          + String.format(
              "histories=%d violations=%d seconds=%.1f histories/s=%.0f hash=%016x",
              count, violations.size(), seconds, count / seconds, hash);
    }

    Map<String, Long> reached() {
      Map<String, Long> reached = new LinkedHashMap<>();
      for (Sometimes state : Sometimes.values()) {
        reached.put(state.words, sometimes[state.ordinal()]);
      }
      return reached;
    }

    String states() {
      StringBuilder text = new StringBuilder("sometimes:");
      reached().forEach((state, times) -> text.append(String.format("%n  %-60s %d", state, times)));
      return text.toString();
    }
  }

  /** What the model itself throws is told as what it is: a thread that died of it would take all its other histories with it. */
  private static Result result(long seed, Mutation mutation, long[] sometimes) {
    try {
      return History.random(seed, mutation, false, sometimes);
    } catch (RuntimeException | Error e) {
      StackTraceElement[] at = e.getStackTrace();
      return new Result(Optional.of("MODEL: " + e + (at.length > 0 ? " at " + at[0] : "")), 0, List.of());
    }
  }

  /**
   * @param untilBroken whether to stop soon after the first broken promise
   */
  static Summary run(long first, long count, Mutation mutation, boolean untilBroken) {
    return run(first, count, mutation, untilBroken, Progress.SILENT);
  }

  static Summary run(long first, long count, Mutation mutation, boolean untilBroken, Progress progress) {
    return run(first, count, mutation, untilBroken, profile -> true, progress);
  }

  /**
   * @param wanted the histories of other profiles are passed over, and not counted
   * @param progress told about each history; if it is stopped, the histories that were begun come to their end and count
   */
  static Summary run(
      long first, long count, Mutation mutation, boolean untilBroken, Predicate<Profile> wanted, Progress progress) {
    AtomicLong next = new AtomicLong(first);
    AtomicLong done = new AtomicLong();
    AtomicLong hash = new AtomicLong();
    AtomicLong end = new AtomicLong(first + count);
    List<Broken> violations = new ArrayList<>();
    long[] sometimes = new long[Sometimes.values().length];
    long begin = System.nanoTime();
    Runnable work =
        () -> {
          long[] mine = new long[sometimes.length];
          for (long seed = next.getAndIncrement(); seed < end.get() && !progress.isStopped(); seed = next.getAndIncrement()) {
            if (!wanted.test(Profile.of(seed))) {
              continue;
            }
            long now = seed;
            Result result = result(now, mutation, mine);
            done.incrementAndGet();
            progress.oneDone();
            hash.addAndGet(result.hash());
            result.violation().ifPresent(violation -> {
              synchronized (violations) {
                violations.add(new Broken(now, violation));
                progress.violation("seed " + now + ": " + violation);
              }
              if (untilBroken) {
                end.accumulateAndGet(now, Math::min);
              }
            });
          }
          synchronized (sometimes) {
            for (int i = 0; i < mine.length; i++) {
              sometimes[i] += mine[i];
            }
          }
        };
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      Thread thread = new Thread(null, work, "histories-" + i, 16L << 20);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      boolean joined = false;
      while (!joined) {
        try {
          thread.join();
          joined = true;
        } catch (InterruptedException e) {
          next.set(Long.MAX_VALUE / 2);
        }
      }
    }
    return new Summary(done.get(), (System.nanoTime() - begin) / 1e9, hash.get(), violations, sometimes);
  }
}
