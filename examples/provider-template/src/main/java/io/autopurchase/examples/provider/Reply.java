package io.autopurchase.examples.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ProviderResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An answer of the market: {@code {"ok": true, "time": 1741608000000, "data": {…}}}, or {@code {"ok": false, "time": …,
 * "error": {"code": "SOLD_OUT", "message": "…"}}}. The one place that decides what an answer means.
 */
final class Reply {
  static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).maxStringLength(1 << 16).maxNumberLength(64).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Codes by which the market says that it has done nothing and will do nothing. What is not listed here is no no. */
  private static final Set<String> NO =
      Set.of("SOLD_OUT", "PRICE_CHANGED", "NO_SUCH_ITEM", "NO_SUCH_ORDER", "NOT_CANCELLABLE", "BAD_REQUEST", "BAD_CODE");

  private final JsonNode json;

  private Reply(JsonNode json) {
    this.json = json;
  }

  /**
   * Reports the outcome of a call.
   *
   * @param clock hears what the market's clock shows, by a yes or a no
   * @param value makes a value out of a yes; a {@link NotClearException} says that it cannot be one
   */
  static <T> ProviderResult<T> judge(Transport.Answer answer, CallContext context, Consumer<Instant> clock, Function<Reply, T> value) {
    if (!answer.left()) {
      return new ProviderResult.NotSent<>(answer.failure(), "no byte of the request has left");
    }
    if (!answer.failure().isEmpty()) {
      return unknown(answer.failure(), "there is no whole answer");
    }
    if (answer.status() != 200) {
      return unknown("HTTP_" + answer.status(), "the market's status is " + answer.status());
    }
    try {
      Reply reply = new Reply(JSON.readTree(answer.body()));
      boolean yes = reply.flag();
      clock.accept(reply.time());
      return yes ? new ProviderResult.Success<>(value.apply(reply)) : no(reply.json.path("error"), context);
    } catch (IOException | NotClearException | IllegalArgumentException e) {
      // Also a malformed number or URL: an answer that cannot be read is not an answer.
      return unknown("UNCLEAR", "the answer is neither a clear yes nor a clear no");
    }
  }

  private boolean flag() {
    JsonNode ok = json.path("ok");
    if (!ok.isBoolean()) {
      throw new NotClearException();
    }
    return ok.booleanValue();
  }

  private static <T> ProviderResult<T> no(JsonNode error, CallContext context) {
    String code = text(error, "code");
    String message = withoutToken(error.path("message").asText(), context);
    if (NO.contains(code)) {
      return new ProviderResult.Rejected<>(code, message, null);
    }
    return switch (code) {
      case "BAD_TOKEN" -> new ProviderResult.NeedsAuthorization<>(code, message, null);
      case "TOO_MANY_CALLS" -> new ProviderResult.Limited<>(code, message, Duration.ofSeconds(Math.max(1, Long.parseLong(text(error, "retryAfter")))));
      // It was not looked at, and may go again with a new validity.
      case "EXPIRED" -> new ProviderResult.NotSent<>(code, message);
      // It is there since an earlier attempt, and is to be found: anything but a no.
      case "OUTER_ID_EXISTS" -> unknown(code, message);
      default -> new ProviderResult.Unknown<>(code, message, null, true);
    };
  }

  /** Some servers quote what they refuse, and these words end in journals and logs. */
  private static String withoutToken(String words, CallContext context) {
    return context.accessToken().map(Secret::reveal).map(token -> words.replace(token, "***")).orElse(words);
  }

  private static <T> ProviderResult<T> unknown(String code, String message) {
    return new ProviderResult.Unknown<>(code, message, null, false);
  }

  JsonNode data() {
    return json.path("data");
  }

  /** The market's clock when it began to work for this answer. */
  Instant time() {
    return time(json, "time");
  }

  // Members that must be there. Ids may be numbers or text on the wire, of any length.

  static String text(JsonNode node, String name) {
    JsonNode member = node.path(name);
    if (!member.isTextual() && !member.isIntegralNumber() || member.asText().isEmpty()) {
      throw new NotClearException();
    }
    return member.asText();
  }

  static Instant time(JsonNode node, String name) {
    return Instant.ofEpochMilli(Long.parseLong(text(node, name)));
  }

  static JsonNode list(JsonNode node, String name) {
    if (!node.path(name).isArray()) {
      throw new NotClearException();
    }
    return node.path(name);
  }

  /** The answer cannot be read as what it should be. */
  static final class NotClearException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
