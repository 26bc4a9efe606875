package io.autopurchase.provider.taobao;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.provider.http.Redaction;
import io.autopurchase.provider.http.Transport;
import io.autopurchase.spi.ProviderResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplyRedactionTest {
  private static final String TOKEN = "500000Ace8c32431d41319bb48e3ccee1F2a";

  /** Wherever a long message is cut, no half of a token is left. */
  @Test
  void judge_tokenAtEveryOffsetOfALongMessage_noPartOfItIsLeft() {
    for (int before = 0; before <= 1040; before++) {
      String message = "x ".repeat(before / 2) + (before % 2 == 1 ? "z" : "") + TOKEN + " y".repeat(700);

      assertNoToken(answered("{\"code\":\"0\",\"success\":false,\"error_code\":\"X\",\"error_msg\":\"" + message + "\"}"));
      assertNoToken(answered("{\"code\":\"Odd\",\"message\":\"" + message + "\"}"));
    }
  }

  @Test
  void judge_tokenInCodesAndIds_noPartOfItIsLeft() {
    String quoted = TOKEN.toLowerCase(Locale.ROOT);

    assertNoToken(answered("{\"code\":\"0\",\"success\":false,\"error_code\":\"" + TOKEN + "\",\"error_msg\":\"m\",\"request_id\":\"" + quoted + "\"}"));
    assertNoToken(answered("{\"code\":\"" + TOKEN + "\",\"message\":\"m\",\"request_id\":\"" + TOKEN.substring(3) + "\"}"));
    assertNoToken(answered("{\"code\":\"0\",\"success\":true,\"data\":{\"title\":\"" + quoted + "\",\"list\":[\"" + TOKEN + "\",{\"a\":[\"" + TOKEN + "\"]}]}}"));
  }

  @Test
  void judge_newTokensThatAreTheOldOnes_areReadAsTheyAre() {
    Redaction redaction = TaobaoLog.redaction(Map.of("refresh_token", TOKEN));
    String json = "{\"code\":\"0\",\"access_token\":\"new-access-token\",\"refresh_token\":\"" + TOKEN + "\",\"expires_in\":\"60\",\"refresh_expires_in\":\"60\"}";
    ApiCall<String> call = ApiCall.read("/auth/token/refresh", Map.of(), reply -> Tokens.grant(reply).refreshToken().orElseThrow().reveal());

    assertThat(Reply.judge(answer(json, redaction), call, Instant.EPOCH)).isEqualTo(new ProviderResult.Success<>(TOKEN));
  }

  private static String answered(String json) {
    ApiCall<String> call = ApiCall.mutating("/x", Map.of(), Set.of(), reply -> reply.data().toString());
    return Reply.judge(answer(json, TaobaoLog.redaction(Map.of("access_token", TOKEN))), call, Instant.EPOCH).toString();
  }

  private static Transport.Answer answer(String json, Redaction redaction) {
    return new Transport.Answer(true, 200, json.getBytes(StandardCharsets.UTF_8), "", null, redaction);
  }

  private static void assertNoToken(String text) {
    String small = text.toLowerCase(Locale.ROOT);
    for (int i = 0; i + 12 <= TOKEN.length(); i++) {
      assertThat(small).doesNotContain(TOKEN.substring(i, i + 12).toLowerCase(Locale.ROOT));
    }
  }
}
