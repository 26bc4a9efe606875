package io.autopurchase.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final String TOKEN = "500000Ace8c32431d41319bb48e3ccee1F2a";

  @ParameterizedTest
  @ValueSource(strings = {"access_token", "refresh_token", "code", "sign"})
  void clean_secretIsQuoted_takenOut(String parameter) {
    Redaction redaction = redaction(Map.of(parameter, "50000+abc/def"));

    assertThat(redaction.clean("token 50000+abc/def is bad, see ?t=50000%2Babc%2Fdef"))
        .isEqualTo("token *** is bad, see ?t=***");
    assertThat(redaction(Map.of(parameter, "abcdef")).clean("the code ABCDEF")).isEqualTo("the code ***");
  }

  @Test
  void clean_otherParametersAndShortTexts_stay() {
    Redaction redaction = redaction(Map.of("item_id", "42602653803", "code", "0"));

    assertThat(redaction.clean("no item 42602653803, code 0")).isEqualTo("no item 42602653803, code 0");
    assertThat(redaction).hasToString("redaction");
  }

  @Test
  void clean_partsAndOtherCases_takenOut() {
    Redaction redaction = redaction(Map.of("access_token", TOKEN));

    assertThat(redaction.clean("token " + TOKEN.toUpperCase(Locale.ROOT) + ".")).isEqualTo("token ***.");
    for (int from = 0; from < TOKEN.length() - 12; from++) {
      for (int to = from + 12; to <= TOKEN.length(); to++) {
        assertThat(redaction.clean("<" + TOKEN.substring(from, to) + ">")).isEqualTo("<***>");
      }
    }
    assertThat(redaction.clean("order 500000 of item 31d41319")).as("too short to be a secret").isEqualTo("order 500000 of item 31d41319");
  }

  private static Redaction redaction(Map<String, String> parameters) {
    return Redaction.of(parameters, Set.of("access_token", "refresh_token", "code", "sign"));
  }
}
