package io.autopurchase.provider.taobao;

import com.sun.net.httpserver.HttpServer;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Signing and calling, each beside the bare library that it is made of. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WireBenchmark {
  private final TreeMap<String, String> parameters = new TreeMap<>();
  private final Signer signer = new Signer(Secret.of("helloworld"));
  private final OkHttpClient bare = new OkHttpClient();
  private Mac mac;
  private byte[] text;
  private byte[] orders;
  private HttpServer server;
  private final List<String> ids = IntStream.range(0, 10).mapToObj(i -> "20007786783" + i).toList();
  private TaobaoClient client;
  private String url;

  @Setup
  public void open() throws Exception {
    parameters.put("app_key", "123456");
    parameters.put("access_token", "test");
    parameters.put("timestamp", "1517820392000");
    parameters.put("sign_method", "sha256");
    parameters.put("outer_purchase_id", "PO-0001");
    StringBuilder joined = new StringBuilder("/purchase/orders/query");
    parameters.forEach((name, value) -> joined.append(name).append(value));
    text = joined.toString().getBytes(StandardCharsets.UTF_8);
    mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("helloworld".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    orders = OrderList.of(10);
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, orders.length);
          exchange.getResponseBody().write(orders);
          exchange.close();
        });
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort() + "/rest";
    client =
        new TaobaoClient(
            TaobaoSettings.of(
                ProviderSettings.builder()
                    .set("gateway", url)
                    .set("app-key", "123456")
                    .secret("app-secret", Secret.of("helloworld"))
                    .build()));
  }

  @TearDown
  public void close() {
    client.close();
    server.stop(0);
  }

  @Benchmark
  public String sign() {
    return signer.sign("/purchase/orders/query", parameters);
  }

  @Benchmark
  public byte[] signBareMac() {
    return mac.doFinal(text);
  }

  @Benchmark
  public ProviderResult<List<ProviderOrder>> call() {
    return client.orders(ids, CallContext.of(Instant.EPOCH, Duration.ofSeconds(10)));
  }

  @Benchmark
  public byte[] callBareOkHttp() throws IOException {
    FormBody.Builder form = new FormBody.Builder();
    parameters.forEach(form::add);
    Request request = new Request.Builder().url(url + "/purchase/orders/query").post(form.build()).build();
    try (Response response = bare.newCall(request).execute()) {
      return response.body().bytes();
    }
  }

  /** What a program of its own would do at least: call, and read into records. Nothing is signed or checked. */
  @Benchmark
  public OrderList.Answer callBareOkHttpAndRecords() throws IOException {
    return OrderList.MAPPER.readValue(callBareOkHttp(), OrderList.Answer.class);
  }
}
