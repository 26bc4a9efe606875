package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.autopurchase.spi.ProviderResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/**
 * An answer of the gateway, read tolerantly and judged strictly. The table of codes is the documented one; what is not in it
 * is unknown.
 */
final class Reply {
  static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxStringLength(1 << 20)
                          .maxNameLength(256)
                          .maxNumberLength(64)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern BAN = Pattern.compile("last (\\d{1,6}) ?s");

  /** Gateway codes that mean that the request was not looked at, or not carried out, whatever it asked for. */
  private static final Set<String> REFUSED =
      Set.of(
          "MissingParameter", "IncompleteSignature", "InvalidAppKey", "InvalidApi", "InvalidApiPath",
          "IllegalRefreshToken", "InvalidCode", "AUTH_TYPE_UNSUPPORTED");

  private static final Map<String, Duration> LIMITS =
      Map.of(
          "ApiCallLimit", Duration.ofSeconds(1),
          "AppCallLimit", Duration.ofMinutes(1),
          "998", Duration.ofHours(1));

  private final JsonNode top;
  private final JsonNode business;
  private final Redaction redaction;

  private Reply(JsonNode top, Redaction redaction) {
    this.redaction = redaction;
    this.top = top.path("error_response").isObject() ? top.path("error_response") : top;
    JsonNode nested = this.top.path("result");
    this.business = nested.isObject() ? nested : this.top;
  }

  /** What a business refusal means for the call. */
  enum Refusals {
    /** For reads: a no. */
    FINAL,
    /** For create: no table of business codes is known, so the order may exist. */
    IN_DOUBT
  }

  /**
   * Judges an answer.
   *
   * @param listed business codes that surely mean that nothing was done
   * @param value reads the value of a success; null where the answer cannot be one
   */
  static <T> ProviderResult<T> judge(
      Transport.Answer answer, Refusals refusals, Set<String> listed, Function<Reply, T> value) {
    if (!answer.left()) {
      return new ProviderResult.NotSent<>(answer.failure(), "no byte of the request has left");
    }
    if (!answer.failure().isEmpty()) {
      return unknown(answer.failure(), "there is no whole answer", null);
    }
    if (answer.status() != 200) {
      return unknown("HTTP_" + answer.status(), "the gateway's status is " + answer.status(), null);
    }
    JsonNode json;
    try {
      json = JSON.readTree(answer.body());
    } catch (IOException e) {
      return unknown("UNREADABLE", "the answer is no JSON", null);
    }
    if (json == null || !json.isObject()) {
      return unknown("UNREADABLE", "the answer is no JSON object", null);
    }
    return new Reply(json, answer.redaction()).judge(refusals, listed, value);
  }

  private <T> ProviderResult<T> judge(Refusals refusals, Set<String> listed, Function<Reply, T> value) {
    String code = Fields.text(top, "code");
    if (!code.equals("0")) {
      return gatewayRefusal(code);
    }
    boolean isNo = isFalse(business) || isFalse(data()) || isFalse(top);
    if (isNo && tellsOfDeeds()) {
      return unknown("CONTRADICTION", "the answer refuses, and tells what was done", requestId());
    }
    if (isNo) {
      return businessRefusal(refusals, listed);
    }
    T result = value.apply(this);
    return result == null
        ? unknown("UNCLEAR", "the answer is neither a clear yes nor a clear no", requestId())
        : new ProviderResult.Success<>(result);
  }

  private <T> ProviderResult<T> gatewayRefusal(String code) {
    String message = redaction.clean(Fields.first(top, "message", "msg"));
    if (code.equals("IllegalAccessToken")) {
      return new ProviderResult.NeedsAuthorization<>(code, message, requestId());
    }
    if (LIMITS.containsKey(code)) {
      Matcher ban = BAN.matcher(message);
      Duration pause = ban.find() ? Duration.ofSeconds(Long.parseLong(ban.group(1))) : LIMITS.get(code);
      return new ProviderResult.Limited<>(code, message, pause);
    }
    if (REFUSED.contains(code)) {
      return new ProviderResult.Rejected<>(code, message, requestId());
    }
    // "ISV": the gateway says that it is the caller's fault, so the same request would fare no better.
    return new ProviderResult.Unknown<>(
        code.isEmpty() ? "NO_CODE" : code, message, requestId(), !code.isEmpty() && Fields.text(top, "type").equals("ISV"));
  }

  private <T> ProviderResult<T> businessRefusal(Refusals refusals, Set<String> listed) {
    String code = orElse(Fields.first(data(), "error_code", "errorCode"), Fields.first(business, "error_code", "errorCode"));
    String message =
        redaction.clean(
            orElse(Fields.first(data(), "error_message", "errorMessage"), Fields.first(business, "error_msg", "errorMsg", "error_message")));
    if (code.isEmpty()) {
      return unknown("NO_CODE", message, requestId());
    }
    if (refusals == Refusals.FINAL || listed.contains(code)) {
      return new ProviderResult.Rejected<>(code, message, requestId());
    }
    // "Exists already" means that it is there to be found; anything else seems to be a no, but is on no list.
    String lower = code.toLowerCase(Locale.ROOT);
    boolean exists = lower.contains("exist") && !lower.contains("not") || lower.contains("duplicate") || lower.contains("repeat");
    boolean trouble = lower.contains("system") || lower.contains("timeout") || lower.contains("unavailable");
    return new ProviderResult.Unknown<>(code, message, requestId(), !exists && !trouble);
  }

  /** A no that names new or paid orders is none. */
  private boolean tellsOfDeeds() {
    return !data().path("order_list").isEmpty() || !data().path("will_pay_purchase_order_ids").isEmpty();
  }

  /** Whether the business says yes in so many words. */
  boolean isSuccess() {
    JsonNode success = business.path("success");
    return success.isBoolean() ? success.asBoolean() : success.asText().equalsIgnoreCase("true");
  }

  JsonNode top() {
    return top;
  }

  JsonNode data() {
    JsonNode data = business.path("data");
    return data.isObject() ? data : MissingNode.getInstance();
  }

  /** Words of the answer without the secrets of its request. */
  String clean(String words) {
    return redaction.clean(words);
  }

  private String requestId() {
    return Fields.text(top, "request_id");
  }

  private static boolean isFalse(JsonNode node) {
    JsonNode success = node.path("success");
    return success.isBoolean() ? !success.asBoolean() : success.asText().equalsIgnoreCase("false");
  }

  private static String orElse(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  private static <T> ProviderResult<T> unknown(String code, String message, @Nullable String requestId) {
    return new ProviderResult.Unknown<>(code, message, requestId, false);
  }
}
