package io.autopurchase.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The other side is the gateway itself, or nothing is sent. */
class SecureTransportTest {
  private static final CallContext CONTEXT = CallContext.of(Instant.EPOCH, Duration.ofSeconds(20));

  @TempDir Path folder;

  // TLS

  @Test
  void post_certificateThatIsNotTrusted_isNoOutageAndWarnsOnce() throws Exception {
    List<LogRecord> warnings = new ArrayList<>();
    Logger logger = Logger.getLogger(Transport.class.getName());
    Handler handler = collecting(warnings);
    logger.addHandler(handler);
    try (TlsServer server = TlsServer.start(folder, "127.0.0.1", "TLSv1.3");
        Transport transport = new Transport(settings("https://127.0.0.1:" + server.port() + "/rest"))) {
      for (int i = 0; i < 3; i++) {
        Transport.Answer answer = transport.post("/x", new TreeMap<>(Map.of("app_key", "123456")), Redaction.NOTHING, CONTEXT);

        assertThat(answer.left()).isFalse();
        assertThat(answer.failure()).isEqualTo("TLS_FAILED");
      }
      assertThat(server.requests()).isZero();
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(warnings).singleElement().satisfies(warning -> {
      assertThat(warning.getLevel()).isEqualTo(Level.WARNING);
      assertThat(new java.text.MessageFormat(warning.getMessage()).format(warning.getParameters())).contains("127.0.0.1", "nothing is sent");
    });
  }

  @Test
  void post_certificateOfAnotherHost_isNoOutage() throws Exception {
    try (TlsServer server = TlsServer.start(folder, "192.0.2.1", "TLSv1.3");
        Transport transport = new Transport(settings("https://127.0.0.1:" + server.port() + "/rest"), server::trust)) {
      assertThat(transport.post("/x", new TreeMap<>(Map.of("app_key", "123456")), Redaction.NOTHING, CONTEXT).failure()).isEqualTo("TLS_FAILED");
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void post_cipherWithoutForwardSecrecy_isRefused() throws Exception {
    try (TlsServer server = TlsServer.start(folder, "127.0.0.1", "TLSv1.2", "TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA");
        Transport transport = new Transport(settings("https://127.0.0.1:" + server.port() + "/rest"), server::trust)) {
      assertThat(transport.post("/x", new TreeMap<>(Map.of("app_key", "123456")), Redaction.NOTHING, CONTEXT).failure()).isEqualTo("TLS_FAILED");
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void post_trustedCertificateAndPresentCipher_isSent() throws Exception {
    try (TlsServer server = TlsServer.start(folder, "127.0.0.1", "TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
        Transport transport = new Transport(settings("https://127.0.0.1:" + server.port() + "/rest"), server::trust)) {
      assertThat(transport.post("/x", new TreeMap<>(Map.of("app_key", "123456")), Redaction.NOTHING, CONTEXT).status()).isEqualTo(200);
    }
  }

  // Proxy

  @Test
  void post_proxyThatIsNamed_isAskedForATunnelWithItsCredentials() throws IOException {
    try (RefusingProxy proxy = new RefusingProxy()) {
      ProviderSettings.Builder settings =
          provider("https://gateway.invalid/rest").set("proxy", "127.0.0.1:" + proxy.port()).set("proxy-user", "purchaser").secret("proxy-password", Secret.of("pass word"));
      try (Transport transport = new Transport(HttpSettings.of(settings.build(), "", "/rest"))) {
        Transport.Answer answer = transport.post("/x", new TreeMap<>(Map.of("app_key", "123456")), Redaction.NOTHING, CONTEXT);

        assertThat(answer.left()).as("the request itself").isFalse();
        assertThat(answer.failure()).isEqualTo("NOT_CONNECTED");
      }
      assertThat(proxy.heard()).isNotEmpty().allSatisfy(head -> {
        assertThat(head).startsWith("CONNECT gateway.invalid:443 HTTP/1.1");
        assertThat(head).contains("Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString("purchaser:pass word".getBytes(StandardCharsets.UTF_8)));
        assertThat(head).doesNotContain("/rest", "app_key");
      });
    }
    assertThat(ProxyChoice.of("127.0.0.1:1", "purchaser", Secret.of("hidden"), false).toString()).doesNotContain("purchaser", "hidden");
  }

  @Test
  void post_gatewayOnTheLoopback_isReachedPastTheProxy() throws IOException {
    try (RefusingProxy proxy = new RefusingProxy(); RawServer gateway = new RawHttp1(ServerSocketFactory.getDefault(), Shape.CLOSE, 1)) {
      ProviderSettings.Builder settings = provider("http://127.0.0.1:" + gateway.port() + "/rest").set("proxy", "127.0.0.1:" + proxy.port());
      try (Transport transport = new Transport(HttpSettings.of(settings.build(), "", "/rest"))) {
        assertThat(transport.post("/x", new TreeMap<>(Map.of("app_key", "123456")), Redaction.NOTHING, CONTEXT).status()).isEqualTo(200);
      }
      assertThat(proxy.heard()).isEmpty();
    }
  }

  @Test
  void post_noProxyIsNamed_theOneOfTheJvmIsNotUsed() throws IOException {
    try (RefusingProxy proxy = new RefusingProxy()) {
      System.setProperty("https.proxyHost", "127.0.0.1");
      System.setProperty("https.proxyPort", Integer.toString(proxy.port()));
      try {
        try (Transport transport = new Transport(settings("https://gateway.invalid/rest"))) {
          assertThat(transport.post("/x", new TreeMap<>(Map.of("app_key", "123456")), Redaction.NOTHING, CONTEXT).failure()).isEqualTo("NOT_CONNECTED");
        }
        assertThat(proxy.heard()).isEmpty();
        try (Transport transport = new Transport(HttpSettings.of(provider("https://gateway.invalid/rest").set("proxy", "system").build(), "", "/rest"))) {
          assertThat(transport.post("/x", new TreeMap<>(Map.of("app_key", "123456")), Redaction.NOTHING, CONTEXT).failure()).isEqualTo("NOT_CONNECTED");
        }
        assertThat(proxy.heard()).isNotEmpty();
      } finally {
        System.clearProperty("https.proxyHost");
        System.clearProperty("https.proxyPort");
      }
    }
  }

  private static ProviderSettings.Builder provider(String gateway) {
    return ProviderSettings.builder().set("gateway", gateway).set("app-key", "123456").secret("app-secret", Secret.of("helloworld"));
  }

  private static HttpSettings settings(String gateway) {
    return HttpSettings.of(provider(gateway).build(), "", "/rest");
  }

  private static Handler collecting(List<LogRecord> records) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        records.add(entry);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  /** Hears what is asked of it, and refuses. */
  private static final class RefusingProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::serve, "refusing-proxy");

    RefusingProxy() throws IOException {
      thread.start();
    }

    private void serve() {
      while (!server.isClosed()) {
        try (Socket socket = server.accept()) {
          BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
          StringBuilder head = new StringBuilder();
          for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.append(line).append('\n');
          }
          heard.add(head.toString());
          socket.getOutputStream().write("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
          return; // closed
        }
      }
    }

    int port() {
      return server.getLocalPort();
    }

    List<String> heard() {
      return heard;
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
