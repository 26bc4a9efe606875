package io.autopurchase.testkit;

import io.autopurchase.ActivityId;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.ActivityRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Dispatchers that break one rule each, as the small one would if it were simplified, and their contract tests. */
final class BrokenDispatchers {
  private BrokenDispatchers() {}

  abstract static class Wrong extends ActivityDispatcherContract {
    @Override
    protected Duration patience() {
      return Duration.ofSeconds(3);
    }
  }

  static class D01NeverSweeps extends Wrong {
    @Override
    protected ActivityDispatcher dispatcher() {
      return new SmallDispatcher() {
        @Override
        void sweep() {}
      };
    }
  }

  static class D02WaitsForAFreeThread extends Wrong {
    @Override
    protected ActivityDispatcher dispatcher() {
      return new SmallDispatcher() {
        private final Semaphore free = new Semaphore(4);

        @Override
        public void schedule(ActivityId activity, Instant dueAt) {
          free.acquireUninterruptibly();
          super.schedule(activity, dueAt);
        }

        @Override
        void run(ActivityId activity) {
          super.run(activity);
          free.release();
        }
      };
    }
  }

  static class D03RunsInTheCallersThread extends Wrong {
    @Override
    protected ActivityDispatcher dispatcher() {
      return new SmallDispatcher() {
        @Override
        public void schedule(ActivityId activity, Instant dueAt) {
          run(activity);
        }
      };
    }
  }

  static class D04ThrowsOnceClosed extends Wrong {
    @Override
    protected ActivityDispatcher dispatcher() {
      return new SmallDispatcher() {
        @Override
        public void schedule(ActivityId activity, Instant dueAt) {
          if (closed) {
            throw new IllegalStateException("closed");
          }
          super.schedule(activity, dueAt);
        }
      };
    }
  }

  static class D05RunsEachActivityOnce extends Wrong {
    @Override
    protected ActivityDispatcher dispatcher() {
      return new SmallDispatcher() {
        private final Set<ActivityId> known = ConcurrentHashMap.newKeySet();

        @Override
        void take(ActivityId activity) {
          if (known.add(activity)) {
            super.take(activity);
          }
        }
      };
    }
  }

  static class D06AsksAgainAndAgain extends Wrong {
    @Override
    protected ActivityDispatcher dispatcher() {
      return new SmallDispatcher() {
        @Override
        void run(ActivityId activity) {
          while (!closed && runner.run(activity).isPresent()) {
            Thread.onSpinWait();
          }
          taken.remove(activity);
        }
      };
    }
  }

  static class D07ForgetsWhatThrew extends Wrong {
    @Override
    protected ActivityDispatcher dispatcher() {
      return new SmallDispatcher() {
        @Override
        void run(ActivityId activity) {
          try {
            runner.run(activity);
            taken.remove(activity);
          } catch (RuntimeException | Error e) {
            // The activity stays taken for ever.
          }
        }
      };
    }
  }

  static class D08SweepsUntilTheFirstFailure extends Wrong {
    @Override
    protected ActivityDispatcher dispatcher() {
      return new SmallDispatcher() {
        @Override
        void sweepAgainAndAgain() {
          try {
            while (!closed) {
              sweep();
              TimeUnit.MILLISECONDS.sleep(50);
            }
          } catch (RuntimeException | Error | InterruptedException e) {
            // As in a periodic task of an executor: no word, and never again.
          }
        }
      };
    }
  }

  static class D09GoesOnOnceClosed extends Wrong {
    @Override
    protected ActivityDispatcher dispatcher() {
      return new SmallDispatcher() {
        private boolean again;

        @Override
        public void close() {
          if (again) {
            super.close();
          }
          again = true;
          runner.drain();
        }
      };
    }
  }

  static class D10LeavesRunningSteps extends Wrong {
    @Override
    protected ActivityDispatcher dispatcher() {
      return new SmallDispatcher() {
        @Override
        public void close() {
          closed = true;
          runner.drain();
          workers.shutdown();
        }
      };
    }
  }

  static class D11ThrowsWhenClosedAgain extends Wrong {
    @Override
    protected ActivityDispatcher dispatcher() {
      return new SmallDispatcher() {
        @Override
        public void close() {
          if (closed) {
            throw new IllegalStateException("closed already");
          }
          super.close();
        }
      };
    }
  }

  static class D12WaitsForEver extends Wrong {
    @Override
    protected ActivityDispatcher dispatcher() {
      return new SmallDispatcher() {
        @Override
        public void close() {
          closed = true;
          runner.drain();
          workers.shutdown();
          try {
            workers.awaitTermination(1, TimeUnit.DAYS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
      };
    }
  }

  static class D13SpendsAThreadOnEachHint extends Wrong {
    private static final int ENOUGH = 1500;

    @Override
    protected ActivityDispatcher dispatcher() {
      return new SmallDispatcher() {
        private final List<Thread> waiting = new ArrayList<>();

        @Override
        public synchronized void schedule(ActivityId activity, Instant dueAt) {
          if (waiting.size() < ENOUGH) {
            Thread thread = new Thread(() -> await(activity, dueAt));
            thread.start();
            waiting.add(thread);
          }
        }

        private void await(ActivityId activity, Instant dueAt) {
          try {
            TimeUnit.MILLISECONDS.sleep(Duration.between(Instant.now(), dueAt).toMillis());
            take(activity);
          } catch (InterruptedException e) {
            // closed
          }
        }

        @Override
        public synchronized void close() {
          waiting.forEach(Thread::interrupt);
          super.close();
        }
      };
    }
  }

  static class D14OnlyTheFirstNodeWorks extends Wrong {
    private final AtomicReference<ActivityDispatcher> first = new AtomicReference<>();

    @Override
    protected ActivityDispatcher dispatcher() {
      return new SmallDispatcher() {
        @Override
        public void start(ActivityRunner activityRunner) {
          runner = activityRunner;
          if (first.compareAndSet(null, this)) {
            super.start(activityRunner);
          }
        }

        @Override
        void take(ActivityId activity) {
          if (first.get() == this) {
            super.take(activity);
          }
        }
      };
    }
  }

  static class D15RunsTwiceAtOnce extends Wrong {
    @Override
    protected ActivityDispatcher dispatcher() {
      return new SmallDispatcher() {
        private final CyclicBarrier together = new CyclicBarrier(2);

        @Override
        void take(ActivityId activity) {
          for (int i = 0; i < 2 && !closed; i++) {
            workers.execute(
                () -> {
                  waitForTheOther();
                  run(activity);
                });
          }
        }

        private void waitForTheOther() {
          try {
            together.await(10, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (BrokenBarrierException | TimeoutException e) {
            together.reset(); // it runs alone, then
          }
        }
      };
    }
  }
}
