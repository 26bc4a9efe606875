package io.autopurchase.sandbox.common;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** What a fault does to an answer on its way. */
public final class ResponseCorruption {
  private static final String PAGE = "<html><body>Bad Gateway</body></html>";
  private static final int MEGABYTE = 1 << 20;
  private static final byte[] FILLING = filling();

  private ResponseCorruption() {}

  /**
   * @param status of the answer if the fault leaves it
   * @param body the answer, a JSON object
   */
  public static Answer spoil(WireFault fault, int status, byte[] body, Delays delays) {
    Answer right = Answer.of(status, Answer.JSON, body);
    return switch (fault.kind()) {
      case LOSE_ANSWER, DROP_REQUEST -> right.delivered(Answer.Delivery.NOTHING);
      case RESET -> right.delivered(Answer.Delivery.RESET);
      case HTTP_STATUS -> status(fault.number());
      case REDIRECT -> Answer.redirect(fault.number(), fault.code());
      case EMPTY_BODY -> Answer.of(200, Answer.JSON, "");
      case HTML_BODY -> Answer.of(200, "text/html", PAGE);
      case WRONG_CONTENT_TYPE -> Answer.of(200, "text/html", body);
      case TRUNCATED_JSON -> Answer.of(200, Answer.JSON, Arrays.copyOf(body, body.length / 2));
      case CUT_BODY -> right.delivered(Answer.Delivery.HALF);
      case SLOW_DRIP -> right.dripping(fault.time());
      case HUGE_BODY -> huge(fault.number(), body);
      case DEEP_JSON -> deep(fault.number(), body);
      case GZIP_BOMB -> Answer.of(200, Answer.JSON, packed(fault.number(), body)).with("Content-Encoding", "gzip");
      case DELAY -> delays.pass(fault.time()) ? right : right.delivered(Answer.Delivery.NOTHING);
    };
  }

  private static Answer status(int status) {
    Answer answer = Answer.of(status, "text/html", PAGE);
    return status == 429 || status == 503 ? answer.with("Retry-After", "1") : answer;
  }

  /** The answer is an object: the filling is a member in front of its own. */
  private static Answer huge(int megabytes, byte[] body) {
    byte[] start = "{\"filling\":\"".getBytes(StandardCharsets.UTF_8);
    long length = start.length + (long) megabytes * MEGABYTE + 2 + body.length - 1;
    return Answer.streamed(200, Answer.JSON, length, out -> writeHuge(out, start, megabytes, body));
  }

  private static void writeHuge(OutputStream out, byte[] start, int megabytes, byte[] body) throws IOException {
    out.write(start);
    for (int i = 0; i < megabytes; i++) {
      out.write(FILLING);
    }
    out.write('"');
    out.write(',');
    out.write(body, 1, body.length - 1);
  }

  private static Answer deep(int depth, byte[] body) {
    byte[] start = "{\"deep\":".getBytes(StandardCharsets.UTF_8);
    byte[] opening = new byte[depth];
    byte[] closing = new byte[depth];
    Arrays.fill(opening, (byte) '[');
    Arrays.fill(closing, (byte) ']');
    return Answer.streamed(
        200,
        Answer.JSON,
        start.length + 2L * depth + 1 + body.length - 1,
        out -> {
          out.write(start);
          out.write(opening);
          out.write(closing);
          out.write(',');
          out.write(body, 1, body.length - 1);
        });
  }

  private static byte[] packed(int megabytes, byte[] body) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      writeHuge(out, "{\"filling\":\"".getBytes(StandardCharsets.UTF_8), megabytes, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] filling() {
    byte[] filling = new byte[MEGABYTE];
    Arrays.fill(filling, (byte) 'x');
    return filling;
  }
}
