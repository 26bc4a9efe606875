package io.autopurchase.benchmarks.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that make calls one after the other, each as soon as its last one has returned. */
final class Callers {
  private Callers() {}

  /** One of the calls. */
  interface Call {
    void make(int number) throws Exception;
  }

  /** Returns when all calls have returned. */
  static void call(int callers, int calls, Call call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      AtomicInteger next = new AtomicInteger();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        all.add(
            threads.submit(
                () -> {
                  for (int number = next.getAndIncrement(); number < calls; number = next.getAndIncrement()) {
                    call.make(number);
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
  }
}
