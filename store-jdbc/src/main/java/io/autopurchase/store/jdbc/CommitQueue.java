package io.autopurchase.store.jdbc;

import io.autopurchase.CommitOutcomeUnknownException;
import io.autopurchase.StoreException;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Lets threads that commit at the same time share transactions. No thread waits for company: a thread that finds no transaction
 * at work begins one at once; those that come while it is at work wait, and the first of them takes all of them along.
 * Thread-safe.
 *
 * <p>Each is answered on its own. A batch that certainly was not applied is made again by each thread alone, so that what one of them
 * stumbled over is not a failure of the others; a batch whose end is not known is not known to any of them.
 */
@ThreadSafe
final class CommitQueue {
  private static final int LARGEST_BATCH = 64;

  private final Writer writer;
  private final int transactionsAtOnce;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private int atWork;

  CommitQueue(Writer writer, int transactionsAtOnce) {
    this.writer = writer;
    this.transactionsAtOnce = transactionsAtOnce;
  }

  /** Writes commits in one transaction, as {@link io.autopurchase.spi.ActivityStore#commitAll}. */
  interface Writer {
    List<CommitResult> write(List<Commit> commits);
  }

  private enum State {
    WAITING,
    TAKEN,
    DONE
  }

  /** A thread's commit. Guarded by the lock, but for the commit. */
  private static final class Entry {
    final Commit commit;
    final Set<Object> touched;
    final Condition changed;
    State state = State.WAITING;
    @Nullable CommitResult result;
    @Nullable StoreException failure;

    Entry(Commit commit, Condition changed) {
      this.commit = commit;
      touched = Set.copyOf(CommitBatch.touches(commit));
      this.changed = changed;
    }

    void end(@Nullable CommitResult itsResult, @Nullable StoreException itsFailure) {
      state = State.DONE;
      result = itsResult;
      failure = itsFailure;
      changed.signal();
    }
  }

  /** As {@link io.autopurchase.spi.ActivityStore#commit(Commit)}. */
  CommitResult commit(Commit commit) {
    Entry mine = new Entry(commit, lock.newCondition());
    List<Entry> batch;
    lock.lock();
    try {
      waiting.addLast(mine);
      batch = takeOrAwait(mine);
    } finally {
      lock.unlock();
    }
    if (!batch.isEmpty()) {
      write(batch);
    }
    if (mine.result != null) {
      return mine.result;
    }
    if (mine.failure != null) {
      throw mine.failure;
    }
    return writer.write(List.of(commit)).get(0);
  }

  /** Returns what this thread is to write; empty if another one has written its commit. */
  private List<Entry> takeOrAwait(Entry mine) {
    while (mine.state != State.DONE) {
      if (mine.state == State.WAITING && atWork < transactionsAtOnce) {
        atWork++;
        return take(mine);
      }
      try {
        mine.changed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        leave(mine);
      }
    }
    return List.of();
  }

  /** Those that come first and have nothing in common: one that touches what another one touches may lose, and would make all be written twice. */
  private List<Entry> take(Entry mine) {
    List<Entry> batch = new ArrayList<>();
    Set<Object> touched = new HashSet<>(mine.touched);
    waiting.remove(mine);
    batch.add(mine);
    for (Iterator<Entry> all = waiting.iterator(); batch.size() < LARGEST_BATCH && all.hasNext(); ) {
      Entry next = all.next();
      if (Collections.disjoint(touched, next.touched)) {
        all.remove();
        batch.add(next);
      }
      touched.addAll(next.touched); // who comes after one that is left waits with it
    }
    batch.forEach(turn -> turn.state = State.TAKEN);
    return batch;
  }

  private void leave(Entry mine) {
    switch (mine.state) {
      case WAITING -> {
        waiting.remove(mine);
        wakeNext();
        throw new StoreUnavailableException("interrupted before the commit was begun", null);
      }
      case TAKEN -> throw new CommitOutcomeUnknownException("interrupted while the commit was made", null);
      default -> {} // the answer is there
    }
  }

  private void write(List<Entry> batch) {
    List<CommitResult> results = List.of();
    StoreException failure = new CommitOutcomeUnknownException("the thread that made the commit failed", null);
    boolean again = false;
    try {
      results = writer.write(batch.stream().map(turn -> turn.commit).toList());
    } catch (StoreUnavailableException e) {
      failure = e;
      again = batch.size() > 1;
    } catch (CommitOutcomeUnknownException e) {
      failure = e;
    } finally {
      lock.lock();
      try {
        for (int i = 0; i < batch.size(); i++) {
          boolean isAnswered = !results.isEmpty();
          batch.get(i).end(isAnswered ? results.get(i) : null, isAnswered || again ? null : failure);
        }
        atWork--;
        wakeNext();
      } finally {
        lock.unlock();
      }
    }
  }

  private void wakeNext() {
    if (!waiting.isEmpty() && atWork < transactionsAtOnce) {
      waiting.getFirst().changed.signal();
    }
  }
}
