package io.autopurchase.sandbox.common;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.annotation.Nullable;

/** Reads HTTP/1.1 requests off a connection, within bounds. */
final class RequestReader {
  private static final int MOST_HEAD = 1 << 17;
  private static final int MOST_BODY = 1 << 23;

  private RequestReader() {}

  /** The client speaks no HTTP, or too much of it. */
  static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /** The next request; null if the client has ended the connection. */
  @Nullable
  static Request read(InputStream in, OutputStream out) throws IOException {
    String start = line(in, true);
    if (start == null) {
      return null;
    }
    String[] parts = start.split(" ");
    if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
      throw refused(out, "400 Bad Request", "the first line is not a request of HTTP/1");
    }
    Map<String, String> headers = headers(in, out);
    if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    byte[] body = body(in, out, headers);
    String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
    boolean last = connection.contains("close") || parts[2].equals("HTTP/1.0") && !connection.contains("keep-alive");
    int question = parts[1].indexOf('?');
    String path = question < 0 ? parts[1] : parts[1].substring(0, question);
    try {
      return new Request(
          parts[0],
          URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8),
          question < 0 ? "" : parts[1].substring(question + 1),
          headers,
          body,
          last);
    } catch (IllegalArgumentException e) {
      throw refused(out, "400 Bad Request", "the path is not encoded as it should be");
    }
  }

  private static Map<String, String> headers(InputStream in, OutputStream out) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    int size = 0;
    String line = line(in, false);
    while (line != null && !line.isEmpty()) {
      size += line.length();
      int colon = line.indexOf(':');
      if (colon < 1 || size > MOST_HEAD) {
        throw refused(out, "400 Bad Request", "a header is malformed, or there are too many");
      }
      headers.merge(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip(), (a, b) -> a + "," + b);
      line = line(in, false);
    }
    return headers;
  }

  private static byte[] body(InputStream in, OutputStream out, Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).contains("chunked")) {
      return chunks(in, out);
    }
    long length;
    try {
      length = Long.parseLong(headers.getOrDefault("content-length", "0"));
    } catch (NumberFormatException e) {
      throw refused(out, "400 Bad Request", "Content-Length is not a number");
    }
    if (length < 0 || length > MOST_BODY) {
      throw refused(out, "413 Content Too Large", "a body of " + length + " bytes is not taken");
    }
    byte[] body = in.readNBytes((int) length);
    if (body.length < length) {
      throw new Unreadable("the connection ended within a body");
    }
    return body;
  }

  private static byte[] chunks(InputStream in, OutputStream out) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size = chunkSize(in, out);
    while (size > 0) {
      if (body.size() + size > MOST_BODY) {
        throw refused(out, "413 Content Too Large", "so long a body is not taken");
      }
      body.write(in.readNBytes(size));
      line(in, false);
      size = chunkSize(in, out);
    }
    for (String trailer = line(in, false); trailer != null && !trailer.isEmpty(); ) {
      trailer = line(in, false);
    }
    return body.toByteArray();
  }

  private static int chunkSize(InputStream in, OutputStream out) throws IOException {
    String line = line(in, false);
    try {
      return Integer.parseUnsignedInt(String.valueOf(line).split(";")[0].strip(), 16);
    } catch (NumberFormatException e) {
      throw refused(out, "400 Bad Request", "the size of a chunk is not a number");
    }
  }

  /** A line without its end; null if the connection has ended instead, which is in order only between requests. */
  @Nullable
  private static String line(InputStream in, boolean mayEnd) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    while (b >= 0 && b != '\n') {
      line.write(b);
      if (line.size() > MOST_HEAD) {
        throw new Unreadable("a line is too long");
      }
      b = in.read();
    }
    if (b < 0) {
      if (mayEnd && line.size() == 0) {
        return null;
      }
      throw new Unreadable("the connection ended within a request");
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static Unreadable refused(OutputStream out, String status, String message) throws IOException {
    out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return new Unreadable(message);
  }
}
