package io.autopurchase.provider.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** A server with a certificate of its own, for one name and one version of TLS. */
final class TlsServer implements AutoCloseable {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final SSLServerSocket server;
  private final SSLContext context;
  private final X509TrustManager trust;
  private final AtomicInteger requests = new AtomicInteger();

  private TlsServer(SSLServerSocket server, SSLContext context, X509TrustManager trust) {
    this.server = server;
    this.context = context;
    this.trust = trust;
    new Thread(this::serve, "tls-server").start();
  }

  static TlsServer start(Path folder, String address, String protocol, String... ciphers)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("server.p12");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-keyalg", "EC", "-alias", "self",
                "-dname", "CN=" + address, "-ext", "san=ip:" + address, "-validity", "2", "-keystore", file.toString(), "-storetype",
                "PKCS12", "-storepass", new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
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
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(ours.getKeyManagers(), theirs.getTrustManagers(), null);
    SSLServerSocket server =
        (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setEnabledProtocols(new String[] {protocol});
    if (ciphers.length > 0) {
      server.setEnabledCipherSuites(ciphers);
    }
    return new TlsServer(server, context, (X509TrustManager) theirs.getTrustManagers()[0]);
  }

  /** Lets a client trust the certificate. */
  OkHttpClient.Builder trust(OkHttpClient.Builder client) {
    return client.sslSocketFactory(context.getSocketFactory(), trust);
  }

  private void serve() {
    while (!server.isClosed()) {
      try (SSLSocket socket = (SSLSocket) server.accept()) {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        if (in.readLine() != null) {
          requests.incrementAndGet();
          socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException e) {
        // A client that refuses the handshake ends it: the next one may not. A closed server ends the loop.
      }
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many requests came, after a handshake. */
  int requests() {
    return requests.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
