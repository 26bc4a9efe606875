package io.autopurchase.provider.taobao;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.provider.http.Fields;
import io.autopurchase.provider.http.Json;
import io.autopurchase.provider.http.Redaction;
import io.autopurchase.provider.http.Transport;
import io.autopurchase.spi.ProviderResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes in which the gateway answers: each was seen somewhere. */
class ReplyTest {
  private static final ApiCall<String> READ = ApiCall.read("/x", Map.of(), reply -> reply.isSuccess() ? Fields.text(reply.data(), "v") : null);
  private static final ApiCall<String> EFFECT = ApiCall.mutating("/x", Map.of(), Set.of("LISTED"), READ.value());

  private static Transport.Answer answer(String json) {
    return new Transport.Answer(true, 200, json.getBytes(StandardCharsets.UTF_8), "", null, Redaction.NOTHING);
  }

  private static ProviderResult<String> judge(ApiCall<String> call, String json) {
    return Reply.judge(answer(json), call, Instant.EPOCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":\"0\",\"success\":true,\"data\":{\"v\":\"1\"}}",
        "{\"code\":0,\"success\":\"true\",\"data\":{\"v\":1}}",
        "{\"code\":\"0\",\"success\":\"TRUE\",\"data\":{\"v\":\"1\",\"success\":true}}",
        "{\"code\":\"0\",\"result\":{\"success\":true,\"data\":{\"v\":\"1\"}}}",
        "{\"code\":\"0\",\"result\":{\"success\":\"true\",\"data\":{\"v\":1}},\"new\":{\"x\":[]}}",
        "{\"code\":\"0\",\"success\":true,\"result\":{},\"data\":{\"v\":\"1\"}}",
        "{\"code\":\"0\",\"success\":true,\"error_response\":null,\"data\":{\"v\":\"1\"}}"
      })
  void judge_anyShapeOfYes_isAYes(String json) {
    assertThat(judge(EFFECT, json)).isEqualTo(new ProviderResult.Success<>("1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":\"0\",\"success\":false,\"error_code\":\"X\",\"error_msg\":\"m\",\"request_id\":\"r1\"}",
        "{\"code\":\"0\",\"success\":\"false\",\"errorCode\":\"X\",\"errorMsg\":\"m\",\"request_id\":\"r1\"}",
        "{\"code\":\"0\",\"result\":{\"success\":false,\"error_code\":\"X\",\"error_msg\":\"m\"},\"request_id\":\"r1\"}",
        "{\"code\":\"0\",\"success\":true,\"data\":{\"success\":\"false\",\"error_code\":\"X\",\"error_message\":\"m\"},\"request_id\":\"r1\"}"
      })
  void judge_anyShapeOfNo_isANoToAReadAndInDoubtToAnEffect(String json) {
    assertThat(judge(READ, json)).isEqualTo(new ProviderResult.Rejected<>("X", "m", "r1"));
    assertThat(judge(EFFECT, json)).isEqualTo(new ProviderResult.Unknown<>("X", "m", "r1", true));
    assertThat(judge(READ.ifRefused("none"), json)).isEqualTo(new ProviderResult.Success<>("none"));
    assertThat(judge(EFFECT, json.replace("\"X\"", "\"LISTED\""))).isEqualTo(new ProviderResult.Rejected<>("LISTED", "m", "r1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"ISV\",\"code\":\"IncompleteSignature\",\"message\":\"m\",\"request_id\":\"r1\"}",
        "{\"error_response\":{\"type\":\"ISV\",\"code\":\"IncompleteSignature\",\"msg\":\"m\",\"request_id\":\"r1\"}}",
        "{\"code\":\"0\",\"success\":true,\"error_response\":{\"code\":\"IncompleteSignature\",\"msg\":\"m\",\"request_id\":\"r1\"}}"
      })
  void judge_gatewayError_isFoundBareOrWrapped(String json) {
    assertThat(judge(EFFECT, json)).isEqualTo(new ProviderResult.Rejected<>("IncompleteSignature", "m", "r1"));
  }

  @ParameterizedTest
  @CsvSource({
    "ApiCallLimit, this ban will last 7 seconds, 7",
    "ApiCallLimit, this ban will last 7s more, 7",
    "ApiCallLimit, this ban will last 0 seconds, 1",
    "ApiCallLimit, busy, 1",
    "AppCallLimit, busy, 60",
    "998, campaign, 3600"
  })
  void judge_limit_tellsThePause(String code, String message, long seconds) {
    assertThat(judge(EFFECT, "{\"code\":\"" + code + "\",\"type\":\"ISV\",\"message\":\"" + message + "\"}"))
        .isEqualTo(new ProviderResult.Limited<>(code, message, Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "null", "[]", "\"0\"", "0", "<html>", "{", "{}", "{\"code\":null}", "{\"code\":{}}", "{\"code\":\"\"}",
        "{\"code\":\"0\"}", "{\"code\":\"0\",\"success\":null,\"data\":{\"v\":\"1\"}}", "{\"code\":\"0\",\"success\":1,\"data\":{\"v\":\"1\"}}",
        "{\"code\":\"0\",\"success\":\"yes\",\"data\":{\"v\":\"1\"}}", "{\"code\":\"0\",\"success\":false}",
        "{\"code\":\"0\",\"success\":true,\"success\":false,\"error_code\":\"LISTED\"}",
        "{\"code\":\"0\",\"success\":true,\"data\":{\"v\":\"1\"}} {}",
        "{\"code\":\"0\",\"success\":false,\"error_code\":\"LISTED\",\"data\":{\"order_list\":[{}]}}",
        "{\"code\":\"0\",\"success\":false,\"error_code\":\"LISTED\",\"data\":{\"will_pay_purchase_order_ids\":[1]}}",
        "{\"code\":\"0\",\"success\":true,\"result\":{\"success\":false}}"
      })
  void judge_neitherYesNorNo_isUnknown(String json) {
    assertThat(judge(EFFECT, json)).isInstanceOf(ProviderResult.Unknown.class);
    assertThat(judge(READ.ifRefused("none"), json)).isInstanceOf(ProviderResult.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 301, 302, 307, 400, 401, 404, 408, 421, 429, 500, 502, 503})
  void judge_otherStatus_isUnknownWhateverTheBody(int status) {
    Transport.Answer yes = answer("{\"code\":\"0\",\"success\":true,\"data\":{\"v\":\"1\"}}");

    assertThat(Reply.judge(new Transport.Answer(true, status, yes.body(), "", null, Redaction.NOTHING), EFFECT, Instant.EPOCH))
        .isEqualTo(new ProviderResult.Unknown<>("HTTP_" + status, "the gateway's status is " + status, null, false));
  }

  @Test
  void judge_hugeNumbers_stayExact() {
    assertThat(judge(READ, "{\"code\":\"0\",\"success\":true,\"data\":{\"v\":9007199254740993}}"))
        .isEqualTo(new ProviderResult.Success<>("9007199254740993"));
    assertThat(judge(READ, "{\"code\":\"0\",\"success\":true,\"data\":{\"v\":123456789012345678901234567890}}"))
        .isEqualTo(new ProviderResult.Success<>("123456789012345678901234567890"));
  }

  @Test
  void judge_oddRequestId_isNotPassedOn() {
    assertThat(judge(READ, "{\"code\":\"0\",\"success\":false,\"error_code\":\"X\",\"request_id\":\"a\\nb\"}"))
        .isEqualTo(new ProviderResult.Rejected<>("X", "", null));
  }

  /** Each bound of JSON, at it and beyond it. */
  @Test
  void judge_beyondABound_isUnreadable() {
    assertBound(Json.MOST_DEPTH - 2, depth -> "[".repeat(depth) + "]".repeat(depth));
    assertBound(Json.LONGEST_NUMBER, "1"::repeat);
    assertBound(Json.LONGEST_TEXT, length -> "\"" + "x".repeat(length) + "\"");
    assertBound(Json.LONGEST_NAME, length -> "{\"" + "x".repeat(length) + "\":1}");
  }

  private static void assertBound(int bound, java.util.function.IntFunction<String> json) {
    assertThat(judge(READ, "{\"code\":\"0\",\"success\":true,\"data\":{\"v\":\"1\",\"w\":" + json.apply(bound) + "}}"))
        .isEqualTo(new ProviderResult.Success<>("1"));
    assertThat(judge(READ, "{\"code\":\"0\",\"success\":true,\"data\":{\"v\":\"1\",\"w\":" + json.apply(bound * 2) + "}}"))
        .isEqualTo(new ProviderResult.Unknown<>("UNREADABLE", "the answer is not JSON, or beyond all bounds", null, false));
  }
}
