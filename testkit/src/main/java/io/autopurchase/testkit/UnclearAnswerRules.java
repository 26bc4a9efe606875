package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A04: what is neither a clear yes nor a no that is known is unknown. */
interface UnclearAnswerRules extends ProviderRules {
  /** How many places a recorded answer is cut at. */
  int CUTS = 150;

  private Map<String, HttpText> unclear() {
    Map<String, HttpText> all = new TreeMap<>();
    for (String status : new String[] {"500 Error", "502 Bad Gateway", "503 Unavailable", "504 Timeout", "408 Timeout", "520 Unknown"}) {
      all.put(status, HttpText.answer(status, "<html><body>" + status + "</body></html>", "Content-Type: text/html"));
    }
    for (String status : new String[] {"302 Found", "303 See Other", "307 Moved", "308 Moved", "204 No Content"}) {
      all.put(status, HttpText.answer(status, "", "Location: /elsewhere"));
    }
    for (String body : new String[] {"", " ", "null", "true", "0", "[]", "{}", "\"\"", "{\"code\":null}", "{\"success\":\"perhaps\"}", "[".repeat(100_000)}) {
      String shown = body.length() > 40 ? "100000 brackets" : "'" + body + "'";
      all.put("200 and the body is " + shown, HttpText.answer("200 OK", body, "Content-Type: application/json"));
    }
    all.put("a page of a proxy", HttpText.answer("200 OK", "<html><body>Please log in</body></html>", "Content-Type: text/html"));
    byte[] noise = new byte[300];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) (i * 89 + 17);
    }
    all.put("noise", HttpText.answer("200 OK", noise, "Content-Type: application/json"));
    return all;
  }

  @Test
  default void required_A04a_answerIsLostCutOrSomebodyElses_isUnknown() {
    for (ProviderOperation operation : harness().operations()) {
      unknown(operation, "is lost", WireFault.loseAnswer());
      unknown(operation, "never comes, nor did the request arrive", WireFault.dropRequest());
      unknown(operation, "ends in the middle", WireFault.cutAnswer());
      unclear().forEach((what, answer) -> unknown(operation, "is " + what, WireFault.replaceAnswer(answer)));
    }
  }

  private void unknown(ProviderOperation operation, String what, WireFault fault) {
    harness().wire().next(fault);
    isUnknown(harness().within(() -> operation.call().apply(harness().context())), operation + " whose answer " + what);
  }

  private void isUnknown(ProviderResult<?> result, String what) {
    assertThat(result).as("the result of %s", what).isInstanceOf(ProviderResult.Unknown.class);
  }

  @Test
  default void required_A04b_yesIsCutAnywhere_isUnknown() {
    PlacementRequest request = harness().request();
    RequestValidity validity = harness().validity();
    String clientOrderId = harness().clientOrderId();
    Supplier<ProviderResult<?>> place = () -> harness().client().place(clientOrderId, request, validity, harness().context());
    ProviderHarness.value("place", place.get());

    cutEverywhere("a placement", place);
  }

  @Test
  default void required_A04c_answerToALookUpIsCutAnywhere_isUnknownAndNoNotFound() {
    Supplier<ProviderResult<?>> nothing = () -> harness().client().ordersByClientOrderId(harness().lookup("zq-outer-0"), harness().context());
    ProviderHarness.value("ordersByClientOrderId", nothing.get());
    cutEverywhere("a look-up that finds nothing", nothing);

    String clientOrderId = harness().placed().clientOrderId();
    Supplier<ProviderResult<?>> something = () -> harness().client().ordersByClientOrderId(harness().lookup(clientOrderId), harness().context());
    ProviderHarness.value("ordersByClientOrderId", something.get());
    cutEverywhere("a look-up that finds an order", something);
    harness().client().ordersModified(ProviderHarness.START, 1, harness().context());
    cutEverywhere("a list of what was modified", () -> harness().client().ordersModified(ProviderHarness.START, 1, harness().context()));
  }

  @Test
  default void required_A04d_noIsCutAnywhere_isUnknown() {
    PlacementRequest request = harness().request();
    RequestValidity validity = harness().validity();
    harness().provider().sellOut(harness().item());
    Supplier<ProviderResult<?>> soldOut = () -> harness().client().place("zq-outer-0", request, validity, harness().context());
    var unused = soldOut.get();
    cutEverywhere("a placement that is refused", soldOut);

    Supplier<ProviderResult<?>> unauthorized =
        () -> harness().client().place("zq-outer-0", request, validity, harness().anonymous().withAccessToken(RefusalRules.NO_TOKEN));
    unused = unauthorized.get();
    cutEverywhere("a placement that is not authorized", unauthorized);
  }

  /** Repeats a call whose answer was recorded, and shows it what is left of that answer. */
  private void cutEverywhere(String what, Supplier<ProviderResult<?>> call) {
    HttpText answer = harness().wire().lastAnswer();
    int length = new String(answer.body(), StandardCharsets.ISO_8859_1).stripTrailing().length();
    int step = Math.max(1, length / CUTS);
    IntStream.range(0, length)
        .filter(cut -> cut % step == 0 || cut < 20 || cut > length - 20)
        .forEach(
            cut -> {
              harness().wire().next(WireFault.answer(answer.withBody(Arrays.copyOf(answer.body(), cut))));
              isUnknown(call.get(), what + " whose answer of " + length + " bytes ends after " + cut);
            });
  }

  @Test
  default void required_A04e_codeOfARefusalIsOnNoList_isUnknown() {
    PlacementRequest request = harness().request();
    RequestValidity validity = harness().validity();
    harness().provider().sellOut(harness().item());
    String code = RefusalRules.code(harness().client().place(harness().clientOrderId(), request, validity, harness().context()));
    assertThat(code).as("the code of the refusal of what is sold out").isNotEmpty();

    harness().wire().next(WireFault.alter(body -> body.replace(code, "ZQ_NEW_CODE")));

    isUnknown(harness().client().place(harness().clientOrderId(), request, validity, harness().context()), "a placement that is refused by a code that is on no list");
  }
}
