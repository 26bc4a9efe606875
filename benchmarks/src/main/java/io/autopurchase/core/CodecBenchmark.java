package io.autopurchase.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.autopurchase.Activity;
import io.autopurchase.AutoPurchase;
import io.autopurchase.KeyRing;
import io.autopurchase.benchmarks.contender.MarketProvider;
import io.autopurchase.benchmarks.contender.Shop;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.record.Codec;
import io.autopurchase.spi.RecordKey;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Writing and reading the record of a booking of 20 placed lines, as the engine stores it, beside Jackson's tree of the same bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBenchmark {
  private static final int LINES = 20;

  private final JsonMapper bare = JsonMapper.builder().build();
  private byte[] body;
  private ActivityRecord record;
  private JsonNode tree;

  @Setup
  public void book() throws IOException {
    InMemoryActivityStore store = new InMemoryActivityStore();
    MarketProvider market = new MarketProvider(() -> {}, order -> {});
    try (AutoPurchase engine = Shop.signedIn(Shop.builder(store, KeyRing.ephemeral(), market).workers(0).build())) {
      Activity booking = engine.activities().advance(engine.book(Shop.plan(1, LINES)).id());
      if (!booking.succeeded()) {
        throw new IllegalStateException("the booking has not succeeded: " + booking);
      }
      body = store.load(new RecordKey("activity", booking.id().value())).orElseThrow().body();
    }
    record = decode();
    tree = decodeBareJackson();
  }

  @Benchmark
  public byte[] encode() {
    return ActivityTypes.CODEC.encode(record);
  }

  @Benchmark
  public byte[] encodeBareJackson() throws IOException {
    return bare.writeValueAsBytes(tree);
  }

  @Benchmark
  public ActivityRecord decode() {
    return ActivityTypes.CODEC.decode("the booking", Codec.VERSION, body, ActivityRecord.class);
  }

  @Benchmark
  public JsonNode decodeBareJackson() throws IOException {
    return bare.readTree(body);
  }
}
