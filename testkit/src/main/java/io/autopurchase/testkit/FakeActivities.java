package io.autopurchase.testkit;

import io.autopurchase.ActivityId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Activities that are due at times and whose runs do what a test wrote down for them; what dispatchers do is recorded. Like
 * the engine it does nothing if an activity is not due or is being run. One for all nodes of a test, of which each has a
 * {@link FakeRunner}. Goes by the clock of the machine. Thread-safe.
 */
@ThreadSafe
public final class FakeActivities {
  /** What the runs of an activity do. */
  public interface Script {
    /**
     * @param number of the run, from 1
     * @return when the activity is due next; empty if it has ended
     */
    Optional<Instant> run(int number);
  }

  private static final Duration LEASE = Duration.ofMillis(100);

  private static final class Entry {
    final Script script;
    @Nullable Instant dueAt;
    boolean signalled;
    boolean running;
    final List<Instant> runs = new ArrayList<>();
    int early;
    int overlapping;

    Entry(Script script, Instant dueAt) {
      this.script = script;
      this.dueAt = dueAt;
    }

    boolean isDue(Instant now) {
      return signalled || (dueAt != null && !dueAt.isAfter(now));
    }
  }

  private final Map<ActivityId, Entry> entries = new TreeMap<>(Comparator.comparing(ActivityId::value));
  private final Set<Thread> threads = new HashSet<>();
  private final List<Throwable> failuresOfDue = new ArrayList<>();
  private int calls;

  public FakeActivities() {}

  // What tests do

  /** An activity that is due now and ends with its first run. */
  public ActivityId add(String id) {
    return add(id, number -> Optional.empty());
  }

  /** An activity that is due now. */
  public synchronized ActivityId add(String id, Script script) {
    ActivityId activity = new ActivityId(id);
    entries.put(activity, new Entry(script, Instant.now()));
    return activity;
  }

  /** Something has come for the activity, such as an answer: it is due, also while it runs. */
  public synchronized void signal(ActivityId activity) {
    entries.get(activity).signalled = true;
  }

  /** The next times that the dispatcher asks what is due, this happens. */
  public synchronized void failDue(List<Throwable> failures) {
    failuresOfDue.addAll(failures);
  }

  /** Whether it came true in time; looked at after each change. */
  public synchronized boolean await(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return true;
  }

  /** Whether so many runs of the activity have begun in time. */
  public boolean awaitRuns(ActivityId activity, int count, Duration patience) {
    return await(patience, () -> runs(activity).size() >= count);
  }

  // What tests see

  /** When its runs began. */
  public synchronized List<Instant> runs(ActivityId activity) {
    return List.copyOf(entries.get(activity).runs);
  }

  /** Activities without a run. */
  public synchronized List<ActivityId> neverRun() {
    return entries.entrySet().stream().filter(e -> e.getValue().runs.isEmpty()).map(Map.Entry::getKey).toList();
  }

  /** How often a run was requested before the activity was due. */
  public synchronized int early(ActivityId activity) {
    return entries.get(activity).early;
  }

  /** How often a run was requested of an activity that was being run. */
  public synchronized int overlapping() {
    return entries.values().stream().mapToInt(e -> e.overlapping).sum();
  }

  /** Whether a run was requested in this thread. */
  public synchronized boolean hasRunIn(Thread thread) {
    return threads.contains(thread);
  }

  /** How often any run was requested. */
  public synchronized int calls() {
    return calls;
  }

  // What runners do

  /** A dispatcher asks for a run, in this thread. */
  synchronized void called() {
    calls++;
    threads.add(Thread.currentThread());
    notifyAll();
  }

  Optional<Instant> run(ActivityId activity) {
    Entry entry;
    int number;
    synchronized (this) {
      entry = entries.get(activity);
      Instant now = Instant.now();
      if (entry == null) {
        return Optional.empty();
      }
      if (entry.running) {
        entry.overlapping++;
        return Optional.of(now.plus(LEASE));
      }
      if (!entry.isDue(now)) {
        entry.early++;
        return Optional.ofNullable(entry.dueAt);
      }
      entry.running = true;
      entry.signalled = false;
      entry.runs.add(now);
      number = entry.runs.size();
      notifyAll();
    }
    boolean ended = false;
    Optional<Instant> next = Optional.empty();
    try {
      next = entry.script.run(number);
      ended = true;
      return next;
    } finally {
      synchronized (this) {
        entry.running = false;
        if (ended) {
          entry.dueAt = next.orElse(null);
        }
        notifyAll();
      }
    }
  }

  synchronized List<ActivityId> due(Optional<ActivityId> after, int limit) {
    if (!failuresOfDue.isEmpty()) {
      raise(failuresOfDue.remove(0));
    }
    Instant now = Instant.now();
    return entries.entrySet().stream()
        .filter(e -> after.isEmpty() || e.getKey().value().compareTo(after.get().value()) > 0)
        .filter(e -> e.getValue().isDue(now) && (e.getValue().signalled || !e.getValue().running))
        .map(Map.Entry::getKey)
        .limit(limit)
        .toList();
  }

  private static void raise(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  /** Waiting threads look again. */
  synchronized void changed() {
    notifyAll();
  }
}
