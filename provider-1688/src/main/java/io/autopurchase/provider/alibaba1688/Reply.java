package io.autopurchase.provider.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.provider.http.Fields;
import io.autopurchase.provider.http.Json;
import io.autopurchase.provider.http.Redaction;
import io.autopurchase.provider.http.Transport;
import io.autopurchase.provider.http.Verdicts;
import io.autopurchase.provider.http.Verdicts.Meaning;
import io.autopurchase.provider.http.Verdicts.Origin;
import io.autopurchase.spi.ProviderResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * An answer, read tolerantly and judged strictly: {@code success} is a boolean or a text or absent, at the top or within {@code result} or
 * twice within; codes and words have several names (all documented). {@link Alibaba1688Verdicts} says what codes mean.
 */
final class Reply {
  private static final String[] CODES = {"errorCode", "code", "resultCode"};
  private static final String[] WORDS = {"errorMessage", "errorMsg", "erroMsg", "errorInfo", "message"};
  private static final String GATEWAY_WORD = "gw.";
  private static final String SERVICE_WORD = "ISPInvoke";

  /** A code of a success (seen). */
  private static final String FINE = "200";

  private final JsonNode top;
  private final Redaction redaction;
  private final Map<String, String> secrets;
  private final Instant asOf;

  private Reply(JsonNode json, Redaction redaction, Instant asOf) {
    top = json;
    this.redaction = redaction;
    this.asOf = asOf;
    // Before anything is cut: of a secret that is cut in two neither half would be found.
    secrets = new TreeMap<>();
    json.properties().forEach(member -> secrets.put(member.getKey(), Fields.text(json, member.getKey())));
    redaction.clean(json);
  }

  /**
   * Judges an answer. The body decides before the status: errors of the gateway come with 200, 400 and 401 (seen).
   *
   * @param asOf the gateway's clock when it was asked, or a moment before
   * @param limitPause for which nothing is asked after "too fast"
   */
  static <T> ProviderResult<T> judge(Transport.Answer answer, ApiCall<T> call, Instant asOf, Duration limitPause) {
    if (!answer.failure().isEmpty()) {
      String words = answer.left() ? "there is no whole answer" : "no byte of the request has left";
      if (answer.failure().equals(Transport.TLS_FAILED)) {
        words = "no byte of the request has left: the gateway's certificate or its kind of TLS was refused";
      }
      return unclear(call, answer.failure(), words, null);
    }
    if (answer.status() != 200 && (answer.status() < 400 || answer.status() > 499)) {
      return unclear(call, "HTTP_" + answer.status(), "the gateway's status is " + answer.status(), null);
    }
    JsonNode json;
    try {
      json = Json.read(answer.body());
    } catch (IOException e) {
      json = null;
    }
    if (json == null || !json.isObject()) {
      String code = answer.status() == 200 ? "UNREADABLE" : "HTTP_" + answer.status();
      return unclear(call, code, "the answer is not a JSON object, or beyond all bounds", null);
    }
    return new Reply(json, answer.redaction(), asOf).judge(call, answer.status(), limitPause);
  }

  private <T> ProviderResult<T> judge(ApiCall<T> call, int status, Duration limitPause) {
    T deed = call.deed().apply(this);
    String gatewayCode = gatewayCode(status);
    if (deed != null) {
      return status == 200 && gatewayCode.isEmpty()
          ? new ProviderResult.Success<>(deed)
          : unclear(call, "CONTRADICTION", "the gateway refuses, and the answer tells what was done", requestId());
    }
    if (call.showsDeed().test(this)) {
      return unclear(call, "CONTRADICTION", "the answer tells that something was done, and not clearly what", requestId());
    }
    if (!gatewayCode.isEmpty()) {
      return gatewayRefusal(call, gatewayCode, limitPause);
    }
    if (call.api() == Api.TOKEN && !text("error").isEmpty()) {
      return businessRefusal(call, text("error"), words("error_description"));
    }
    if (status != 200) {
      return unclear(call, "HTTP_" + status, "the gateway's status is " + status, requestId());
    }
    String code = code();
    if (saysNo() || !code.isEmpty() && !code.equals(FINE) && !saysYes()) {
      return code.isEmpty() || code.equals(FINE)
          ? unclear(call, "NO_CODE", message(), requestId())
          : businessRefusal(call, code, message());
    }
    T value = call.value().apply(this);
    return value == null
        ? unclear(call, "UNCLEAR", "the answer is neither a clear yes nor a clear no", requestId())
        : new ProviderResult.Success<>(value);
  }

  /**
   * The gateway's own code, if it has not let the call pass; empty if it has. Older answers name it as the business does.
   *
   * @param status of HTTP
   */
  private String gatewayCode(int status) {
    String code = text("error_code");
    String older = text("errorCode");
    boolean isOlder =
        older.startsWith(GATEWAY_WORD) || older.startsWith(SERVICE_WORD) || !older.isEmpty() && (status != 200 || !text("exception").isEmpty());
    return !code.isEmpty() ? code : isOlder ? older : "";
  }

  private <T> ProviderResult<T> gatewayRefusal(ApiCall<T> call, String code, Duration limitPause) {
    String message = clean(Fields.words(top, "error_message", "errorMessage"));
    String known = code;
    if (code.equals("400") && text("exception").endsWith("RequestValidateException")) {
      boolean isExpired = message.toLowerCase(Locale.ROOT).contains("expired");
      known = isExpired ? Alibaba1688Verdicts.EXPIRED : Alibaba1688Verdicts.INVALID_REQUEST;
    }
    if (call.api() == Api.TOKEN && call.refusedCodes().contains(code)) {
      return new ProviderResult.Rejected<>(code, message, requestId());
    }
    Meaning meaning = Alibaba1688Verdicts.TABLE.find(Origin.GATEWAY, known).meaning(call.isMutating());
    return Verdicts.result(meaning, clean(known), message, requestId(), limitPause);
  }

  private <T> ProviderResult<T> businessRefusal(ApiCall<T> call, String code, String message) {
    if (call.refusedCodes().contains(code)) {
      return new ProviderResult.Rejected<>(code, message, requestId());
    }
    if (call.earlyCodes().contains(code)) {
      return new ProviderResult.TooEarly<>(code, message, null);
    }
    Meaning meaning = Alibaba1688Verdicts.TABLE.find(Origin.BUSINESS, code).meaning(call.isMutating());
    return meaning == Meaning.REJECTED && call.absent() != null && call.isAbsent().test(code)
        ? new ProviderResult.Success<>(call.absent())
        : Verdicts.result(meaning, clean(code), message, requestId(), Duration.ZERO);
  }

  private static <T> ProviderResult<T> unclear(ApiCall<T> call, String code, String message, @Nullable String requestId) {
    Meaning meaning = Alibaba1688Verdicts.TABLE.find(Origin.WIRE, code).meaning(call.isMutating());
    return Verdicts.result(meaning, code, message, requestId, Duration.ZERO);
  }

  /** The answer, its result, and the result within that: the places where outcomes stand. */
  private List<JsonNode> levels() {
    JsonNode result = top.path("result");
    return Stream.of(top, result, result.path("result")).filter(JsonNode::isObject).toList();
  }

  /** Whether it says yes in so many words, and nowhere no. */
  boolean saysYes() {
    return !saysNo() && levels().stream().anyMatch(level -> says(level, "true"));
  }

  private boolean saysNo() {
    return levels().stream().anyMatch(level -> says(level, "false"));
  }

  private static boolean says(JsonNode level, String word) {
    JsonNode success = level.path("success");
    return (success.isBoolean() || success.isTextual()) && success.asText().strip().equalsIgnoreCase(word);
  }

  /** Of what is wrong; the innermost is the most exact. */
  private String code() {
    return innermost(CODES);
  }

  private String message() {
    return clean(innermost(WORDS));
  }

  private String innermost(String... names) {
    List<JsonNode> levels = levels();
    for (int i = levels.size() - 1; i >= 0; i--) {
      String text = Fields.words(levels.get(i), names);
      if (!text.isEmpty() && !text.equals(FINE)) {
        return text;
      }
    }
    return "";
  }

  private String words(String name) {
    return clean(Fields.words(top, name));
  }

  /** The whole answer. */
  JsonNode top() {
    return top;
  }

  /** The result, or the result within it: what an API answers. */
  JsonNode result() {
    JsonNode result = top.path("result");
    return result.path("result").isObject() ? result.path("result") : result;
  }

  /** A member of the answer itself; empty if it is missing, or neither a number nor a text. */
  String text(String name) {
    return Fields.text(top, name);
  }

  /** As it came: new tokens may be those of the request. */
  String secret(String name) {
    return Objects.requireNonNullElse(secrets.get(name), "");
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
}
