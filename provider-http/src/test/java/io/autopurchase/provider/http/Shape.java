package io.autopurchase.provider.http;

import java.util.EnumSet;
import java.util.Set;

/** How a server fails, once it has read a request; each is known to make some HTTP client send it again. */
enum Shape {
  CLOSE,
  RESET,
  HALF_HEAD,
  GARBAGE,
  CONTINUE_THEN_CLOSE,
  CUT_BODY,
  SILENCE,
  DRIP,
  /** The connection is closed after the answer before, and the client may not have noticed. */
  IDLE_CLOSE,
  /** The connection is closed without a look at the request. */
  UNREAD,
  REFUSED_STREAM(0, true),
  CANCELLED_STREAM(0, true),
  BROKEN_STREAM(0, true),
  GO_AWAY(0, true),
  GO_AWAY_BEFORE(0, true),
  STATUS_301(301, false),
  STATUS_302(302, false),
  STATUS_303(303, false),
  STATUS_307(307, false),
  STATUS_308(308, false),
  STATUS_401(401, false),
  STATUS_407(407, false),
  STATUS_408(408, false),
  STATUS_421(421, false),
  STATUS_429(429, false),
  STATUS_500(500, false),
  STATUS_503(503, false);

  /** Of HTTP; 0 if there is no whole answer. */
  final int status;

  private final boolean onlyHttp2;

  Shape() {
    this(0, false);
  }

  Shape(int status, boolean onlyHttp2) {
    this.status = status;
    this.onlyHttp2 = onlyHttp2;
  }

  static Set<Shape> of(boolean http2) {
    Set<Shape> shapes = EnumSet.allOf(Shape.class);
    shapes.removeIf(shape -> shape.onlyHttp2 && !http2);
    return shapes;
  }

  /** Whether only the time-out of the whole call ends it. */
  boolean isEndless() {
    return this == SILENCE || this == DRIP;
  }
}
