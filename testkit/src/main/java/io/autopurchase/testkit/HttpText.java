package io.autopurchase.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.annotation.Nullable;

/**
 * A request or an answer of HTTP/1.1 as it passed, with its body in one piece.
 *
 * @param start the request line, or the status line
 * @param headers line by line
 */
record HttpText(String start, List<String> headers, byte[] body) {
  HttpText {
    headers = List.copyOf(headers);
  }

  static HttpText answer(String status, byte[] body, String... headers) {
    return new HttpText("HTTP/1.1 " + status, List.of(headers), body);
  }

  static HttpText answer(String status, String body, String... headers) {
    return answer(status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** Reads the head and the body of a request whose first byte is known; null if the other side has gone instead. */
  @Nullable
  static HttpText readRequest(InputStream in, int first) throws IOException {
    String start = first < 0 ? "" : line(in, first);
    return start.isEmpty() ? null : read(in, start, false);
  }

  static HttpText readAnswer(InputStream in) throws IOException {
    return read(in, line(in, in.read()), true);
  }

  private static HttpText read(InputStream in, String start, boolean untilEnd) throws IOException {
    List<String> headers = new ArrayList<>();
    for (String header = line(in, in.read()); !header.isEmpty(); header = line(in, in.read())) {
      headers.add(header);
    }
    HttpText head = new HttpText(start, headers, new byte[0]);
    Optional<String> length = head.header("Content-Length");
    if (length.isPresent()) {
      int size = Integer.parseInt(length.get());
      byte[] body = in.readNBytes(size);
      if (body.length < size) {
        throw new EOFException("the body is shorter than it should be");
      }
      return head.withBody(body);
    }
    if (head.header("Transfer-Encoding").isPresent()) {
      return head.withBody(chunks(in));
    }
    return head.withBody(untilEnd ? in.readAllBytes() : new byte[0]);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(in, in.read()).strip(), 16);
      body.write(in.readNBytes(size));
      line(in, in.read());
      if (size == 0) {
        return body.toByteArray();
      }
    }
  }

  private static String line(InputStream in, int first) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = first; next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the other side has gone within a head");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  Optional<String> header(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(header -> header.substring(prefix.length()).strip())
        .findFirst();
  }

  HttpText withBody(byte[] other) {
    return new HttpText(start, headers, other);
  }

  /** With a header in place of those that have its name. */
  HttpText with(String name, String value) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    List<String> others =
        new ArrayList<>(headers.stream().filter(header -> !header.toLowerCase(Locale.ROOT).startsWith(prefix)).toList());
    others.add(name + ": " + value);
    return new HttpText(start, others, body);
  }

  String method() {
    return start.split(" ")[0];
  }

  /** Path and query. */
  String target() {
    return start.split(" ")[1];
  }

  /** The body, byte by byte: what is cut out of it and put back is what it was. */
  String bodyText() {
    return new String(body, StandardCharsets.ISO_8859_1);
  }

  /** The head, which announces a body of a length. */
  byte[] head(long length) {
    StringBuilder head = new StringBuilder(start).append("\r\n");
    for (String header : headers) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (!lower.startsWith("content-length:") && !lower.startsWith("transfer-encoding:") && !lower.startsWith("connection:")) {
        head.append(header).append("\r\n");
      }
    }
    return head.append("Content-Length: ").append(length).append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  byte[] bytes() {
    byte[] head = head(body.length);
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }
}
