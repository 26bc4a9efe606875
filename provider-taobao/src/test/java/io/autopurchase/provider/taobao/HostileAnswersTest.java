package io.autopurchase.provider.taobao;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Whatever a gateway answers, it costs little: 24 MB of heap are enough for the whole JVM. */
class HostileAnswersTest {
  private static final int MEGABYTE = 1 << 20;

  /** Writes an answer. */
  private interface Body {
    void write(OutputStream out) throws IOException;
  }

  /**
   * An answer that should not be believed.
   *
   * @param zipped whether it travels compressed
   * @param code with which the call ends
   */
  private record Hostile(String name, boolean zipped, Body body, String code) {}

  private static final List<Hostile> HOSTILE =
      List.of(
          new Hostile("50 MB of text", false, out -> text(out, "{\"code\":\"", "x", 50 * MEGABYTE, "\"}"), "TOO_LONG"),
          new Hostile("50 MB of spaces", false, out -> text(out, "", " ", 50 * MEGABYTE, "{}"), "TOO_LONG"),
          new Hostile("a bomb of 500 MB", true, out -> text(out, "{\"code\":\"", "x", 500 * MEGABYTE, "\"}"), "TOO_LONG"),
          new Hostile("depth 100000", false, out -> text(out, "{\"code\":", "[", 100_000, ""), "UNREADABLE"),
          new Hostile("depth 100000 of objects", false, out -> text(out, "{\"code\":", "{\"a\":", 100_000, ""), "UNREADABLE"),
          new Hostile("3 MB of small numbers", false, out -> text(out, "{\"code\":[1", ",1", 3 * MEGABYTE / 2, "]}"), "UNREADABLE"),
          new Hostile("3 MB of empty objects", false, out -> text(out, "{\"code\":[{}", ",{}", MEGABYTE, "]}"), "UNREADABLE"),
          new Hostile("a number of 3 million digits", false, out -> text(out, "{\"code\":", "7", 3 * MEGABYTE, "}"), "UNREADABLE"),
          new Hostile("a text of 3 MB", false, out -> text(out, "{\"code\":\"", "x", 3 * MEGABYTE, "\"}"), "UNREADABLE"),
          new Hostile("a name of 3 MB", false, out -> text(out, "{\"", "x", 3 * MEGABYTE, "\":1}"), "UNREADABLE"),
          new Hostile("a good one", true, out -> out.write(FakeGateway.recorded("product")), "Success"));

  private static void text(OutputStream out, String before, String repeated, int times, String after) throws IOException {
    out.write(before.getBytes(US_ASCII));
    byte[] piece = repeated.repeat(1024).getBytes(US_ASCII);
    for (int left = times; left > 0; left -= 1024) {
      out.write(piece, 0, repeated.length() * Math.min(left, 1024));
    }
    out.write(after.getBytes(US_ASCII));
  }

  @Test
  void item_hostileAnswer_endsInATypedErrorWithinASmallHeap() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, HOSTILE.get(asked.getAndIncrement())));
    server.start();
    try {
      String said = run("http://127.0.0.1:" + server.getAddress().getPort() + "/rest", HOSTILE.size());

      assertThat(said.lines().toList()).isEqualTo(HOSTILE.stream().map(Hostile::code).toList());
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, Hostile hostile) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    if (hostile.zipped) {
      exchange.getResponseHeaders().add("Content-Encoding", "gzip");
    }
    exchange.sendResponseHeaders(200, 0);
    try (exchange;
        OutputStream out = hostile.zipped ? new GZIPOutputStream(exchange.getResponseBody()) : exchange.getResponseBody()) {
      hostile.body.write(out);
    } catch (IOException e) {
      return; // the client has had enough
    }
  }

  private static String run(String gateway, int times) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java, "-Xmx24m", "-cp", System.getProperty("java.class.path"), HostileAnswers.class.getName(), gateway, Integer.toString(times))
            .redirectErrorStream(true)
            .start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset()).strip();
      process.waitFor();
      return said;
    } finally {
      process.destroyForcibly();
    }
  }
}
