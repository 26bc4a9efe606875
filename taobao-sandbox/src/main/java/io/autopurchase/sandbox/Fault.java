package io.autopurchase.sandbox;

import java.time.Duration;
import java.util.Set;

/**
 * Something that goes wrong with one request.
 *
 * @param kind what
 * @param workDone whether the work is done before it goes wrong
 * @param number an HTTP status, seconds of a ban, megabytes, a depth, or a count; see the kind
 * @param code of an error, or where to redirect to
 * @param time of a delay
 */
public record Fault(Kind kind, boolean workDone, int number, String code, Duration time) {
  private static final String CREATE = "/purchase/order/create";
  private static final String QUERY = "/purchase/orders/query";
  private static final String CANCEL = "/purchase/order/asyn/cancel";
  private static final String PAY = "/purchase/order/batch/pay";

  /** What can go wrong. The names are stable. */
  public enum Kind {
    LOSE_ANSWER("the work is done, then the connection ends in good order without an answer", true, 0, "", 0),
    DROP_REQUEST("the connection ends without an answer, nothing is done", false, 0, "", 0),
    RESET("the connection is reset without an answer, before (workDone false) or after the work", false, 0, "", 0),
    DELAY("the work is done, and the answer waits for `millis`", true, 0, "", 1000),
    LATE_WORK("the request lies about for `millis`, and only then is looked at and done", true, 0, "", 1000),
    HTTP_STATUS("an HTTP `status` with a page instead of JSON; 429 and 503 carry Retry-After", false, 502, "", 0),
    REDIRECT("a redirect with `status` to the address `code`, which is another host", false, 307, "http://redirected.invalid/rest", 0),
    EMPTY_BODY("200 without a body", false, 0, "", 0),
    HTML_BODY("200 with a page", false, 0, "", 0),
    WRONG_CONTENT_TYPE("the right answer, said to be a page", true, 0, "", 0),
    TRUNCATED_JSON("a complete HTTP answer whose JSON ends in the middle", false, 0, "", 0),
    CUT_BODY("an answer shorter than it says, then the connection ends", false, 0, "", 0),
    SLOW_DRIP("the right answer byte by byte, `millis` apart", true, 0, "", 100),
    HUGE_BODY("the right answer with `number` megabytes of filling in front", true, 50, "", 0),
    DEEP_JSON("the right answer with a member in front that is nested `number` deep", true, 100_000, "", 0),
    GZIP_BOMB("the right answer with `number` megabytes of filling, compressed to little", true, 64, "", 0),
    CALL_LIMIT("ApiCallLimit; the API stays closed for `seconds`", false, 1, "ApiCallLimit", 0),
    APP_CALL_LIMIT("AppCallLimit; all APIs stay closed for `seconds`", false, 1, "AppCallLimit", 0),
    CAMPAIGN("998: the API is disabled for a campaign; it stays so for `seconds`", false, 1, "998", 0),
    EXPIRED_TOKEN("IllegalAccessToken, whatever the token", false, 0, "IllegalAccessToken", 0),
    SERVICE_TIMEOUT("ISP ServiceTimeout, with the work done or not", false, 0, "ServiceTimeout", 0),
    GATEWAY_ERROR("a gateway error with any `code`, of type ISP unless written as `TYPE:code`", false, 0, "SystemError", 0),
    BUSINESS_ERROR("the business refuses with `code`, nothing is done", false, 0, "SANDBOX_FAULT", 0),
    INNER_ERROR("success outside, and a failure with `code` inside of data; nothing is done", false, 0, "SANDBOX_FAULT", 0),
    STALE_ANSWER("orders as they were before their latest change, or `millis` ago", true, 0, "", 0, QUERY),
    DUPLICATE_PAGE("the page before the one asked for, under the number asked for", true, 0, "", 0, QUERY),
    SHIFTED_PAGE("the page has shifted by `number` orders: some are left out, or, below 0, come again", true, 1, "", 0, QUERY),
    WRONG_TOTAL("results_total is off by `number`", true, -1, "", 0, QUERY),
    FOREIGN_ANSWER("the answer to another caller's question: orders of another outer id", true, 0, "", 0, QUERY, CREATE),
    CANCEL_FAILS_LATER("the cancel is accepted and comes to nothing", true, 0, "", 0, CANCEL),
    PAY_REFUSED("the last `number` orders of the list are not paid; 0 means all", true, 1, "PAY_FAILED", 0, PAY),
    PAYMENT_FAILS_LATER("the payment is accepted and comes to nothing", true, 0, "", 0, PAY);

    private final String description;
    private final boolean workDone;
    private final int number;
    private final String code;
    private final Duration time;
    private final Set<String> apis;

    Kind(String description, boolean workDone, int number, String code, long millis, String... apis) {
      this.description = description;
      this.workDone = workDone;
      this.number = number;
      this.code = code;
      this.time = Duration.ofMillis(millis);
      this.apis = Set.of(apis);
    }

    /** What it is, in a sentence; parameters in back quotes. */
    public String description() {
      return description;
    }

    /** The APIs that it makes a difference to; empty for all. */
    public Set<String> apis() {
      return apis;
    }

    /** With the parameters that it has if none are given. */
    public Fault fault() {
      return new Fault(this, workDone, number, code, time);
    }
  }

  public Fault withWorkDone(boolean value) {
    return new Fault(kind, value, number, code, time);
  }

  public Fault withNumber(int value) {
    return new Fault(kind, workDone, value, code, time);
  }

  public Fault withCode(String value) {
    return new Fault(kind, workDone, number, value, time);
  }

  public Fault withTime(Duration value) {
    return new Fault(kind, workDone, number, code, value);
  }

  /** The work is done, and the connection is cut without an answer. */
  public static Fault loseAnswer() {
    return Kind.LOSE_ANSWER.fault();
  }

  /** The connection is cut before anything is done. */
  public static Fault dropRequest() {
    return Kind.DROP_REQUEST.fault();
  }

  /** The connection is reset. */
  public static Fault reset(boolean workDone) {
    return Kind.RESET.fault().withWorkDone(workDone);
  }

  /** The answer comes late. */
  public static Fault delay(Duration time) {
    return Kind.DELAY.fault().withTime(time);
  }

  /** The request is carried out late. */
  public static Fault lateWork(Duration time) {
    return Kind.LATE_WORK.fault().withTime(time);
  }

  /** An HTTP status such as 502, with a page instead of JSON. */
  public static Fault http(int status, boolean workDone) {
    return Kind.HTTP_STATUS.fault().withNumber(status).withWorkDone(workDone);
  }

  /** 200 without a body. */
  public static Fault emptyBody(boolean workDone) {
    return Kind.EMPTY_BODY.fault().withWorkDone(workDone);
  }

  /** A complete HTTP answer whose JSON ends in the middle. */
  public static Fault truncatedJson(boolean workDone) {
    return Kind.TRUNCATED_JSON.fault().withWorkDone(workDone);
  }

  /** An answer that is shorter than it says, and then the connection is cut. */
  public static Fault cutBody(boolean workDone) {
    return Kind.CUT_BODY.fault().withWorkDone(workDone);
  }

  /** 200 with a page. */
  public static Fault htmlBody(boolean workDone) {
    return Kind.HTML_BODY.fault().withWorkDone(workDone);
  }

  /** ApiCallLimit, and the API stays closed for so many seconds. */
  public static Fault callLimit(int seconds) {
    return Kind.CALL_LIMIT.fault().withNumber(seconds);
  }

  /** IllegalAccessToken, whatever the token. */
  public static Fault expiredToken() {
    return Kind.EXPIRED_TOKEN.fault();
  }

  /** ISP ServiceTimeout. */
  public static Fault serviceTimeout(boolean workDone) {
    return Kind.SERVICE_TIMEOUT.fault().withWorkDone(workDone);
  }

  /** A refusal by the business, with nothing done. */
  public static Fault businessError(String code) {
    return Kind.BUSINESS_ERROR.fault().withCode(code);
  }
}
