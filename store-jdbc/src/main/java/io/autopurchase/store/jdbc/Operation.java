package io.autopurchase.store.jdbc;

import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.annotation.Nullable;

/**
 * One row to write.
 *
 * @param commit for which of the commits at hand
 * @param otherwise what to do if no row was changed; null if that does not matter
 * @param newText what comes in place of another text; null if none does
 */
record Operation(int commit, String sql, Values values, @Nullable Otherwise otherwise, @Nullable NewText newText) {
  Operation(int commit, String sql, Values values, @Nullable Otherwise otherwise) {
    this(commit, sql, values, otherwise, null);
  }

  static Operation of(int commit, String sql, Values values) {
    return new Operation(commit, sql, values, null);
  }

  Operation changingText(RecordKey key, @Nullable String text) {
    return new Operation(commit, sql, values, otherwise, new NewText(key, text));
  }

  boolean isGuarded() {
    return otherwise != null;
  }

  /** Sets the parameters. */
  interface Values {
    void set(PreparedStatement statement) throws SQLException;
  }

  /** A record's text; null for none. */
  record NewText(RecordKey key, @Nullable String text) {}

  /** Either the commit has lost, or another row is to be written instead. */
  record Otherwise(@Nullable CommitResult lost, @Nullable Operation instead) {
    static Otherwise lost(CommitResult result) {
      return new Otherwise(result, null);
    }

    static Otherwise instead(Operation operation) {
      return new Otherwise(null, operation);
    }
  }
}
