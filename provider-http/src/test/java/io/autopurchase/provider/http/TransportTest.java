package io.autopurchase.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.CallContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import javax.net.ServerSocketFactory;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** What is known of a request that was not answered. {@link WireOnceTest} counts requests. */
class TransportTest {
  private static final CallContext CONTEXT = CallContext.of(Instant.EPOCH, Duration.ofSeconds(20));

  private static Transport transport(int port) {
    return new Transport(WireOnce.settings(WireOnce.Wire.HTTP_1, port));
  }

  @Test
  void post_gateIsClosed_nothingLeaves() throws IOException {
    try (RawServer server = new RawHttp1(ServerSocketFactory.getDefault(), Shape.CLOSE, 1);
        Transport transport = transport(server.port())) {
      Transport.Answer answer = transport.post("/x", new TreeMap<>(), Redaction.NOTHING, CONTEXT.withGate(() -> false));

      assertThat(answer.left()).isFalse();
      assertThat(answer.failure()).isEqualTo("TOO_LATE");
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void post_nobodyListens_nothingHasLeft() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    try (Transport transport = transport(port)) {
      Transport.Answer answer = transport.post("/x", new TreeMap<>(), Redaction.NOTHING, CONTEXT);

      assertThat(answer.left()).isFalse();
      assertThat(answer.failure()).isEqualTo("NOT_CONNECTED");
    }
  }

  @Test
  void post_noHandshake_nothingHasLeft() throws IOException {
    try (RawServer server = new RawHttp1(ServerSocketFactory.getDefault(), Shape.CLOSE, 0);
        Transport transport = new Transport(WireOnce.settings(WireOnce.Wire.HTTP_1_TLS, server.port()))) {
      Transport.Answer answer = transport.post("/x", new TreeMap<>(), Redaction.NOTHING, CallContext.of(Instant.EPOCH, Duration.ofMillis(500)));

      assertThat(answer.left()).isFalse();
      assertThat(server.requests()).isZero();
    }
  }

  /** The control of {@link WireOnceTest}: the server does see what a client with its usual settings repeats. */
  @Test
  void rawServer_clientWithDefaults_seesMoreThanOneRequest() throws IOException {
    try (RawServer server = new RawHttp1(ServerSocketFactory.getDefault(), Shape.CLOSE, 1)) {
      OkHttpClient client = new OkHttpClient();
      Request request =
          new Request.Builder().url("http://127.0.0.1:" + server.port() + "/x").post(new FormBody.Builder().add("a", "b").build()).build();
      try (Response response = client.newCall(request).execute()) {
        assertThat(response.code()).isEqualTo(200);
      }
      try (Response response = client.newCall(request).execute()) {
        throw new AssertionError("no answer was expected: " + response);
      } catch (IOException e) {
        assertThat(server.requests()).isGreaterThan(2);
      }
    }
  }
}
