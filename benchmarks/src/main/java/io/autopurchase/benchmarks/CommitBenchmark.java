package io.autopurchase.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One commit of a new record of 2 kB. H2 is in memory: what is measured is the store's own work. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CommitBenchmark {
  private static final byte[] BODY = new byte[2048];

  private final AtomicLong numbers = new AtomicLong();
  private final ActivityStore memory = new InMemoryActivityStore();
  private HikariDataSource pool;
  private ActivityStore h2;

  @Setup
  public void open() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:benchmark;DB_CLOSE_DELAY=-1");
    pool = new HikariDataSource(config);
    h2 = JdbcActivityStore.create(pool);
  }

  @TearDown
  public void close() {
    pool.close();
  }

  @Benchmark
  public CommitResult commitInMemory() {
    return memory.commit(next());
  }

  @Benchmark
  public CommitResult commitH2() {
    return h2.commit(next());
  }

  private Commit next() {
    String id = Long.toString(numbers.incrementAndGet());
    RecordFields fields = RecordFields.builder().type("BOOKING").state("RUNNING").orderId(id).build();
    return Commit.builder(id).put(new RecordKey("activity", id), 0, fields, 1, BODY).build();
  }
}
