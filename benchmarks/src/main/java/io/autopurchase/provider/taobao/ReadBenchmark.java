package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.autopurchase.provider.http.Redaction;
import io.autopurchase.provider.http.Transport;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Reading a list of orders of 4 kB and of 400 kB, beside Jackson's streaming over all its tokens and into records. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReadBenchmark {
  /** About 400 bytes each. */
  @Param({"10", "1000"})
  public int orders;

  private byte[] answer;

  @Setup
  public void make() {
    answer = OrderList.of(orders);
  }

  @Benchmark
  public List<ProviderOrder> read() {
    Transport.Answer whole = new Transport.Answer(true, 200, answer, "", null, Redaction.NOTHING);
    ProviderResult<List<ProviderOrder>> result =
        Reply.judge(whole, ApiCall.read(OrderQuery.PATH, Map.of(), found -> Orders.found(found, false)), Instant.EPOCH);
    if (result instanceof ProviderResult.Success<List<ProviderOrder>> success && success.value().size() == orders) {
      return success.value();
    }
    throw new IllegalStateException("it was not read: " + result);
  }

  @Benchmark
  public void readBareStreaming(Blackhole hole) throws IOException {
    try (JsonParser parser = OrderList.MAPPER.createParser(answer)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          hole.consume(parser.getText());
        }
      }
    }
  }

  @Benchmark
  public OrderList.Answer readBareRecords() throws IOException {
    return OrderList.MAPPER.readValue(answer, OrderList.Answer.class);
  }
}
