package io.autopurchase.sandbox.common;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.concurrent.Immutable;

/** An answer over HTTP, and how it is delivered: whole, or broken on purpose. Immutable. */
@Immutable
public final class Answer {
  public static final String JSON = "application/json;charset=utf-8";
  public static final String HTML = "text/html;charset=utf-8";
  public static final String TEXT = "text/plain;charset=utf-8";

  /** How an answer is delivered. */
  public enum Delivery {
    WHOLE,
    /** Half of the body under headers that promise all of it; then the connection ends. */
    HALF,
    /** The connection ends in good order, without an answer. */
    NOTHING,
    /** The connection is reset, without an answer. */
    RESET,
    /** Byte by byte. */
    DRIP
  }

  /** A body that need not be in memory. */
  public interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  final int status;
  final Map<String, String> headers;
  final long length;
  final Body body;
  final Delivery delivery;
  final Duration pause;

  private Answer(int status, Map<String, String> headers, long length, Body body, Delivery delivery, Duration pause) {
    this.status = status;
    this.headers = headers;
    this.length = length;
    this.body = body;
    this.delivery = delivery;
    this.pause = pause;
  }

  public static Answer of(int status, String type, byte[] body) {
    return streamed(status, type, body.length, out -> out.write(body));
  }

  public static Answer of(int status, String type, String body) {
    return of(status, type, body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param length in bytes; what the body writes must be as long
   */
  public static Answer streamed(int status, String type, long length, Body body) {
    return new Answer(status, Map.of("Content-Type", type), length, body, Delivery.WHOLE, Duration.ZERO);
  }

  public static Answer redirect(int status, String to) {
    return of(status, TEXT, "").with("Location", to);
  }

  public Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, length, body, delivery, pause);
  }

  public Answer delivered(Delivery value) {
    return new Answer(status, headers, length, body, value, pause);
  }

  /** Byte by byte, with a pause before each. */
  public Answer dripping(Duration each) {
    return new Answer(status, headers, length, body, Delivery.DRIP, each);
  }
}
