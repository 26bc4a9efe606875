package io.autopurchase.benchmarks.contender;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.ThreadLocalContextTransactionManager;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import com.gruelbox.transactionoutbox.TransactionOutboxEntry;
import com.gruelbox.transactionoutbox.TransactionOutboxListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import javax.sql.DataSource;

/**
 * transaction-outbox: a step is an entry, which schedules that of the next step in the transaction that removes it. Entries are submitted
 * to as many threads as activities are in flight, right after the commit that made them.
 */
public final class TransactionOutboxContender implements Contender {
  public static final String NAME = "transaction-outbox " + Versions.of("com.gruelbox", "transactionoutbox-core");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String settings() {
    return "Submitter.withExecutor of as many threads as are in flight, DefaultPersistor; all scheduled in one transaction in advance";
  }

  /** What the outbox calls. */
  public interface Booking {
    /** One step of an activity. */
    void step(int activity, int step);
  }

  @Override
  public Subject open(DataSource pool, Load load, Work work) {
    Gate gate = new Gate(Executors.newFixedThreadPool(load.inFlight()));
    TransactionOutbox[] outbox = {null};
    Booking booking =
        (activity, step) -> {
          work.step(activity);
          if (step + 1 < load.steps()) {
            outbox[0].schedule(Booking.class).step(activity, step + 1);
          }
        };
    ThreadLocalContextTransactionManager transactions = TransactionManager.fromDataSource(pool);
    outbox[0] =
        TransactionOutbox.builder()
            .transactionManager(transactions)
            .persistor(Persistor.forDialect(Dialect.POSTGRESQL_9))
            .instantiator(Instantiator.using(type -> booking))
            .submitter(Submitter.withExecutor(gate))
            .listener(new Ends(load, work))
            .build();
    return new Entries(outbox[0], transactions, gate);
  }

  private record Ends(Load load, Work work) implements TransactionOutboxListener {
    @Override
    public void success(TransactionOutboxEntry entry) {
      Object[] arguments = entry.getInvocation().getArgs();
      if ((int) arguments[1] + 1 == load.steps()) {
        work.ended((int) arguments[0]);
      }
    }

    @Override
    public void failure(TransactionOutboxEntry entry, Throwable cause) {
      work.failed(cause);
    }
  }

  /** Holds back what is submitted before the start. */
  private static final class Gate implements Executor {
    private final ExecutorService threads;
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean open;

    Gate(ExecutorService threads) {
      this.threads = threads;
    }

    @Override
    public synchronized void execute(Runnable task) {
      if (open) {
        threads.execute(task);
      } else if (!threads.isShutdown()) {
        waiting.add(task);
      } else {
        throw new RejectedExecutionException("it is closed");
      }
    }

    synchronized void open() {
      open = true;
      waiting.forEach(threads::execute);
      waiting.clear();
    }

    void close() {
      threads.shutdown();
    }
  }

  private record Entries(TransactionOutbox outbox, ThreadLocalContextTransactionManager transactions, Gate gate) implements Subject {
    @Override
    public void submit(int activity) {
      transactions.inTransaction(() -> outbox.schedule(Booking.class).step(activity, 0));
    }

    @Override
    public void submitAll(int activities) {
      transactions.inTransaction(
          () -> {
            for (int i = 0; i < activities; i++) {
              outbox.schedule(Booking.class).step(i, 0);
            }
          });
    }

    @Override
    public void start() {
      gate.open();
    }

    @Override
    public void close() {
      gate.close();
    }
  }
}
