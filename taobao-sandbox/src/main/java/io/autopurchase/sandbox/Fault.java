package io.autopurchase.sandbox;

import java.time.Duration;

/**
 * Something that goes wrong with one request.
 *
 * @param kind what
 * @param workDone whether the work is done before it goes wrong
 * @param number an HTTP status, or seconds of a ban
 * @param code of an error
 * @param time of a delay
 */
public record Fault(Kind kind, boolean workDone, int number, String code, Duration time) {
  /** What can go wrong. */
  public enum Kind {
    LOSE_ANSWER,
    DROP_REQUEST,
    DELAY,
    HTTP_STATUS,
    EMPTY_BODY,
    TRUNCATED_JSON,
    CUT_BODY,
    HTML_BODY,
    CALL_LIMIT,
    EXPIRED_TOKEN,
    SERVICE_TIMEOUT,
    BUSINESS_ERROR
  }

  /** The work is done, and the connection is cut without an answer. */
  public static Fault loseAnswer() {
    return of(Kind.LOSE_ANSWER, true, 0, "");
  }

  /** The connection is cut before anything is done. */
  public static Fault dropRequest() {
    return of(Kind.DROP_REQUEST, false, 0, "");
  }

  /** The answer comes late. */
  public static Fault delay(Duration time) {
    return new Fault(Kind.DELAY, true, 0, "", time);
  }

  /** An HTTP status such as 502, with a page instead of JSON. */
  public static Fault http(int status, boolean workDone) {
    return of(Kind.HTTP_STATUS, workDone, status, "");
  }

  /** 200 without a body. */
  public static Fault emptyBody(boolean workDone) {
    return of(Kind.EMPTY_BODY, workDone, 0, "");
  }

  /** A complete HTTP answer whose JSON ends in the middle. */
  public static Fault truncatedJson(boolean workDone) {
    return of(Kind.TRUNCATED_JSON, workDone, 0, "");
  }

  /** An answer that is shorter than it says, and then the connection is cut. */
  public static Fault cutBody(boolean workDone) {
    return of(Kind.CUT_BODY, workDone, 0, "");
  }

  /** 200 with a page. */
  public static Fault htmlBody(boolean workDone) {
    return of(Kind.HTML_BODY, workDone, 0, "");
  }

  /** ApiCallLimit, and the API stays closed for so many seconds. */
  public static Fault callLimit(int seconds) {
    return of(Kind.CALL_LIMIT, false, seconds, "ApiCallLimit");
  }

  /** IllegalAccessToken, whatever the token. */
  public static Fault expiredToken() {
    return of(Kind.EXPIRED_TOKEN, false, 0, "IllegalAccessToken");
  }

  /** ISP ServiceTimeout. */
  public static Fault serviceTimeout(boolean workDone) {
    return of(Kind.SERVICE_TIMEOUT, workDone, 0, "ServiceTimeout");
  }

  /** A refusal by the business, with nothing done. */
  public static Fault businessError(String code) {
    return of(Kind.BUSINESS_ERROR, false, 0, code);
  }

  private static Fault of(Kind kind, boolean workDone, int number, String code) {
    return new Fault(kind, workDone, number, code, Duration.ZERO);
  }
}
