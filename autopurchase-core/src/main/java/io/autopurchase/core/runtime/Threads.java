package io.autopurchase.core.runtime;

import java.util.concurrent.ThreadFactory;

/** The threads of an engine: made by the host's factory, and named by what they are for. */
public final class Threads {
  private Threads() {}

  /** Daemons, for hosts that have no factory of their own. */
  public static Thread daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * @param name of each thread
   * @throws IllegalStateException from the factory's method, if the host's factory refuses a thread
   */
  public static ThreadFactory named(String name, ThreadFactory factory) {
    return work -> {
      Thread thread = factory.newThread(work);
      if (thread == null) {
        throw new IllegalStateException("the thread factory made no thread for " + name);
      }
      thread.setName(name);
      return thread;
    };
  }
}
