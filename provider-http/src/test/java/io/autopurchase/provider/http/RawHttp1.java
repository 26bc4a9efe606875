package io.autopurchase.provider.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Locale;
import javax.net.ServerSocketFactory;

/** HTTP/1.1, by hand. */
final class RawHttp1 extends RawServer {
  RawHttp1(ServerSocketFactory sockets, Shape shape, int goodOnes) throws IOException {
    super(sockets, "http/1.1", shape, goodOnes);
  }

  @Override
  void talk(Socket socket, InputStream in, OutputStream out) throws IOException {
    while (true) {
      readRequest(in);
      Shape shape = next();
      if (shape == null || shape == Shape.IDLE_CLOSE) {
        send(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        if (closesAfterGood()) {
          return;
        }
      } else {
        if (shape == Shape.RESET) {
          socket.setSoLinger(true, 0);
        }
        fail(shape, out);
      }
    }
  }

  private void fail(Shape shape, OutputStream out) throws IOException {
    if (shape.status > 0) {
      send(
          out,
          "HTTP/1.1 " + shape.status + " Whatever\r\nRetry-After: 0\r\nLocation: /rest/again\r\nContent-Length: 0\r\n"
              + "WWW-Authenticate: Basic realm=\"x\"\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n");
      return;
    }
    switch (shape) {
      case HALF_HEAD -> send(out, "HTTP/1.1 200 OK\r\nContent-Le");
      case GARBAGE -> send(out, "\u0000\u0001 what?\r\n\r\n");
      case CONTINUE_THEN_CLOSE -> send(out, "HTTP/1.1 100 Continue\r\n\r\n");
      case CUT_BODY -> send(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"code\"");
      case SILENCE -> {
        while (goesOn(1000)) {
          continue;
        }
      }
      case DRIP -> {
        send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        while (goesOn(5)) {
          send(out, "1\r\n \r\n");
        }
      }
      default -> {
        // nothing is said
      }
    }
    throw new End();
  }

  private static void readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.append((char) next);
    }
    String lower = head.toString().toLowerCase(Locale.ROOT);
    int length = lower.indexOf("content-length:");
    read(in, length < 0 ? 0 : Integer.parseInt(lower.substring(length + 15, lower.indexOf("\r\n", length)).strip()));
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(US_ASCII));
    out.flush();
  }
}
