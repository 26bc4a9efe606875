package io.autopurchase.sandbox.common;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * What goes wrong with an answer on its way, whatever it says.
 *
 * @param number an HTTP status, megabytes, or a depth; see the kind
 * @param code where to redirect to
 * @param time of a delay, or between two bytes
 */
public record WireFault(Kind kind, int number, String code, Duration time) {
  /** The ways, by the names that the faults of the sandboxes have. */
  public enum Kind {
    LOSE_ANSWER,
    DROP_REQUEST,
    RESET,
    DELAY,
    HTTP_STATUS,
    REDIRECT,
    EMPTY_BODY,
    HTML_BODY,
    WRONG_CONTENT_TYPE,
    TRUNCATED_JSON,
    CUT_BODY,
    SLOW_DRIP,
    HUGE_BODY,
    DEEP_JSON,
    GZIP_BOMB
  }

  /** Empty if the name is not that of a fault of the wire. */
  public static Optional<WireFault> named(String name, int number, String code, Duration time) {
    return Arrays.stream(Kind.values()).filter(kind -> kind.name().equals(name)).findFirst().map(kind -> new WireFault(kind, number, code, time));
  }
}
