package io.autopurchase.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.RecordFields;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a commit would have written is customers' data: it is in no exception, and so in no log. */
class StatementValuesTest {
  private static final String ORDER = "ORD-4711";
  private static final byte[] BODY = "Zhang San, 021-4711".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#servers")
  void commit_statementOfABatchFails_exceptionHasNoneOfItsValues(Database database) throws Exception {
    JdbcActivityStore store = JdbcActivityStore.builder(database.source()).queryTimeout(Duration.ofSeconds(2)).build();
    store.commit(Commits.put("a", 0));
    store.commit(Commits.put("b", 0));
    RecordFields fields = RecordFields.builder().orderId(ORDER).build();
    Commit both = Commits.write().put(Commits.key("a"), 1, fields, 1, BODY).put(Commits.key("b"), 1, fields, 1, BODY).build();
    Throwable thrown;
    try (Connection host = database.source().getConnection()) {
      host.setAutoCommit(false);
      store.commit(Commits.put("b", 1), JdbcHostTransaction.of(host));
      thrown = catchThrowable(() -> store.commit(both));
      host.rollback();
    }

    assertThat(thrown).isInstanceOf(StoreUnavailableException.class);
    assertThat(logged(thrown))
        .doesNotContain(ORDER.toLowerCase(Locale.ROOT))
        .doesNotContain("zhang san")
        .doesNotContain(HexFormat.of().formatHex(BODY));
  }

  /** All that a log shows of it, in small letters. */
  private static String logged(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString().toLowerCase(Locale.ROOT);
  }
}
