package io.autopurchase.cluster.dbscheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that are never interrupted: they commit, and an interruption in the middle of that could close an embedded database under the host. */
final class Workers extends ThreadPoolExecutor {
  Workers(int threads) {
    super(threads, threads, 0, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), Threads.named("autopurchase-worker"));
  }

  /** Drops what has not begun, and interrupts nothing. */
  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    List<Runnable> waiting = new ArrayList<>();
    getQueue().drainTo(waiting);
    return waiting;
  }
}
