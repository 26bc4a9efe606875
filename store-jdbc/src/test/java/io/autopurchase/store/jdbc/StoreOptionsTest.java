package io.autopurchase.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options that would do harm later are refused when the store is built. */
class StoreOptionsTest {
  private final Database database = Database.h2();

  private JdbcActivityStore.Builder builder() {
    return JdbcActivityStore.builder(database.source());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S", "PT1H0.001S", "P25D", "PT2562047788015215H"})
  void queryTimeout_outOfRange_isRefused(String timeout) {
    assertThatThrownBy(() -> builder().queryTimeout(Duration.parse(timeout)).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("queryTimeout");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT1H"})
  void queryTimeout_ends_areTaken(String timeout) {
    assertThat(builder().queryTimeout(Duration.parse(timeout)).build().commit(Commits.put("1", 0)).isApplied()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\u0007b", "a\u202eb", "a\nb"})
  void shop_thatCannotBePrinted_isRefused(String shop) {
    assertThatThrownBy(() -> builder().shop(shop).build()).isInstanceOf(ConfigurationException.class).hasMessageContaining("shop");
  }

  @Test
  void shop_tooLong_isRefused() {
    assertThatThrownBy(() -> builder().shop("x".repeat(65)).build()).isInstanceOf(ConfigurationException.class).hasMessageContaining("shop");
    assertThat(builder().shop("中文 shop").build().shop()).isEqualTo("中文 shop");
  }
}
