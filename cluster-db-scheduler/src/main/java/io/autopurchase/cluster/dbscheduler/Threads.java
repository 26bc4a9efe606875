package io.autopurchase.cluster.dbscheduler;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads with a name that do not keep the host's process alive, and whose last words are heard. */
final class Threads {
  private static final Logger log = LoggerFactory.getLogger(Threads.class);

  private Threads() {}

  static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      // Such as a row that could not be taken because the database went away; the pool makes a new thread.
      thread.setUncaughtExceptionHandler((ended, failure) -> log.warn("Thread {} ends", ended.getName(), failure));
      return thread;
    };
  }
}
