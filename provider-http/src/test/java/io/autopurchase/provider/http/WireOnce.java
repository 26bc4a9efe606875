package io.autopurchase.provider.http;

import io.autopurchase.ProviderSettings;
import io.autopurchase.spi.CallContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * One send is at most one request: every failure of a server, on new and on used connections, over HTTP/1.1 and HTTP/2, in
 * the clear and over TLS. As a program it runs all of it in its own JVM.
 */
final class WireOnce {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** For what only a deadline ends; doubled while a slow machine has not even connected when it passes. */
  private static final Duration FIRST_DEADLINE = Duration.ofMillis(300);

  private static final String NOT_CONNECTED_IN_TIME = "CONNECT_TIMEOUT";

  /** A protocol, in the clear or not. */
  enum Wire {
    HTTP_1,
    HTTP_1_TLS,
    HTTP_2,
    HTTP_2_TLS;

    boolean isHttp2() {
      return this == HTTP_2 || this == HTTP_2_TLS;
    }

    boolean isTls() {
      return this == HTTP_1_TLS || this == HTTP_2_TLS;
    }
  }

  /** One combination. */
  record Case(Wire wire, Shape shape, boolean warm) {}

  private final SSLContext tls;
  private final X509TrustManager trust;

  private WireOnce(SSLContext tls, X509TrustManager trust) {
    this.tls = tls;
    this.trust = trust;
  }

  /**
   * With a certificate made for this run.
   *
   * @param folder an empty one
   */
  static WireOnce create(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("keys.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                keytool, "-genkeypair", "-keyalg", "EC", "-alias", "self", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1",
                "-validity", "2", "-keystore", file.toString(), "-storetype", "PKCS12", "-storepass", new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.Charset.defaultCharset());
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException("keytool failed: " + said);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    ours.init(keys, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("self", keys.getCertificate("self"));
    TrustManagerFactory theirs = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    theirs.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(ours.getKeyManagers(), theirs.getTrustManagers(), null);
    return new WireOnce(tls, (X509TrustManager) theirs.getTrustManagers()[0]);
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Wire wire : Wire.values()) {
      for (Shape shape : Shape.of(wire.isHttp2())) {
        cases.add(new Case(wire, shape, false));
        cases.add(new Case(wire, shape, true));
      }
    }
    return cases;
  }

  /**
   * Sends one request, after a good one on the same connection if that is asked for.
   *
   * @return what is wrong; empty if nothing is
   */
  String run(Case one) throws IOException {
    Duration deadline = one.shape.isEndless() ? FIRST_DEADLINE : PATIENCE;
    String fault = run(one, deadline);
    while (fault.equals(NOT_CONNECTED_IN_TIME) && deadline.compareTo(PATIENCE) < 0) {
      deadline = deadline.multipliedBy(2);
      fault = run(one, deadline);
    }
    return fault;
  }

  private String run(Case one, Duration deadline) throws IOException {
    int good = one.warm ? 1 : 0;
    try (RawServer server = server(one, good);
        Transport transport = new Transport(settings(one.wire, server.port()), client(one.wire))) {
      if (one.warm && send(transport, PATIENCE).status() != 200) {
        return "the first request failed";
      }
      Transport.Answer answer = send(transport, deadline);
      int requests = server.requests() - good;
      if (requests > 1) {
        return requests + " requests on the wire";
      }
      if (requests == 1 && !answer.left()) {
        return "a request was on the wire, and is said not to have left";
      }
      if (one.shape.isEndless() && requests == 0 && !answer.left() && answer.failure().equals(NOT_CONNECTED_IN_TIME)) {
        return NOT_CONNECTED_IN_TIME;
      }
      if (one.shape.isEndless() && !answer.failure().equals("TIMEOUT")) {
        return "the whole call's deadline was not kept: " + answer.failure();
      }
      boolean whole = answer.failure().isEmpty();
      int expected = one.shape == Shape.IDLE_CLOSE ? 200 : one.shape.status;
      return whole && answer.status() != expected ? "answered with " + answer.status() : "";
    }
  }

  private RawServer server(Case one, int good) throws IOException {
    ServerSocketFactory sockets = one.wire.isTls() ? tls.getServerSocketFactory() : ServerSocketFactory.getDefault();
    return one.wire.isHttp2() ? new RawHttp2(sockets, one.shape, good) : new RawHttp1(sockets, one.shape, good);
  }

  private UnaryOperator<OkHttpClient.Builder> client(Wire wire) {
    return builder -> {
      if (wire.isTls()) {
        builder.sslSocketFactory(tls.getSocketFactory(), trust);
      }
      return wire == Wire.HTTP_2 ? builder.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)) : builder;
    };
  }

  private static Transport.Answer send(Transport transport, Duration timeout) {
    TreeMap<String, String> parameters = new TreeMap<>();
    parameters.put("client_order_id", "01KAQ-1");
    return transport.post("/order/create", parameters, Redaction.NOTHING, CallContext.of(Instant.EPOCH, timeout));
  }

  static HttpSettings settings(Wire wire, int port) {
    String gateway = (wire.isTls() ? "https" : "http") + "://127.0.0.1:" + port + "/rest";
    return HttpSettings.of(ProviderSettings.builder().set("gateway", gateway).build(), "", "/rest");
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("wire-once");
    try {
      WireOnce once = create(folder);
      ExecutorService threads = Executors.newFixedThreadPool(8);
      List<Future<String>> faults = cases().stream().map(one -> threads.submit(() -> once.run(one))).toList();
      threads.shutdown();
      int wrong = 0;
      for (int i = 0; i < faults.size(); i++) {
        String fault = faults.get(i).get();
        if (!fault.isEmpty()) {
          wrong++;
          System.out.println(cases().get(i) + ": " + fault);
        }
      }
      System.out.println("java " + Runtime.version().feature() + ": " + cases().size() + " combinations, " + wrong + " wrong");
      System.exit(wrong == 0 ? 0 : 1);
    } finally {
      Files.deleteIfExists(folder.resolve("keys.p12"));
      Files.deleteIfExists(folder);
    }
  }
}
