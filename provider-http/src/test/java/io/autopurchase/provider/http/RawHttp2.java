package io.autopurchase.provider.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ServerSocketFactory;

/** HTTP/2, by hand: as many frames as it takes to count requests and to fail. */
final class RawHttp2 extends RawServer {
  private static final int PREFACE = 24;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int ACK = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  RawHttp2(ServerSocketFactory sockets, Shape shape, int goodOnes) throws IOException {
    super(sockets, "h2", shape, goodOnes);
  }

  @Override
  void talk(Socket socket, InputStream in, OutputStream out) throws IOException {
    read(in, PREFACE);
    frame(out, SETTINGS, 0, 0);
    while (true) {
      byte[] head = read(in, 9);
      int length = (head[0] & 255) << 16 | (head[1] & 255) << 8 | head[2] & 255;
      int type = head[3];
      int flags = head[4];
      int stream = ByteBuffer.wrap(head, 5, 4).getInt();
      byte[] payload = read(in, length);
      if (type == SETTINGS && (flags & ACK) == 0) {
        frame(out, SETTINGS, ACK, 0);
      } else if (type == PING && (flags & ACK) == 0) {
        frame(out, PING, ACK, 0, payload);
      } else if ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
        answer(socket, stream, out);
      }
    }
  }

  /** A request counts once it is whole: its headers and its body came on one stream. */
  private void answer(Socket socket, int stream, OutputStream out) throws IOException {
    Shape shape = next();
    if (shape == null || shape == Shape.IDLE_CLOSE) {
      headers(out, stream, 200, false);
      frame(out, DATA, END_STREAM, stream, "{}".getBytes(US_ASCII));
      if (closesAfterGood()) {
        throw new End();
      }
    } else if (shape.status > 0) {
      headers(out, stream, shape.status, true);
    } else {
      if (shape == Shape.RESET) {
        socket.setSoLinger(true, 0);
      }
      fail(shape, stream, out);
    }
  }

  private void fail(Shape shape, int stream, OutputStream out) throws IOException {
    switch (shape) {
      case REFUSED_STREAM -> frame(out, RST_STREAM, 0, stream, number(7));
      case CANCELLED_STREAM -> frame(out, RST_STREAM, 0, stream, number(8));
      case BROKEN_STREAM -> frame(out, RST_STREAM, 0, stream, number(2));
      case GO_AWAY -> {
        frame(out, GOAWAY, 0, 0, number(stream), number(0));
        throw new End();
      }
      // "I have not looked at your stream": the client may send it again, says the protocol.
      case GO_AWAY_BEFORE -> frame(out, GOAWAY, 0, 0, number(stream - 2), number(0));
      default -> failOtherwise(shape, stream, out);
    }
  }

  private void failOtherwise(Shape shape, int stream, OutputStream out) throws IOException {
    switch (shape) {
      case HALF_HEAD -> out.write(new byte[] {0, 0, 100, HEADERS});
      case GARBAGE -> out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
      case CONTINUE_THEN_CLOSE -> headers(out, stream, 100, false);
      case CUT_BODY -> {
        headers(out, stream, 200, false);
        frame(out, DATA, 0, stream, "{\"code\"".getBytes(US_ASCII));
      }
      case SILENCE -> {
        while (goesOn(1000)) {
          continue;
        }
      }
      case DRIP -> {
        headers(out, stream, 200, false);
        while (goesOn(5)) {
          frame(out, DATA, 0, stream, new byte[] {' '});
        }
      }
      default -> {
        // nothing is said
      }
    }
    out.flush();
    throw new End();
  }

  /** The status as a literal beside the indexed name {@code :status}, and what tempts clients to send again. */
  private static void headers(OutputStream out, int stream, int status, boolean isAll) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(8);
    text(block, Integer.toString(status));
    for (String[] header : new String[][] {{"retry-after", "0"}, {"location", "/rest/again"}, {"www-authenticate", "Basic realm=\"x\""}}) {
      block.write(0);
      text(block, header[0]);
      text(block, header[1]);
    }
    frame(out, HEADERS, isAll ? END_HEADERS | END_STREAM : END_HEADERS, stream, block.toByteArray());
  }

  private static void text(ByteArrayOutputStream block, String text) {
    block.write(text.length());
    block.writeBytes(text.getBytes(US_ASCII));
  }

  private static byte[] number(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  private static void frame(OutputStream out, int type, int flags, int stream, byte[]... parts) throws IOException {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      payload.writeBytes(part);
    }
    int length = payload.size();
    out.write(new byte[] {(byte) (length >> 16), (byte) (length >> 8), (byte) length, (byte) type, (byte) flags});
    out.write(number(stream));
    payload.writeTo(out);
    out.flush();
  }
}
