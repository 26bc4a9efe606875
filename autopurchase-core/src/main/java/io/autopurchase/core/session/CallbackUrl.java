package io.autopurchase.core.session;

import io.autopurchase.InvalidInputException;
import io.autopurchase.engine.Arguments;
import io.autopurchase.spi.PlainText;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a browser brought back from a provider's authorize page.
 *
 * @param code works once
 * @param state ours
 */
record CallbackUrl(String code, String state) {
  private static final int LONGEST = 8000;

  static CallbackUrl parse(URI callback) {
    if (callback.toString().length() > LONGEST) {
      throw new InvalidInputException("callback", "LENGTH", Arguments.of("max", LONGEST));
    }
    Map<String, String> parameters = new HashMap<>();
    String query = callback.getRawQuery() == null ? "" : callback.getRawQuery();
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    String code = parameters.getOrDefault("code", "");
    if (code.isEmpty()) {
      String error = parameters.getOrDefault("error", "");
      throw new InvalidInputException(
          "code", "MISSING_CODE", error.isEmpty() ? Map.of() : Arguments.of("text", "authorizationFailed", "error", PlainText.quote(error)));
    }
    String state = parameters.getOrDefault("state", "");
    if (state.isEmpty()) {
      throw new InvalidInputException("state", "INVALID_STATE", Arguments.of("text", "missingState"));
    }
    return new CallbackUrl(code, state);
  }

  @Override
  public String toString() {
    return "callback URL";
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("callback", "FORMAT", Arguments.of("text", "wrongEncoding"));
    }
  }
}
