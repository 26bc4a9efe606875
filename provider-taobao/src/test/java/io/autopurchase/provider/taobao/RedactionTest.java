package io.autopurchase.provider.taobao;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  @ParameterizedTest
  @ValueSource(strings = {"access_token", "refresh_token", "code", "sign"})
  void clean_secretIsQuoted_takenOut(String parameter) {
    Redaction redaction = Redaction.of(Map.of(parameter, "50000+abc/def"));

    assertThat(redaction.clean("token 50000+abc/def is bad, see ?t=50000%2Babc%2Fdef"))
        .isEqualTo("token *** is bad, see ?t=***");
  }

  @Test
  void clean_otherParametersAndShortTexts_stay() {
    Redaction redaction = Redaction.of(Map.of("item_id", "42602653803", "code", "0"));

    assertThat(redaction.clean("no item 42602653803, code 0")).isEqualTo("no item 42602653803, code 0");
    assertThat(redaction).hasToString("redaction");
  }
}
