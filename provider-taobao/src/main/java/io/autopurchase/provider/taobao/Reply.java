package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.autopurchase.provider.http.Fields;
import io.autopurchase.provider.http.Json;
import io.autopurchase.provider.http.Redaction;
import io.autopurchase.provider.http.Transport;
import io.autopurchase.provider.http.Verdicts;
import io.autopurchase.spi.ProviderResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/**
 * An answer of the gateway, read tolerantly and judged strictly: flat or nested in {@code result}, wrapped in {@code
 * error_response}, with snake or camel names (all seen). {@link TaobaoVerdicts} says what codes mean.
 */
final class Reply {
  private static final Pattern BAN = Pattern.compile("last (\\d{1,6}) ?s");

  private final JsonNode top;
  private final JsonNode business;
  private final Redaction redaction;
  private final Map<String, String> members;
  private final Instant asOf;

  private Reply(JsonNode json, Redaction redaction, Instant asOf) {
    this.redaction = redaction;
    this.asOf = asOf;
    top = json.path("error_response").isObject() ? json.path("error_response") : json;
    // Before anything is cut: of a secret that is cut in two neither half would be found.
    members = membersOf(top);
    redaction.clean(json);
    JsonNode result = top.path("result");
    business = result.isObject() && (result.has("success") || !top.has("success")) ? result : top;
  }

  /**
   * Judges an answer.
   *
   * @param asOf the gateway's clock when it was asked, or a moment before
   */
  static <T> ProviderResult<T> judge(Transport.Answer answer, ApiCall<T> call, Instant asOf) {
    if (!answer.failure().isEmpty()) {
      String words = answer.left() ? "there is no whole answer" : "no byte of the request has left";
      if (answer.failure().equals(Transport.TLS_FAILED)) {
        words = "no byte of the request has left: the gateway's certificate or its kind of TLS was refused";
      }
      return result(TaobaoVerdicts.TABLE.find(Verdicts.Origin.WIRE, answer.failure()), call, answer.failure(), words, null);
    }
    if (answer.status() != 200) {
      return unclear(call, "HTTP_" + answer.status(), "the gateway's status is " + answer.status(), null);
    }
    JsonNode json;
    try {
      json = Json.read(answer.body());
    } catch (IOException e) {
      return unclear(call, "UNREADABLE", "the answer is not JSON, or beyond all bounds", null);
    }
    if (json == null || !json.isObject()) {
      return unclear(call, "UNREADABLE", "the answer is not a JSON object", null);
    }
    return new Reply(json, answer.redaction(), asOf).judge(call);
  }

  private <T> ProviderResult<T> judge(ApiCall<T> call) {
    String code = Fields.words(top, "code");
    if (!code.equals("0")) {
      return gatewayRefusal(call, code);
    }
    boolean isNo = saysNo(top) || saysNo(business) || saysNo(data());
    if (isNo && tellsOfDeeds()) {
      return unclear(call, "CONTRADICTION", "the answer refuses, and tells what was done", requestId());
    }
    if (isNo) {
      return businessRefusal(call);
    }
    T value = call.value().apply(this);
    return value == null
        ? unclear(call, "UNCLEAR", "the answer is neither a clear yes nor a clear no", requestId())
        : new ProviderResult.Success<>(value);
  }

  private <T> ProviderResult<T> gatewayRefusal(ApiCall<T> call, String code) {
    String message = clean(Fields.words(top, "message", "msg"));
    if (code.isEmpty()) {
      return unclear(call, "NO_CODE", message, requestId());
    }
    Verdicts.Row row = TaobaoVerdicts.gateway(code, Fields.text(top, "type").equals("ISV"));
    return result(row, call, clean(code), message, requestId());
  }

  private <T> ProviderResult<T> businessRefusal(ApiCall<T> call) {
    String code = orElse(Fields.words(data(), "error_code", "errorCode"), Fields.words(business, "error_code", "errorCode"));
    String message =
        clean(
            orElse(
                Fields.words(data(), "error_message", "errorMessage", "error_msg", "errorMsg"),
                Fields.words(business, "error_msg", "errorMsg", "error_message", "errorMessage")));
    if (code.isEmpty()) {
      return unclear(call, "NO_CODE", message, requestId());
    }
    if (call.refusedCodes().contains(code)) {
      return new ProviderResult.Rejected<>(code, message, requestId());
    }
    ProviderResult<T> result = result(TaobaoVerdicts.TABLE.find(Verdicts.Origin.BUSINESS, code), call, clean(code), message, requestId());
    return result instanceof ProviderResult.Rejected<T> && call.ifRefused() != null
        ? new ProviderResult.Success<>(call.ifRefused())
        : result;
  }

  private static <T> ProviderResult<T> unclear(ApiCall<T> call, String code, String message, @Nullable String requestId) {
    return result(TaobaoVerdicts.TABLE.find(Verdicts.Origin.WIRE, code), call, code, message, requestId);
  }

  private static <T> ProviderResult<T> result(
      Verdicts.Row row, ApiCall<T> call, String code, String message, @Nullable String requestId) {
    return Verdicts.result(row.meaning(call.isMutating()), code, message, requestId, pause(message, row.pause()));
  }

  /** "this ban will last N seconds" (documented). */
  private static Duration pause(String message, Duration otherwise) {
    Matcher ban = BAN.matcher(message);
    return ban.find() ? Duration.ofSeconds(Math.max(1, Long.parseLong(ban.group(1)))) : otherwise;
  }

  /** Whether the business says yes in so many words. */
  boolean isSuccess() {
    JsonNode success = business.path("success");
    return success.isBoolean() ? success.asBoolean() : success.asText().equalsIgnoreCase("true");
  }

  private static boolean saysNo(JsonNode node) {
    JsonNode success = node.path("success");
    return success.isBoolean() ? !success.asBoolean() : success.asText().equalsIgnoreCase("false");
  }

  /** A no that names new or paid orders is none. */
  private boolean tellsOfDeeds() {
    return !data().path("order_list").isEmpty() || !data().path("will_pay_purchase_order_ids").isEmpty();
  }

  /** The texts beside the code as they came, by their names in any case: new tokens may be those of the request. */
  Map<String, String> members() {
    return members;
  }

  private static Map<String, String> membersOf(JsonNode node) {
    Map<String, String> members = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    node.properties().forEach(member -> members.put(member.getKey(), Fields.text(node, member.getKey())));
    return members;
  }

  /** Missing if it is not an object. */
  JsonNode data() {
    JsonNode data = business.path("data");
    return data.isObject() ? data : MissingNode.getInstance();
  }

  /** The gateway's clock when it was asked, or a moment before. */
  Instant asOf() {
    return asOf;
  }

  /** Words of the answer without the secrets of its request. */
  String clean(String words) {
    return redaction.clean(words);
  }

  /** Null if there is none, or one that no platform gives: it ends in journals and logs. */
  @Nullable
  private String requestId() {
    return Fields.nullIfEmpty(Fields.id(top, "request_id"));
  }

  private static String orElse(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }
}
