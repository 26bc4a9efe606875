package io.autopurchase.sandbox.alibaba1688;

import java.time.Duration;
import java.util.Set;

/**
 * Something that goes wrong with one request.
 *
 * @param kind what
 * @param workDone whether the work is done before it goes wrong
 * @param number an HTTP status, seconds of a pause, megabytes, a depth, or a count; see the kind
 * @param code of an error, or where to redirect to
 * @param time of a delay
 */
public record Fault(Kind kind, boolean workDone, int number, String code, Duration time) {
  static final String CROSS = "com.alibaba.trade/alibaba.trade.createCrossOrder";
  static final String FAST = "com.alibaba.trade/alibaba.trade.fastCreateOrder";
  static final String VIEW = "com.alibaba.trade/alibaba.trade.get.buyerView";
  static final String LIST = "com.alibaba.trade/alibaba.trade.getBuyerOrderList";
  static final String CANCEL = "com.alibaba.trade/alibaba.trade.cancel";
  static final String LINK = "com.alibaba.trade/alibaba.alipay.url.get";
  static final String CROSS_LINK = "com.alibaba.trade/alibaba.crossBorderPay.url.get";
  static final String PROTOCOL_PAY = "com.alibaba.trade/alibaba.trade.pay.protocolPay";
  static final String PREPARE_PAY = "com.alibaba.trade/alibaba.trade.pay.protocolPay.preparePay";

  /** What can go wrong. The names are stable. */
  public enum Kind {
    LOSE_ANSWER("the work is done, then the connection ends in good order without an answer", true, 0, "", 0),
    DROP_REQUEST("the connection ends without an answer, nothing is done", false, 0, "", 0),
    RESET("the connection is reset without an answer, before (workDone false) or after the work", false, 0, "", 0),
    DELAY("the work is done, and the answer waits for `millis`", true, 0, "", 1000),
    LATE_WORK("the request lies about for `millis`, and only then is looked at and done", true, 0, "", 1000),
    HTTP_STATUS("an HTTP `status` with a page instead of JSON; 429 and 503 carry Retry-After", false, 502, "", 0),
    REDIRECT("a redirect with `status` to the address `code`, which is another host", false, 307, "http://redirected.invalid/openapi", 0),
    EMPTY_BODY("200 without a body", false, 0, "", 0),
    HTML_BODY("200 with a page", false, 0, "", 0),
    WRONG_CONTENT_TYPE("the right answer, said to be a page", true, 0, "", 0),
    TRUNCATED_JSON("a complete HTTP answer whose JSON ends in the middle", false, 0, "", 0),
    CUT_BODY("an answer shorter than it says, then the connection ends", false, 0, "", 0),
    SLOW_DRIP("the right answer byte by byte, `millis` apart", true, 0, "", 100),
    HUGE_BODY("the right answer with `number` megabytes of filling in front", true, 50, "", 0),
    DEEP_JSON("the right answer with a member in front that is nested `number` deep", true, 100_000, "", 0),
    GZIP_BOMB("the right answer with `number` megabytes of filling, compressed to little", true, 64, "", 0),
    CALL_LIMIT("gw.QosApiFrequencyLimit; the API stays closed for `seconds`", false, 1, "gw.QosApiFrequencyLimit", 0),
    APP_CALL_LIMIT("gw.QosAppFrequencyLimit; all APIs stay closed for `seconds`", false, 1, "gw.QosAppFrequencyLimit", 0),
    EXPIRED_TOKEN("401, whatever the token", false, 0, "401", 0),
    SERVICE_TIMEOUT("gw.ISPInvokeTimeout, with the work done or not", false, 0, "gw.ISPInvokeTimeout", 0),
    GATEWAY_ERROR("a gateway error with any `code`", false, 0, "gw.ISPInvokeError", 0),
    BUSINESS_ERROR("the business refuses with `code`, nothing is done", false, 0, "SANDBOX_FAULT", 0),
    FALSE_NO("the work is done, and the answer is the business's no with `code`", true, 0, "SANDBOX_FAULT", 0),
    DOUBLE_WORK("the order is made twice, and the answer names the second", true, 0, "", 0, CROSS, FAST),
    STALE_ANSWER("orders as they were before their latest change, or `millis` ago", true, 0, "", 0, VIEW, LIST),
    DUPLICATE_PAGE("the page before the one asked for, under the number asked for", true, 0, "", 0, LIST),
    SHIFTED_PAGE("the page has shifted by `number` orders: some are left out, or, below 0, come again", true, 1, "", 0, LIST),
    WRONG_TOTAL("totalRecord is off by `number`", true, -1, "", 0, LIST),
    FOREIGN_ANSWER("the answer to another caller's question: orders of another account", true, 0, "", 0, CROSS, FAST, VIEW, LIST),
    PAY_REFUSED(
        "a withholding is refused with `code`; of links, the last `number` orders are left out, 0 means all", true, 1, "PAY_FAILED", 0, LINK, CROSS_LINK,
        PROTOCOL_PAY, PREPARE_PAY),
    PAYMENT_FAILS_LATER("the withholding is accepted and comes to nothing", true, 0, "", 0, PROTOCOL_PAY, PREPARE_PAY);

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
}
