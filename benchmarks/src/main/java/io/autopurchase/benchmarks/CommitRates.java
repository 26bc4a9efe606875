package io.autopurchase.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.SearchText;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.UniqueName;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import io.autopurchase.testdatabases.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Commits a second on databases that keep what they acknowledge, by one and by many threads, with and without shared
 * transactions. A commit is that of a typical step: an activity and its session's limiter are updated, two events appended, a
 * name reserved. Each activity is made, with some forty words to be found by, and takes nine more steps. With and without take turns within one run, so that what else the machine does falls on both; the figure is
 * the median of the rounds. Not on H2, where transactions are never shared.
 */
public final class CommitRates {
  private static final int[] THREADS = {1, 8, 32};
  private static final int CONNECTIONS = 10;
  private static final int STEPS = 10;
  private static final byte[] BODY = new byte[2048];
  private static final byte[] EVENT = new byte[300];

  private final Duration round;
  private final int rounds;

  CommitRates(Duration round, int rounds) {
    this.round = round;
    this.rounds = rounds;
  }

  public static void main(String[] args) throws Exception {
    CommitRates rates = new CommitRates(Duration.ofSeconds(2), 5);
    System.out.printf("%-12s %8s %16s %16s %7s%n", "database", "threads", "each alone [/s]", "together [/s]", "ratio");
    try (TestDatabase postgres = TestDatabase.postgres()) {
      rates.measure(postgres.name(), postgres.url(), postgres.user());
    }
    try (TestDatabase mariaDb = TestDatabase.mariaDb()) {
      rates.measure(mariaDb.name(), mariaDb.url(), mariaDb.user());
    }
  }

  void measure(String name, String url, String user) throws InterruptedException, ExecutionException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setMaximumPoolSize(CONNECTIONS);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      for (int threads : THREADS) {
        Map<Boolean, List<Double>> rates = new LinkedHashMap<>(Map.of(false, new ArrayList<>(), true, new ArrayList<>()));
        for (int i = 0; i <= rounds; i++) {
          for (boolean together : new boolean[] {false, true}) {
            ActivityStore store = JdbcActivityStore.builder(pool).groupCommits(together).build();
            double rate = rate(store, threads);
            if (i > 0) {
              rates.get(together).add(rate); // the first round warms up
            }
          }
        }
        double alone = median(rates.get(false));
        double together = median(rates.get(true));
        System.out.printf("%-12s %8d %16.0f %16.0f %7.2f%n", name, threads, alone, together, together / alone);
      }
    }
  }

  private double rate(ActivityStore store, int threads) throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long start = System.nanoTime();
      long end = start + round.toNanos();
      List<Future<Integer>> counts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        counts.add(pool.submit(() -> commitUntil(store, end)));
      }
      int total = 0;
      for (Future<Integer> count : counts) {
        total += count.get();
      }
      return total / ((System.nanoTime() - start) / 1e9);
    } finally {
      pool.shutdown();
    }
  }

  private static int commitUntil(ActivityStore store, long end) {
    int commits = 0;
    String id = "";
    String text = "";
    while (System.nanoTime() - end < 0) {
      if (commits % STEPS == 0) {
        id = UUID.randomUUID().toString();
        text = SearchText.of(FilledStore.bookingText(ThreadLocalRandom.current().nextInt(1_000_000)), 4000);
      }
      if (!store.commit(step(id, text, commits % STEPS)).isApplied()) {
        throw new IllegalStateException("a commit without a rival was refused");
      }
      commits++;
    }
    return commits;
  }

  private static Commit step(String id, String text, int version) {
    RecordFields fields =
        RecordFields.builder()
            .type("BOOKING")
            .state("RUNNING")
            .orderId(id)
            .text(text)
            .dueAt(Instant.EPOCH.plusMillis(version))
            .build();
    String step = id + "/" + version;
    return Commit.builder(UUID.randomUUID().toString())
        .put(new RecordKey("activity", id), version, fields, 1, BODY)
        .put(new RecordKey("limiter", id), version, RecordFields.none(), 1, EVENT)
        .append(new StoredEvent(step + "/1", Instant.EPOCH, EventFields.none(), 1, EVENT))
        .append(new StoredEvent(step + "/2", Instant.EPOCH, EventFields.none(), 1, EVENT))
        .reserve(new UniqueName("client-order-id", step, id))
        .build();
  }

  private static double median(List<Double> rates) {
    List<Double> sorted = rates.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
