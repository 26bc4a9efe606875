package io.autopurchase.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @ValueSource(strings = {"1e9999999991", "-1e-9999758314474", "{\"a\":1,\"a\":2}", "{}{}", "[", "nul"})
  void read_whatIsNoJsonOrBeyondTheBounds_isAnIoException(String json) {
    assertThatThrownBy(() -> Json.read(json.getBytes(StandardCharsets.UTF_8))).isInstanceOf(IOException.class);
  }

  @Test
  void read_fractions_areExact() throws IOException {
    assertThat(Json.read("[4.35]".getBytes(StandardCharsets.UTF_8)).get(0).decimalValue()).isEqualByComparingTo(new BigDecimal("4.35"));
  }

  @Test
  void array_idsBeyondDoubles_areWrittenExactly() {
    assertThat(Json.array(List.of("9007199254740993", "4158000000001317637", "x1"))).isEqualTo("[9007199254740993,4158000000001317637,\"x1\"]");
  }
}
