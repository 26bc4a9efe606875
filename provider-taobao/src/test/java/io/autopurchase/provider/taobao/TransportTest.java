package io.autopurchase.provider.taobao;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ProviderSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One call is one request, whatever the answer; a raw server counts. */
class TransportTest {
  private static final CallContext CONTEXT = CallContext.of(Instant.EPOCH, Duration.ofSeconds(5));

  private static TaobaoSettings settings(int port) {
    return TaobaoSettings.of(
        ProviderSettings.builder()
            .set("gateway", "http://127.0.0.1:" + port + "/rest")
            .set("app-key", "123456")
            .secret("app-secret", Secret.of("helloworld"))
            .build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 503 Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 408 Timeout\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 307 Moved\r\nLocation: /rest/x\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 308 Moved\r\nLocation: /rest/x\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: /rest/x\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"code\""
      })
  void post_warmConnectionBreaks_oneRequestOnTheWire(String broken) throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Transport transport = new Transport(settings(server.getLocalPort()))) {
      Thread thread = new Thread(() -> serve(server, requests, broken));
      thread.setDaemon(true);
      thread.start();
      assertThat(transport.post("/warm", new TreeMap<>(), CONTEXT).status()).isEqualTo(200);

      Transport.Answer answer = transport.post("/x", new TreeMap<>(), CONTEXT);

      assertThat(answer.left()).isTrue();
      assertThat(requests).hasValue(2);
    }
  }

  @Test
  void post_gateIsClosed_nothingLeaves() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Transport transport = new Transport(settings(server.getLocalPort()))) {
      Thread thread = new Thread(() -> serve(server, requests, ""));
      thread.setDaemon(true);
      thread.start();

      Transport.Answer answer = transport.post("/x", new TreeMap<>(), CONTEXT.withGate(() -> false));

      assertThat(answer.left()).isFalse();
      assertThat(requests).hasValue(0);
    }
  }

  @Test
  void post_nobodyListens_nothingHasLeft() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    try (Transport transport = new Transport(settings(port))) {
      assertThat(transport.post("/x", new TreeMap<>(), CONTEXT).left()).isFalse();
    }
  }

  /** Answers requests to /warm, and all others as told; then it ends the connection. */
  private static void serve(ServerSocket server, AtomicInteger requests, String broken) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        InputStream in = socket.getInputStream();
        for (String head = head(in); !head.isEmpty(); head = head(in)) {
          requests.incrementAndGet();
          boolean warm = head.contains("/warm");
          String answer = warm ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}" : broken;
          socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
          socket.getOutputStream().flush();
          if (!warm) {
            break;
          }
        }
      } catch (IOException e) {
        continue; // the next connection counts as well
      }
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
