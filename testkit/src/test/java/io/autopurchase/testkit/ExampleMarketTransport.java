package io.autopurchase.testkit;

import io.autopurchase.spi.CallContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;

/** One request on a connection of its own. Its parts are open, so that each can be done wrong. */
class ExampleMarketTransport {
  static final int MOST_BYTES = 1 << 20;

  final int port;

  ExampleMarketTransport(int port) {
    this.port = port;
  }

  /**
   * @param left whether a byte may have left
   * @param answer null if there is none that is whole
   */
  record Answer(boolean left, String failure, @Nullable HttpText answer) {}

  Answer send(String path, String form, CallContext context, boolean changes) {
    boolean left = false;
    long end = System.nanoTime() + context.timeout().toNanos();
    try (Socket socket = new Socket()) {
      beforeConnecting(context, changes);
      socket.connect(new InetSocketAddress("127.0.0.1", port), left(end));
      if (!mayLeave(context, changes)) {
        return new Answer(false, "TOO_LATE", null);
      }
      left = true;
      socket.getOutputStream().write(request(path, form).bytes());
      socket.getOutputStream().flush();
      return new Answer(true, "", HttpText.readAnswer(bounded(socket, end)));
    } catch (IOException | NumberFormatException e) {
      return new Answer(left, left ? "NO_ANSWER" : "NOT_CONNECTED", null);
    }
  }

  void beforeConnecting(CallContext context, boolean changes) {
    // There is nothing to do yet.
  }

  boolean mayLeave(CallContext context, boolean changes) {
    return !changes || context.maySend();
  }

  HttpText request(String path, String form) {
    return new HttpText("POST " + path + " HTTP/1.1", List.of("Host: market"), form.getBytes(StandardCharsets.UTF_8));
  }

  InputStream bounded(Socket socket, long end) throws IOException {
    return new Bounded(socket, end, MOST_BYTES);
  }

  static int left(long end) {
    return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
  }

  /** Ends with the call's time, and with so many bytes. */
  static final class Bounded extends FilterInputStream {
    private final Socket socket;
    private final long end;
    private long bytes;

    Bounded(Socket socket, long end, long bytes) throws IOException {
      super(socket.getInputStream());
      this.socket = socket;
      this.end = end;
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (System.nanoTime() > end) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout(left(end));
      int read = super.read(into, from, length);
      bytes -= Math.max(read, 0);
      if (bytes < 0) {
        throw new IOException("the answer is too long");
      }
      return read;
    }
  }
}
