package io.autopurchase.provider.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.Money;
import io.autopurchase.provider.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatesAndAmountsTest {
  @ParameterizedTest
  @CsvSource({
    "20240131120000000+0800, 2024-01-31T04:00:00Z",
    "20240131120000123-0700, 2024-01-31T19:00:00.123Z",
    "20260526160000+0800, 2026-05-26T08:00:00Z",
    "2025-11-27 16:00:00, 2025-11-27T08:00:00Z"
  })
  void read_eachForm_withItsZone(String text, Instant time) {
    assertThat(Dates.read(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "20240131", "20241331120000000+0800", "2025-11-27T16:00:00", "1764230400000", "99999999999999999999+0", "2025-13-27 16:00:00"})
  void read_anythingElse_isNone(String text) {
    assertThat(Dates.read(text)).isNull();
  }

  @Test
  void write_time_inChina() {
    assertThat(Dates.write(Instant.parse("2025-11-27T08:00:00Z"))).isEqualTo("20251127160000000+0800");
  }

  @Test
  void yuan_decimals_areExact() throws IOException {
    JsonNode json = Json.read("{\"a\":4.35,\"b\":\"0.29\",\"c\":5,\"d\":1.005,\"e\":1e-900,\"f\":\"NaN\",\"g\":1e900,\"h\":64.500}".getBytes(StandardCharsets.UTF_8));

    assertThat(Amounts.yuan(json, "a")).isEqualTo(Money.cny("4.35"));
    assertThat(Amounts.yuan(json, "b")).isEqualTo(Money.cny("0.29"));
    assertThat(Amounts.yuan(json, "c")).isEqualTo(Money.cny("5"));
    assertThat(Amounts.yuan(json, "h")).isEqualTo(Money.cny("64.50"));
    assertThat(Amounts.yuan(json, "d")).as("a fraction of a fen").isNull();
    assertThat(Amounts.atMostYuan(json, "d")).isEqualTo(Money.cny("1.01"));
    for (String name : new String[] {"e", "f", "g", "missing"}) {
      assertThat(Amounts.yuan(json, name)).as(name).isNull();
    }
  }
}
